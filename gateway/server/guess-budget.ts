import type { Clock } from './clock.ts';

/** Guesses that are free, before waits begin. */
const FREE_GUESSES = 5;
const LONGEST_WAIT_MS = 60_000;
/** A key that behaved for this long starts anew. */
const FORGET_AFTER_MS = 15 * 60_000;
/** Keys kept at most; the oldest go first, so that a flood of addresses cannot fill the memory. */
const MAX_KEYS = 50_000;

interface Entry {
  wrong: number;
  blockedUntilMs: number;
  lastAtMs: number;
}

/** Limits guesses per key (an address, a user name): five are free, then each wrong one doubles the wait up to a minute. */
export class GuessBudget {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns Milliseconds until the next guess is looked at; 0 when it may be made now. */
  waitMs(key: string): number {
    const entry = this.#entries.get(key);
    return entry ? Math.max(0, entry.blockedUntilMs - this.#clock.monotonicMs()) : 0;
  }

  wrong(key: string): void {
    const now = this.#clock.monotonicMs();
    const before = this.#entries.get(key);
    const wrong = before && now - before.lastAtMs < FORGET_AFTER_MS ? before.wrong + 1 : 1;
    const waitMs = wrong < FREE_GUESSES ? 0 : Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (wrong - FREE_GUESSES));
    this.#entries.delete(key); // keeps the map in order of last use
    this.#entries.set(key, { wrong, blockedUntilMs: now + waitMs, lastAtMs: now });
    if (this.#entries.size > MAX_KEYS) this.#entries.delete(this.#entries.keys().next().value ?? key);
  }

  right(key: string): void {
    this.#entries.delete(key);
  }
}
