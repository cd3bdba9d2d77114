import { isControl } from '../../state-machines/owners.ts';
import type { LinkState } from '../../gateway/client/session-link.ts';
import type { ContinueView, ControlView, CustomerSessionView } from '../../gateway/protocol/views.ts';
import type { Capability, RequestEndReason, SessionEndReason, Surface } from '../../gateway/protocol/vocabulary.ts';

/**
 * What this page itself captures: nothing, nothing yet while the browser's picker is open, or a screen. It goes before
 * what the server says: the light is on while this page captures, and off as soon as it has stopped.
 * `suspended`: a screen is held and nothing of it leaves, because nobody wanted the share to end; `continuing`: the same,
 * and Continue sharing is on its way to the server; `lapsed`: nothing, because that was not pressed in time.
 */
export type CaptureState = 'none' | 'choosing' | 'running' | 'suspended' | 'continuing' | 'lapsed';

/**
 * The picture of the agent's desktop. There is a stream in `connecting`, `playing` and `stale` at most, and what it shows is
 * current in `playing` only. `closed`: this customer does not want to see it any more, whatever the server knows yet.
 */
export interface SeenPicture {
  phase: 'none' | 'connecting' | 'playing' | 'stale' | 'closed';
  stream: MediaStream | null;
  /** When the latest frame came, in UTC milliseconds by this computer's steady clock; `null` before the first. */
  getLastFrameAtMs: () => number | null;
}

/** How the customer ends the session: `leave`, or by a report of the agent. */
export type Leaving = 'leave' | 'report';

type Question = NonNullable<CustomerSessionView['question']>;

/** The running share as its owner reads it. */
export interface SharingView {
  /** `starting` until there is a grant, then as the server says. */
  phase: 'starting' | 'opening' | 'watched' | 'unwatched';
  surface: Surface;
  sinceAtMs: number | null;
}

/** What the agent may do with mouse and keyboard of the own desktop. */
export interface ControlShown {
  /**
   * `helperAbsent`: no helper runs yet that could move them; `helperUnable`: one runs, and cannot use this screen; `armed`: the
   * agent may begin; `active`: the agent uses them; `paused`: the own hand moves, and the agent waits; `asked`: the agent
   * waits for the answer to a question.
   */
  phase: 'helperAbsent' | 'helperUnable' | 'armed' | 'active' | 'paused' | 'asked';
  /** It was added to what is viewed, so it can end while the picture goes on. */
  isAdded: boolean;
}

/** How the latest request ended. */
export interface OutcomeView {
  capability: Capability;
  reason: RequestEndReason;
  granted: boolean;
  /** It was about control alone, and the picture goes on: of the own desktop, or of the agent's. */
  goesOn: boolean;
  atMs: number;
  mayAskAgain: boolean;
}

/**
 * The viewer of the agent's desktop. A picture is shown in `playing`, where it is current, and in `stale`, greyed and with its
 * age. `doubt`: what makes it old.
 */
export type ViewerView = { requestId: string | null; sinceAtMs: number | null } & (
  | { phase: 'starting' | 'connecting' | 'linkLost' }
  | { phase: 'playing'; stream: MediaStream }
  | { phase: 'stale'; stream: MediaStream; doubt: 'link' | 'agent' | 'picture'; ageMs: number | null }
);

/**
 * A share that nobody wanted to end, while its screen is held: the server's offer to continue, or what has to happen
 * before there is one.
 */
export type InterruptionView =
  | { kind: 'offered'; offer: ContinueView; answering: boolean }
  | { kind: 'pending'; waitsFor: 'link' | 'agent' | 'server' };

/** Everything that `<sideseat-customer>` can show, one kind at a time. */
export type PageView =
  /** `interrupted`: the service cannot be reached. */
  | { kind: 'opening'; interrupted: boolean }
  | { kind: 'replaced' }
  | { kind: 'outdated' }
  /** The customer ends the session. `interrupted`: the server hears of it as soon as the link is back. */
  | { kind: 'leaving'; how: Leaving; interrupted: boolean }
  | { kind: 'ended'; reason: SessionEndReason; agentName: string | null; company: string }
  | OpenView;

