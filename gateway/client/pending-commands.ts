import { timer, type Subscription } from 'rxjs';
import type { ServerMessage } from '../protocol/server-messages.ts';
import { CommandError, LinkLostError } from './errors.ts';

/** What a command that was carried out brings back. */
export interface CommandResult {
  /** The session that `session.create` made. */
  sessionId?: string;
  /** The request that `request.create` made. */
  requestId?: string;
  /** The code that `helper.invite` made. */
  helperCode?: string;
}

interface Waiting {
  resolve(result: CommandResult): void;
  reject(error: CommandError | LinkLostError): void;
  limit: Subscription;
}

/** The commands of one link that wait for their reply. */
export class PendingCommands {
  readonly #waiting = new Map<string, Waiting>();
  readonly #limitMs: number;
  // Not crypto.randomUUID: it is missing in insecure contexts, where the page must still say what is wrong.
  readonly #prefix = [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(36)).join('');
  #count = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** @returns an id that no other link of this person uses, and the promise of the reply to it. */
  open(): { commandId: string; reply: Promise<CommandResult> } {
    const commandId = `${this.#prefix}-${++this.#count}`;
    const reply = new Promise<CommandResult>((resolve, reject) => {
      const limit = timer(this.#limitMs).subscribe(() => this.lose(commandId));
      this.#waiting.set(commandId, { resolve, reject, limit });
    });
    return { commandId, reply };
  }

  /** Settles the command that this message answers, if it is a reply. Replies that nobody waits for are dropped. */
  settle(message: ServerMessage): void {
    if (message.type === 'command.done') {
      const { commandId, sessionId, requestId, helperCode } = message;
      this.#take(commandId)?.resolve({
        ...(sessionId === undefined ? {} : { sessionId }),
        ...(requestId === undefined ? {} : { requestId }),
        ...(helperCode === undefined ? {} : { helperCode }),
      });
    } else if (message.type === 'command.refused') {
      const { commandId, code, retryInMs } = message;
      this.#take(commandId)?.reject(new CommandError(code, { retryInMs }));
    }
  }

  /** The command could not be sent. */
  lose(commandId: string): void {
    this.#take(commandId)?.reject(new LinkLostError());
  }

  /** The socket is gone, and with it every reply. */
  loseAll(cause: unknown): void {
    for (const commandId of this.#waiting.keys()) this.#take(commandId)?.reject(new LinkLostError(cause));
  }

  #take(commandId: string): Waiting | undefined {
    const waiting = this.#waiting.get(commandId);
    this.#waiting.delete(commandId);
    waiting?.limit.unsubscribe();
    return waiting;
  }
}
