import { aTimeout, expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { Alarm } from '../../gateway/protocol/server-messages.ts';
import { sampleAccount, sampleSession } from '../../mocks/agent.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { createAgentClient } from '../../plugin/agent/agent-client.ts';
import type { AgentApp } from '../../plugin/agent/elements/agent-app.ts';
import type { Notices } from '../../plugin/agent/elements/notices.ts';
import { withAlarm, withoutNotice, type Notice } from '../../plugin/agent/notices.ts';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import { byRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import { click, clock, hasRole, heard } from './agent-harness.ts';

const guessing: Alarm = { kind: 'pinGuessing' };
const asking: Alarm = { kind: 'askedTooOften', agentName: 'Ken Mori', capability: 'view' };
const reported = {
  kind: 'abuseReported',
  sessionId: 'session-aaaaaaaaaaaaaa',
  sessionName: 'Ada Byron',
  agentName: 'Ken Mori',
  atMs: 1_000,
} as const satisfies Alarm;
const both = (): readonly Notice[] => withAlarm(withAlarm([], guessing, clock.now()), asking, clock.now());
const notices = (shown: readonly Notice[]): TemplateResult => html`
  <sideseat-notices .notices=${shown}></sideseat-notices>
`;
const shownOf = (all: readonly Notice[]): string[] => all.filter(({ dismissed }) => !dismissed).map(({ key }) => key);

standardSuite('sideseat-notices', agentStates['sideseat-notices']);

describe('<sideseat-notices>', () => {
  it('[B-10] says what the alarm is about, and what protects', async () => {
    const element = await render<Notices>(notices(both()));
    const text = visibleText(byRole(element, 'group'));
    expect(text).to.contain('Somebody may be guessing PIN codes.');
    expect(text).to.contain('Compare the two words before you press Start.');
    expect(text).to.contain('Ken Mori asked one customer three times within five minutes.');
  });

  it('[B-08] [T-SCAM-UX] says who was reported, when, in which session, and what follows', async () => {
    const element = await render<Notices>(notices(withAlarm([], reported, clock.now())));
    const text = visibleText(byRole(element, 'group'));
    expect(text).to.match(/A customer reported abuse by Ken Mori ?\./);
    expect(text).to.match(/session “Ada Byron ?”/).and.to.contain('the record is kept').and.to.contain(reported.sessionId);
    expect(text).to.contain('Ken Mori can ask each customer only once in five minutes');
  });

  it('[T-REVOKE-VERIFY] says what the media server did, and who has to know', async () => {
    const violation = withAlarm([], { kind: 'mediaViolation', cut: true }, clock.now());
    const element = await render<Notices>(notices(withAlarm(violation, { kind: 'stopNotObeyed', cut: false }, clock.now())));
    const text = visibleText(byRole(element, 'group'));
    expect(text).to.contain('Something ran at the media server that no customer had allowed.').and.to.contain('It was cut');
    expect(text).to.contain('The media server did not obey a stop at once.').and.to.contain('the media server must be stopped');
  });

  it('hands over which notice was dismissed, and shows it no more', async () => {
    const all = withAlarm([], guessing, clock.now());
    const element = await render<Notices>(notices(all));
    const told = heard(element, 'sideseat-dismiss-notice');
    await click(byRole(element, 'button', 'Dismiss'), element);
    expect(told).to.deep.equal([{ key: 'pinGuessing' }]);
    element.notices = withoutNotice(all, 'pinGuessing');
    await settled(element);
    expect(visibleText(element)).to.equal('');
    expect(hasRole(element, 'button')).to.equal(false);
  });
});

describe('a wave of alarms', () => {
  it('is one notice, stays dismissed while it goes on, and is told again once it was over', () => {
    let all = withAlarm([], guessing, 0);
    all = withAlarm(all, guessing, 60_000);
    expect(all.map(({ sinceAtMs }) => sinceAtMs)).to.deep.equal([0]);
    all = withoutNotice(all, 'pinGuessing');
    for (let atMs = 120_000; atMs < 600_000; atMs += 60_000) all = withAlarm(all, guessing, atMs);
    expect(shownOf(all)).to.deep.equal([]);
    all = withAlarm(all, guessing, 1_000_000);
    expect(shownOf(all)).to.deep.equal(['pinGuessing']);
    expect(all[0]?.sinceAtMs).to.equal(1_000_000);
  });

  it('[B-08] each report is one notice with its own time, and stays dismissed however often it is told again', () => {
    const again = { ...reported, sessionId: 'session-bbbbbbbbbbbbbb' };
    let all = withAlarm(withAlarm([], reported, 5_000), again, 5_000);
    expect(all.map(({ sinceAtMs }) => sinceAtMs)).to.deep.equal([1_000, 1_000]);
    all = withAlarm(withoutNotice(all, `abuseReported ${reported.sessionId}`), reported, 90_000_000);
    expect(shownOf(all)).to.deep.equal([`abuseReported ${again.sessionId}`]);
  });

  it('of one agent is another than that of the next', () => {
    const all = withAlarm(withAlarm([], asking, 0), { ...asking, agentName: 'Mia Keller' }, 0);
    expect(shownOf(withoutNotice(all, 'askedTooOften Ken Mori'))).to.deep.equal(['askedTooOften Mia Keller']);
  });
});

describe('alarms of the media server', () => {
  it('[I20] what is not known to be gone is told, also where what was gone was dismissed', () => {
    const gone = withoutNotice(withAlarm([], { kind: 'mediaViolation', cut: true }, 0), 'mediaViolation cut');
    expect(shownOf(withAlarm(gone, { kind: 'mediaViolation', cut: false }, 1))).to.deep.equal(['mediaViolation notCut']);
  });
});

describe('alarms in the agent’s window', () => {
  it('[B-10] are shown over the dashboard until they are dismissed', async () => {
    const link = new ScriptedLink();
    const api = {
      me: async () => sampleAccount,
      signIn: async () => sampleAccount,
      signOut: async () => undefined,
      agentTicket: async () => 'ticket',
    };
    const client = createAgentClient({ api, createLink: () => link as never, clock });
    const app = await render<AgentApp>(html`<sideseat-agent .client=${client} .clock=${clock}></sideseat-agent>`);
    await aTimeout(0);
    link.open();
    link.tell({ type: 'agent.sessions', sessions: [sampleSession()] });
    link.tell({ type: 'alarm.raised', alarm: guessing });
    await settled(app);
    expect(visibleText(app)).to.contain('Somebody may be guessing PIN codes.');
    await click(byRole(app, 'button', 'Dismiss'), app);
    expect(visibleText(app)).not.to.contain('guessing');
    client.close();
  });
});
