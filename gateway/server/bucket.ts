import type { Clock } from './clock.ts';

/** A token bucket: `perSecond` on average, and `burst` at once. */
export class Bucket {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #filledAtMs: number;

  constructor(clock: Pick<Clock, 'monotonicMs'>, perSecond: number, burst: number = perSecond) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAtMs = clock.monotonicMs();
  }

  /** @returns Whether one more, or so many more, may pass now. */
  take(amount = 1): boolean {
    this.#fill();
    if (this.#tokens < amount) return false;
    this.#tokens -= amount;
    return true;
  }

  /** Milliseconds until one more may pass; 0: now. */
  get waitMs(): number {
    this.#fill();
    return this.#tokens < 1 ? Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1_000) : 0;
  }

  #fill(): void {
    const now = this.#clock.monotonicMs();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAtMs) / 1_000) * this.#perSecond);
    this.#filledAtMs = now;
  }
}
