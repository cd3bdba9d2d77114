import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { sampleAccount, sampleId, sampleRequest, sampleShare } from '../../mocks/agent.ts';
import type { LogEntry } from '../../gateway/protocol/views.ts';
import type { AgentSession, AgentState } from '../../plugin/agent/agent-state.ts';
import type { Dashboard } from '../../plugin/agent/elements/dashboard.ts';
import { dashboardStates } from '../../mocks/pages/agent-pages.ts';
import { byRole, deepElements, render, settled, standardSuite, visibleText } from '../support/elements.ts';
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

standardSuite('sideseat-dashboard', dashboardStates);

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

  it('sessions that had ended before the page heard of them have no tab', async () => {
    const element = await render<Dashboard>(dashboard({ loaded: false }));
    const ended = agentSession({ status: 'ended' });
    await withSessions(element, [ended, jun], { loaded: true });
    expect(hasRole(element, 'tab', 'Ada Byron')).to.equal(false);
    expect(hasRole(element, 'tab', 'Jun Sato')).to.equal(true);
    // A server that has started anew tells of sessions that it had let go before.
    await withSessions(element, [ended, agentSession({ ...luca.view, status: 'ended' }), jun]);
    expect(hasRole(element, 'tab', 'Luca Moretti')).to.equal(false);
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

  it('asks about all that closing a tab ends, and about an own desktop that is about to be shown', async () => {
    const own = { owner: 'agent', capability: 'show' } as const;
    const both = agentSession({ ...luca.view, request: sampleRequest('asking', 1, own) }, { ownCapture: { phase: 'holding', reason: null } });
    const element = await render<Dashboard>(dashboard({ sessions: [ada, jun, both] }));
    await closeTab(element, 'Luca Moretti');
    expect(visibleText(element)).to.contain('Luca Moretti is being asked right now.');
    expect(visibleText(element)).to.contain('You see what Luca Moretti shares.');
    await click(byRole(element, 'button', 'No'), element);
    const told = heard(element, 'sideseat-command');
    await withSessions(element, [agentSession({}, { ownCapture: { phase: 'holding', reason: null } })]);
    await closeTab(element, 'Ada Byron');
    await click(byRole(element, 'button', 'Yes'), element);
    expect(told).to.deep.equal([{ sessionId: sampleId('ada'), command: 'stopShowing' }]);
    await withSessions(element, [agentSession()]);
    expect(hasRole(element, 'tab', 'Ada Byron')).to.equal(false);
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

  describe('as a host orders it', () => {
    let notes: HTMLTextAreaElement;
    const ended = agentSession({ ...jun.view, status: 'ended' });
    const orders: Readonly<Record<string, (element: Dashboard) => void>> = {
      'brings a session to the front': (element) => element.open(luca.view.sessionId),
      'closes a tab': (element) => element.closeTab(ended.view.sessionId),
    };
    beforeEach(() => {
      notes = document.body.appendChild(document.createElement('textarea'));
    });
    afterEach(() => notes.remove());

    for (const [what, order] of Object.entries(orders)) {
      it(`${what}, and leaves the focus in the host’s own field`, async () => {
        const element = await render<Dashboard>(dashboard({ sessions: three }));
        await withSessions(element, [ada, ended, luca]);
        await choose(element, 'Ada Byron');
        notes.focus();
        order(element);
        await settled(element);
        expectFocus(notes);
      });
    }

    it('takes the focus on where it was in what went away', async () => {
      const element = await render<Dashboard>(dashboard({ sessions: three }));
      await choose(element, 'Ada Byron');
      byRole(element, 'button', 'End session').focus();
      element.open(luca.view.sessionId);
      await settled(element);
      expectFocus(tab(element, 'Luca Moretti'));
      element.closeTab(jun.view.sessionId);
      await settled(element);
      expectFocus(tab(element, 'Luca Moretti'), 'it was not in that tab;');
    });

    it('leaves the box with the PIN open', async () => {
      const eva = agentSession({ sessionId: sampleId('eva'), name: 'Eva', status: 'connecting' });
      const creation = { phase: 'done', sessionId: sampleId('eva') } as const;
      const element = await render<Dashboard>(dashboard({ sessions: [...three, eva], creation }));
      await click(byRole(element, 'button', 'New session'), element);
      element.open(luca.view.sessionId);
      await settled(element);
      expect(tab(element, 'Luca Moretti').getAttribute('aria-selected')).to.equal('true');
      expect(hasRole(element, 'dialog', 'Create new session')).to.equal(true);
    });

    it('a tab that the agent closed goes when sharing has stopped, wherever the focus is by then', async () => {
      const element = await render<Dashboard>(dashboard({ sessions: three }));
      await closeTab(element, 'Luca Moretti');
      await click(byRole(element, 'button', 'Yes'), element);
      notes.focus();
      await withSessions(element, [ada, jun, agentSession({ ...luca.view, share: null })]);
      expect(hasRole(element, 'tab', 'Luca Moretti')).to.equal(false);
      expectFocus(notes);
    });
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

  describe('with news behind the tab in front', () => {
    const line = (seq: number, kind: LogEntry['kind'], params: LogEntry['params'] = {}): LogEntry => {
      return { seq, atMs: clock.now(), kind, params };
    };
    const withLog = (session: AgentSession, ...log: LogEntry[]): AgentSession => ({ ...session, log });
    const before = [line(1, 'created'), line(2, 'customerLinked')];
    const answered = [...before, line(3, 'requested'), line(4, 'answered', { answer: 'notNow' })];

    it('marks the tab until it is in front, and reads the news out', async () => {
      const element = await render<Dashboard>(dashboard({ sessions: [withLog(ada, ...before), jun] }));
      expect(description(element, tab(element, 'Ada Byron')), 'what was there before').to.equal('Asked 0:42');
      await withSessions(element, [withLog(ada, ...answered), jun]);
      expect(description(element, tab(element, 'Ada Byron'))).to.equal('Asked 0:42 11 new entry');
      expect(visibleText(element)).to.contain('Ada Byron: The customer pressed Not now');
      await choose(element, 'Ada Byron');
      expect(description(element, tab(element, 'Ada Byron'))).to.equal('Asked 0:42');
      expect(visibleText(element)).to.not.contain('Ada Byron: The customer');
    });

    it('counts neither what happens in front nor what the agent does', async () => {
      const element = await render<Dashboard>(dashboard({ sessions: [withLog(ada, ...before), withLog(jun, ...before)] }));
      await choose(element, 'Ada Byron');
      await withSessions(element, [withLog(ada, ...answered), withLog(jun, ...before, line(3, 'started'))]);
      await choose(element, 'Active sessions');
      expect(description(element, tab(element, 'Ada Byron'))).to.equal('Asked 0:42');
      expect(description(element, tab(element, 'Jun Sato'))).to.equal('Waiting');
    });
  });

  describe('with twenty sessions', () => {
    const twenty = Array.from({ length: 20 }, (_, index) =>
      agentSession({ sessionId: sampleId(`n${index}`), name: `Customer ${index + 1}` }),
    );
    const overflowing = async (): Promise<Dashboard> => {
      const element = await render<Dashboard>(dashboard({ sessions: twenty }));
      await waitUntil(() => hasRole(element, 'button', 'More sessions'), 'the list of all tabs');
      return element;
    };
    const isInView = (element: Dashboard, name: string): boolean => {
      const [row, inner] = [element.shadowRoot!.querySelector('.scroll')!, tab(element, name).parentElement!];
      const [outer, own] = [row.getBoundingClientRect(), inner.getBoundingClientRect()];
      return own.left >= outer.left - 1 && own.right <= outer.right + 1;
    };

    it('lists all of them in a menu, and keeps the chosen tab in view', async () => {
      const element = await overflowing();
      await click(byRole(element, 'button', 'More sessions'), element);
      const items = byRole(element, 'menu', 'More sessions').querySelectorAll('[role=menuitem]');
      expect(items.length).to.equal(21);
      expect(items[1]?.parentElement?.textContent).to.contain('Customer 1').and.to.contain('Active');
      await click(byRole(element, 'menuitem', 'Customer 20'), element);
      expectFocus(tab(element, 'Customer 20'));
      await waitUntil(() => isInView(element, 'Customer 20'), 'the last tab');
      await click(byRole(element, 'button', 'More sessions'), element);
      expect(byRole(element, 'menuitem', 'Customer 20').getAttribute('aria-current')).to.equal('true');
      await choose(element, 'Active sessions');
      await waitUntil(() => isInView(element, 'Active sessions'), 'the first tab');
      expect(element.scrollLeft + document.documentElement.scrollLeft, 'the page itself').to.equal(0);
    });

    it('lists them as soon as one more does not fit, however they come', async () => {
      const long = twenty.map((session) => ({ ...session, view: { ...session.view, name: 'Zoë Müller-Lüdenscheidt' } }));
      const element = await render<Dashboard>(dashboard());
      element.style.width = '1280px';
      for (let count = 1; count <= 12; count += 1) {
        await withSessions(element, long.slice(0, count));
        const row = element.shadowRoot!.querySelector('.scroll')!;
        const fits = (): boolean => row.scrollWidth <= row.clientWidth + 1;
        await waitUntil(() => fits() || hasRole(element, 'button', 'More sessions'), `all of ${count} tabs in reach`);
        // What the change of sizes brings about is over before the next one comes.
        for (let frame = 0; frame < 3; frame += 1) await nextFrame();
      }
      expect(hasRole(element, 'button', 'More sessions')).to.equal(true);
    });

    it('has no such menu when all fit', async () => {
      const element = await overflowing();
      await withSessions(element, three);
      element.style.width = '1400px';
      await waitUntil(() => !hasRole(element, 'button', 'More sessions'), 'no list of all tabs');
    });

    it('is usable in a narrow window', async () => {
      const element = await overflowing();
      element.style.width = '320px';
      await choose(element, 'Customer 20');
      await waitUntil(() => isInView(element, 'Customer 20'), 'the last tab');
      expect(element.scrollWidth).to.be.at.most(320);
    });
  });

  it('[002-25] [002-26] has Stop sharing at three places; all say the same', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: three }));
    const told = heard(element, 'sideseat-command');
    await choose(element, 'Luca Moretti');
    const places = ['sideseat-sharing-window', 'sideseat-icon-tray', 'sideseat-sharing-button'];
    const names = ['Sharing', 'Session', 'Sharing'];
    for (const [index, place] of places.entries()) {
      const part = deepElements(element).find((inner) => inner.localName === place && inner.checkVisibility())!;
      await click(byRole(part, 'button', names[index]!), element);
      await click(byRole(part, 'menuitem', 'Stop sharing'), element);
    }
    expect(told).to.deep.equal(places.map(() => ({ sessionId: sampleId('luca'), command: 'release' })));
  });

  it('keeps the focus when a share starts and ends', async () => {
    const element = await render<Dashboard>(dashboard({ sessions: [agentSession()] }));
    await choose(element, 'Ada Byron');
    const request = byRole(element, 'button', 'Request view');
    request.focus();
    await withSessions(element, [agentSession({ share: sampleShare() }, { picture: luca.picture })]);
    expectFocus(request, 'it started:');
    const part = deepElements(element).find(({ localName }) => localName === 'sideseat-sharing-button')!;
    byRole(part, 'button', 'Sharing').focus();
    await withSessions(element, [agentSession()]);
    expectFocus(tab(element, 'Ada Byron'), 'it ended:');
  });
});
