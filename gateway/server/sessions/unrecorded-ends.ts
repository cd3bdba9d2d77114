import { accepts, fold, openRequests, type SessionFact, type SessionState } from '../../../state-machines/support-session.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import { RECORD_RETRY_MS } from './limits.ts';

export interface UnrecordedEndsDeps {
  readonly clock: Pick<Clock, 'after'>;
  /** Offers the end to the record again, at its turn. Rejects with a `Refusal` where that does not take it yet. */
  retry(): Promise<void>;
  /** An error that nobody expected. */
  failed(error: unknown): void;
}

/** Ends that are in effect and could not be recorded yet: they are offered to the record until that takes them. */
export class UnrecordedEnds {
  readonly #deps: UnrecordedEndsDeps;
  #facts: readonly SessionFact[] = [];
  #cancelRetry = (): void => {};

  constructor(deps: UnrecordedEndsDeps) {
    this.#deps = deps;
  }

  /** In the order in which they are to be recorded. */
  get facts(): readonly SessionFact[] {
    return this.#facts;
  }

  /** The state on record as everybody is to see it: with the ends that are in effect. */
  seen(state: SessionState): SessionState {
    return this.#facts.reduce((seen, fact) => fold(seen, fact).state, state);
  }

  /** This is in effect now, and will be offered to the record by the caller. */
  expect(fact: SessionFact): void {
    this.#facts = [fact];
  }

  /**
   * A fact could not be recorded. An end stays an end: silence would not mean no otherwise. Whatever else cannot be recorded
   * ends what is shared, since what cannot be recorded is not shared.
   * @returns Whether something ended by that, just now.
   */
  couldNotRecord(fact: SessionFact, before: SessionState, after: SessionState): boolean {
    if (this.#facts.length > 0) return false;
    const isEnd = endsRequest(before, after);
    const shared = openRequests(isEnd ? after : before).filter(({ snapshot }) => snapshot.hasTag('granted'));
    const failed = shared.map(({ requestId }): SessionFact => ({ type: 'media.failed', requestId }));
    this.#facts = isEnd ? [fact, ...failed] : failed;
    if (this.#facts.length === 0) return false;
    this.#retryLater();
    return true;
  }

  /**
   * Another fact came while the record takes nothing. Nothing is shared any more, but a question may still be open: its end
   * stays an end too.
   * @param state - As it is on record.
   * @returns Whether something ended by that, just now.
   */
  cameMeanwhile(fact: SessionFact, state: SessionState): boolean {
    const seen = this.seen(state);
    if (this.#facts.length === 0 || !accepts(seen, fact) || !endsRequest(seen, fold(seen, fact).state)) return false;
    this.#facts = [...this.#facts, fact];
    return true;
  }

  recorded(fact: SessionFact): void {
    this.#facts = this.#facts.filter((other) => other !== fact);
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

const endsRequest = (before: SessionState, after: SessionState): boolean =>
  openRequests(before).some(({ requestId }) => !isOpen(after, requestId));

const isOpen = (state: SessionState, requestId: string): boolean =>
  openRequests(state).some((entry) => entry.requestId === requestId);
