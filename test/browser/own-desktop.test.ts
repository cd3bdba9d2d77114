import { aTimeout, expect } from '@open-wc/testing';
import { CommandError } from '../../gateway/client/errors.ts';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import { sampleAccount, sampleId, sampleOwnShare, sampleRequest, sampleSession } from '../../mocks/agent.ts';
import { ScriptedDesktop } from '../../mocks/customer.ts';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { createAgentClient } from '../../plugin/agent/agent-client.ts';
import type { OwnDesktopView } from '../../plugin/agent/elements/own-desktop-view.ts';
import { byRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import { heard } from './agent-harness.ts';

standardSuite('sideseat-own-desktop-view', agentStates['sideseat-own-desktop-view']);

describe('<sideseat-own-desktop-view>', () => {
  it('[002-17] [I6] says what is shared, who sees it, and since when', async () => {
    const element = await render<OwnDesktopView>(agentStates['sideseat-own-desktop-view'].seen());
    expect(byRole(element, 'region', 'Desktop view')).to.not.equal(null);
    expect(visibleText(element)).to.match(/Ada Byron sees the whole screen now\. Nobody else does\. .* since \d/);
    expect(visibleText(element)).to.contain('Everything on it is seen, also other customers’ names and codes.');
  });

  it('[002-25] [002-26] stops by Sharing in its title bar', async () => {
    const element = await render<OwnDesktopView>(agentStates['sideseat-own-desktop-view'].seen());
    const commands = heard(element, 'sideseat-command');
    byRole(element, 'button', 'Sharing').click();
    await settled(element);
    byRole(element, 'menuitem', /Stop sharing/).click();
    expect(commands).to.deep.equal([{ sessionId: sampleId('ada'), command: 'stopShowing' }]);
  });
});

describe('an agent’s page that shows the own desktop', () => {
  const ADA = sampleId('ada');

  async function started(view: Partial<AgentSessionView> = {}) {
    const desktop = new ScriptedDesktop();
    let link = new ScriptedLink();
    const client = createAgentClient({
      api: { me: async () => sampleAccount, signIn: async () => sampleAccount, signOut: async () => undefined, agentTicket: async () => '' },
      createLink: (getTicket) => (link = new ScriptedLink(getTicket)),
      createSource: () => desktop,
    });
    const tell = (change: Partial<AgentSessionView> = {}): void => link.tell({ type: 'agent.session', session: sampleSession(change) });
    await aTimeout(0);
    link.open();
    link.tell({ type: 'agent.sessions', sessions: [sampleSession(view)] });
    await import('../../plugin/agent/own-desktops.ts'); // the page asked for it before
    await aTimeout(0);
    const session = () => client.state$.value.sessions.find(({ view: { sessionId } }) => sessionId === ADA);
    return { client, desktop, tell, session, link, capture: () => session()?.ownCapture.phase };
  }
  const asked = sampleRequest('asking', 42_000, { capability: 'show', owner: 'agent', requestId: sampleId('show') });

  /** Something was chosen, and the customer is asked. */
  async function asking() {
    const page = await started();
    void page.client.run(ADA, 'showDesktop');
    page.desktop.pick();
    await aTimeout(0);
    page.tell({ request: asked });
    page.link.lastCommand.done({ requestId: asked.requestId });
    await aTimeout(0);
    return page;
  }
  async function showing() {
    const page = await asking();
    page.tell({ request: { ...asked, phase: 'choosing' } });
    page.link.lastCommand.done();
    await aTimeout(0);
    page.tell({ agentShare: sampleOwnShare() });
    return page;
  }

  it('[002-01] opens the picker within the call, and asks the customer once something was chosen', async () => {
    const page = await started();
    void page.client.run(ADA, 'showDesktop');
    expect(page.desktop.calls).to.deep.equal(['choose']);
    expect([page.capture(), page.link.commands.length]).to.deep.equal(['choosing', 0]);
    page.desktop.pick();
    await aTimeout(0);
    expect(page.link.lastCommand.message).to.deep.equal({ type: 'request.create', sessionId: ADA, capability: 'show' });
    expect([page.capture(), page.session()?.command]).to.deep.equal(['holding', { name: 'showDesktop', phase: 'busy' }]);
    expect(page.desktop.calls.at(-1)).to.equal('suspend');
  });

  it('[002-15] publishes after the OK alone, under the grant, naming the session', async () => {
    const page = await asking();
    expect(page.desktop.calls).to.not.include('publish');
    page.tell({ request: { ...asked, phase: 'choosing' } });
    const { type, sessionId, requestId, surface } = page.link.lastCommand.message as Record<string, unknown>;
    expect([type, sessionId, requestId, surface]).to.deep.equal(['capture.choose', ADA, asked.requestId, 'monitor']);
    page.tell({ agentShare: sampleOwnShare() });
    expect(page.desktop.calls.at(-1)).to.equal(`publish ${sampleOwnShare().grantId}`);
    expect(page.capture()).to.equal('sending');
  });

  for (const [name, change] of [
    ['Not now', { agentOutcome: { requestId: asked.requestId, capability: 'show', reason: 'notNow', granted: false, atMs: 1 } }],
    ['silence', { agentOutcome: { requestId: asked.requestId, capability: 'show', reason: 'noAnswer', granted: false, atMs: 1 } }],
    ['the end of the session', { status: 'ended' }],
  ] as const)
    it(`[B-04] stops the capture at ${name}`, async () => {
      const page = await asking();
      page.tell(change);
      expect([page.capture(), page.desktop.calls.at(-1)]).to.deep.equal(['none', 'stop']);
    });

  it('stops the capture where the server does not take the request, and keeps why', async () => {
    const page = await started();
    void page.client.run(ADA, 'showDesktop');
    page.desktop.pick();
    await aTimeout(0);
    page.link.lastCommand.refuse(new CommandError('E_ASKED_TOO_OFTEN', { retryInMs: 1_000 }));
    await aTimeout(0);
    expect([page.capture(), page.desktop.calls.at(-1)]).to.deep.equal(['none', 'stop']);
    expect(page.session()?.command).to.deep.include({ name: 'showDesktop', phase: 'refused' });
  });

  it('[I7] ends the capture before it withdraws, stops, or ends the session', async () => {
    for (const [make, name, type] of [
      [asking, 'withdraw', 'request.withdraw'],
      [showing, 'stopShowing', 'share.stop'],
      [showing, 'end', 'session.end'],
    ] as const) {
      const page = await make();
      const before = page.link.commands.length;
      void page.client.run(ADA, name);
      expect([page.capture(), page.desktop.calls.includes('stop')], name).to.deep.equal(['none', true]);
      expect(page.link.commands.slice(before).map(({ message }) => message['type']), name).to.deep.equal([type]);
    }
  });

  it('[I7] ends where the session ended while this page did not hear', async () => {
    for (const make of [asking, showing]) {
      const page = await make();
      page.link.state$.next('retrying');
      page.link.open();
      page.link.tell({ type: 'agent.sessions', sessions: [] });
      expect([page.session(), page.desktop.calls.includes('stop')]).to.deep.equal([undefined, true]);
    }
  });

  it('[I7] tells the browser’s own stop as what it is', async () => {
    const page = await showing();
    page.desktop.captureEnded$.next();
    expect(page.link.lastCommand.message).to.deep.equal({
      type: 'share.stop',
      sessionId: ADA,
      grantId: sampleOwnShare().grantId,
      by: 'browser',
    });
  });

  it('[I13] ends with the page’s link and with signing out, and nothing comes back', async () => {
    for (const end of ['close', 'signOut'] as const) {
      const page = await showing();
      await page.client[end]();
      expect(page.desktop.calls.at(-1), end).to.equal('stop');
    }
  });
});
