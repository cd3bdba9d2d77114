import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Keeps the keyboard's place: where an update takes the focused element of the host away (a request ended and with it
 * its Withdraw button), the focus goes to a place that makes sense instead of to the top of the page.
 */
export class KeepFocus implements ReactiveController {
  readonly #getFallback: () => HTMLElement | null | undefined;
  readonly #getRoot: () => ShadowRoot | null;
  #focused: Element | null = null;

  /** @param getRoot - Where the focus is kept, if not within the host itself: in a window of its own. */
  constructor(host: ReactiveElement, getFallback: () => HTMLElement | null | undefined, getRoot = () => host.shadowRoot) {
    this.#getFallback = getFallback;
    this.#getRoot = getRoot;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#getRoot()?.activeElement ?? null;
  }

  hostUpdated(): void {
    const focused = this.#focused;
    this.#focused = null;
    if (!focused || (focused.isConnected && focused.checkVisibility())) return;
    this.#getFallback()?.focus();
  }
}
