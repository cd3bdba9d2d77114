import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { AgentSessionView, ControlView } from '../../../gateway/protocol/views.ts';
import type { AgentSession, CommandName } from '../agent-state.ts';

/**
 * Who has mouse and keyboard of the agent's own desktop. `armed` waits for the customer's click into the picture; in `active`
 * the customer's go there; `ownerActs` and `asked` hold them back for a moment, `customerLate` while the customer's page gives
 * no sign of life, `takenBack` until they are given again.
 */
export type GivenStatus =
  | 'helperAbsent'
  | 'helperUnable'
  | 'armed'
  | 'active'
  | 'ownerActs'
  | 'asked'
  | 'customerLate'
  | 'takenBack'
  | 'linkLost';

/** A button, and whether it can be pressed. */
export interface GivenAction<C extends CommandName> {
  command: C;
  enabled: boolean;
}

/** The customer's control of the agent's own desktop. */
export interface GivenControlView {
  status: GivenStatus;
  /** Whose turn it is next; `null` where there is nothing to take or to give. */
  turn: GivenAction<'takeControlBack' | 'giveControlAgain'> | null;
  /** `null` where control came with the picture, and ends with it. */
  stop: GivenAction<'stopGivingControl'> | null;
}

/** `null` where the customer may not control it. */
export function toGivenControl(session: AgentSession, link: LinkState): GivenControlView | null {
  const { agentControl: control, agentShare } = session.view;
  if (!control || !agentShare) return null;
  const status = statusOf(control, session.view, link);
  const turn = turnFor(status);
  const isAdded = control.requestId !== agentShare.requestId;
  return {
    status,
    turn: turn && { command: turn, enabled: isPossible(turn, session, link) },
    stop: isAdded ? { command: 'stopGivingControl', enabled: isPossible('stopGivingControl', session, link) } : null,
  };
}

/** What narrows waits for no other command. */
function isPossible(name: CommandName, { command }: AgentSession, link: LinkState): boolean {
  if (link !== 'open') return false;
  return command?.phase !== 'busy' || (name !== 'giveControlAgain' && command.name !== name);
}

function statusOf(
  { phase, helper }: ControlView,
  { request, customerPresence }: AgentSessionView,
  link: LinkState,
): GivenStatus {
  // The card stays: its line is good without this page, and may be on its way to the terminal.
  if (helper === 'unable') return 'helperUnable';
  if (helper !== 'ready') return 'helperAbsent';
  if (link !== 'open') return 'linkLost';
  if (customerPresence !== 'online' && (phase === 'armed' || phase === 'paused')) return 'customerLate';
  if (phase === 'paused') return request ? 'asked' : 'ownerActs';
  return phase;
}

function turnFor(status: GivenStatus): 'takeControlBack' | 'giveControlAgain' | null {
  switch (status) {
    case 'takenBack':
      return 'giveControlAgain';
    case 'active':
    case 'ownerActs':
    case 'asked':
    case 'customerLate':
      return 'takeControlBack';
    default:
      return null;
  }
}
