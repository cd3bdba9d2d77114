import { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';

/** Calls of one administrator at once and a second: a page that is used in several tabs, and no program that asks in a loop. */
export const CALLS_BURST = 200;
const CALLS_PER_SECOND = 20;
/** … of them those that change something, since each stays in the record. */
export const CHANGES_BURST = 100;
const CHANGES_PER_SECOND = 2;

interface Buckets {
  readonly calls: Bucket;
  readonly changes: Bucket;
}

/** How many calls an administrator may make, over all sign-ins of the account. */
export class AdminBudget {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Buckets>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns Milliseconds until such a call may be made; 0: it may now, and is counted. */
  take(userName: string, isChange: boolean): number {
    const { calls, changes } = this.#bucketsOf(userName);
    const waitMs = Math.max(calls.waitMs, isChange ? changes.waitMs : 0);
    if (waitMs > 0) return waitMs;
    calls.take();
    if (isChange) changes.take();
    return 0;
  }

  #bucketsOf(userName: string): Buckets {
    const known = this.#buckets.get(userName);
    if (known) return known;
    const buckets = {
      calls: new Bucket(this.#clock, CALLS_PER_SECOND, CALLS_BURST),
      changes: new Bucket(this.#clock, CHANGES_PER_SECOND, CHANGES_BURST),
    };
    this.#buckets.set(userName, buckets);
    return buckets;
  }
}
