import { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';

/** Wrong guesses of PINs from everywhere together that pass unnoticed: about one a second, and twenty at once. */
const UNNOTICED_PER_SECOND = 1;
const UNNOTICED_BURST = 20;
/** One alarm at most in this time. */
const ALARM_EVERY_MS = 60_000;

/**
 * Watches the rate of wrong PINs over all addresses. It raises an alarm and blocks nobody: what a hit is worth (Waiting
 * only, two words to compare) is the gate, and a block would be a way to keep honest customers out.
 */
export class WrongGuessAlarm {
  readonly #clock: Clock;
  readonly #raise: (wrongSinceLastAlarm: number) => void;
  readonly #bucket: Bucket;
  #wrong = 0;
  #lastAlarmMs = -Infinity;

  constructor(clock: Clock, raise: (wrongSinceLastAlarm: number) => void) {
    this.#clock = clock;
    this.#raise = raise;
    this.#bucket = new Bucket(clock, UNNOTICED_PER_SECOND, UNNOTICED_BURST);
  }

  wrong(): void {
    this.#wrong += 1;
    const now = this.#clock.monotonicMs();
    if (this.#bucket.take() || now - this.#lastAlarmMs < ALARM_EVERY_MS) return;
    this.#lastAlarmMs = now;
    this.#raise(this.#wrong);
    this.#wrong = 0;
  }
}
