import { BehaviorSubject, Subject } from 'rxjs';
import type { ClientMessage, ClientMessageOf, ClientMessageType } from '../gateway/protocol/client-messages.ts';
import type { ServerMessage } from '../gateway/protocol/server-messages.ts';

type LinkState = 'connecting' | 'open' | 'retrying' | 'replaced' | 'refused' | 'closed';

/** What `command.done` brings back. */
interface CommandReply {
  sessionId?: string;
  requestId?: string;
  helperCode?: string;
}

/** A command that a page sent and that a test answers. */
export interface SentCommand {
  /** Without its id. */
  readonly message: { readonly type: string } & Readonly<Record<string, unknown>>;
  done(result?: CommandReply): void;
  refuse(cause: unknown): void;
}

/** A session link without a socket: a test says what the server says, sees what the page sent, and answers it. */
export class ScriptedLink {
  readonly state$ = new BehaviorSubject<LinkState>('connecting');
  readonly messages$ = new Subject<ServerMessage>();
  readonly rejected$ = new Subject<never>();
  readonly iceServers = [];
  /** A test says how slow the line is. */
  unsentBytes = 0;
  /** Everything without a reply that the page sent, oldest first. */
  readonly sent: ClientMessage[] = [];
  /** Every command, oldest first. */
  readonly commands: SentCommand[] = [];
  /** As a real link would ask for it with every socket. */
  readonly getTicket: () => Promise<string>;
  #waiting: SentCommand[] = [];

  constructor(getTicket: () => Promise<string> = () => Promise.resolve('ticket')) {
    this.getTicket = getTicket;
  }

  // --- the page's end ---

  send(message: ClientMessage): boolean {
    if (this.state$.value !== 'open') return false;
    this.sent.push(message);
    return true;
  }

  command(message: SentCommand['message']): Promise<CommandReply> {
    const { promise, resolve, reject } = Promise.withResolvers<CommandReply>();
    const command: SentCommand = { message, done: (result = {}) => resolve(result), refuse: reject };
    this.commands.push(command);
    this.#waiting.push(command);
    return promise;
  }

  close(): void {
    if (this.state$.value !== 'closed') this.state$.next('closed');
    this.messages$.complete();
  }

  // --- the server's end ---

  open(): void {
    this.state$.next('open');
  }

  setState(state: LinkState): void {
    this.state$.next(state);
  }

  tell(message: ServerMessage): void {
    this.messages$.next(message);
  }

  /** The latest command; throws where there is none. */
  get lastCommand(): SentCommand {
    const last = this.commands.at(-1);
    if (!last) throw new Error('the page sent no command');
    return last;
  }

  /** The latest command of a type; throws where there is none. */
  commandOf<T extends ClientMessageType>(type: T): Omit<ClientMessageOf<T>, 'commandId'> {
    const found = this.commands.findLast(({ message }) => message.type === type);
    if (!found) throw new Error(`no ${type} among: ${this.commands.map(({ message }) => message.type).join(', ')}`);
    return found.message as unknown as Omit<ClientMessageOf<T>, 'commandId'>;
  }

  /** Carries out every command that waits. */
  acceptAll(): void {
    for (const command of this.#waiting.splice(0)) command.done();
  }

  /** Refuses every command that waits. */
  refuseAll(cause: unknown): void {
    for (const command of this.#waiting.splice(0)) command.refuse(cause);
  }
}
