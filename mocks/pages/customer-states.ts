import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { LinkState } from '../../gateway/client/session-link.ts';
import type { ContinueView, CustomerSessionView, QuestionView, ShareView } from '../../gateway/protocol/views.ts';
import type { Locale, Surface } from '../../gateway/protocol/vocabulary.ts';
import { continuePageText, questionText } from '../../gateway/server/questions/questions.ts';
import type { Customer } from '../../plugin/customer/elements/customer.ts';
import type { Join } from '../../plugin/customer/elements/join.ts';
import * as later from '../../plugin/customer/later-part.ts';
import { toVisitView, type VisitStage } from '../../plugin/customer/frame/visit-view.ts';
import { toPageView, type CaptureState, type ControlShown, type SeenPicture } from '../../plugin/customer/page-view.ts';
import type { TextSize } from '../../plugin/customer/text-size.ts';
import type { HelperCard, HelperProgress } from '../../plugin/shared/helper/helper-card.ts';
import type { HelperPlace } from '../../plugin/shared/helper/helper-place.ts';
import type { Failure } from '../../plugin/shared/texts/texts.ts';
import { activeView, agentControl, agentShare, continuable, control, outcome, question, share, SINCE_AT_MS, waitingView } from '../customer.ts';
import { FakeClock } from '../fake-clock.ts';
import { samplePicture } from './samples.ts';

/** The customer's elements in each of their states; for the catalogue and for the tests of elements. */

const JOIN_URLS = ['https://help.acme.example/join', 'https://acme-help.example/join'];

const join = (change: Partial<Join> = {}): TemplateResult => html`
  <sideseat-join
    .company=${'Acme Support'}
    .joinUrls=${JOIN_URLS}
    .here=${JOIN_URLS[0]!}
    .support=${change.support ?? 'ok'}
    .busy=${change.busy ?? false}
    .failure=${change.failure ?? null}
    .byLink=${change.byLink ?? false}
    .clock=${new FakeClock()}
  ></sideseat-join>
`;
const asked = (change: Partial<QuestionView> = {}, answering = false): TemplateResult => html`
  <sideseat-question
    .question=${question(change)}
    .words=${'copper lantern'}
    .answering=${answering}
    .clock=${new FakeClock()}
  ></sideseat-question>
`;
const offer = (change: Partial<ContinueView> = {}, answering = false): TemplateResult => html`
  <sideseat-continue .offer=${continuable(change)} .answering=${answering} .clock=${new FakeClock()}>
  </sideseat-continue>
`;
const desktopView = (phase: 'starting' | 'opening' | 'watched' | 'unwatched', surface: Surface = 'monitor'): TemplateResult => html`
  <sideseat-desktop-view
    .agentName=${'Mia Keller'}
    .sharing=${{ phase, surface, sinceAtMs: phase === 'starting' ? null : SINCE_AT_MS }}
  ></sideseat-desktop-view>
`;
const toolbar = (sharing: boolean, stoppedAtMs: number | null = null, isPage = false): TemplateResult => html`
  <sideseat-customer-toolbar .canStop=${sharing} .stoppedAtMs=${stoppedAtMs} .isPage=${isPage}></sideseat-customer-toolbar>
`;
const textSizes = (size: TextSize = 100): TemplateResult => html`
  <sideseat-text-size-menu .size=${size}></sideseat-text-size-menu>
`;

const controlStatus = (phase: ControlShown['phase'], isAdded = true): TemplateResult => html`
  <sideseat-control-status .control=${{ phase, isAdded }} .agentName=${'Mia Keller'}></sideseat-control-status>
`;
/** As the server makes them. */
export const HELPER_CODE = '7K3MQ9TX2B';
/** Computers that people sit at. */
export const PLACES = {
  linux: { system: 'linux', browser: 'Chrome', platform: 'linux-x64' },
  linuxFirefox: { system: 'linux', browser: 'Firefox', platform: 'linux-x64' },
  windows: { system: 'windows', browser: 'Edge', platform: 'win-x64' },
  mac: { system: 'mac', browser: 'Safari', platform: 'darwin-arm64' },
  other: { system: 'other', browser: null, platform: null },
} as const satisfies Record<string, HelperPlace>;
const ALL_PLATFORMS = ['linux-x64', 'win-x64', 'darwin-arm64'];

