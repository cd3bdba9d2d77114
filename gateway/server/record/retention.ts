import type { Clock } from '../clock.ts';
import { ADMIN_STREAM, StoreError, type Store } from '../store/store.ts';

const DAY_MS = 86_400_000;
/** After a start, when everything else has its turn. */
const FIRST_SWEEP_MS = 60_000;

export interface RetentionDeps {
  readonly store: Pick<Store, 'endedBefore' | 'erase'>;
  readonly clock: Clock;
  /** How long what was recorded of a session is kept after the session's end. */
  readonly days: number;
  log(line: string): void;
}

/** Erases once a day what is older than the administrator wants it kept; the hashes stay. */
export class Retention {
  readonly #deps: RetentionDeps;
  readonly #stops: (() => void)[];

  constructor(deps: RetentionDeps) {
    this.#deps = deps;
    const sweep = (): void => void this.sweep();
    this.#stops = [deps.clock.after(FIRST_SWEEP_MS, sweep), deps.clock.every(DAY_MS, sweep)];
  }

  /** Never rejects: what could not be erased today is tomorrow. */
  async sweep(): Promise<void> {
    const { store, clock, days, log } = this.#deps;
    const nowMs = clock.nowMs();
    const beforeMs = nowMs - days * DAY_MS;
    try {
      for (const sessionId of await store.endedBefore(beforeMs)) await store.erase(sessionId, nowMs);
      await store.erase(ADMIN_STREAM, nowMs, beforeMs);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      log(`what is older than ${days} days could not be erased (${error.message})`);
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }
}
