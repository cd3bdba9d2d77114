import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { AgentState } from '../../plugin/agent/agent-state.ts';
import type { SignInForm } from '../../plugin/agent/elements/sign-in.ts';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import { byRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import { change, click, clock, field, heard, expectFocus, hasRole } from './agent-harness.ts';

const form = (signIn: AgentState['signIn'] = { phase: 'idle' }, wasSignedOut = false): TemplateResult => html`
  <sideseat-sign-in .signIn=${signIn} .wasSignedOut=${wasSignedOut} .clock=${clock}></sideseat-sign-in>
`;
const refused = (code: 'E_SIGN_IN' | 'E_TOO_MANY_ATTEMPTS', retryInMs?: number): AgentState['signIn'] => ({
  phase: 'refused',
  failure: retryInMs === undefined ? { code } : { code, retryInMs },
  atMs: clock.now(),
});

standardSuite('sideseat-sign-in', agentStates['sideseat-sign-in']);

describe('<sideseat-sign-in>', () => {
  it('hands over what was typed', async () => {
    const element = await render<SignInForm>(form());
    const told = heard(element, 'sideseat-sign-in');
    field(element, 'User name').value = ' mia ';
    field(element, 'Password').value = ' secret ';
    await click(byRole(element, 'button', 'Sign in'), element);
    expect(told).to.deep.equal([{ userName: 'mia', password: ' secret ' }]);
  });

  it('asks for what is missing, and goes there', async () => {
    const element = await render<SignInForm>(form());
    const told = heard(element, 'sideseat-sign-in');
    field(element, 'User name').value = 'mia';
    await click(byRole(element, 'button', 'Sign in'), element);
    expect(told).to.deep.equal([]);
    expect(visibleText(element)).to.contain('Please enter user name and password.');
    expectFocus(field(element, 'Password'));
  });

  it('after a wrong password keeps the user name, empties the password and waits there', async () => {
    const element = await render<SignInForm>(form());
    field(element, 'User name').value = 'mia';
    field(element, 'Password').value = 'wrong';
    await change(element, { signIn: refused('E_SIGN_IN') });
    expect(field(element, 'User name').value).to.equal('mia');
    expect(field(element, 'Password').value).to.equal('');
    expectFocus(field(element, 'Password'));
    expect(byRole(element, 'alert').textContent).to.contain('The user name or the password is not right');
  });

  it('says how long to wait, counts it down, and takes the message back afterwards', async () => {
    const element = await render<SignInForm>(form(refused('E_TOO_MANY_ATTEMPTS', 3_000)));
    expect(visibleText(element)).to.contain('Too many attempts. Try again in 3 seconds.');
    clock.advance(1_000);
    await settled(element);
    expect(visibleText(element)).to.contain('Try again in 2 seconds.');
    expect(byRole(element, 'alert').textContent, 'read out once, not each second').to.contain('in 3 seconds');
    clock.advance(2_000);
    await settled(element);
    expect(visibleText(element)).to.not.contain('Too many attempts');
  });

  it('does not send twice', async () => {
    const element = await render<SignInForm>(form({ phase: 'busy' }));
    const told = heard(element, 'sideseat-sign-in');
    field(element, 'User name').value = 'mia';
    field(element, 'Password').value = 'secret';
    await click(byRole(element, 'button', 'Signing in…'), element);
    expect(told).to.deep.equal([]);
    expect(hasRole(element, 'button', 'Sign in')).to.equal(false);
  });
});
