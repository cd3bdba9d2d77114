import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { AgentAccount } from '../../gateway/protocol/http.ts';
import type { HelperState, LogEntry } from '../../gateway/protocol/views.ts';
import type { ErrorCode } from '../../gateway/protocol/vocabulary.ts';
import type { AgentSession, AgentState, Creation, Picture } from '../../plugin/agent/agent-state.ts';
import type { MenuItem } from '../../plugin/agent/elements/menu-button.ts';
import { withAlarm, type Notice } from '../../plugin/agent/notices.ts';
import { toLocale } from '../../plugin/shared/i18n/locale.ts';
import { sampleAccount, sampleControl, sampleGivenControl, sampleId, sampleLog, sampleOutcome, sampleOwnShare, samplePageShare, sampleRequest, sampleShare, sampleVisitor } from '../agent.ts';
import { SAMPLE_PAGE, samplePage, type Unnumbered } from '../shared-page.ts';
import { agentSession, clock, FakeClient, pageFrames, sampleFrames, samplePicture } from './samples.ts';

/** The agent's elements, one by one, in each of their states; for the catalogue and for the tests of elements. */

const stream = samplePicture();
const playing: Picture = { phase: 'playing', stream, frames: null, reason: null };
const nothingYet: Picture = { phase: 'connecting', stream: null, frames: null, reason: null };
const away: Picture = { phase: 'away', stream: null, frames: null, reason: null };
const blank: Picture = { phase: 'blank', stream: null, frames: null, reason: 'revoked' };

/** A session whose customer sees the agent's own desktop. */
export const showing = (view: Partial<AgentSession['view']> = {}): AgentSession =>
  agentSession({ agentShare: sampleOwnShare(), ...view }, { ownCapture: { phase: 'sending', reason: null } });
const held = (): AgentSession =>
  agentSession(
    { request: sampleRequest('asking', 42_000, { capability: 'show', owner: 'agent' }) },
    { ownCapture: { phase: 'holding', reason: null } },
  );
/** A session whose customer may control the agent's own desktop; by a grant that was added to what was shown. */
export const giving = (
  control: Partial<NonNullable<AgentSession['view']['agentControl']>> = {},
  view: Partial<AgentSession['view']> = {},
): AgentSession => showing({ agentControl: sampleGivenControl(control), ...view });
/** The same by one grant for picture and control. */
export const givingAtOnce = (control: Parameters<typeof giving>[0] = {}): AgentSession => {
  const { requestId, grantId, epoch } = sampleOwnShare();
  return giving({ requestId, grantId, epoch, ...control }, { agentShare: sampleOwnShare({ capability: 'giveControl' }) });
};
/** Control was asked for while the own desktop is shown. */
export const askingToGive = (): AgentSession =>
  showing({ request: sampleRequest('asking', 42_000, { capability: 'giveControl', owner: 'agent' }) });
const heldToGive = (): AgentSession =>
  agentSession(
    { request: sampleRequest('asking', 42_000, { capability: 'giveControl', owner: 'agent' }) },
    { ownCapture: { phase: 'holding', reason: null } },
  );
const ownDesktop = (session: AgentSession, link: AgentState['link'] = 'open'): TemplateResult => html`
  <sideseat-own-desktop-view .session=${session} .link=${link} .clock=${clock}></sideseat-own-desktop-view>
`;

const given = (session: AgentSession): TemplateResult => html`
  <sideseat-given-control .session=${session} .clock=${clock}></sideseat-given-control>
`;

/** A session whose desktop is seen. */
export const viewing = (name = 'Ada Byron', sessionId = sampleId('ada')): AgentSession =>
  agentSession({ sessionId, name, share: sampleShare() }, { log: sampleLog, picture: playing });

/** The same, and it may be controlled. */
export const controlling = (
  control: Partial<NonNullable<AgentSession['view']['control']>> = {},
  view: Partial<AgentSession['view']> = {},
): AgentSession =>
  agentSession({ share: sampleShare(), control: sampleControl(control), ...view }, { log: sampleLog, picture: playing });

