import { BehaviorSubject } from 'rxjs';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import { sampleSession } from '../../mocks/agent.ts';
import { agentState } from '../../mocks/pages/samples.ts';
import type { AgentClient } from '../../plugin/agent/agent-client.ts';
import { NO_PICTURE, type AgentSession, type AgentState, type Picture } from '../../plugin/agent/agent-state.ts';
import { Desk, type DeskView } from '../../plugin/hosts/desk.ts';
import type { HostAdapter } from '../../plugin/hosts/host-adapter.ts';
import { FakeClock } from './elements.ts';

/** A client without a server, which notes what it was told to do. */
export class FakeClient implements AgentClient {
  readonly state$ = new BehaviorSubject<AgentState>(agentState());
  /** `command session-id`, in order. */
  readonly ran: string[] = [];
  closed = 0;
  #views = 0;
  signIn = async (): Promise<void> => undefined;
  signOut = async (): Promise<void> => undefined;
  create = async (): Promise<void> => undefined;
  resetCreation = (): void => undefined;
  renewInvite = async (): Promise<void> => undefined;
  signInAgain = async (): Promise<void> => undefined;
  dismissNotice = (): void => undefined;
  run = async (sessionId: string, command: string): Promise<void> => void this.ran.push(`${command} ${sessionId}`);
  close = (): void => void (this.closed += 1);

  /** The agent created this session. */
  created(view: AgentSessionView, picture: Partial<Picture> = {}): void {
    this.tell(view, picture);
    this.state$.next({ ...this.state$.value, creation: { phase: 'done', sessionId: view.sessionId } });
  }

  /** The server tells of a session. */
  tell(view: Partial<AgentSessionView>, picture: Partial<Picture> = {}): void {
    const full = sampleSession(view);
    const session: AgentSession = {
      view: full,
      receivedAtMs: ++this.#views,
      log: [],
      picture: { ...NO_PICTURE, ...picture },
      ownCapture: { phase: 'none', reason: null },
      helper: { origin: '', listPlatforms: async () => [], invite: async () => null },
      hand: { take: () => undefined, send: () => undefined, release: () => undefined },
      command: null,
    };
    const others = this.state$.value.sessions.filter((known) => known.view.sessionId !== full.sessionId);
    this.state$.next({ ...this.state$.value, sessions: [...others, session] });
  }

  refuse(sessionId: string): void {
    const sessions = this.state$.value.sessions.map((session) =>
      session.view.sessionId === sessionId
        ? { ...session, command: { name: 'release' as const, phase: 'refused' as const, failure: { code: 'E_STALE' as const }, atMs: 0 } }
        : session,
    );
    this.state$.next({ ...this.state$.value, sessions });
  }
}

/** What a tab keeps. */
export class FakeStorage {
  readonly #items = new Map<string, string>();
  getItem = (key: string): string | null => this.#items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#items.set(key, value);
}

export interface SeatedDesk {
  readonly desk: Desk;
  /** One for each time that somebody sat down. */
  readonly clients: FakeClient[];
  readonly client: FakeClient;
  readonly clock: FakeClock;
  readonly storage: FakeStorage;
  /** What the elements were told: `open id`, `closeTab id`. */
  readonly shown: string[];
  /** The element goes. */
  leave(): void;
}

/** A desk of this host with one element at it. */
export function seat(host: HostAdapter, storage = new FakeStorage()): SeatedDesk {
  const clients: FakeClient[] = [];
  const shown: string[] = [];
  const clock = new FakeClock();
  const desk = new Desk({
    host,
    clock,
    storage,
    warn: () => undefined,
    createClient: () => {
      const client = new FakeClient();
      clients.push(client);
      return client;
    },
  });
  const view: DeskView = {
    open: (sessionId) => shown.push(`open ${sessionId}`),
    closeTab: (sessionId) => shown.push(`closeTab ${sessionId}`),
  };
  const leave = desk.attach(view);
  return {
    desk,
    clients,
    get client() {
      return clients.at(-1)!;
    },
    clock,
    storage,
    shown,
    leave,
  };
}
