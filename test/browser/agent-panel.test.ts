import { expect } from '@open-wc/testing';
import { sampleId, sampleLog, sampleOutcome, sampleRequest, sampleShare } from '../../mocks/agent.ts';
import type { AgentSession } from '../../plugin/agent/agent-state.ts';
import type { SessionPanel } from '../../plugin/agent/elements/session-panel.ts';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import { byRole, render, standardSuite, visibleText } from '../support/elements.ts';
import {
  agentSession,
  change,
  click,
  expectFocus,
  focused,
  hasRole,
  heard,
  panel,
  samplePicture,
} from './agent-harness.ts';

const viewing = (): AgentSession =>
  agentSession(
    { share: sampleShare() },
    { log: sampleLog, picture: { phase: 'playing', stream: samplePicture(), frames: null, reason: null } },
  );
const states = agentStates['sideseat-session-panel'];

standardSuite('sideseat-session-panel', agentStates['sideseat-session-panel']);
standardSuite('sideseat-session-stage', agentStates['sideseat-session-stage']);

describe('<sideseat-session-panel>', () => {
  it('[B-09] says who it is, the two words to compare, and whether the customer is there', async () => {
    const element = await render<SessionPanel>(states.waiting());
    expect(visibleText(element)).to.contain('maple river');
    expect(visibleText(element)).to.contain('Ask the customer for the two words.');
    expect(visibleText(element)).to.contain('Online');
    await change(element, { session: agentSession({ customerPresence: 'late' }) });
    expect(visibleText(element)).to.contain('Not responding');
    await change(element, { session: agentSession({ customerPresence: 'absent' }) });
    expect(visibleText(element)).to.contain('Page not open');
  });

  it('[004-13] Start, and the focus stays in the panel when it has gone', async () => {
    const element = await render<SessionPanel>(states.waiting());
    const told = heard(element, 'sideseat-command');
    const start = byRole(element, 'button', 'Start');
    start.focus();
    await click(start, element);
    expect(told).to.deep.equal([{ sessionId: sampleId('ada'), command: 'start' }]);
    await change(element, { session: agentSession() });
    expect(hasRole(element, 'button', 'Start')).to.equal(false);
    expectFocus(byRole(element, 'heading', 'Session with Ada Byron'));
  });

  it('[004-07] shows how the customer joins while nobody has', async () => {
    const element = await render<SessionPanel>(states.connecting());
    expect(byRole(element, 'status', 'PIN code').textContent).to.equal('482915');
    const start = byRole(element, 'button', 'Start');
    expect(start.getAttribute('aria-disabled')).to.equal('true');
  });

  it('[000-17] ends the session after Yes, not after No', async () => {
    const element = await render<SessionPanel>(states.active());
    const told = heard(element, 'sideseat-command');
    const end = byRole(element, 'button', 'End session');
    end.focus();
    await click(end, element);
    expect(hasRole(element, 'alertdialog', 'End the session with Ada Byron?')).to.equal(true);
    expect(focused()?.textContent?.trim(), 'first focus').to.equal('No');
    await click(byRole(element, 'button', 'No'), element);
    expect(told).to.deep.equal([]);
    expectFocus(end, 'the focus returns');
    await click(end, element);
    await click(byRole(element, 'button', 'Yes'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('ada'), command: 'end' }]);
  });

  it('shows the sharing window while something is shared, and its end afterwards', async () => {
    const element = await render<SessionPanel>(panel(viewing()));
    expect(hasRole(element, 'region', 'Shared desktop')).to.equal(true);
    await change(element, { session: agentSession({ outcome: sampleOutcome('captureEnded', true) }) });
    expect(visibleText(byRole(element, 'region', 'Shared desktop'))).to.contain('stopped sharing in the browser');
    const forbidden = { ...sampleOutcome('pageForbidden', true), capability: 'cobrowseView' as const };
    await change(element, { session: agentSession({ outcome: forbidden }) });
    expect(visibleText(element)).to.contain('came to a page that the site does not allow to be shared').and.to.contain('is on another page');
    await change(element, { session: agentSession({ request: sampleRequest() }) });
    expect(hasRole(element, 'region', 'Shared desktop')).to.equal(false);
    expect(visibleText(element)).to.contain('Ada Byron is being asked');
  });

  it('[001-31] says who ended the session, and keeps the log', async () => {
    const element = await render<SessionPanel>(states.ended());
    expect(visibleText(element)).to.contain('Ada Byron ended the session.');
    expect(hasRole(element, 'button', 'End session')).to.equal(false);
    expect(hasRole(element, 'tab', 'Log')).to.equal(true);
  });

  it('commands nothing while the connection is lost', async () => {
    const element = await render<SessionPanel>(panel(agentSession({ status: 'waiting' }), 'retrying'));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Start'), element);
    await click(byRole(element, 'button', 'End session'), element);
    expect(told).to.deep.equal([]);
    expect(hasRole(element, 'alertdialog')).to.equal(false);
  });
});