/** A visitor whom nobody has taken, on a page whose site has co-browse on, or off. */
export const visitor = (view: Partial<AgentSession['view']> = {}): AgentSession => {
  const { availability, ...kept } = sampleVisitor(view);
  return agentSession({ ...kept, availability: { ...availability, end: 'E_SESSION_NOT_ACTIVE', ...view.availability } });
};
const pageOff = (): AgentSession => visitor({ availability: { ...visitor().view.availability, requestCobrowseView: 'E_COBROWSE_OFF' } });
const onPage = (view: Partial<AgentSession['view']> = {}): AgentSession => agentSession({ page: SAMPLE_PAGE, ...view });
const askedForPage = (phase: 'asking' | 'choosing' = 'asking'): AgentSession =>
  onPage({ request: sampleRequest(phase, 42_000, { capability: 'cobrowseView' }) });
const pageOutcome = (reason: Parameters<typeof sampleOutcome>[0], granted = false) => ({ ...sampleOutcome(reason, granted), capability: 'cobrowseView' as const });

/** A session whose customer shares the page. `more`: what happens in it after its first picture. */
export const seeingPage = (picture: Partial<Picture> = {}, view: Partial<AgentSession['view']> = {}, more: Unnumbered[] = []): AgentSession =>
  onPageShared({ phase: 'playing', stream: null, reason: null, frames: pageFrames(more), ...picture }, view);
/** The same, and the agent may use it. */
export const usingPage = (control: Partial<NonNullable<AgentSession['view']['control']>> = {}): AgentSession =>
  seeingPage({}, { control: sampleControl(control) });
const onPageShared = (picture: Picture, view: Partial<AgentSession['view']>): AgentSession =>
  agentSession({ page: SAMPLE_PAGE, share: samplePageShare(), ...view }, { log: sampleLog, picture });

const stage = (session: AgentSession): TemplateResult => html`
  <sideseat-session-stage .session=${session} .account=${sampleAccount} .clock=${clock}></sideseat-session-stage>
`;

const refused = (code: ErrorCode, retryInMs?: number) => ({
  phase: 'refused' as const,
  failure: retryInMs === undefined ? { code } : { code, retryInMs },
  atMs: clock.now(),
});

// --- signing in ---

const form = (signIn: AgentState['signIn'] = { phase: 'idle' }, wasSignedOut = false): TemplateResult => html`
  <sideseat-sign-in .signIn=${signIn} .wasSignedOut=${wasSignedOut} .clock=${clock}></sideseat-sign-in>
`;

// --- the list, and new sessions ---

const connecting = agentSession({ sessionId: sampleId('ada'), name: 'Ada Byron', status: 'connecting' });
const waiting = agentSession({ sessionId: sampleId('jun'), name: '佐藤 純', status: 'waiting' });
const active = agentSession({ sessionId: sampleId('luca'), name: 'Luca Moretti' });

const table = (state: Partial<AgentState>): TemplateResult => html`
  <sideseat-active-sessions .client=${new FakeClient(state)} .clock=${clock}></sideseat-active-sessions>
`;
const invite = (session: AgentSession): TemplateResult => html`
  <sideseat-invite
    .session=${session}
    .joinUrls=${sampleAccount.joinUrls}
    .clock=${clock}
    .copyText=${async () => undefined}
  ></sideseat-invite>
`;
const invited = (kind: 'pin' | 'link', code: string, expired = false): AgentSession =>
  agentSession({ status: 'connecting', invite: { kind, code, expired, expiresInMs: expired ? 0 : 600_000 } });
/** The open dialog Create new session. */
export const newSession = (
  creation: Creation = { phase: 'idle' },
  session: AgentSession | null = null,
  account: AgentAccount = sampleAccount,
): TemplateResult => html`
  <sideseat-new-session open .account=${account} .creation=${creation} .session=${session} .clock=${clock}>
  </sideseat-new-session>
`;
const withoutRights: AgentAccount = { ...sampleAccount, rights: { usePin: false, startPrivateSessions: false } };

// --- one session ---

