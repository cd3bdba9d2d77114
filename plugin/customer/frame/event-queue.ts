import { timer, type Subscription } from 'rxjs';
import type { PageEvent } from '../../../gateway/protocol/cobrowse-events.ts';

/** So much may wait for the line, in bytes: a sign of life, or a stop, comes soon after it also over a slow one. */
export const UNSENT_MAX_BYTES = 65_536;
/** Of a page's events, a little less than what the server takes: see `PAGE_BYTES_PER_SECOND` and `PAGE_EVENTS` there. */
const [BYTES_PER_SECOND, BYTES_BURST] = [1_900_000, 7_500_000];
const EVENTS_PER_SECOND = 220;
/** Events that wait: as many as the largest page that can be shared is told in. */
export const QUEUE_MAX = 600;
const LOOK_EVERY_MS = 4;

export interface EventQueueOptions {
  send: (event: PageEvent) => void;
  /** Bytes that wait for the line; they rise with each `send`. */
  unsentBytes: () => number;
  /** Milliseconds; only differences count. */
  now?: () => number;
}

/**
 * Events of a page on their way to the server: no faster than the line takes them and the server reads them. Nothing that is void
 * is sent: a beginning and a pause take the place of all that waits before them.
 */
export class EventQueue {
  readonly #options: EventQueueOptions;
  readonly #now: () => number;
  #waiting: PageEvent[] = [];
  /** Nothing counts before the next beginning. */
  #isHeld = false;
  #looking: Subscription | null = null;
  #bytes = BYTES_BURST;
  #events = EVENTS_PER_SECOND;
  #filledAt: number;

  constructor(options: EventQueueOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#filledAt = this.#now();
  }

  add(event: PageEvent): void {
    const isNew = event.type === 'page.began' || event.type === 'page.paused';
    if (isNew) this.clear();
    if (this.#isHeld) return;
    if (this.#waiting.length >= QUEUE_MAX) {
      // This one is sent, and tells the server by its number that others are missing.
      this.#waiting = [];
      this.#isHeld = true;
    }
    this.#waiting.push(event);
    if (!this.#looking) this.#sendSome();
  }

  /** More came than the server takes: nothing is sent before the next beginning. */
  hold(): void {
    this.clear();
    this.#isHeld = true;
  }

  /** Nothing of what waits is sent. */
  clear(): void {
    this.#waiting = [];
    this.#isHeld = false;
    this.#looking?.unsubscribe();
    this.#looking = null;
  }

  #sendSome(): void {
    const { send, unsentBytes } = this.#options;
    this.#fill();
    this.#looking = null;
    let sent = 0;
    while (sent < this.#waiting.length && this.#bytes > 0 && this.#events >= 1) {
      const before = unsentBytes();
      if (before >= UNSENT_MAX_BYTES) break;
      const event = this.#waiting[sent] as PageEvent;
      sent += 1;
      send(event);
      this.#bytes -= unsentBytes() - before;
      this.#events -= 1;
    }
    this.#waiting.splice(0, sent);
    if (this.#waiting.length > 0) this.#looking = timer(LOOK_EVERY_MS).subscribe(() => this.#sendSome());
  }

  #fill(): void {
    const seconds = (this.#now() - this.#filledAt) / 1_000;
    this.#filledAt = this.#now();
    this.#bytes = Math.min(BYTES_BURST, this.#bytes + seconds * BYTES_PER_SECOND);
    this.#events = Math.min(EVENTS_PER_SECOND, this.#events + seconds * EVENTS_PER_SECOND);
  }
}
