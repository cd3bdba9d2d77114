import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Keeps the keyboard's place: where an update takes the focused element of the host away (a request ended and with it
 * its Withdraw button), the focus goes to a place that makes sense instead of to the top of the page.
 */
export class KeepFocus implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #getFallback: () => HTMLElement | null | undefined;
  #focused: Element | null = null;

  constructor(host: ReactiveElement, getFallback: () => HTMLElement | null | undefined) {
    this.#host = host;
    this.#getFallback = getFallback;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    const focused = this.#focused;
    this.#focused = null;
    if (!focused || (focused.isConnected && focused.checkVisibility())) return;
    this.#getFallback()?.focus();
  }
}