/** One session as the dashboard shows it. */
export const panel = (session: AgentSession, link: AgentState['link'] = 'open'): TemplateResult => html`
  <sideseat-session-panel .session=${session} .account=${sampleAccount} .link=${link} .closable=${true} .clock=${clock}>
  </sideseat-session-panel>
`;
const session = (state: Partial<AgentState> | null): TemplateResult => html`
  <sideseat-session
    session-id=${sampleId('ada')}
    .client=${state ? new FakeClient(state) : undefined}
    .reload=${() => undefined}
    .clock=${clock}
  ></sideseat-session>
`;
const commands = (shown: AgentSession, link: AgentState['link'] = 'open'): TemplateResult => html`
  <sideseat-command-list .session=${shown} .link=${link} .clock=${clock}></sideseat-command-list>
`;
const caution = (shown: AgentSession): TemplateResult => html`
  <sideseat-give-control .session=${shown} open></sideseat-give-control>
`;
/** What the server tells while a window is shared, and nothing else. */
const windowOnly = (): AgentSession['view']['availability'] => ({
  ...agentSession({ share: sampleShare() }).view.availability,
  requestControl: 'E_WHOLE_SCREEN',
});
/** The same while a window of the own desktop is shown. */
const ownWindowOnly = (): AgentSession['view']['availability'] => ({
  ...showing().view.availability,
  giveControl: 'E_WHOLE_SCREEN',
});
const requestState = (shown: AgentSession): TemplateResult => html`
  <sideseat-request-state .session=${shown} .clock=${clock} agent="Mia Keller"></sideseat-request-state>
`;
const requestRefused = (): AgentSession =>
  agentSession({}, { command: { name: 'requestView', ...refused('E_ASKED_TOO_OFTEN', 60_000) } });
const tools = (shown: AgentSession): TemplateResult => html`
  <sideseat-session-tools .session=${shown} .clock=${clock} agent="Mia Keller"></sideseat-session-tools>
`;
const log = (entries: readonly LogEntry[]): TemplateResult => html`
  <sideseat-session-log .entries=${entries} .clock=${clock} customer="Ada Byron" agent="Mia Keller"></sideseat-session-log>
`;
const tray = (sessions: readonly AgentSession[], id = sampleId('ada')): TemplateResult => html`
  <sideseat-icon-tray session-id=${id} .client=${new FakeClient({ sessions })} .clock=${clock}></sideseat-icon-tray>
`;

// --- what is shared ---

const shared = (picture: Picture, share = sampleShare()): AgentSession => agentSession({ share }, { picture });
const stale = (): Picture => ({ ...playing, phase: 'stale', frames: sampleFrames(2_400) });
const sharingWindow = (shown: AgentSession, link: AgentState['link'] = 'open'): TemplateResult => html`
  <sideseat-sharing-window .session=${shown} .link=${link} .clock=${clock} agent="Mia Keller"></sideseat-sharing-window>
`;
const helperSteps = (helper: HelperState, helperPercent: number | null = null): TemplateResult => html`
  <sideseat-helper-steps
    .progress=${{ helper, helperPercent }}
    .customer=${'Ada Byron'}
    .locale=${toLocale(document.documentElement.lang) ?? 'en'}
  ></sideseat-helper-steps>
`;
const gone = (why: 'taken' | 'left'): TemplateResult => html`
  <sideseat-visitor-gone .gone=${{ sessionId: sampleId('ada'), name: 'Visitor', why }}></sideseat-visitor-gone>
`;
const sharingButton = (sessions: readonly AgentSession[]): TemplateResult => html`
  <div>
    <sideseat-sharing-button session-id=${sampleId('ada')} .client=${new FakeClient({ sessions })}>
    </sideseat-sharing-button>
  </div>
`;
const MENU: readonly MenuItem[] = [{ id: 'a', label: 'Alpha' }, { id: 'b', label: 'Beta' }];

const bothNotices = (): readonly Notice[] => {
  const guessing = withAlarm([], { kind: 'pinGuessing' }, clock.now());
  return withAlarm(guessing, { kind: 'askedTooOften', agentName: 'Ken Mori', capability: 'view' }, clock.now());
};

const report = (): readonly Notice[] => {
  const agent = { sessionId: sampleId('ada'), sessionName: 'Ada Byron', agentName: 'Ken Mori' };
  return withAlarm([], { kind: 'abuseReported', ...agent, atMs: Date.UTC(2026, 4, 12, 10, 42) }, clock.now());
};

const mediaNotices = (): readonly Notice[] => {
  const violation = withAlarm([], { kind: 'mediaViolation', cut: true }, clock.now());
  return withAlarm(violation, { kind: 'stopNotObeyed', cut: false }, clock.now());
};

