import { NODES_MAX } from '../../protocol/cobrowse-limits.ts';
import { isForbiddenPath, isPausedPath } from '../mask/mask-policy.ts';
import type { Masking } from '../mask/masking.ts';
import type { NewEvent } from './event-sender.ts';
import type { Schedule } from './sliced-work.ts';
import { StormWatch } from './storm-watch.ts';

export type Pause = Extract<NewEvent, { type: 'page.paused' }>['why'];

/** Milliseconds after which a page that told something private is tried again; twice as long each time. */
const LEAK_RETRY_MS = 250;
const LEAK_RETRY_MAX_MS = 30_000;
/** … and one that was too large. */
const TOO_LARGE_RETRY_MS = 10_000;
const TOO_LARGE_RETRY_MAX_MS = 320_000;

export interface PagePausesOptions {
  readonly window: Window & typeof globalThis;
  readonly masking: Masking;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  readonly schedule: Schedule;
  /** A pause that ends by itself may be over: it is tried again. */
  readonly retry: () => void;
}

/** Knows when nothing may be told of a page, and when that is to be tried again. */
export class PagePauses {
  readonly #options: PagePausesOptions;
  readonly #storm: StormWatch;
  /** Why nothing is told, if so; `null` also where nobody was told of it. */
  why: Pause | null = null;
  /** Leaks that were held back. */
  leaks = 0;
  /** How often one after the other the page was too large. */
  #tooLarge = 0;
  #cancelRetry: (() => void) | null = null;

  constructor(options: PagePausesOptions) {
    this.#options = options;
    const { window, now, schedule } = options;
    this.#storm = new StormWatch(window, now, schedule);
  }

  /** Why nothing may be told now, if so. */
  get needed(): Pause | null {
    const ofPath = this.neededByPath;
    if (ofPath) return ofPath;
    const { document } = this.#options.window;
    if (document.visibilityState === 'hidden') return 'hidden';
    return document.getElementsByTagName('*').length > NODES_MAX ? 'tooLarge' : null;
  }

  /** Why nothing may be told of any page with this path, if so. */
  get neededByPath(): 'forbidden' | 'rule' | null {
    const { rules, policy } = this.#options.masking;
    const { pathname } = this.#options.window.location;
    if (rules.has('forbiddenPath') && isForbiddenPath(pathname, policy)) return 'forbidden';
    return rules.has('pausedPath') && isPausedPath(pathname, policy) ? 'rule' : null;
  }

  /** @returns Whether the page changes faster than can be told */
  isStorm(changes: number): boolean {
    return this.#storm.count(changes);
  }

  begin(why: Pause): void {
    this.why = why;
    if (why === 'busy') this.#storm.awaitCalm(this.#options.retry);
    if (why === 'tooLarge') {
      this.#retryAfter(Math.min(TOO_LARGE_RETRY_MAX_MS, TOO_LARGE_RETRY_MS * 2 ** this.#tooLarge));
      this.#tooLarge += 1;
    }
    if (why === 'leak') {
      this.leaks += 1;
      this.#retryAfter(Math.min(LEAK_RETRY_MAX_MS, this.leaks > 1 ? LEAK_RETRY_MS * 2 ** this.leaks : 0));
    }
  }

  /** The page was told as a whole. */
  over(): void {
    this.#tooLarge = 0;
  }

  /** Nothing is tried again by itself. */
  stop(): void {
    this.#storm.stop();
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  #retryAfter(delayMs: number): void {
    this.#cancelRetry = this.#options.schedule(() => {
      this.why = null;
      this.#options.retry();
    }, delayMs);
  }
}