export interface OpenView {
  kind: 'open';
  /** The link is lost and being made anew; what the server said last may be out of date. */
  interrupted: boolean;
  status: 'waiting' | 'active';
  agentName: string | null;
  company: string;
  agentAway: boolean;
  words: string | null;
  question: Question | null;
  /** For what the browser's picker is open. */
  choosing: Capability | null;
  sharing: SharingView | null;
  control: ControlShown | null;
  interruption: InterruptionView | null;
  /** The agent shows something here, or is about to. */
  isViewing: boolean;
  /** See `isControllable`. */
  mayControl: boolean;
  /** Whether there is something that Stop screen sharing ends: captured here, also where nothing of it leaves, or seen. */
  canStop: boolean;
  /** The customer may rest assured that nobody sees anything: nothing is shared, asked or held. */
  seesNobody: boolean;
  /** A screen was held to be continued, and the time for it is over. */
  lapsed: boolean;
  outcome: OutcomeView | null;
  /** When the latest share ended, for the words under the disabled Stop button; `null` where nothing was shared. */
  stoppedAtMs: number | null;
}

/** Pure: from the server's view, the link and the page's own capture to what is on the screen. */
export function toPageView(
  view: CustomerSessionView | null,
  link: LinkState,
  capture: CaptureState,
  leaving: Leaving | null = null,
  picture: Pick<SeenPicture, 'phase'> | null = null,
): PageView {
  if (link === 'replaced') return { kind: 'replaced' };
  if (view?.status === 'ended') {
    const { endReason, agentName, company } = view;
    return { kind: 'ended', reason: endReason ?? 'agentEnded', agentName, company };
  }
  if (link === 'refused') return { kind: 'outdated' };
  const interrupted = link !== 'open';
  if (leaving) return { kind: 'leaving', how: leaving, interrupted };
  if (!view || view.status === 'connecting') return { kind: 'opening', interrupted: link === 'retrying' };
  const isHeld = capture === 'suspended' || capture === 'continuing';
  const isFree = capture === 'none' || capture === 'lapsed';
  // While this page shows something it can still be asked whether the agent may show something too, or control it.
  const isAskable = isFree || isHeld || (capture === 'running' && !needsPicker(view));
  const question = interrupted || !isAskable ? null : view.question;
  const isAwaited = view.choosing?.owner === 'customer';
  const isChoosing = capture === 'choosing' || (!interrupted && isFree && isAwaited);
  const choosing = isChoosing ? (view.choosing ?? view.question)?.capability ?? 'view' : null;
  const viewing = toViewer(view, link, picture, 0);
  const isViewing = viewing !== null;
  const sharing = capture === 'running' ? toSharing(view) : null;
  const interruption = isHeld && !question ? toInterruption(view, interrupted, capture === 'continuing') : null;
  const calm = !interrupted && !question && !choosing && !sharing && !interruption;
  return {
    kind: 'open',
    interrupted,
    status: view.status,
    agentName: view.agentName,
    company: view.company,
    agentAway: view.agentPresence === 'absent',
    words: view.words,
    question,
    choosing,
    sharing,
    // In a page of a site it is the frame that says who uses it.
    control: sharing && sharing.surface !== 'page' ? toControl(view) : null,
    interruption,
    isViewing,
    mayControl: isControllable(view.agentControl, viewing),
    canStop: capture === 'running' || isHeld || isViewing,
    seesNobody: calm,
    lapsed: capture === 'lapsed',
    outcome: calm || sharing ? toOutcome(view, sharing, isViewing) : null,
    stoppedAtMs: latest(stoppedAtMs(view.outcome), stoppedAtMs(view.agentOutcome)),
  };
}

/** Whether OK to the question opens the browser's picker: not to look at the agent's desktop, nor where something is added to what is shared. */
export function needsPicker({ question, share }: Pick<CustomerSessionView, 'question' | 'share'>): boolean {
  return question?.owner === 'customer' && !(share !== null && isControl(question.capability));
}

/** Of the own desktop. Only an agent takes a desktop back for the moment: here that would read as before a click. */
function toControl({ control, share, question }: CustomerSessionView): ControlShown | null {
  if (!control || !share) return null;
  const isAdded = control.grantId !== share.grantId;
  if (control.helper !== 'ready') return { phase: control.helper === 'unable' ? 'helperUnable' : 'helperAbsent', isAdded };
  if (control.phase === 'paused') return { phase: question ? 'asked' : 'paused', isAdded };
  return { phase: control.phase === 'active' ? 'active' : 'armed', isAdded };
}