export const agentStates = {
  'sideseat-sign-in': {
    empty: () => form(),
    'signed out by the server': () => form({ phase: 'idle' }, true),
    busy: () => form({ phase: 'busy' }),
    'wrong password': () => form(refused('E_SIGN_IN')),
    'too many attempts': () => form(refused('E_TOO_MANY_ATTEMPTS', 30_000)),
  },
  'sideseat-active-sessions': {
    loading: () => table({ loaded: false }),
    empty: () => table({ sessions: [] }),
    rows: () => table({ sessions: [connecting, waiting, active] }),
    visitors: () => table({ sessions: [active, visitor(), { ...pageOff(), view: { ...pageOff().view, sessionId: sampleId('off'), name: 'Zoë' } }] }),
  },
  'sideseat-new-session': {
    form: () => newSession(),
    busy: () => newSession({ phase: 'busy' }),
    'no name': () => newSession(refused('E_NAME_EMPTY')),
    'no right': () => newSession({ phase: 'idle' }, null, withoutRights),
    created: () => newSession({ phase: 'done', sessionId: sampleId('ada') }, connecting),
  },
  'sideseat-invite': {
    PIN: () => invite(agentSession({ status: 'connecting' })),
    link: () => invite(invited('link', '/s/abc')),
    expired: () => invite(invited('pin', '482915', true)),
    joining: () => invite(agentSession({ status: 'connecting', invite: null, joining: true })),
    'after a restart': () => invite(agentSession({ status: 'connecting', invite: null })),
    used: () => invite(agentSession({ status: 'waiting' })),
  },
  'sideseat-session-panel': {
    connecting: () => panel(agentSession({ status: 'connecting' })),
    waiting: () => panel(agentSession({ status: 'waiting' })),
    active: () => panel(agentSession()),
    asking: () => panel(agentSession({ request: sampleRequest() })),
    viewing: () => panel(viewing()),
    'no sign of life': () => panel(agentSession({ customerPresence: 'absent' })),
    visitor: () => panel(visitor()),
    'a page': () => panel(seeingPage()),
    ended: () => panel(agentSession({ status: 'ended' })),
  },
  'sideseat-session': {
    'without a client': () => session(null),
    loading: () => session({ loaded: false }),
    unreachable: () => session({ phase: 'unreachable' }),
    'signed out': () => session({ phase: 'signedOut' }),
    'no such session': () => session({}),
    replaced: () => session({ sessions: [viewing()], link: 'replaced' }),
    viewing: () => session({ sessions: [viewing()] }),
    'taken by another agent': () => session({ gone: { sessionId: sampleId('ada'), name: 'Visitor', why: 'taken' } }),
  },
  'sideseat-session-stage': {
    connecting: () => stage(connecting),
    active: () => stage(agentSession()),
    showing: () => stage(showing()),
    visitor: () => stage(visitor()),
    'visitor on a page that is never shared': () => stage(visitor({ status: 'active', unclaimed: false, availability: { ...visitor().view.availability, start: 'E_SESSION_NOT_WAITING', requestCobrowseView: 'E_PAGE_FORBIDDEN' } })),
    'on a page': () => stage(onPage()),
    'asked for the page': () => stage(askedForPage()),
    'page is prepared': () => stage(askedForPage('choosing')),
    ended: () => stage(agentSession({ status: 'ended' })),
  },
  'sideseat-visited-page': { page: () => html`<sideseat-visited-page .page=${SAMPLE_PAGE}></sideseat-visited-page>` },
  'sideseat-visitor-gone': {
    taken: () => gone('taken'),
    left: () => gone('left'),
  },
  'sideseat-close-question': {
    'a share': () => html`<sideseat-close-question .session=${viewing()}></sideseat-close-question>`,
    'the own desktop': () => html`<sideseat-close-question .session=${showing()}></sideseat-close-question>`,
  },
  'sideseat-command-list': {
    'on a page': () => commands(onPage()),
    'page shared': () => commands(seeingPage()),
    'co-browse is off': () => commands(pageOff()),
    possible: () => commands(agentSession()),
    'not possible': () => commands(agentSession({ status: 'waiting' })),
    'connection lost': () => commands(agentSession(), 'retrying'),
    shared: () => commands(agentSession({ share: sampleShare() })),
    'may be controlled': () => commands(controlling()),
    'a window is shared': () =>
      commands(agentSession({ share: sampleShare({ surface: 'window' }), availability: windowOnly() })),
    showing: () => commands(showing()),
    'control given': () => commands(giving()),
    'a window is shown': () =>
      commands(showing({ agentShare: sampleOwnShare({ surface: 'window' }), availability: ownWindowOnly() })),
    'cannot show': () => commands(agentSession({}, { ownCapture: { phase: 'unsupported', reason: null } })),
  },
  'sideseat-request-state': {
    asking: () => requestState(agentSession({ request: sampleRequest() })),
    choosing: () => requestState(agentSession({ request: sampleRequest('choosing') })),
    'asking to show': () => requestState(held()),
    'asking to give control': () => requestState(heldToGive()),
    'not a whole screen': () => requestState(agentSession({}, { ownCapture: { phase: 'none', reason: 'wrongSurface' } })),
    'control ended by the customer': () =>
      requestState(showing({ agentOutcome: { ...sampleOutcome('revoked', true), capability: 'giveControl' } })),
    'asking for control': () => requestState(agentSession({ request: sampleRequest('asking', 42_000, { capability: 'control' }) })),
    'control was refused': () =>
      requestState(agentSession({ share: sampleShare(), outcome: { ...sampleOutcome('notNow'), capability: 'control' } })),
    'could not capture': () =>
      requestState(agentSession({}, { ownCapture: { phase: 'none', reason: 'captureUnavailable' } })),
    'viewer closed': () =>
      requestState(agentSession({ agentOutcome: { ...sampleOutcome('revoked', true), capability: 'show' } })),
    'refused by the customer': () => requestState(agentSession({ outcome: sampleOutcome('notNow') })),
    'asked too often': () => requestState(requestRefused()),
    'asking for the page': () => requestState(askedForPage()),
    'page is prepared': () => requestState(askedForPage('choosing')),
    'page cannot be shared': () => requestState(onPage({ outcome: pageOutcome('pageUnavailable') })),
    'page stopped': () => requestState(onPage({ outcome: pageOutcome('revoked', true) })),
  },
  'sideseat-session-tools': {
    active: () => tools(agentSession()),
    asking: () => tools(agentSession({ request: sampleRequest() })),
  },
  'sideseat-session-log': {
    empty: () => log([]),
    lines: () => log(sampleLog),
    'latest lines': () => log(sampleLog.slice(-3)),
  },
  'sideseat-session-news': {
    line: () => html`
      <sideseat-session-news .entry=${sampleLog[2]!} customer="Ada Byron" agent="Mia Keller"></sideseat-session-news>
    `,
  },
  'sideseat-icon-tray': { 'a session': () => tray([agentSession()]), 'no session': () => tray([], '') },
  'sideseat-sharing-window': {
    opening: () => sharingWindow(shared(nothingYet, sampleShare({ phase: 'opening' }))),
    playing: () => sharingWindow(shared(playing)),
    'may be controlled': () => sharingWindow(controlling()),
    'waits for the helper': () => sharingWindow(controlling({ helper: 'absent' })),
    'helper is downloaded': () => sharingWindow(controlling({ helper: 'downloading', helperPercent: 45 })),
    'helper without a display': () => sharingWindow(controlling({ helper: 'unable' })),
    'in a narrow place': () =>
      html`<div style="width: 320px">${sharingWindow(viewing('Wolfeschlegelsteinhausenbergerdorff'))}</div>`,
    'about to go on': () => sharingWindow(shared({ ...stale(), phase: 'paused' })),
    'looked away': () => sharingWindow(shared(away, sampleShare({ phase: 'unwatched' }))),
    'no new picture': () => sharingWindow(shared(stale())),
    'no sign of life': () =>
      sharingWindow(agentSession({ share: sampleShare(), customerPresence: 'late' }, { picture: playing })),
    'connection lost': () => sharingWindow(shared(playing), 'retrying'),
    'connection lost for long': () => sharingWindow(shared({ ...blank, reason: 'linkLost' }), 'retrying'),
    stopped: () => sharingWindow(agentSession({ outcome: sampleOutcome('revoked', true) })),
    'a page': () => sharingWindow(seeingPage()),
    'page in another tab': () => sharingWindow(seeingPage({}, {}, samplePage({ ...SAMPLE_PAGE, tab: 2 }))),
    'page is opened': () => sharingWindow(seeingPage({ phase: 'connecting' }, { share: samplePageShare({ phase: 'opening' }) })),
    'page in a narrow place': () => html`<div style="width: 320px">${sharingWindow(seeingPage())}</div>`,
    'page is behind': () => sharingWindow(seeingPage({ phase: 'stale', frames: pageFrames([], clock.now() - 2_400) })),
    'page without a sign of life': () => sharingWindow(seeingPage({}, { customerPresence: 'late' })),
    'page kept private by its site': () => sharingWindow(seeingPage({}, {}, [{ type: 'page.paused', why: 'rule' }])),
    'another tab in front of the page': () => sharingWindow(seeingPage({}, {}, [{ type: 'page.paused', why: 'hidden' }])),
    'page too large': () => sharingWindow(seeingPage({}, {}, [{ type: 'page.paused', why: 'tooLarge' }])),
    'page paused for something private': () => sharingWindow(seeingPage({}, {}, [{ type: 'page.paused', why: 'leak' }])),
    'an application instead of the page': () =>
      sharingWindow(agentSession({ page: SAMPLE_PAGE, share: sampleShare({ capability: 'cobrowseView', surface: 'window' }) }, { picture: playing })),
    'page that may be used': () => sharingWindow(usingPage()),
    'page in use': () => sharingWindow(usingPage({ phase: 'active' })),
    'page stopped': () => sharingWindow(onPage({ outcome: pageOutcome('revoked', true) })),
    'may be continued': () => sharingWindow(agentSession({ outcome: sampleOutcome('customerLost', true) })),
  },
  'sideseat-own-desktop-view': {
    holding: () => ownDesktop(held()),
    starting: () => ownDesktop(showing({ agentShare: null })),
    opening: () => ownDesktop(showing({ agentShare: sampleOwnShare({ phase: 'opening' }) })),
    seen: () => ownDesktop(showing()),
    late: () => ownDesktop(showing({ customerPresence: 'late' })),
    'connection lost': () => ownDesktop(showing(), 'retrying'),
    'given at once': () => ownDesktop(givingAtOnce()),
    controlled: () => ownDesktop(giving({ phase: 'active' })),
    'connection lost while controlled': () => ownDesktop(giving({ phase: 'active' }), 'retrying'),
  },
  'sideseat-given-control': {
    'helper not started': () => given(giving({ helper: 'absent' })),
    'helper is downloaded': () => given(giving({ helper: 'downloading', helperPercent: 45 })),
    'helper is there': () => given(giving({ helper: 'downloaded' })),
    'helper is started': () => given(giving({ helper: 'started' })),
    'helper stays': () => given(giving({ helper: 'absent' }, { keepsHelper: true })),
    'helper without a display': () => given(giving({ helper: 'unable' })),
    'waits for a click': () => given(giving()),
    'own hand moves': () => given(giving({ phase: 'paused' })),
    'customer is asked': () => given(giving({ phase: 'paused' }, { request: sampleRequest() })),
    'no sign of life': () => given(giving({ phase: 'paused' }, { customerPresence: 'late' })),
    'taken back': () => given(giving({ phase: 'takenBack' })),
  },
  'sideseat-give-control': {
    'nothing shown yet': () => caution(agentSession()),
    'shown already': () => caution(showing()),
  },
  'sideseat-sharing-button': {
    'both desktops': () => sharingButton([showing({ share: sampleShare() })]),
    'one share': () => sharingButton([viewing()]),
    'two shares': () => sharingButton([viewing('Jun Sato', sampleId('jun')), viewing()]),
  },
  'sideseat-menu-button': {
    closed: () => html`<sideseat-menu-button label="Sharing" .items=${MENU}></sideseat-menu-button>`,
  },
  'sideseat-notices': {
    'two notices': () => html`<sideseat-notices .notices=${bothNotices()}></sideseat-notices>`,
    'abuse reported': () => html`<sideseat-notices .notices=${report()}></sideseat-notices>`,
    'media server': () => html`<sideseat-notices .notices=${mediaNotices()}></sideseat-notices>`,
  },
  'sideseat-end-session': {
    open: () => html`<sideseat-end-session .session=${agentSession()} open></sideseat-end-session>`,
  },
  'sideseat-sign-in-again': {
    'ends soon': () => html`
      <sideseat-sign-in-again .endsAtMs=${clock.now() + 300_000} agent="Mia Keller" .clock=${clock}></sideseat-sign-in-again>
    `,
  },
  'sideseat-shortcuts': { open: () => html`<sideseat-shortcuts open></sideseat-shortcuts>` },
  'sideseat-helper-preference': { shown: () => html`<sideseat-helper-preference></sideseat-helper-preference>` },
  'sideseat-helper-steps': {
    offered: () => helperSteps('absent'),
    downloading: () => helperSteps('downloading', 45),
    downloaded: () => helperSteps('downloaded'),
    started: () => helperSteps('started'),
    connected: () => helperSteps('ready'),
    'in a narrow place': () => html`<div style="width: 288px">${helperSteps('downloading', 45)}</div>`,
  },
};