interface CardShown {
  /** `null`: a code is not to be had; `undefined`: it does not come. */
  code?: string | null | undefined;
  place?: HelperPlace;
  platforms?: readonly string[];
  progress?: HelperProgress;
  keepsHelper?: boolean;
}

const helperCard = (shown: CardShown = {}): TemplateResult => {
  const { code, place, platforms, progress, keepsHelper } = {
    code: HELPER_CODE,
    place: PLACES.linux,
    platforms: ALL_PLATFORMS,
    progress: { helper: 'absent', helperPercent: null },
    keepsHelper: false,
    ...shown,
  };
  return html`
    <sideseat-helper-card
      .viewerName=${'Mia Keller'}
      .progress=${progress}
      .keepsHelper=${keepsHelper}
      .origin=${'https://help.acme.example'}
      .place=${place}
      .inviteHelper=${() => (code === undefined ? new Promise(() => undefined) : Promise.resolve(code))}
      .listPlatforms=${async () => platforms}
      .clock=${new FakeClock()}
    ></sideseat-helper-card>
  `;
};
/** A download that breaks off, when that has happened. */
const brokenDownload = (): TemplateResult => {
  const breakOff = async (element?: Element): Promise<void> => {
    await element; // what is in it comes a moment later
    const card = element?.firstElementChild as HelperCard | null | undefined;
    if (!(await card?.updateComplete) || !card) return;
    card.progress = { helper: 'absent', helperPercent: null };
  };
  return html`<div ${ref((element) => void breakOff(element))}>${helperCard({ progress: { helper: 'downloading', helperPercent: 62 } })}</div>`;
};

/** What differs from a calm page. */
export type Change = Partial<Pick<Customer, 'view' | 'link' | 'capture' | 'picture' | 'controlLink' | 'failure' | 'answering' | 'leaving'>>;

const CALM = { view: null, link: 'open', capture: 'none', picture: null, controlLink: null, failure: null, answering: null, leaving: null } as const;

/** `<sideseat-customer>`, calm but for the change. */
export const customer = (change: Change): TemplateResult => {
  const { view, link, capture, picture, controlLink, failure, answering, leaving } = { ...CALM, ...change };
  return html`
    <sideseat-customer
      .view=${view}
      .link=${link}
      .capture=${capture}
      .picture=${picture}
      .controlLink=${controlLink}
      .failure=${failure}
      .answering=${answering}
      .leaving=${leaving}
      .later=${later}
      .inviteHelper=${async () => HELPER_CODE}
      .clock=${new FakeClock()}
    ></sideseat-customer>
  `;
};
/** The agent's desktop, as it is received; the latest frame came a while ago where it is old. */
export const picture = (phase: SeenPicture['phase'] = 'playing'): SeenPicture => ({
  phase,
  stream: samplePicture(),
  getLastFrameAtMs: () => new FakeClock().now() - 4_000,
});
export const viewer = (change: Change): TemplateResult => {
  const { view, link, picture: seen, controlLink } = { ...CALM, ...change };
  return html`
    <sideseat-viewer
      .view=${view}
      .link=${link}
      .picture=${seen}
      .controlLink=${controlLink}
      .agentName=${'Mia Keller'}
      .clock=${new FakeClock()}
    ></sideseat-viewer>
  `;
};
/** The agent shows a desktop, and it is seen. */
export const viewing: Change = { view: activeView({ agentShare: agentShare() }), picture: picture() };
/** Control of it was given, too. */
export const controlling = (change: Parameters<typeof agentControl>[0] = {}, view: Parameters<typeof activeView>[0] = {}): Change => ({
  view: activeView({ agentShare: agentShare(), agentControl: agentControl(change), ...view }),
  picture: picture(),
});
/** The whole screen is viewed, and control was added to it. */
export const controlled = (change: Parameters<typeof control>[0] = {}): Change => ({
  view: activeView({ share: share(), control: control(change) }),
  capture: 'running',
});
export const shared: Change = { view: activeView({ share: share() }), capture: 'running' };
/** Nobody wanted it to end. */
export const unwanted = outcome('serverRestarted', true);
export const offered: Change = { view: activeView({ outcome: unwanted, continuable: continuable() }), capture: 'suspended' };
export const agentAway: Change = { view: activeView({ outcome: outcome('agentLost', true), agentPresence: 'absent' }) };

