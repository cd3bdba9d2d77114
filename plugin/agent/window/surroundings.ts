import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { ControlSurroundings } from '../../shared/control/control-grip.ts';
import type { AgentSession } from '../agent-state.ts';
import type { SharingWindowView } from '../views/sharing-window.ts';

/** Of control over what a sharing window shows. @param view - How that stands. */
export const toSurroundings = (session: AgentSession, view: SharingWindowView | null, link: LinkState): ControlSurroundings => ({
  hand: session.hand,
  control: session.view.control,
  link,
  picture: toPicture(view),
  asked: session.view.request ? 'owner' : 'nobody',
  command: session.command,
});

function toPicture(view: SharingWindowView | null): ControlSurroundings['picture'] {
  if (view?.phase === 'playing') return 'live';
  if (view?.phase !== 'stale') return 'none';
  return view.doubt === 'resuming' ? 'paused' : 'old';
}
