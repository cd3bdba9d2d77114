import { map } from 'rxjs';
import type { AgentClient, AgentSession, AgentState } from '../agent/hosting.ts';
import type { HostGrants } from './host-adapter.ts';

/** A client that offers what the host lets its agents use, and no more. The session server's rights hold besides. */
export function limitClient(client: AgentClient, grants: HostGrants): AgentClient {
  const limited = client.state$.pipe(map((state) => limit(state, grants)));
  const state$ = Object.defineProperty(limited, 'value', { get: () => limit(client.state$.value, grants) });
  return { ...client, state$: state$ as AgentClient['state$'] };
}

function limit(state: AgentState, { capabilities, startSessions }: HostGrants): AgentState {
  const { account } = state;
  const rights = account && { ...account.rights, startPrivateSessions: account.rights.startPrivateSessions && startSessions };
  return {
    ...state,
    account: account && rights && { ...account, rights },
    sessions: capabilities === 'all' ? state.sessions : state.sessions.map((session) => limitSession(session, capabilities)),
  };
}

function limitSession(session: AgentSession, capabilities: readonly string[]): AgentSession {
  const granted = new Set(capabilities.map((capability) => `request${capability[0]?.toUpperCase()}${capability.slice(1)}`));
  const availability = Object.entries(session.view.availability).map(([command, reason]) => {
    const isGranted = !command.startsWith('request') || granted.has(command);
    return [command, isGranted ? reason : 'E_NOT_ALLOWED'];
  });
  return { ...session, view: { ...session.view, availability: Object.fromEntries(availability) } };
}
