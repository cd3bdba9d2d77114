import type { AgentCommand, AgentSessionView, ControlView, HelperState, Outcome, ShareView } from '../../protocol/views.ts';
import type { Capability, ErrorCode, Person } from '../../protocol/vocabulary.ts';
import { isOfPage, OWNER_OF } from '../../../state-machines/owners.ts';
import { SURFACES_FOR } from '../../../state-machines/request.machine.ts';
import { statusOf } from '../../../state-machines/session.machine.ts';
import {
  baseOf,
  continuableRequest,
  controlRequest,
  endReasonOf,
  findRequest,
  keepsHelper,
  latestRequest,
  openRequest,
  pendingRequest,
  type RequestEntry,
  type SessionState,
  type SiteWords,
  type VisitedPage,
} from '../../../state-machines/support-session.ts';
import type { Hand } from './control.ts';
import type { Presence } from './seat.ts';

/** What the views need beside the folded state. */
export interface ViewInput {
  readonly sessionId: string;
  readonly state: SessionState;
  readonly name: string;
  readonly createdAtMs: number;
  readonly words: string | null;
  /** Where the customer clicked to connect. */
  readonly page: VisitedPage | null;
  /** Sentences of the site in the question of the open request; `null` where there are none. */
  readonly siteWords: SiteWords | null;
  /** Why no page can be co-browsed in this session; `null` where one can. */
  readonly cobrowseRefusal: ErrorCode | null;
  /** The same of using a page; `null` where one can be used. */
  readonly cobrowseControlRefusal: ErrorCode | null;
  /** Empty while nobody has taken the session. */
  readonly agentName: string;
  readonly company: string;
  readonly customerPresence: Presence;
  readonly agentPresence: Presence;
  readonly invite: AgentSessionView['invite'];
  readonly rights: { startPrivateSessions: boolean; usePin: boolean };
  readonly mediaReady: boolean;
  /** By owner: when the open grant began, and when the latest request ended; UTC milliseconds. */
  readonly desktops: Readonly<Record<Person, { readonly grantedAtMs: number; readonly lastEndedAtMs: number }>>;
  /** By owner: the helper there, and how the other one's hand stands. */
  readonly controls: Readonly<Record<Person, { readonly helper: HelperState; readonly helperPercent: number | null; readonly hand: Hand }>>;
  /** How the agent's hand on the customer's page stands. */
  readonly pageHand: Hand;
  /** The agent gives control of the own desktop, or asks to, in another session. */
  readonly isGivenElsewhere: boolean;
  /** For how long what ended last may still be continued; 0 where it may not. */
  readonly continueInMs: number;
  /** Of the open request's question. */
  readonly remainingMs: number;
  /** Until this agent may ask for the same again; 0 when at once. */
  readonly askAgainInMs: Readonly<Record<Capability, number>>;
}

/** The agent's command for each capability. */
export const COMMAND_FOR = {
  view: 'requestView',
  control: 'requestControl',
  show: 'showDesktop',
  giveControl: 'giveControl',
  cobrowseView: 'requestCobrowseView',
  cobrowseControl: 'requestCobrowseControl',
} as const satisfies Record<Capability, AgentCommand>;

export function agentView(input: ViewInput): AgentSessionView {
  const { state } = input;
  const pending = pendingRequest(state);
  const unclaimed = state.session.hasTag('unclaimed');
  return {
    sessionId: input.sessionId,
    name: input.name,
    status: statusOf(state.session),
    createdAtMs: input.createdAtMs,
    endReason: endReasonOf(state),
    page: input.page && { siteName: input.page.siteName, title: input.page.title, address: input.page.address },
    unclaimed,
    invite: state.session.hasTag('joinable') ? input.invite : null,
    joining: state.session.hasTag('joined'),
    customerPresence: input.customerPresence,
    words: unclaimed ? null : input.words,
    request: pending ? requestView(pending, input.remainingMs) : null,
    ...desktopViews(input),
    keepsHelper: keepsHelper(state),
    continueInMs: state.session.hasTag('open') && continuableRequest(state) ? input.continueInMs : 0,
    askAgainInMs: {
      requestView: input.askAgainInMs.view,
      requestControl: input.askAgainInMs.control,
      showDesktop: input.askAgainInMs.show,
      giveControl: input.askAgainInMs.giveControl,
      requestCobrowseView: input.askAgainInMs.cobrowseView,
      requestCobrowseControl: input.askAgainInMs.cobrowseControl,
    },
    availability: availability(input),
  };
}

function requestView(entry: RequestEntry, remainingInMs: number): NonNullable<AgentSessionView['request']> {
  const { requestId, capability, snapshot } = entry;
  const owner = OWNER_OF[capability];
  return { requestId, capability, owner, phase: snapshot.hasTag('asking') ? 'asking' : 'choosing', remainingInMs };
}

type DesktopViews = Pick<AgentSessionView, 'share' | 'outcome' | 'control' | 'agentShare' | 'agentOutcome' | 'agentControl'>;

