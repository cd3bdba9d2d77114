import type { AgentSession } from '../agent-state.ts';

/** The sessions in which something is shared: the current one first, then in order of creation. */
export function toShares(sessions: readonly AgentSession[], currentId: string | null): readonly AgentSession[] {
  const isCurrent = ({ view }: AgentSession): boolean => view.sessionId === currentId;
  const shared = sessions.filter(({ view }) => (view.share ?? view.agentShare) !== null && view.status !== 'ended');
  return [...shared.filter(isCurrent), ...shared.filter((session) => !isCurrent(session))];
}
