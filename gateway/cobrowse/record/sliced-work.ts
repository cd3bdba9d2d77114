/** Runs something later, in milliseconds; returns what cancels it. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

/** Of work at once, so that the page has the rest of a frame for itself. */
const SLICE_MS = 8;

/** Timers of a page; without a delay they are not throttled when nobody sees the page. */
export function pageSchedule(window: Window & typeof globalThis): Schedule {
  return (run, delayMs) => {
    if (delayMs > 0) {
      const timer = window.setTimeout(run, delayMs);
      return () => window.clearTimeout(timer);
    }
    const { port1, port2 } = new window.MessageChannel();
    port1.onmessage = () => {
      port1.close();
      run();
    };
    port2.postMessage(null);
    return () => port1.close();
  };
}

/** Carries out work in slices, one after another. A step of it is short; whatever may be long has steps of its own. */
export class SlicedWork {
  readonly #schedule: Schedule;
  readonly #now: () => number;
  readonly #failed: (error: unknown) => void;
  #running: Iterator<void> | null = null;
  readonly #waiting: Iterator<void>[] = [];
  #cancel: (() => void) | null = null;
  /** Milliseconds of the longest slice. */
  longestMs = 0;
  /** Rises with each slice: nothing of the page runs within one. */
  slices = 0;
  /** Whether this is called from a step. */
  isInSlice = false;

  /** @param failed - Called with what a piece of work threw; the rest is dropped */
  constructor(schedule: Schedule, now: () => number, failed: (error: unknown) => void) {
    this.#schedule = schedule;
    this.#now = now;
    this.#failed = failed;
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  /** Begins at once where nothing else is under way; from a step that stopped everything, after that step. */
  start(work: Iterator<void>): void {
    this.#waiting.push(work);
    if (this.#running) return;
    this.#running = this.#waiting.shift() ?? null;
    if (!this.isInSlice) this.#slice();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#running = null;
    this.#waiting.length = 0;
  }

  #slice(): void {
    const began = this.#now();
    this.slices += 1;
    this.isInSlice = true;
    try {
      while (this.#running) {
        const work = this.#running;
        // What it did may have stopped everything, or begun something else.
        if (work.next().done && this.#running === work) this.#running = this.#waiting.shift() ?? null;
        if (this.#now() - began >= SLICE_MS) break;
      }
    } catch (error) {
      this.stop();
      this.#failed(error);
    } finally {
      this.isInSlice = false;
    }
    this.longestMs = Math.max(this.longestMs, this.#now() - began);
    if (this.#running) this.#cancel = this.#schedule(() => this.#slice(), 0);
  }
}
