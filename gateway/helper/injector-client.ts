import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { RemoteInput } from '../protocol/input.ts';
import { InjectorError, type InputInjector, type Monitor, type OwnerEvents, type Rect } from './injector.ts';
import { readLines, type InjectorCall, type InjectorLine, type NumberedCall } from './injector-wire.ts';
import { openX11Injector } from './x11/x11-injector.ts';

/** How to start the injector's process: a program, and its arguments, that ends up in `runInjector`. */
export type InjectorCommand = readonly [command: string, ...args: string[]];

/**
 * An injector in a process of its own, so that everything is released when this process ends, even if it is killed.
 * Where that process is killed instead, this one releases what it held, and tells `lost` afterwards.
 * @throws InjectorError `unreachable` or `unsupported`
 */
export async function startInjector(
  command: InjectorCommand,
  display: string,
  events: OwnerEvents,
): Promise<InputInjector> {
  const injector = new InjectorClient(command, display, events);
  await injector.open();
  return injector;
}

interface PendingCall {
  resolve(result: unknown): void;
  reject(error: InjectorError): void;
}

class InjectorClient implements InputInjector {
  readonly #display: string;
  readonly #events: OwnerEvents;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #exited = Promise.withResolvers<void>();
  readonly #pending = new Map<number, PendingCall>();
  #lastId = 0;
  #state: 'opening' | 'open' | 'ended' = 'opening';

  constructor([command, ...args]: InjectorCommand, display: string, events: OwnerEvents) {
    this.#display = display;
    this.#events = events;
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const read = readLines((line) => this.#hear(JSON.parse(line) as InjectorLine));
    this.#process.stdout.setEncoding('utf8').on('data', read);
    // A process that cannot be written to is about to end, or could not be started.
    this.#process.stdin.on('error', () => {});
    this.#process.once('error', () => this.#ended());
    this.#process.once('exit', () => this.#ended());
  }

  async open(): Promise<void> {
    try {
      await this.#call({ do: 'open', display: this.#display });
      this.#state = 'open';
    } catch (error) {
      this.#process.stdin.end();
      throw error;
    }
  }

  async monitors(): Promise<readonly Monitor[]> {
    return (await this.#call({ do: 'monitors' })) as readonly Monitor[];
  }

  async inject(input: RemoteInput, surface: Rect): Promise<void> {
    await this.#call({ do: 'inject', input, surface });
  }

  async releaseAll(): Promise<void> {
    // Once it has ended, it holds nothing.
    if (this.#state === 'open') await this.#call({ do: 'releaseAll' });
  }

  async close(): Promise<void> {
    this.#state = 'ended';
    // At the end of its input it releases everything and goes.
    this.#process.stdin.end();
    await this.#exited.promise;
  }

  #call(call: InjectorCall): Promise<unknown> {
    if (this.#state === 'ended') return Promise.reject(gone());
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#process.stdin.write(`${JSON.stringify({ ...call, id } satisfies NumberedCall)}\n`);
    });
  }

  #hear(line: InjectorLine): void {
    if ('event' in line) {
      if (this.#state !== 'open') return;
      if (line.event === 'lost') {
        this.#state = 'ended';
        this.#process.stdin.end();
      }
      this.#events[line.event]();
      return;
    }
    const call = this.#pending.get(line.id);
    this.#pending.delete(line.id);
    if ('error' in line) call?.reject(new InjectorError(line.error.reason ?? 'lost', line.error.message));
    else call?.resolve(line.result);
  }

  #ended(): void {
    const wasOpen = this.#state === 'open';
    const reason = this.#state === 'opening' ? 'unreachable' : 'lost';
    this.#state = 'ended';
    this.#exited.resolve();
    for (const call of this.#pending.values()) call.reject(gone(reason));
    this.#pending.clear();
    if (wasOpen) void this.#rescue();
  }

  /** The process died with keys down, perhaps. The display knows which. */
  async #rescue(): Promise<void> {
    const silent: OwnerEvents = { acted: () => {}, pressed: () => {}, killed: () => {}, lost: () => {} };
    try {
      // It releases at once what the other one held.
      const injector = await openX11Injector(this.#display, silent);
      await injector.close();
    } catch {
      // The display is gone, and its keys with it.
    }
    this.#events.lost();
  }
}

function gone(reason: 'lost' | 'unreachable' = 'lost'): InjectorError {
  return new InjectorError(reason, 'the process of the injector has ended');
}
