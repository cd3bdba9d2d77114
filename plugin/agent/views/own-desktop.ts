import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { Surface } from '../../../gateway/protocol/vocabulary.ts';
import type { AgentSession } from '../agent-state.ts';
import { isGiven } from './mark.ts';
import { toStops, type StopView } from './request-command.ts';

/** What this page captures of the agent's own desktop, for whom, and who sees it; `null` while it captures nothing. */
export interface OwnDesktopView {
  /** `holding`: nobody sees it before the customer has agreed; `late`: the customer's page gives no sign of life. */
  phase: 'holding' | 'starting' | 'opening' | 'seen' | 'late' | 'linkLost';
  surface: Surface | null;
  sinceAtMs: number | null;
  /** Whether the customer may control it, and whether the customer does at this moment. */
  control: 'none' | 'given' | 'used';
  /** `null` where there is nothing to stop but the request. */
  stop: StopView | null;
}

/** The light is on for as long as this page captures, whatever the server says. */
export function toOwnDesktop(session: AgentSession, link: LinkState): OwnDesktopView | null {
  const { view, ownCapture } = session;
  if (ownCapture.phase === 'holding') return { phase: 'holding', surface: null, sinceAtMs: null, control: 'none', stop: null };
  if (ownCapture.phase !== 'sending') return null;
  const share = view.agentShare;
  const stop = toStops(session, link).find(({ command }) => command === 'stopShowing') ?? null;
  return { phase: phaseOf(session, link), surface: share?.surface ?? null, sinceAtMs: share?.sinceAtMs ?? null, control: controlOf(view, link), stop };
}

function controlOf(view: AgentSession['view'], link: LinkState): OwnDesktopView['control'] {
  if (!view.agentControl) return 'none';
  return link === 'open' && isGiven(view) ? 'used' : 'given';
}

function phaseOf({ view }: AgentSession, link: LinkState): OwnDesktopView['phase'] {
  if (!view.agentShare) return 'starting';
  if (link !== 'open') return 'linkLost';
  if (view.agentShare.phase === 'opening') return 'opening';
  return view.customerPresence === 'online' ? 'seen' : 'late';
}
