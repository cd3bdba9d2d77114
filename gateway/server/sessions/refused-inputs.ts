import type { Clock } from '../clock.ts';
import { REFUSED_INPUT_NOTED_AFTER_MS, REFUSED_INPUT_NOTED_EVERY_MS } from './limits.ts';

/** Counts what was not carried out. The log says how many there were, less and less often. */
export class RefusedInputs {
  readonly #clock: Clock;
  readonly #note: (count: number) => void;
  #count = 0;
  #noteEveryMs = REFUSED_INPUT_NOTED_AFTER_MS;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, note: (count: number) => void) {
    this.#clock = clock;
    this.#note = note;
  }

  add(count: number): void {
    this.#count += count;
    this.#cancel ??= this.#clock.after(this.#noteEveryMs, () => {
      this.#cancel = undefined;
      this.#noteEveryMs = Math.min(2 * this.#noteEveryMs, REFUSED_INPUT_NOTED_EVERY_MS);
      this.#note(this.#count);
      this.#count = 0;
    });
  }

  close(): void {
    this.#cancel?.();
  }
}
