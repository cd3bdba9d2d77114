import { CAPABILITIES, type Capability } from '../../protocol/vocabulary.ts';
import type { Clock } from '../clock.ts';
import { ASK_WINDOW_MS } from './limits.ts';

/** When a customer was asked for each capability, by the monotonic clock: so often and no more within `ASK_WINDOW_MS`. */
export class AskedTimes {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #atMs = new Map<Capability, readonly number[]>(CAPABILITIES.map((capability) => [capability, []]));

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** @returns how often it was asked within the window, this time included. */
  add(capability: Capability): number {
    const recent = [...this.#recent(capability), this.#clock.monotonicMs()];
    this.#atMs.set(capability, recent);
    return recent.length;
  }

  /**
   * Milliseconds until it may be asked for again; 0: now.
   * @param counted - The capability, and what else counts.
   * @param limit - Times within the window.
   */
  waitMs(counted: readonly Capability[], limit: number): number {
    const recent = counted.flatMap((capability) => this.#recent(capability)).toSorted((a, b) => a - b);
    const inTheWay = recent.at(-limit);
    return inTheWay === undefined ? 0 : inTheWay + ASK_WINDOW_MS - this.#clock.monotonicMs();
  }

  #recent(capability: Capability): readonly number[] {
    const now = this.#clock.monotonicMs();
    const recent = (this.#atMs.get(capability) ?? []).filter((atMs) => now - atMs < ASK_WINDOW_MS);
    this.#atMs.set(capability, recent);
    return recent;
  }
}
