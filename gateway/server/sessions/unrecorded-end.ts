import { fold, openRequest, type SessionFact, type SessionState } from '../../../state-machines/support-session.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import { RECORD_RETRY_MS } from './limits.ts';

export interface UnrecordedEndDeps {
  readonly clock: Pick<Clock, 'after'>;
  /** Offers the end to the record again, at its turn. Rejects with a `Refusal` where that does not take it yet. */
  retry(): Promise<void>;
  /** An error that nobody expected. */
  failed(error: unknown): void;
}

/** An end that is in effect and could not be recorded yet: it is offered to the record until that takes it. */
export class UnrecordedEnd {
  readonly #deps: UnrecordedEndDeps;
  #fact: SessionFact | undefined;
  #cancelRetry = (): void => {};

  constructor(deps: UnrecordedEndDeps) {
    this.#deps = deps;
  }

  get fact(): SessionFact | undefined {
    return this.#fact;
  }

  /** The state on record as everybody is to see it: with the end that is in effect. */
  seen(state: SessionState): SessionState {
    return this.#fact ? fold(state, this.#fact).state : state;
  }

  /** This is in effect now, and will be offered to the record by the caller. */
  expect(fact: SessionFact): void {
    this.#fact = fact;
  }

  /**
   * A fact could not be recorded. An end stays an end: silence would not mean no otherwise. Whatever else cannot be recorded
   * ends what is shared, since what cannot be recorded is not shared.
   * @returns Whether something ended by that, just now.
   */
  couldNotRecord(fact: SessionFact, before: SessionState, after: SessionState): boolean {
    const open = openRequest(before);
    if (this.#fact || !open) return false;
    const isEnd = openRequest(after)?.requestId !== open.requestId;
    if (!isEnd && !open.snapshot.hasTag('granted')) return false;
    this.#fact = isEnd ? fact : { type: 'media.failed', requestId: open.requestId };
    this.#retryLater();
    return true;
  }

  recorded(): void {
    this.#fact = undefined;
  }

  close(): void {
    this.#cancelRetry();
  }

  #retryLater(): void {
    const { clock, retry, failed } = this.#deps;
    this.#cancelRetry = clock.after(RECORD_RETRY_MS, () => {
      retry().catch((error: unknown) => {
        if (error instanceof Refusal) this.#retryLater();
        else failed(error);
      });
    });
  }
}
