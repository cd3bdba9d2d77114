import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { AgentSession } from '../agent-state.ts';

/** What makes a picture doubtful: our own link, the customer's page that gives no sign of life, no new frames. */
export type Doubt = 'link' | 'customer' | 'picture';

/** Why a picture that is shown cannot be called live; `null` where it can. */
export function doubtOf({ view, picture }: Pick<AgentSession, 'view' | 'picture'>, link: LinkState): Doubt | null {
  if (link !== 'open') return 'link';
  if (view.customerPresence !== 'online') return 'customer';
  return picture.phase === 'stale' ? 'picture' : null;
}