const NAMES = { agent: 'Mia Keller', company: 'Acme Support' };
const pageQuestion = (locale: Locale): QuestionView =>
  question({ locale, capability: 'cobrowseView', ...questionText(locale, 'cobrowseView', NAMES) });
const pageOffer = (locale: Locale): VisitShown => ({
  view: activeView({ outcome: unwanted, continuable: continuable({ locale, capability: 'cobrowseView', ...continuePageText(locale, NAMES) }) }),
  capture: 'suspended',
});
const pageShare = (phase: ShareView['phase'] = 'watched'): ShareView => share(phase, 'page', { capability: 'cobrowseView' });

interface VisitShown {
  stage?: VisitStage;
  failure?: Failure | null;
  view?: CustomerSessionView;
  link?: LinkState;
  capture?: CaptureState;
  isSmall?: boolean;
  isWithheld?: boolean;
}

/** The frame in a site's page, as wide as it is there. */
const visit = ({ stage = 'open', failure = null, view, link = 'open', capture = 'none', isSmall = false, isWithheld = false }: VisitShown): TemplateResult => {
  const shown = toVisitView(stage, view ? toPageView(view, link, capture) : null, view ?? null, isWithheld);
  return html`
    <sideseat-visit
      style="width: ${shown.isAsking ? 480 : isSmall ? 320 : 368}px; max-width: 100%"
      .visit=${shown}
      .failure=${failure}
      .isSmall=${isSmall}
    >
      ${view ? html`<sideseat-customer .view=${view} .link=${link} .capture=${capture} .later=${later} .isFramed=${true} .clock=${new FakeClock()}></sideseat-customer>` : ''}
    </sideseat-visit>
  `;
};

