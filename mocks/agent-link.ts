import { BehaviorSubject, Subject } from 'rxjs';
import type { ClientMessage } from '../gateway/protocol/client-messages.ts';
import type { ServerMessage } from '../gateway/protocol/server-messages.ts';

type State = 'connecting' | 'open' | 'retrying' | 'replaced' | 'refused' | 'closed';

/** A command that a page sent and that a test answers. */
export interface SentCommand {
  message: { readonly type: string } & Readonly<Record<string, unknown>>;
  done(result?: { sessionId?: string }): void;
  refuse(cause: unknown): void;
}

/** A session link without a socket: a test says what the server says, sees what the page sent, and answers it. */
export function createScriptedLink() {
  const state$ = new BehaviorSubject<State>('connecting');
  const messages$ = new Subject<ServerMessage>();
  const commands: SentCommand[] = [];
  const sent: ClientMessage[] = [];

  return {
    state$,
    messages$,
    iceServers: [],
    rejected$: new Subject<never>(),
    /** Everything without a reply that the page sent, oldest first. */
    sent,
    /** Every command, oldest first. */
    commands,
    /** The latest command; throws where there is none. */
    get lastCommand(): SentCommand {
      const last = commands.at(-1);
      if (!last) throw new Error('the page sent no command');
      return last;
    },
    send(message: ClientMessage): boolean {
      if (state$.value !== 'open') return false;
      sent.push(message);
      return true;
    },
    command(message: SentCommand['message']): Promise<{ sessionId?: string }> {
      const { promise, resolve, reject } = Promise.withResolvers<{ sessionId?: string }>();
      commands.push({ message, done: (result = {}) => resolve(result), refuse: reject });
      return promise;
    },
    close(): void {
      state$.next('closed');
    },

    /** The server's end. */
    open(): void {
      state$.next('open');
    },
    setState: (state: State) => state$.next(state),
    tell: (message: ServerMessage) => messages$.next(message),
  };
}

export type ScriptedLink = ReturnType<typeof createScriptedLink>;
