import { Observable, type BehaviorSubject } from 'rxjs';
import { CAPABILITY_OF, type AgentClient, type AgentSession, type AgentState } from '../agent/hosting.ts';
import type { HostGrants } from './host-adapter.ts';

/**
 * A client that offers what the host lets its agents use at the moment, and no more. The session server's rights hold
 * besides. What did not change stays the same object.
 */
export function limitClient(client: AgentClient, grants$: BehaviorSubject<HostGrants>): AgentClient {
  const limit = createLimit();
  const current = (): AgentState => limit(client.state$.value, grants$.value);
  const limited = new Observable<AgentState>((subscriber) => {
    let told: AgentState | null = null;
    const tell = (): void => {
      if (told !== current()) subscriber.next((told = current()));
    };
    const following = client.state$.subscribe({ next: tell, complete: () => subscriber.complete() });
    following.add(grants$.subscribe(tell));
    return following;
  });
  const state$ = Object.defineProperty(limited, 'value', { get: current });
  return { ...client, state$: state$ as AgentClient['state$'] };
}

function createLimit(): (state: AgentState, grants: HostGrants) => AgentState {
  let latest: { state: AgentState; grants: HostGrants; limited: AgentState } | null = null;
  let sessions = new WeakMap<AgentSession, AgentSession>();
  const limitOnce = (session: AgentSession, capabilities: readonly string[]): AgentSession => {
    const limited = sessions.get(session) ?? limitSession(session, capabilities);
    sessions.set(session, limited);
    return limited;
  };
  return (state, grants) => {
    if (latest?.state === state && latest.grants === grants) return latest.limited;
    if (latest?.grants !== grants) sessions = new WeakMap();
    const { account } = state;
    const { capabilities, startSessions } = grants;
    const rights = account && { ...account.rights, startPrivateSessions: account.rights.startPrivateSessions && startSessions };
    const limited = {
      ...state,
      account: account && rights && { ...account, rights },
      sessions: capabilities === 'all' ? state.sessions : state.sessions.map((session) => limitOnce(session, capabilities)),
    };
    latest = { state, grants, limited };
    return limited;
  };
}

function limitSession(session: AgentSession, capabilities: readonly string[]): AgentSession {
  const isGranted = (command: string): boolean =>
    Object.entries(CAPABILITY_OF).every(([name, capability]) => name !== command || capabilities.includes(capability));
  const availability = Object.entries(session.view.availability).map(([command, reason]) => [
    command,
    isGranted(command) ? reason : 'E_NOT_ALLOWED',
  ]);
  return { ...session, view: { ...session.view, availability: Object.fromEntries(availability) } };
}
