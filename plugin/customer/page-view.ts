import type { LinkState } from '../../gateway/client/session-link.ts';
import type { ContinueView, CustomerSessionView } from '../../gateway/protocol/views.ts';
import type { RequestEndReason, SessionEndReason, Surface } from '../../gateway/protocol/vocabulary.ts';

/**
 * What this page itself captures: nothing, nothing yet while the browser's picker is open, or a screen. It goes before
 * what the server says: the light is on while this page captures, and off as soon as it has stopped.
 * `suspended`: a screen is held and nothing of it leaves, because nobody wanted the share to end; `continuing`: the same,
 * and Continue sharing is on its way to the server; `lapsed`: nothing, because that was not pressed in time.
 */
export type CaptureState = 'none' | 'choosing' | 'running' | 'suspended' | 'continuing' | 'lapsed';

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
  choosing: boolean;
  sharing: SharingView | null;
  interruption: InterruptionView | null;
  /** Whether this page captures something that Stop screen sharing ends, also where nothing of it leaves. */
  canStop: boolean;
  /** The customer may rest assured that nobody sees anything: nothing is shared, asked or held. */
  seesNobody: boolean;
  /** A screen was held to be continued, and the time for it is over. */
  lapsed: boolean;
  outcome: { reason: RequestEndReason; atMs: number; mayAskAgain: boolean } | null;
  /** When the latest share ended, for the words under the disabled Stop button; `null` where nothing was shared. */
  stoppedAtMs: number | null;
}

/** Pure: from the server's view, the link and the page's own capture to what is on the screen. */
export function toPageView(
  view: CustomerSessionView | null,
  link: LinkState,
  capture: CaptureState,
  leaving: Leaving | null = null,
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
  const question = interrupted || !(isFree || isHeld) ? null : view.question;
  const choosing = capture === 'choosing' || (!interrupted && isFree && view.choosing !== null);
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
    interruption,
    canStop: capture === 'running' || isHeld,
    seesNobody: calm,
    lapsed: capture === 'lapsed',
    outcome: calm && view.outcome ? toOutcome(view, view.outcome) : null,
    stoppedAtMs: view.outcome?.granted ? view.outcome.atMs : null,
  };
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

function toOutcome(view: CustomerSessionView, { reason, atMs }: NonNullable<CustomerSessionView['outcome']>) {
  const agentIsHere = view.agentName !== null && view.agentPresence !== 'absent';
  // These say so themselves, or the agent is the one who chose.
  const saysItself = reason === 'wrongSurface' || reason === 'withdrawn' || reason === 'released';
  return { reason, atMs, mayAskAgain: agentIsHere && !saysItself };
}
