import type { SessionLink } from '../../gateway/client/session-link.ts';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import type { CommandName, RemoteHand } from './agent-state.ts';

export interface RemoteHandOptions {
  /** The session as the server told it last. */
  getView(): AgentSessionView | undefined;
  send(message: Parameters<SessionLink['send']>[0]): void;
  run(name: Extract<CommandName, 'takeControl' | 'releaseControl'>): void;
}

/** Numbers the input of each grant of one session, and sends it while it may pass. */
export function createRemoteHand({ getView, send, run }: RemoteHandOptions): RemoteHand {
  const numbers = new Map<string, number>();
  return {
    take: () => run('takeControl'),
    release: () => run('releaseControl'),
    send(input) {
      const { sessionId, control } = getView() ?? {};
      if (!sessionId || control?.phase !== 'active') return;
      const { grantId, epoch } = control;
      const seq = (numbers.get(grantId) ?? 0) + 1;
      numbers.set(grantId, seq);
      send({ type: 'control.input', sessionId, grantId, epoch, seq, input });
    },
  };
}
