import type { PagePoint } from '../../protocol/cobrowse-acts.ts';
import type { Clock } from '../clock.ts';

/** Where somebody points; `isPressed`: a click is to be seen there. */
export interface Pointed {
  readonly at: PagePoint | null;
  readonly isPressed?: true;
}

/** Milliseconds between two positions that are passed on: 30 a second. */
export const POINTER_EVERY_MS = 33;

/** Passes positions on at a steady pace: the first at once, then the newest of each pace. */
export class PointerPace {
  readonly #clock: Clock;
  readonly #pass: (pointed: Pointed) => void;
  #newest: Pointed | undefined;
  /** What was passed on last is a place. */
  #isThere = false;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, pass: (pointed: Pointed) => void) {
    this.#clock = clock;
    this.#pass = pass;
  }

  /** A click is not lost to the move that comes right after it. */
  point(pointed: Pointed): void {
    const wasPressed = this.#newest?.isPressed && pointed.at !== null;
    this.#newest = wasPressed ? { ...pointed, isPressed: true } : pointed;
    if (!this.#cancel) this.#passNewest();
  }

  /** It points nowhere, from now on and at once. */
  leave(): void {
    this.close();
    if (this.#isThere) this.#tell({ at: null });
  }

  /** Nothing is passed on any more. */
  close(): void {
    this.#newest = undefined;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #passNewest(): void {
    const newest = this.#newest;
    this.#newest = undefined;
    this.#cancel = undefined;
    if (!newest) return;
    this.#tell(newest);
    this.#cancel = this.#clock.after(POINTER_EVERY_MS, () => this.#passNewest());
  }

  #tell(pointed: Pointed): void {
    this.#isThere = pointed.at !== null;
    this.#pass(pointed);
  }
}
