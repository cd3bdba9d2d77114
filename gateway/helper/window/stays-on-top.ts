/** So long it may be hidden before anybody is told. */
const HIDDEN_FOR_MS = 1_000;
/** And so long it must be seen until that counts: two windows that raise themselves all the time are seen in flashes. */
const SEEN_FOR_MS = 300;
/** From one raise to the next while that does not help, doubled each time. */
const RAISE_AFTER_MS = { first: 100, longest: 2_000 } as const;

export interface StaysOnTopDeps {
  /** Puts the window above all others, where it belongs. */
  raise(): void;
  /** Told when it was hidden for a second, and when it can be seen again. */
  covered(isCovered: boolean): void;
}

/** Decides, by what is seen of a window, when to raise it, and when it counts as covered. */
export class StaysOnTop {
  readonly #deps: StaysOnTopDeps;
  #raiseAfterMs = 0;
  #raise: NodeJS.Timeout | undefined;
  #hidden: NodeJS.Timeout | undefined;
  #seen: NodeJS.Timeout | undefined;
  #isCovered = false;

  constructor(deps: StaysOnTopDeps) {
    this.#deps = deps;
  }

  /** @param isVisible in full, as of now */
  see(isVisible: boolean): void {
    if (isVisible) this.#isSeen();
    else this.#isHidden();
  }

  close(): void {
    for (const timer of [this.#raise, this.#hidden, this.#seen]) clearTimeout(timer);
  }

  #isSeen(): void {
    clearTimeout(this.#raise);
    this.#raise = undefined;
    if (this.#hidden === undefined && !this.#isCovered) return;
    this.#seen ??= setTimeout(() => {
      clearTimeout(this.#hidden);
      this.#hidden = this.#seen = undefined;
      this.#raiseAfterMs = 0;
      this.#tell(false);
    }, SEEN_FOR_MS);
  }

  #isHidden(): void {
    clearTimeout(this.#seen);
    this.#seen = undefined;
    this.#hidden ??= setTimeout(() => this.#tell(true), HIDDEN_FOR_MS);
    if (this.#raise !== undefined) return;
    this.#raise = setTimeout(() => {
      this.#raise = undefined;
      this.#deps.raise();
    }, this.#raiseAfterMs);
    this.#raiseAfterMs = Math.min(Math.max(2 * this.#raiseAfterMs, RAISE_AFTER_MS.first), RAISE_AFTER_MS.longest);
  }

  #tell(isCovered: boolean): void {
    if (isCovered === this.#isCovered) return;
    this.#isCovered = isCovered;
    this.#deps.covered(isCovered);
  }
}
