import { frameDocument, isFrame } from './composed-tree.ts';

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

  /** With the frames of the same site in it, also those that come: their events do not leave them. */
  watch(document: Document): void {
    if (this.#watched.has(document)) return;
    this.#watched.add(document);
    const options = { capture: true, passive: true, signal: this.#ending.signal };
    for (const type of ['pointerdown', 'pointerup', 'pointercancel', 'contextmenu', 'keydown', 'wheel', 'touchstart', 'drop', 'paste'])
      document.addEventListener(type, (event) => event.isTrusted && this.#heard(type), options);
    document.addEventListener('pointermove', (event) => event.isTrusted && this.#moved(event), options);
    document.addEventListener('load', ({ target }) => this.#watchFrame(target as Element), options);
    for (const frame of document.querySelectorAll('iframe, frame')) this.#watchFrame(frame);
  }

  stop(): void {
    this.#ending.abort();
  }

  #watchFrame(element: Element): void {
    const inside = isFrame(element) ? frameDocument(element) : null;
    if (inside) this.watch(inside);
  }

  /** Released where the page did not hear of it. */
  #moved({ buttons }: PointerEvent): void {
    if (buttons === 0) this.#isDown = false;
  }

  #heard(type: string): void {
    this.#lastAt = this.#now();
    if (type === 'pointerdown') this.#isDown = true;
    // Once a menu is open, the page may never hear that the button was released.
    if (type === 'pointerup' || type === 'pointercancel' || type === 'contextmenu') this.#isDown = false;
  }
}
