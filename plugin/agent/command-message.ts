import type { Command } from '../../gateway/client/session-link.ts';
import type { AgentSessionView, ControlView, ShareView } from '../../gateway/protocol/views.ts';
import type { CommandName } from './agent-state.ts';
import { keepsHelper } from './helper-preference.ts';
import { CAPABILITY_OF } from './views/request-command.ts';

/** The message of a command; `null` where what it is about is over already. */
export function messageFor(name: Exclude<CommandName, 'invite' | 'showDesktop'>, view: AgentSessionView): Command | null {
  const { sessionId, share, control, agentShare, agentControl, request } = view;
  switch (name) {
    case 'start':
      return { type: 'session.start', sessionId, ...(keepsHelper() && { keepHelper: true as const }) };
    case 'end':
      return { type: 'session.end', sessionId };
    case 'requestView':
    case 'requestControl':
    case 'giveControl':
    case 'requestCobrowseView':
    case 'requestCobrowseControl':
      return { type: 'request.create', sessionId, capability: CAPABILITY_OF[name] };
    case 'withdraw':
      return request && { type: 'request.withdraw', sessionId, requestId: request.requestId };
    case 'look':
      return share && { type: 'share.look', ...grantOf(sessionId, share) };
    case 'lookAway':
      return share && { type: 'share.lookAway', ...grantOf(sessionId, share) };
    case 'release':
      return share && { type: 'share.release', ...grantOf(sessionId, share) };
    case 'stopShowing':
      return agentShare && { type: 'share.release', ...grantOf(sessionId, agentShare) };
    case 'takeControl':
      return control && { type: 'control.take', ...grantOf(sessionId, control) };
    case 'releaseControl':
      return control && { type: 'control.release', ...grantOf(sessionId, control) };
    case 'takeControlBack':
      return agentControl && { type: 'control.takeBack', ...grantOf(sessionId, agentControl) };
    case 'giveControlAgain':
      return agentControl && { type: 'control.giveAgain', ...grantOf(sessionId, agentControl) };
    case 'stopGivingControl':
      return agentControl && { type: 'share.release', ...grantOf(sessionId, agentControl) };
    default:
      return name satisfies never;
  }
}

const grantOf = (sessionId: string, { grantId, epoch }: ShareView | ControlView) => ({ sessionId, grantId, epoch });
