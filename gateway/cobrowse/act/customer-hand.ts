/** For so long, in milliseconds, after the customer's own click or key nobody else does anything in the page. */
export const OWN_HAND_MS = 1_000;

/** Whether the customer's own hand is at work in the page: the customer comes first. What scripts do does not count. */
export class CustomerHand {
  readonly #now: () => number;
  readonly #ending = new AbortController();
  readonly #watched = new WeakSet<Document>();
  #lastAt = Number.NEGATIVE_INFINITY;
  #isDown = false;

  /** @param now - Milliseconds; only differences count */
  constructor(document: Document, now: () => number) {
    this.#now = now;
    this.watch(document);
  }

  get isAtWork(): boolean {
    return this.#isDown || this.#now() < this.#lastAt + OWN_HAND_MS;
  }

  /** Also of a frame in the page: its events do not leave it. */
  watch(document: Document): void {
    if (this.#watched.has(document)) return;
    this.#watched.add(document);
    const options = { capture: true, passive: true, signal: this.#ending.signal };
    for (const type of ['pointerdown', 'pointerup', 'pointercancel', 'keydown', 'wheel', 'touchstart', 'drop', 'paste'])
      document.addEventListener(type, (event) => event.isTrusted && this.#heard(type), options);
  }

  stop(): void {
    this.#ending.abort();
  }

  #heard(type: string): void {
    this.#lastAt = this.#now();
    if (type === 'pointerdown') this.#isDown = true;
    if (type === 'pointerup' || type === 'pointercancel') this.#isDown = false;
  }
}
