import type { Schedule } from './sliced-work.ts';

/** Changes in one window of time that are more than can be told. */
const STORM_CHANGES = 15_000;
const WINDOW_MS = 500;
/** So often it is looked whether the storm is over, for so long, and so few changes are calm. */
const CALM_EVERY_MS = 800;
const CALM_LOOK_MS = 200;
const CALM_CHANGES = 1_000;

/** Tells when a page changes faster than can be told, and when that is over. */
export class StormWatch {
  readonly #window: Window & typeof globalThis;
  readonly #now: () => number;
  readonly #schedule: Schedule;
  #since = 0;
  #changes = 0;
  #cancel: (() => void) | null = null;
  #probe: MutationObserver | null = null;

  constructor(window: Window & typeof globalThis, now: () => number, schedule: Schedule) {
    this.#window = window;
    this.#now = now;
    this.#schedule = schedule;
  }

  /** @returns Whether it is a storm */
  count(changes: number): boolean {
    const now = this.#now();
    if (now - this.#since > WINDOW_MS) {
      this.#since = now;
      this.#changes = 0;
    }
    this.#changes += changes;
    return this.#changes > STORM_CHANGES;
  }

  /** Looks now and then, since looking takes time too. */
  awaitCalm(calm: () => void): void {
    this.#cancel = this.#schedule(() => {
      let changes = 0;
      this.#probe = new this.#window.MutationObserver((records) => {
        changes += records.length;
        if (changes > CALM_CHANGES) this.#probe?.disconnect();
      });
      this.#probe.observe(this.#window.document, { childList: true, attributes: true, characterData: true, subtree: true });
      this.#cancel = this.#schedule(() => {
        this.#probe?.disconnect();
        if (changes > CALM_CHANGES) this.awaitCalm(calm);
        else calm();
      }, CALM_LOOK_MS);
    }, CALM_EVERY_MS);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#probe?.disconnect();
    this.#probe = null;
    this.#changes = 0;
  }
}
