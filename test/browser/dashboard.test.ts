import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { sampleAccount, sampleId, sampleRequest, sampleShare } from '../../mocks/agent.ts';
import type { AgentSession, AgentState } from '../../plugin/agent/agent-state.ts';
import type { Dashboard } from '../../plugin/agent/elements/dashboard.ts';
import { byRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import {
  agentSession,
  click,
  clock,
  expectFocus,
  FakeClient,
  focused,
  hasRole,
  heard,
  press,
  samplePicture,
  tell,
} from './agent-harness.ts';

const ada = agentSession({ sessionId: sampleId('ada'), name: 'Ada Byron', request: sampleRequest() });
const jun = agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato', status: 'waiting' });
const luca = agentSession(
  { sessionId: sampleId('luca'), name: 'Luca Moretti', share: sampleShare() },
  { picture: { phase: 'playing', stream: samplePicture(), frames: null, reason: null } },
);
const three = [ada, jun, luca];

const dashboard = (state: Partial<AgentState> = {}): TemplateResult => html`
  <sideseat-dashboard .client=${new FakeClient(state)} .reload=${() => undefined} .clock=${clock}></sideseat-dashboard>
`;
const withSessions = (element: Dashboard, sessions: readonly AgentSession[], more: Partial<AgentState> = {}) =>
  tell(element, { sessions, ...more });
/** What a screen reader adds to a tab's name. */
const description = (element: Element, described: Element): string =>
  (described.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => visibleText(element.shadowRoot!.getElementById(id)!))
    .join(' ')
    .trim();
const tab = (element: Element, name: string): HTMLElement => byRole(element, 'tab', name);
const choose = (element: Dashboard, name: string) => click(tab(element, name), element);
const closeTab = async (element: Dashboard, name: string) => {
  press(tab(element, name), 'Delete');
  await settled(element);
};

standardSuite('sideseat-dashboard', {
  loading: () => dashboard({ loaded: false, link: 'connecting' }),
  empty: () => dashboard(),
  'three sessions': () => dashboard({ sessions: three }),
  'connection lost': () => dashboard({ sessions: three, link: 'retrying' }),
  replaced: () => dashboard({ link: 'replaced' }),
  closed: () => dashboard({ link: 'closed' }),
  'without the right': () =>
    dashboard({ account: { ...sampleAccount, rights: { startPrivateSessions: false, usePin: false } } }),
});

describe('<sideseat-dashboard>', () => {
  it('has a tab for the list and one for each customer, named by the session, described by its state', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three }));
    const tabs = [...byRole(element, 'tablist', 'Sessions').querySelectorAll('[role=tab]')];
    const names = tabs.map((each) => each.textContent?.trim());
    expect(names).to.deep.equal(['Active sessions', 'Ada Byron', 'Jun Sato', 'Luca Moretti']);
    expect(tabs.slice(1).map((each) => description(element, each))).to.deep.equal(['Asked 0:42', 'Waiting', 'Viewing']);
  });

  it('moves between tabs with the arrows; only Enter, Space or a click chooses', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three }));
    tab(element, 'Active sessions').focus();
    press(focused()!, 'End');
    expect(focused()?.textContent?.trim()).to.equal('Luca Moretti');
    expect(hasRole(element, 'table', 'Active sessions'), 'still the list').to.equal(true);
    await click(focused() as HTMLElement, element);
    expect(hasRole(element, 'region', 'Shared desktop')).to.equal(true);
    expect(tab(element, 'Luca Moretti').tabIndex).to.equal(0);
    expect(tab(element, 'Active sessions').tabIndex).to.equal(-1);
  });

  it('without a session says what to do', async () => {
    const element = await render<Dashboard>(dashboard());
    expect(visibleText(element)).to.contain('No active sessions');
    expect(visibleText(element)).to.contain('Create a session, tell the customer the PIN code');
  });

  it('[004-03] New session opens the dialog, and forgets what came of an earlier one', async () => {
    const element = await render<Dashboard>(dashboard());
    const told = heard(element, 'sideseat-new-session');
    const button = byRole(element, 'button', 'New session');
    button.focus();
    await click(button, element);
    expect(told.length).to.equal(1);
    expect(hasRole(element, 'dialog', 'Create new session')).to.equal(true);
    await click(byRole(element, 'button', 'Cancel'), element);
    expect(hasRole(element, 'dialog')).to.equal(false);
    expectFocus(button);
  });

  it('[004-01] without the right New session is disabled and says why', async () => {
    const account = { ...sampleAccount, rights: { startPrivateSessions: false, usePin: true } };
    const element = await render<Dashboard>(dashboard({ account }));
    const button = byRole(element, 'button', 'New session');
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    expect(visibleText(element)).to.contain('Your group may not start sessions.');
    await click(button, element);
    expect(hasRole(element, 'dialog')).to.equal(false);
  });

  it('[004-06] shows the new session’s PIN, then opens its tab', async () => {
    const element = await render<Dashboard>(dashboard());
    await click(byRole(element, 'button', 'New session'), element);
    const eva = agentSession({ sessionId: sampleId('eva'), name: 'Eva', status: 'connecting' });
    await withSessions(element, [eva], { creation: { phase: 'done', sessionId: sampleId('eva') } });
    expect(byRole(element, 'status', 'PIN code').textContent).to.equal('482915');
    await click(byRole(element, 'button', 'Open session'), element);
    expect(tab(element, 'Eva').getAttribute('aria-selected')).to.equal('true');
    expectFocus(tab(element, 'Eva'));
  });

  it('[004-13] a session started from the list is opened', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: [jun] }));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Start'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('jun'), command: 'start' }]);
    expect(tab(element, 'Jun Sato').getAttribute('aria-selected')).to.equal('true');
  });

  it('an ended session keeps its tab until it is closed; the focus goes to the tab before', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three }));
    await choose(element, 'Jun Sato');
    const ended = agentSession({ ...jun.view, status: 'ended' });
    await withSessions(element, [ada, ended, luca]);
    expect(visibleText(element)).to.contain('The session is over');
    await click(byRole(element, 'button', 'Close tab'), element);
    expect(hasRole(element, 'tab', 'Jun Sato')).to.equal(false);
    expectFocus(tab(element, 'Ada Byron'));
  });

  it('sessions that had ended before the page came have no tab', async () => {
    const element = await render<Dashboard>(dashboard({ loaded: false }));
    await withSessions(element, [agentSession({ status: 'ended' }), jun], { loaded: true });
    expect(hasRole(element, 'tab', 'Ada Byron')).to.equal(false);
    expect(hasRole(element, 'tab', 'Jun Sato')).to.equal(true);
  });

  it('asks before it closes the tab of a session in which something is shared or asked', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three }));
    const told = heard(element, 'sideseat-command');
    await closeTab(element, 'Luca Moretti');
    expect(hasRole(element, 'alertdialog', 'Close the tab of Luca Moretti?')).to.equal(true);
    await click(byRole(element, 'button', 'No'), element);
    expect(hasRole(element, 'tab', 'Luca Moretti')).to.equal(true);
    await closeTab(element, 'Luca Moretti');
    await click(byRole(element, 'button', 'Yes'), element);
    await closeTab(element, 'Ada Byron');
    await click(byRole(element, 'button', 'No'), element);
    await withSessions(element, [ada, jun, agentSession({ ...luca.view, share: null })]);
    await closeTab(element, 'Ada Byron');
    await click(byRole(element, 'button', 'Yes'), element);
    expect(told).to.deep.equal([
      { sessionId: sampleId('luca'), command: 'release' },
      { sessionId: sampleId('ada'), command: 'withdraw' },
    ]);
    await closeTab(element, 'Jun Sato');
    expect(hasRole(element, 'tab', 'Jun Sato'), 'nothing to ask').to.equal(false);
  });

  it('[002-26] a tab goes when sharing has stopped, and not before', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three }));
    await choose(element, 'Luca Moretti');
    await closeTab(element, 'Luca Moretti');
    await click(byRole(element, 'button', 'Yes'), element);
    await withSessions(element, [ada, jun, { ...luca, command: { name: 'release', phase: 'busy' } }]);
    expect(hasRole(element, 'tab', 'Luca Moretti')).to.equal(true);
    await withSessions(element, [ada, jun, agentSession({ ...luca.view, share: null })]);
    expect(hasRole(element, 'tab', 'Luca Moretti')).to.equal(false);
    expectFocus(tab(element, 'Jun Sato'));
  });

  it('[002-26] a tab whose sharing could not be stopped stays, and says why', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three }));
    await closeTab(element, 'Luca Moretti');
    await click(byRole(element, 'button', 'Yes'), element);
    const failure = { code: 'E_SLOW_DOWN' } as const;
    const refused = { name: 'release', phase: 'refused', failure, atMs: clock.now() } as const;
    await withSessions(element, [ada, jun, { ...luca, command: refused }]);
    expect(tab(element, 'Luca Moretti').getAttribute('aria-selected')).to.equal('true');
    expect(visibleText(element)).to.contain('That was too fast. Wait a moment and try again.');
    await withSessions(element, three);
    expect(hasRole(element, 'tab', 'Luca Moretti'), 'the wish is over').to.equal(true);
  });

  it('a closed tab comes back from the list', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: [jun] }));
    await closeTab(element, 'Jun Sato');
    await click(byRole(element, 'button', 'Open'), element);
    expect(tab(element, 'Jun Sato').getAttribute('aria-selected')).to.equal('true');
  });

  it('says that the connection is lost, and keeps what is on the screen', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three }));
    await choose(element, 'Luca Moretti');
    await withSessions(element, three, { link: 'retrying' });
    expect(byRole(element, 'alert').textContent).to.contain('Connection lost, trying again…');
    expect(visibleText(element)).to.contain('The picture may be old.');
  });

  it('another tab took over: says so, and offers to take it back', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three, link: 'replaced' }));
    const told = heard(element, 'sideseat-reload');
    expect(visibleText(element)).to.contain('The dashboard was opened in another tab');
    await click(byRole(element, 'button', 'Use this tab instead'), element);
    expect(told.length).to.equal(1);
  });

  it('reads out who has come', async () => {
    const connecting = agentSession({ ...jun.view, status: 'connecting' });
    const element = await render<Dashboard>(dashboard({ sessions: [connecting] }));
    await withSessions(element, [jun]);
    expect(visibleText(element)).to.contain('Jun Sato is waiting');
  });

  it('reads out a second customer of the same name, and nobody who waits no longer', async () => {
    const other = sampleId('jun2');
    const twin = (status: 'connecting' | 'waiting' | 'active') =>
      agentSession({ ...jun.view, sessionId: other, status });
    const sessions = [agentSession({ ...jun.view, status: 'connecting' }), twin('connecting')];
    const element = await render<Dashboard>(dashboard({ sessions }));
    const news = () => element.shadowRoot!.querySelector('p[role=status] > span');
    await withSessions(element, [jun, twin('connecting')]);
    const first = news();
    await withSessions(element, [jun, twin('waiting')]);
    expect(news()?.textContent).to.equal('Jun Sato is waiting');
    expect(news() === first).to.equal(false);
    await withSessions(element, [jun, twin('active')]);
    expect(news() === null).to.equal(true);
  });

  it('two sessions of the same name are two tabs', async () => {
    const twin = agentSession({ sessionId: sampleId('twin'), name: 'Jun Sato' });
    const element = await render<Dashboard>(dashboard({ sessions: [jun, twin] }));
    await choose(element, 'Jun Sato');
    const selected = [...element.shadowRoot!.querySelectorAll('[role=tab][aria-selected=true]')];
    expect(selected.map(({ id }) => id)).to.deep.equal([`tab-${sampleId('jun')}`]);
  });
});
