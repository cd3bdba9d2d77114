import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { RemoteInput } from '../protocol/input.ts';
import type { Locale } from '../protocol/vocabulary.ts';
import { InjectorError, type InputInjector, type Monitor, type OwnerEvents, type Rect } from './injector.ts';
import {
  readLines,
  type InjectorCall,
  type InjectorLine,
  type NumberedCall,
  type Opened,
  type WindowAct,
} from './injector-wire.ts';
import { removeAddon } from './native/load-addon.ts';
import { openInjector } from './open-injector.ts';
import type { WindowEvents, WindowView } from './window/window.ts';

/** How to start the injector's process: a program, and its arguments, that ends up in `runInjector`. */
export type InjectorCommand = readonly [command: string, ...args: string[]];

/** Mouse and keyboard of one desktop, and the helper's own window on it, in one process: neither outlives the other. */
export interface Desk extends InputInjector {
  /** @throws InjectorError where there can be none; everything else goes on without it */
  openWindow(locale: Locale, events: Omit<WindowEvents, 'lost'>): Promise<void>;
  /** Does nothing where no window is open. */
  show(view: WindowView): void;
  /** Whether the other process, should this one be killed, removes the executable of both. Until this is called it does not. */
  removeAtEnd(removes: boolean): void;
}

/**
 * An injector in a process of its own, so that everything is released when this process ends, even if it is killed.
 * Where that process is killed instead, this one releases what it held, and tells `lost` afterwards.
 * @throws InjectorError `unreachable` or `unsupported`
 */
export async function startInjector(
  command: InjectorCommand,
  display: string,
  events: OwnerEvents,
): Promise<Desk> {
  const injector = new InjectorClient(command, display, events);
  await injector.open();
  return injector;
}

interface PendingCall {
  resolve(result: unknown): void;
  reject(error: InjectorError): void;
}

class InjectorClient implements Desk {
  readonly #display: string;
  readonly #events: OwnerEvents;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #exited = Promise.withResolvers<void>();
  readonly #pending = new Map<number, PendingCall>();
  #windowEvents: Omit<WindowEvents, 'lost'> | undefined;
  #addonPath: string | null = null;
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
      const opened = (await this.#call({ do: 'open', display: this.#display })) as Opened;
      this.#addonPath = opened.addonPath;
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

  async openWindow(locale: Locale, events: Omit<WindowEvents, 'lost'>): Promise<void> {
    this.#windowEvents = events;
    await this.#call({ do: 'openWindow', display: this.#display, locale });
  }

  show(view: WindowView): void {
    // Where the process has ended, `lost` says so.
    this.#call({ do: 'show', view }).catch(() => {});
  }

  removeAtEnd(removes: boolean): void {
    this.#call({ do: 'removeAtEnd', removes }).catch(() => {});
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
    if ('act' in line) return this.#acted(line);
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

  #acted(line: WindowAct): void {
    const events = this.#windowEvents;
    if (this.#state !== 'open' || events === undefined) return;
    if (line.act === 'entered') events.entered(line.with);
    else if (line.act === 'covered') events.covered(line.with);
    else events[line.act]();
  }

  #ended(): void {
    const wasOpen = this.#state === 'open';
    const reason = this.#state === 'opening' ? 'unreachable' : 'lost';
    this.#state = 'ended';
    if (this.#addonPath !== null) removeAddon(this.#addonPath);
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
      const { injector, addonPath } = await openInjector(this.#display, silent);
      await injector.close();
      if (addonPath !== null) removeAddon(addonPath);
    } catch {
      // The display is gone, and its keys with it.
    }
    this.#events.lost();
  }
}

function gone(reason: 'lost' | 'unreachable' = 'lost'): InjectorError {
  return new InjectorError(reason, 'the process of the injector has ended');
}