function toSharing({ share }: CustomerSessionView): SharingView {
  if (!share) return { phase: 'starting', surface: 'unknown', sinceAtMs: null };
  return { phase: share.phase, surface: share.surface, sinceAtMs: share.sinceAtMs };
}

function toInterruption(view: CustomerSessionView, interrupted: boolean, answering: boolean): InterruptionView {
  if (interrupted) return { kind: 'pending', waitsFor: 'link' };
  if (view.continuable) return { kind: 'offered', offer: view.continuable, answering };
  return { kind: 'pending', waitsFor: view.agentPresence === 'absent' ? 'agent' : 'server' };
}

const stoppedAtMs = (outcome: CustomerSessionView['outcome']): number | null => (outcome?.granted ? outcome.atMs : null);

const latest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** Two ends so close to each other come of one click. */
const ONE_CLICK_MS = 2_000;

/** How the latest request ended, about whichever desktop. What ended before something was shared that still is, is past. */
function toOutcome(view: CustomerSessionView, sharing: SharingView | null, isViewing: boolean): OpenView['outcome'] {
  const { outcome: own, agentOutcome: other } = view;
  // One click may end both: of the own screen it matters more.
  const last = own && (!other || own.atMs >= other.atMs - ONE_CLICK_MS) ? own : other;
  const isStarting = view.choosing !== null || (sharing !== null && sharing.sinceAtMs === null);
  const sharedSinceMs = Math.max(sharing?.sinceAtMs ?? 0, view.agentShare?.sinceAtMs ?? 0);
  if (!last || isStarting || last.atMs < sharedSinceMs) return null;
  const { capability, reason, granted, atMs } = last;
  if (capability === 'cobrowseControl' && sharing) return null; // the frame says how the page is shared on
  const goesOn = (capability === 'control' && sharing !== null) || (capability === 'giveControl' && isViewing && view.agentShare !== null);
  // "Nothing was shared" is no sentence beside what is shared.
  if (sharedSinceMs > 0 && !granted && !goesOn) return null;
  const agentIsHere = view.agentName !== null && view.agentPresence !== 'absent';
  // These say so themselves, or the agent is the one who chose.
  const saysItself = reason === 'wrongSurface' || reason === 'withdrawn' || reason === 'released';
  return { capability, reason, granted, goesOn, atMs, mayAskAgain: agentIsHere && !saysItself };
}

/** Whether a click into the picture of the agent's desktop takes control of it, or has done so. */
export const isControllable = (control: ControlView | null | undefined, viewing: ViewerView | null): boolean =>
  viewing?.phase === 'playing' && control?.helper === 'ready' && control.phase !== 'takenBack';

/** The viewer of the agent's desktop; `null` where there is nothing to see. It opens with the customer's OK. */
export function toViewer(
  view: CustomerSessionView | null,
  link: LinkState,
  picture: (Pick<SeenPicture, 'phase'> & Partial<SeenPicture>) | null,
  nowMs: number,
): ViewerView | null {
  if (!view || view.status === 'ended' || picture?.phase === 'closed') return null;
  const { agentShare, choosing } = view;
  if (!agentShare) {
    if (choosing?.owner !== 'agent') return null;
    return { phase: link === 'open' ? 'starting' : 'linkLost', requestId: choosing.requestId, sinceAtMs: null };
  }
  const { requestId, sinceAtMs } = agentShare;
  const { stream = null, getLastFrameAtMs } = picture ?? {};
  const isShown = picture?.phase === 'playing' || picture?.phase === 'stale';
  if (!isShown || !stream) {
    if (link !== 'open') return { phase: 'linkLost', requestId, sinceAtMs };
    // It was taken away, and the server's word of the end is on its way.
    return picture?.phase === 'none' ? null : { phase: 'connecting', requestId, sinceAtMs };
  }
  const doubt = link !== 'open' ? 'link' : view.agentPresence !== 'online' ? 'agent' : picture.phase === 'stale' ? 'picture' : null;
  if (!doubt) return { phase: 'playing', requestId, sinceAtMs, stream };
  const frameAtMs = getLastFrameAtMs?.() ?? null;
  const ageMs = frameAtMs === null ? null : Math.max(0, nowMs - frameAtMs);
  return { phase: 'stale', requestId, sinceAtMs, stream, doubt, ageMs };
}
