import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { AgentSession } from '../agent-state.ts';

/**
 * Who has mouse and keyboard of the agent's own desktop. `armed` waits for the customer's click into the picture; in `active`
 * the customer's go there; `ownerActs` and `asked` hold them back for a moment, `takenBack` until they are given again.
 */
export type GivenStatus = 'helperAbsent' | 'helperUnable' | 'armed' | 'active' | 'ownerActs' | 'asked' | 'takenBack' | 'linkLost';

/** The customer's control of the agent's own desktop. */
export interface GivenControlView {
  status: GivenStatus;
  /** What the button does that stands beside it; `null` where there is none. */
  turn: 'takeControlBack' | 'giveControlAgain' | null;
  /** It was added to a picture, and can be ended without it. */
  isAdded: boolean;
  /** Whether a command can be sent. */
  enabled: boolean;
}

/** `null` where the customer may not control it. */
export function toGivenControl({ view, command }: AgentSession, link: LinkState): GivenControlView | null {
  const { agentControl: control, agentShare } = view;
  if (!control || !agentShare) return null;
  const status = statusOf(control, view.request?.phase === 'asking', link);
  return {
    status,
    turn: turnFor(status),
    isAdded: control.requestId !== agentShare.requestId,
    enabled: link === 'open' && command?.phase !== 'busy',
  };
}

function statusOf(
  { phase, helper }: NonNullable<AgentSession['view']['agentControl']>,
  isAsked: boolean,
  link: LinkState,
): GivenStatus {
  // The card stays: its line is good without this page, and may be on its way to the terminal.
  if (helper === 'absent') return 'helperAbsent';
  if (helper === 'unable') return 'helperUnable';
  if (link !== 'open') return 'linkLost';
  if (phase === 'paused') return isAsked ? 'asked' : 'ownerActs';
  return phase;
}

function turnFor(status: GivenStatus): GivenControlView['turn'] {
  if (status === 'takenBack') return 'giveControlAgain';
  return status === 'active' || status === 'ownerActs' || status === 'asked' ? 'takeControlBack' : null;
}