/** Both desktops, as both people see them. */
export const desktopViews = (input: ViewInput): DesktopViews => ({
  share: shareView(input, 'customer'),
  outcome: outcome(input, 'customer'),
  control: controlView(input, 'customer'),
  agentShare: shareView(input, 'agent'),
  agentOutcome: outcome(input, 'agent'),
  agentControl: controlView(input, 'agent'),
});

function shareView({ state, desktops }: ViewInput, owner: Person): ShareView | null {
  const open = openRequest(state, owner);
  const grant = open?.snapshot.context.grant;
  if (!open || !grant) return null;
  const { grantId, epoch, surface, widthPx, heightPx } = grant;
  const phase = open.snapshot.hasTag('opening') ? 'opening' : open.snapshot.hasTag('watched') ? 'watched' : 'unwatched';
  const { requestId, capability } = open;
  const sinceAtMs = desktops[owner].grantedAtMs;
  return { requestId, grantId, epoch, capability, phase, surface, widthPx, heightPx, sinceAtMs };
}

function controlView({ state, controls, pageHand }: ViewInput, owner: Person): ControlView | null {
  const request = controlRequest(state, owner);
  const grant = request?.snapshot.context.grant;
  if (!request || !grant) return null;
  const { grantId, epoch } = grant;
  const { helper, helperPercent, hand } = isOfPage(request.capability) ? { ...NO_HELPER, hand: pageHand } : controls[owner];
  const isTaken = request.snapshot.hasTag('controlling') && hand.isOn;
  const free = hand.isTakenBack || request.snapshot.hasTag('takenBack') ? 'takenBack' : 'armed';
  const phase = !isTaken ? free : hand.passes ? 'active' : 'paused';
  return { requestId: request.requestId, grantId, epoch, phase, helper, helperPercent };
}

/** A page needs none. */
const NO_HELPER = { helper: 'ready', helperPercent: null } as const;

/**
 * How the latest request about this person's desktop ended; `null` while that one is open. Of control that was added to a view
 * only as long as the view goes on: then the view's own end is told.
 */
function outcome({ state, desktops }: ViewInput, owner: Person): Outcome | null {
  const latest = latestRequest(state, owner);
  const base = findRequest(state, latest?.snapshot.context.upgrades ?? '');
  const last = base?.snapshot.context.endReason ? base : latest;
  const reason = last?.snapshot.context.endReason;
  if (!last || !reason) return null;
  const granted = last.snapshot.context.grant !== null;
  return { requestId: last.requestId, capability: last.capability, reason, granted, atMs: desktops[owner].lastEndedAtMs };
}

/** `null` where the command would be taken now; the same codes refuse it when it is sent all the same. */
export function availability(input: ViewInput): Record<AgentCommand, ErrorCode | null> {
  const { session } = input.state;
  const ended: ErrorCode | null = session.hasTag('open') ? null : 'E_SESSION_ENDED';
  const invite = ended ?? (session.hasTag('invitable') ? null : 'E_STALE');
  return {
    start: ended ?? (session.hasTag('startable') ? null : 'E_SESSION_NOT_WAITING'),
    end: ended ?? (session.hasTag('unclaimed') ? 'E_SESSION_NOT_ACTIVE' : null),
    invitePin: invite ?? (input.rights.usePin ? null : 'E_RIGHT_PIN'),
    inviteLink: invite,
    requestView: ended ?? requestRefusal(input, 'view'),
    requestControl: ended ?? requestRefusal(input, 'control'),
    showDesktop: ended ?? requestRefusal(input, 'show'),
    giveControl: ended ?? requestRefusal(input, 'giveControl'),
    requestCobrowseView: ended ?? input.cobrowseRefusal ?? requestRefusal(input, 'cobrowseView'),
    requestCobrowseControl: ended ?? input.cobrowseControlRefusal ?? requestRefusal(input, 'cobrowseControl'),
  };
}

function requestRefusal(input: ViewInput, capability: Capability): ErrorCode | null {
  const isOffered = isOfPage(capability) && input.state.session.hasTag('unclaimed');
  if (!input.state.session.hasTag('requestable') && !isOffered) return 'E_SESSION_NOT_ACTIVE';
  const base = baseOf(input.state, capability);
  const shared = base === undefined ? openRequest(input.state, OWNER_OF[capability]) : controlRequest(input.state, OWNER_OF[capability]);
  if (shared?.snapshot.hasTag('granted')) return 'E_ALREADY_SHARED';
  if (base && !SURFACES_FOR[capability].includes(base.snapshot.context.grant?.surface ?? 'unknown'))
    return isOfPage(capability) ? 'E_ALREADY_SHARED' : 'E_WHOLE_SCREEN';
  if (capability === 'giveControl' && input.isGivenElsewhere) return 'E_ALREADY_SHARED';
  if (pendingRequest(input.state)) return 'E_REQUEST_OPEN';
  if (input.customerPresence === 'absent') return 'E_CUSTOMER_AWAY';
  if (!input.mediaReady && !isOfPage(capability)) return 'E_MEDIA_DOWN'; // a page needs no media server
  if (input.askAgainInMs[capability] > 0) return 'E_ASKED_TOO_OFTEN';
  return null;
}
