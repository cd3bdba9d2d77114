import type { Clock } from '../clock.ts';

/** A measurement serves for so long, in milliseconds: two machines' clocks drift apart by less than one meanwhile. */
const MEASURED_FOR_MS = 10_000;

interface Measured {
  roundTripMs: number;
  /** The guard's clock minus ours, too low by the answer's way at most. */
  offsetMs: number;
  atMs: number;
}

/**
 * What the guard's clock shows, measured on its answers. Of the latest answers the one with the shortest round trip counts:
 * an answer that lay here unread while this process was busy would say that the guard's clock is behind.
 */
export class GuardClock {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #askedMs = new Map<number, number>();
  #best: Measured = { roundTripMs: Infinity, offsetMs: 0, atMs: -Infinity };

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** The question with this number goes out now. Numbers rise, and answers come in their order. */
  asked(n: number): void {
    this.#askedMs.set(n, this.#clock.monotonicMs());
  }

  /** Its answer is here; the guard wrote its time on it. */
  answered(n: number, guardNowMs: number): void {
    const atMs = this.#clock.monotonicMs();
    const askedMs = this.#askedMs.get(n);
    if (askedMs === undefined) return;
    for (const earlier of this.#askedMs.keys()) if (earlier <= n) this.#askedMs.delete(earlier);
    const roundTripMs = atMs - askedMs;
    if (roundTripMs > this.#best.roundTripMs && atMs - this.#best.atMs < MEASURED_FOR_MS) return;
    this.#best = { roundTripMs, offsetMs: guardNowMs - atMs, atMs };
  }

  /** What the guard's clock shows at this moment, or a little earlier: so deadlines err to the early side. */
  nowMs(): number {
    return this.#clock.monotonicMs() + this.#best.offsetMs;
  }

  /** A moment of the guard's clock by ours, or a little later: so what flowed after a stop is never taken for earlier. */
  toOurMs(guardMs: number): number {
    return guardMs - this.#best.offsetMs;
  }
}
