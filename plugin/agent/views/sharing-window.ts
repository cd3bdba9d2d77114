import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { RequestEndReason, Surface } from '../../../gateway/protocol/vocabulary.ts';
import type { AgentSession } from '../agent-state.ts';
import type { Mark } from './mark.ts';

/**
 * The sharing window. A picture is shown in `playing` only: in every other phase what is on the wire is not there yet,
 * not wanted, or old.
 */
export type SharingWindowView = {
  mark: Mark;
  /** What the customer chose; `null` where it is not known any more. */
  surface: Surface | null;
} & (
  | { phase: 'opening'; sinceAtMs: number }
  | { phase: 'playing'; sinceAtMs: number; stream: MediaStream; late: boolean }
  | { phase: 'away'; sinceAtMs: number }
  | { phase: 'linkLost'; sinceAtMs: number }
  | { phase: 'stopped'; reason: RequestEndReason | null; atMs: number | null }
);

/** `null` where there is no window: nothing was shared since the latest request. */
export function toSharingWindow(session: AgentSession, link: LinkState): SharingWindowView | null {
  const { view, picture, command } = session;
  const { share, outcome, request } = view;
  if (!share) {
    if (request || !outcome?.granted) return null;
    return { phase: 'stopped', mark: STOPPED, surface: null, reason: outcome.reason, atMs: outcome.atMs };
  }
  const { surface, sinceAtMs } = share;
  if (link !== 'open') return { phase: 'linkLost', mark: STOPPED, surface, sinceAtMs };
  // The cut arrives before the recorded end. A loss of our own link is over here: the link is open.
  if (picture.phase === 'blank' && picture.reason !== 'linkLost') {
    return { phase: 'stopped', mark: STOPPED, surface, reason: picture.reason, atMs: null };
  }
  const looking = command?.name === 'look' && command.phase === 'busy';
  if ((share.phase === 'unwatched' || picture.phase === 'away') && !looking) {
    return { phase: 'away', mark: { text: 'mark.lookedAway', tone: 'stopped' }, surface, sinceAtMs };
  }
  if (picture.phase === 'playing' && picture.stream) {
    const mark: Mark = { text: 'mark.viewing', tone: 'view' };
    const late = view.customerPresence !== 'online';
    return { phase: 'playing', mark, surface, sinceAtMs, stream: picture.stream, late };
  }
  return { phase: 'opening', mark: { text: 'mark.opening', tone: 'asking' }, surface, sinceAtMs };
}

const STOPPED: Mark = { text: 'mark.stopped', tone: 'stopped' };
