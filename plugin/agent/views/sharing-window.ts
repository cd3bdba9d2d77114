import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { ShareView } from '../../../gateway/protocol/views.ts';
import type { RequestEndReason, Surface } from '../../../gateway/protocol/vocabulary.ts';
import { isContinuable } from '../../../state-machines/continuable.ts';
import { isOfPage } from '../../../state-machines/owners.ts';
import type { AgentSession } from '../agent-state.ts';
import { doubtOf, type Doubt } from './doubt.ts';
import { CONTROLLING, isControlled, OLD_PICTURE, type Mark } from './mark.ts';
import { mayContinue } from './may-continue.ts';

/**
 * The sharing window. A picture is shown in `playing`, where it is live, and in `stale`, greyed and with its age; in every
 * other phase what is on the wire is not there yet, not wanted, or too old. `resuming` is old too, for a moment: it was on
 * no screen and is about to go on.
 */
export type SharingWindowView = {
  mark: Mark;
  /** `instead`: a page was asked for, and something else is shared in its place. */
  what: 'desktop' | 'page' | 'instead';
  /** What the customer chose; `null` where it is not known any more. */
  surface: Surface | null;
} & (
  | { phase: 'opening'; sinceAtMs: number }
  /** `stream`: `null` of a page, which comes as what happens in it. */
  | { phase: 'playing'; sinceAtMs: number; stream: MediaStream | null }
  /** `ageMs`: since the latest frame; `null` where that is not known. */
  | { phase: 'stale'; sinceAtMs: number; stream: MediaStream | null; doubt: Doubt | 'resuming'; ageMs: number | null }
  | { phase: 'away'; sinceAtMs: number }
  | { phase: 'linkLost'; sinceAtMs: number }
  /** `mayContinue`: the customer can go on with it for a moment. */
  | { phase: 'stopped'; reason: RequestEndReason | null; atMs: number | null; mayContinue: boolean }
);

/** `null` where there is no window: nothing was shared since the latest request. */
export function toSharingWindow(session: AgentSession, link: LinkState, nowMs: number): SharingWindowView | null {
  const { view, picture, command } = session;
  const { share, outcome, request } = view;
  if (!share) {
    if (request || !outcome?.granted) return null;
    const { reason, atMs } = outcome;
    const what = isOfPage(outcome.capability) ? 'page' : 'desktop';
    return { phase: 'stopped', mark: STOPPED, what, surface: null, reason, atMs, mayContinue: mayContinue(session, nowMs) };
  }
  const { surface, sinceAtMs } = share;
  const shared = { what: whatOf(share), surface };
  // The cut arrives before the recorded end. A loss of our own link is over here, where the link is open.
  if (picture.phase === 'blank' && picture.reason !== 'linkLost' && link === 'open') {
    const { reason } = picture;
    return { phase: 'stopped', mark: STOPPED, ...shared, reason, atMs: null, mayContinue: isContinuable(reason) };
  }
  const { stream } = picture;
  const isPaused = picture.phase === 'paused';
  const isThere = stream !== null || picture.frames?.page !== undefined;
  const isShown = (picture.phase === 'playing' || picture.phase === 'stale' || isPaused) && isThere;
  if (link !== 'open' && !isShown) return { phase: 'linkLost', mark: STOPPED, ...shared, sinceAtMs };
  const looking = command?.name === 'look' && command.phase === 'busy';
  if (((share.phase === 'unwatched' && !isPaused) || picture.phase === 'away') && !looking) {
    return { phase: 'away', mark: { text: 'mark.lookedAway', tone: 'stopped' }, ...shared, sinceAtMs };
  }
  if (!isShown) return { phase: 'opening', mark: { text: 'mark.opening', tone: 'asking' }, ...shared, sinceAtMs };
  const doubt = doubtOf(session, link) ?? (isPaused ? 'resuming' : null);
  if (!doubt) return { phase: 'playing', mark: isControlled(view) ? CONTROLLING : VIEWING, ...shared, sinceAtMs, stream };
  const frameAtMs = picture.frames?.lastFrameAtMs ?? null;
  const ageMs = frameAtMs === null ? null : Math.max(0, nowMs - frameAtMs);
  return { phase: 'stale', mark: doubt === 'resuming' ? RESUMING : OLD_PICTURE, ...shared, sinceAtMs, stream, doubt, ageMs };
}

function whatOf({ capability, surface }: ShareView): SharingWindowView['what'] {
  if (!isOfPage(capability)) return 'desktop';
  return surface === 'page' ? 'page' : 'instead';
}

const VIEWING: Mark = { text: 'mark.viewing', tone: 'view' };
const RESUMING: Mark = { text: 'mark.opening', tone: 'stopped' };
const STOPPED: Mark = { text: 'mark.stopped', tone: 'stopped' };
