import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { AgentSession, AgentState } from '../../plugin/agent/agent-state.ts';
import { sampleAccount, sampleId, sampleLog, sampleOutcome, sampleRequest } from '../agent.ts';
import { controlling, giving, seeingPage, showing, viewing, visitor } from './agent-states.ts';
import type { Press } from './press.ts';
import { agentSession, clock, FakeClient } from './samples.ts';

/** The dashboard and the agent's whole page, in each of their states. */

const ada = agentSession({ sessionId: sampleId('ada'), name: 'Ada Byron', request: sampleRequest() }, { log: sampleLog });
const jun = agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato', status: 'waiting' });
const three = (): readonly AgentSession[] => [ada, jun, viewing('Luca Moretti', sampleId('luca'))];
const only = (view: Parameters<typeof agentSession>[0], page?: Partial<AgentSession>): Partial<AgentState> => ({
  sessions: [agentSession({ name: 'Ada Byron', ...view }, page)],
});
const NAMES = ['Ada Byron', 'Jun Sato', 'Luca Moretti', 'Zoë Müller-Lüdenscheidt', '山田 花子', 'Émile'];
const twenty = (): readonly AgentSession[] =>
  Array.from({ length: 20 }, (_, index) =>
    agentSession({
      sessionId: sampleId(`many${index}`),
      name: `${NAMES[index % NAMES.length]} ${index + 1}`,
      status: (['active', 'waiting', 'connecting', 'active', 'ended'] as const)[index % 5]!,
    }),
  );

const dashboard = (state: Partial<AgentState> = {}): TemplateResult => html`
  <sideseat-dashboard .client=${new FakeClient(state)} .reload=${() => undefined} .clock=${clock}></sideseat-dashboard>
`;
const app = (state: Partial<AgentState> = {}): TemplateResult => html`
  <sideseat-agent .client=${new FakeClient(state)} .reload=${() => undefined} .clock=${clock}></sideseat-agent>
`;

export const dashboardStates = {
  loading: () => dashboard({ loaded: false, link: 'connecting' }),
  empty: () => dashboard(),
  'three sessions': () => dashboard({ sessions: three() }),
  'connection lost': () => dashboard({ sessions: three(), link: 'retrying' }),
  replaced: () => dashboard({ link: 'replaced' }),
  closed: () => dashboard({ link: 'closed' }),
  'without the right': () =>
    dashboard({ account: { ...sampleAccount, rights: { startPrivateSessions: false, usePin: false } } }),
};

/** The whole page. A state named after a session's state has that session's tab in front. (What had ended before has none.) */
export const agentPages = {
  loading: () => app({ phase: 'loading' }),
  unreachable: () => app({ phase: 'unreachable' }),
  'signed out': () => app({ phase: 'signedOut' }),
  empty: () => app(),
  'three sessions': () => app({ sessions: three() }),
  'twenty sessions': () => app({ sessions: twenty() }),
  visitors: () => app({ sessions: [...three(), visitor(), visitor({ sessionId: sampleId('bea'), name: 'Bea Müller' })] }),
  'a page': () => app({ sessions: [seeingPage(), jun] }),
  connecting: () => app(only({ status: 'connecting' })),
  waiting: () => app(only({ status: 'waiting' })),
  active: () => app(only({})),
  asking: () => app(only({ request: sampleRequest() })),
  viewing: () => app({ sessions: [viewing(), jun] }),
  'waits for the helper': () => app({ sessions: [controlling({ helper: 'downloading', helperPercent: 45 }), jun] }),
  'may be controlled': () => app({ sessions: [controlling(), jun] }),
  controlling: () => app({ sessions: [controlling({ phase: 'active' }), jun] }),
  'control waits': () => app({ sessions: [controlling({ phase: 'paused' }), jun] }),
  showing: () => app({ sessions: [showing(), jun] }),
  'control to be given': () => app({ sessions: [giving({ helper: 'absent' }), jun] }),
  'control given': () => app({ sessions: [giving({ phase: 'active' }), jun] }),
  'control taken back': () => app({ sessions: [giving({ phase: 'takenBack' }), jun] }),
  'not now': () => app(only({ outcome: sampleOutcome('notNow') })),
  'stopped by the customer': () => app(only({ outcome: sampleOutcome('revoked', true) })),
  'connection lost': () => app({ sessions: [viewing()], link: 'retrying' }),
  'menu of all tabs': () => app({ sessions: twenty() }),
  'menu Remote control': () => app(only({})),
  'menu Session': () => app({ sessions: [viewing(), jun] }),
  'menu of the window': () => app({ sessions: [viewing(), jun] }),
  'menu Sharing': () => app({ sessions: [viewing(), jun] }),
};

/** What to press first, by the name of the page's state. */
export const agentPagePresses: Readonly<Record<string, Press>> = {
  ...Object.fromEntries(
    ['connecting', 'waiting', 'active', 'asking', 'viewing', 'a page', 'waits for the helper', 'may be controlled', 'showing', 'control to be given', 'control given', 'control taken back', 'not now', 'stopped by the customer', 'connection lost'].map(
      (state) => [state, { tab: 'Ada Byron' }],
    ),
  ),
  controlling: { tab: 'Ada Byron', isPictureClicked: true },
  'control waits': { tab: 'Ada Byron', isPictureClicked: true },
  'menu of all tabs': { menu: ['sideseat-dashboard', 0] },
  'menu Remote control': { tab: 'Ada Byron', menu: ['sideseat-icon-tray', 0] },
  'menu Session': { tab: 'Ada Byron', menu: ['sideseat-icon-tray', 1] },
  'menu of the window': { tab: 'Ada Byron', menu: ['sideseat-sharing-window', 0] },
  'menu Sharing': { tab: 'Ada Byron', menu: ['sideseat-sharing-button', 0] },
};
