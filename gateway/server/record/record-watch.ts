import type { Clock } from '../clock.ts';
import type { Store, StoreError, StoreEvent } from '../store/store.ts';
import type { AdminRecord } from './admin-record.ts';

export interface RecordWatchDeps {
  readonly store: Pick<Store, 'probe' | 'subscribe'>;
  readonly admin: Pick<AdminRecord, 'tell'>;
  readonly clock: Clock;
  /** Whether anything is shared at this moment. */
  isSharing(): boolean;
  /** Ends everything that is shared, at once. */
  cut(): void;
  /** The disk failed: this process must be replaced by another one. Called once. */
  lost(error: StoreError): void;
  log(line: string): void;
}

const CHECK_EVERY_MS = 500;
/** While something is shared, the disk is asked after so long without a record. */
const PROBE_AFTER_MS = 1_000;
/** A disk that does not answer for so long cannot record; rare stalls of a third of a second are no fault. */
const STALLED_AFTER_MS = 2_000;

/**
 * Sees to it that nothing is shared while nothing can be recorded: the end of a share would not be on record. What is shared
 * is cut within four seconds of the moment from which the disk takes nothing, also where no record is due. New grants are
 * refused by their own append that fails.
 */
export class RecordWatch {
  readonly #deps: RecordWatchDeps;
  readonly #stops: (() => void)[];
  #durableAtMs: number;
  #probeSinceMs: number | undefined;
  #fault: { reason: string; sinceMs: number } | undefined;
  #isLost = false;

  constructor(deps: RecordWatchDeps) {
    this.#deps = deps;
    this.#durableAtMs = deps.clock.monotonicMs();
    this.#stops = [
      deps.store.subscribe((event) => this.#noticed(event)),
      deps.clock.every(CHECK_EVERY_MS, () => this.#check()),
    ];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #noticed(event: StoreEvent): void {
    if (event.type === 'appended') return this.#works();
    const { error } = event;
    if (error.fault === 'lost') {
      this.#isLost = true;
      this.#deps.log(`the record's disk failed (${error.message}): everything shared is stopped, and the server starts anew`);
      this.#deps.cut();
      this.#deps.lost(error);
      return;
    }
    this.#broken(error.message);
  }

  #check(): void {
    if (this.#isLost) return;
    const now = this.#deps.clock.monotonicMs();
    if (this.#probeSinceMs !== undefined) {
      if (now - this.#probeSinceMs >= STALLED_AFTER_MS) this.#broken('the disk does not answer');
      return;
    }
    const isDue = this.#fault !== undefined || (this.#deps.isSharing() && now - this.#durableAtMs >= PROBE_AFTER_MS);
    if (!isDue) return;
    this.#probeSinceMs = now;
    this.#deps.store
      .probe()
      .then(
        () => this.#works(),
        () => undefined, // told by the store as a fault
      )
      .finally(() => (this.#probeSinceMs = undefined));
  }

  #works(): void {
    const now = this.#deps.clock.monotonicMs();
    this.#durableAtMs = now;
    if (!this.#fault) return;
    const { reason, sinceMs } = this.#fault;
    this.#fault = undefined;
    this.#deps.log('recording works again; sharing may begin anew');
    void this.#deps.admin.tell({ type: 'record.recovered', reason, faultForMs: Math.round(now - sinceMs) });
  }

  #broken(reason: string): void {
    if (!this.#fault) {
      this.#fault = { reason, sinceMs: this.#deps.clock.monotonicMs() };
      this.#deps.log(`nothing can be recorded (${reason}): new sharing is refused, and what was shared is stopped`);
    }
    this.#deps.cut();
  }
}
