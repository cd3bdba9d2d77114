import { aTimeout, expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { ApiError } from '../../gateway/client/errors.ts';
import { sampleAccount, sampleSession } from '../../mocks/agent.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { createAgentClient } from '../../plugin/agent/agent-client.ts';
import type { AgentState } from '../../plugin/agent/agent-state.ts';
import type { AgentApp } from '../../plugin/agent/elements/agent-app.ts';
import type { SignInAgain } from '../../plugin/agent/window/sign-in-again.ts';
import { byRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import { change, click, clock, expectFocus, field, hasRole, heard } from './agent-harness.ts';

const MINUTE_MS = 60_000;
const notice = (inMs: number | null = 10 * MINUTE_MS, signIn: AgentState['signIn'] = { phase: 'idle' }): TemplateResult => html`
  <sideseat-sign-in-again
    .endsAtMs=${inMs === null ? null : clock.now() + inMs}
    .agent=${'Mia Keller'}
    .signIn=${signIn}
    .clock=${clock}
  ></sideseat-sign-in-again>
`;
const openDialog = async (element: SignInAgain): Promise<void> =>
  click(byRole(element, 'button', 'Sign in again'), element);

standardSuite('sideseat-sign-in-again', { 'ends soon': () => notice() });

describe('<sideseat-sign-in-again>', () => {
  it('[I11] tells ten minutes before the signing in ends, and not earlier', async () => {
    const element = await render<SignInAgain>(notice(10 * MINUTE_MS + 4_000));
    expect(visibleText(element)).to.equal('');
    clock.advance(5_000);
    await settled(element);
    expect(visibleText(byRole(element, 'status'))).to.match(/Your sign-in ends at \d?\d:\d\d( [AP]M)?\. What is shared ends with it\./);
    expect(visibleText(await render(notice(null)))).to.equal('');
  });

  it('takes the password, and nothing else', async () => {
    const element = await render<SignInAgain>(notice());
    const told = heard(element, 'sideseat-sign-in-again');
    await openDialog(element);
    const dialog = byRole(element, 'dialog', 'Sign in again');
    expect(visibleText(dialog)).to.match(/You are signed in as Mia Keller/);
    expectFocus(field(element, 'Password'));
    await click(byRole(element, 'button', 'Sign in'), element);
    expect([told, visibleText(dialog).includes('Please enter the password.')]).to.deep.equal([[], true]);
    field(element, 'Password').value = ' secret ';
    await click(byRole(element, 'button', 'Sign in'), element);
    expect(told).to.deep.equal([{ password: ' secret ' }]);
  });

  it('says what was wrong, empties the field, and forgets it when it is opened anew', async () => {
    const element = await render<SignInAgain>(notice());
    await openDialog(element);
    field(element, 'Password').value = 'wrong';
    await change(element, { signIn: { phase: 'refused', failure: { code: 'E_SIGN_IN' }, atMs: clock.now() } });
    expect(visibleText(element)).to.contain('The user name or the password is not right');
    expect(field(element, 'Password').value).to.equal('');
    await click(byRole(element, 'button', 'Cancel'), element);
    clock.advance(1_000);
    await openDialog(element);
    expect(visibleText(element)).not.to.contain('is not right');
  });

  it('goes away by itself when the signing in lasts again', async () => {
    const element = await render<SignInAgain>(notice());
    await openDialog(element);
    await change(element, { endsAtMs: clock.now() + 12 * 60 * MINUTE_MS });
    expect(visibleText(element)).to.equal('');
    expect(hasRole(element, 'dialog', 'Sign in again')).to.equal(false);
  });
});

describe('signing in again in the agent’s window', () => {
  it('[I11] keeps the link and the sessions', async () => {
    const link = new ScriptedLink();
    const calls: object[] = [];
    let answer: () => Promise<typeof sampleAccount> = () => Promise.reject(new ApiError('E_SIGN_IN'));
    const api = {
      me: async () => sampleAccount,
      signIn: (credentials: object) => {
        calls.push(credentials);
        return answer();
      },
      signOut: async () => undefined,
      agentTicket: async () => 'ticket',
    };
    let links = 0;
    const createLink = () => {
      links += 1;
      return link as never;
    };
    const client = createAgentClient({ api, createLink, clock });
    const app = await render<AgentApp>(html`<sideseat-agent .client=${client} .clock=${clock}></sideseat-agent>`);
    await aTimeout(0);
    link.open();
    link.tell({ type: 'signIn.ends', inMs: 5 * MINUTE_MS });
    link.tell({ type: 'agent.sessions', sessions: [sampleSession()] });
    await settled(app);
    const attempt = async (password: string): Promise<void> => {
      field(app, 'Password').value = password;
      await click(byRole(app, 'button', 'Sign in'), app);
      await aTimeout(0);
      await settled(app);
    };
    await click(byRole(app, 'button', 'Sign in again'), app);
    await attempt('wrong');
    expect(visibleText(app)).to.contain('The user name or the password is not right');
    answer = async () => sampleAccount;
    await attempt('right');
    link.tell({ type: 'signIn.ends', inMs: 12 * 60 * MINUTE_MS });
    await settled(app);
    expect(calls).to.deep.equal([
      { userName: sampleAccount.agentId, password: 'wrong' },
      { userName: sampleAccount.agentId, password: 'right' },
    ]);
    expect([links, client.state$.value.sessions.length, client.state$.value.link]).to.deep.equal([1, 1, 'open']);
    expect(visibleText(app)).not.to.contain('Your sign-in ends');
    client.close();
  });
});