export const customerStates = {
  'sideseat-join': {
    empty: () => join(),
    busy: () => join({ busy: true }),
    refused: () => join({ failure: { code: 'E_PIN_INVALID' } }),
    'too many attempts': () => join({ failure: { code: 'E_TOO_MANY_ATTEMPTS', retryInMs: 30_000 } }),
    'on a phone': () => join({ support: 'phone' }),
    'by a link': () => join({ byLink: true }),
  },
  'sideseat-customer': {
    opening: () => customer({ link: 'connecting' }),
    unreachable: () => customer({ link: 'retrying' }),
    waiting: () => customer({ view: waitingView() }),
    active: () => customer({ view: activeView({ agentPresence: 'absent' }) }),
    asked: () => customer({ view: activeView({ question: question() }) }),
    choosing: () => customer({ view: activeView({ question: question() }), capture: 'choosing' }),
    sharing: () => customer(shared),
    'asked while sharing': () =>
      customer({ view: activeView({ share: share(), question: question({ capability: 'show', owner: 'agent' }) }), capture: 'running' }),
    'helper to be started': () => customer(controlled({ helper: 'absent' })),
    'helper is downloaded': () => customer(controlled({ helper: 'downloading', helperPercent: 45 })),
    'helper on another screen': () => customer(controlled({ helper: 'unable' })),
    'may be controlled': () => customer(controlled()),
    controlled: () => customer(controlled({ phase: 'active' })),
    'controlled by its own grant': () =>
      customer({
        view: activeView({ share: share('watched', 'monitor', { capability: 'control' }), control: control({ grantId: share().grantId, phase: 'active' }) }),
        capture: 'running',
      }),
    'own hand moves': () => customer(controlled({ phase: 'paused' })),
    'asked while controlled': () =>
      customer({
        view: activeView({ share: share(), control: control({ phase: 'paused' }), question: question({ capability: 'show', owner: 'agent' }) }),
        capture: 'running',
      }),
    'control stopped': () =>
      customer({ view: activeView({ share: share(), outcome: { ...outcome('revoked', true), capability: 'control' } }), capture: 'running' }),
    'control refused': () =>
      customer({ view: activeView({ share: share(), outcome: { ...outcome('notNow'), capability: 'control' } }), capture: 'running' }),
    viewing: () => customer(viewing),
    'control given': () => customer(controlling()),
    'given control stopped': () =>
      customer({ ...viewing, view: activeView({ agentShare: agentShare(), agentOutcome: { ...outcome('revoked', true), capability: 'giveControl' } }) }),
    'viewing and sharing': () => customer({ ...viewing, view: activeView({ share: share(), agentShare: agentShare() }), capture: 'running' }),
    'viewer closed': () => customer({ view: activeView({ agentOutcome: { ...outcome('revoked', true), capability: 'show' } }) }),
    stopped: () => customer({ view: activeView({ outcome: outcome('revoked', true) }) }),
    'command refused': () => customer({ view: activeView(), failure: { code: 'E_RECORD' } }),
    'link lost': () => customer({ ...shared, link: 'retrying' }),
    'continue offered': () => customer(offered),
    'continue pressed': () => customer({ ...offered, capture: 'continuing' }),
    'suspended while the link is lost': () => customer({ ...offered, link: 'retrying' }),
    'suspended while the agent is away': () => customer({ ...agentAway, capture: 'suspended' }),
    'not continued in time': () => customer({ view: activeView({ outcome: unwanted }), capture: 'lapsed' }),
    'being ended': () => customer({ view: activeView(), leaving: 'leave' }),
    'to be ended when the link is back': () => customer({ view: activeView(), leaving: 'leave', link: 'retrying' }),
    'being reported when the link is back': () => customer({ view: activeView(), leaving: 'report', link: 'retrying' }),
    replaced: () => customer({ view: activeView(), link: 'replaced' }),
    outdated: () => customer({ link: 'refused' }),
    ended: () => customer({ view: activeView({ status: 'ended', endReason: 'agentEnded' }) }),
    'abuse reported': () => customer({ view: activeView({ status: 'ended', endReason: 'abuseReported' }) }),
  },
  'sideseat-question': {
    asked: () => asked(),
    'almost over': () => asked({ remainingInMs: 9_000, extensionsLeft: 0 }),
    over: () => asked({ remainingInMs: 0 }),
    'answer on its way': () => asked({}, true),
  },
  'sideseat-continue': {
    offered: () => offer(),
    'almost over': () => offer({ remainingInMs: 9_000 }),
    over: () => offer({ remainingInMs: 0 }),
    'answer on its way': () => offer({}, true),
  },
  'sideseat-viewer': {
    starting: () =>
      viewer({ view: activeView({ choosing: { requestId: 'request-show-aaaaaaaaa', capability: 'show', owner: 'agent' } }) }),
    connecting: () => viewer({ view: activeView({ agentShare: agentShare({ phase: 'opening' }) }) }),
    playing: () => viewer(viewing),
    'no new picture': () => viewer({ ...viewing, picture: picture('stale') }),
    'agent late': () => viewer({ ...viewing, view: activeView({ agentShare: agentShare(), agentPresence: 'late' }) }),
    'link lost': () => viewer({ ...viewing, link: 'retrying' }),
    'control being prepared': () => viewer(controlling({ helper: 'absent' })),
    'control given': () => viewer(controlling()),
    'control given with the picture': () => viewer(controlling({ grantId: agentShare().grantId })),
    'control taken back': () => viewer(controlling({ phase: 'takenBack' })),
    'asked where control is given': () => viewer(controlling({ phase: 'paused' }, { question: question() })),
    'link lost, no picture': () => viewer({ view: activeView({ agentShare: agentShare() }), link: 'retrying' }),
  },
  'sideseat-desktop-view': {
    starting: () => desktopView('starting'),
    opening: () => desktopView('opening'),
    watched: () => desktopView('watched'),
    unwatched: () => desktopView('unwatched'),
    'a page': () => desktopView('watched', 'page'),
  },
  'sideseat-visit': {
    connecting: () => visit({ stage: 'connecting' }),
    failed: () => visit({ stage: 'failed', failure: { code: 'E_INTERNAL', offline: true } }),
    'at a page that is never shared': () => visit({ stage: 'failed', failure: { code: 'E_PAGE_FORBIDDEN' } }),
    'lost with the page before': () => visit({ stage: 'lost' }),
    waiting: () => visit({ view: waitingView() }),
    asked: (locale: Locale = 'en') => visit({ view: activeView({ question: pageQuestion(locale) }), isSmall: true }),
    'continue offered': (locale: Locale = 'en') => visit(pageOffer(locale)),
    sharing: () => visit({ view: activeView({ share: pageShare() }), capture: 'running' }),
    small: () => visit({ view: activeView(), isSmall: true }),
    'small while sharing': () => visit({ view: activeView({ share: pageShare() }), capture: 'running', isSmall: true }),
    'small while not watched': () => visit({ view: activeView({ share: pageShare('unwatched') }), capture: 'running', isSmall: true }),
    'at a page that is kept private': () => visit({ view: activeView({ share: pageShare('unwatched') }), capture: 'running', isWithheld: true }),
    'page may be used': () => visit({ view: activeView({ share: pageShare(), control: control() }), capture: 'running' }),
    'small while the page is used': () => visit({ view: activeView({ share: pageShare(), control: control({ phase: 'active', grantId: 'grant-of-use-cccccccccc' }) }), capture: 'running', isSmall: true }),
    'link lost': () => visit({ view: activeView(), link: 'retrying' }),
    'in another tab': () => visit({ view: activeView(), link: 'replaced' }),
    ended: () => visit({ view: activeView({ status: 'ended', endReason: 'agentEnded' }) }),
  },
  'sideseat-control-status': {
    'no helper': () => controlStatus('helperAbsent'),
    'helper unable': () => controlStatus('helperUnable'),
    armed: () => controlStatus('armed'),
    active: () => controlStatus('active'),
    'active by its own grant': () => controlStatus('active', false),
    paused: () => controlStatus('paused'),
    'waits for an answer': () => controlStatus('asked'),
  },
  'sideseat-helper-card': {
    'offered on Linux': () => helperCard(),
    'offered in Firefox': () => helperCard({ place: PLACES.linuxFirefox }),
    'offered on Windows': () => helperCard({ place: PLACES.windows }),
    'offered on a Mac': () => helperCard({ place: PLACES.mac }),
    'stays for the next time': () => helperCard({ keepsHelper: true }),
    'no download for Linux': () => helperCard({ platforms: [] }),
    'no download for this system': () => helperCard({ place: PLACES.other }),
    downloading: () => helperCard({ progress: { helper: 'downloading', helperPercent: 45 } }),
    downloaded: () => helperCard({ progress: { helper: 'downloaded', helperPercent: null } }),
    'broken off': brokenDownload,
    started: () => helperCard({ progress: { helper: 'started', helperPercent: null } }),
    loading: () => helperCard({ code: undefined }),
    failed: () => helperCard({ code: null }),
    unable: () => helperCard({ progress: { helper: 'unable', helperPercent: null } }),
  },
  'sideseat-customer-toolbar': {
    sharing: () => toolbar(true),
    'nothing shared yet': () => toolbar(false),
    stopped: () => toolbar(false, SINCE_AT_MS),
    'page shared': () => toolbar(true, null, true),
  },
  'sideseat-report-abuse': {
    asked: () => html`<sideseat-report-abuse .open=${true}></sideseat-report-abuse>`,
  },
  'sideseat-text-size-menu': { normal: () => textSizes(), largest: () => textSizes(150) },
};
