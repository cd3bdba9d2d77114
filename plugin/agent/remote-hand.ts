import type { SessionLink } from '../../gateway/client/session-link.ts';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import { createRemoteHand as createHand, type RemoteHand } from '../shared/control/remote-hand.ts';
import type { CommandName } from './agent-state.ts';

export interface RemoteHandOptions {
  /** The session as the server told it last. */
  getView(): AgentSessionView | undefined;
  send(message: Parameters<SessionLink['send']>[0]): void;
  run(name: Extract<CommandName, 'takeControl' | 'releaseControl'>): void;
}

/** Mouse and keyboard of the customer's desktop in one of the agent's sessions. */
export function createRemoteHand({ getView, send, run }: RemoteHandOptions): RemoteHand {
  return createHand({
    getControl: () => getView()?.control ?? null,
    send(message) {
      const sessionId = getView()?.sessionId;
      if (sessionId) send({ ...message, sessionId });
    },
    run,
  });
}
