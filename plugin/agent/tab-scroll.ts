import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * A row of tabs that may be wider than its place: tells whether it is, and keeps the chosen tab in view. Only the row
 * itself is scrolled, never the page around it.
 */
export class TabScroll implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #getRow: () => HTMLElement | null;
  // Not within the observer's own round: what it brings about changes the size of the row again.
  readonly #observer = new ResizeObserver(() => setTimeout(() => this.#measure()));
  #observed: HTMLElement | null = null;
  #overflows = false;
  #shown: Element | null = null;

  /** @param getRow What scrolls; the tabs are in it. */
  constructor(host: ReactiveElement, getRow: () => HTMLElement | null) {
    this.#host = host;
    this.#getRow = getRow;
    host.addController(this);
  }

  /** Not all tabs can be seen at once. */
  get overflows(): boolean {
    return this.#overflows;
  }

  hostUpdated(): void {
    this.#observe(this.#getRow());
    const chosen = this.#getRow()?.querySelector('[aria-selected="true"]')?.parentElement ?? null;
    if (chosen === this.#shown) return;
    this.#shown = chosen;
    this.#bringIntoView();
  }

  hostDisconnected(): void {
    this.#observe(null);
  }

  /** The tabs as well: where they are as narrow as they get, one more changes no other size. */
  #observe(row: HTMLElement | null): void {
    if (row !== this.#observed) this.#observer.disconnect();
    this.#observed = row;
    if (!row) return;
    // What is observed already is not observed twice.
    this.#observer.observe(row);
    for (const tab of row.querySelectorAll('[role="tablist"] > *')) this.#observer.observe(tab);
  }

  #measure(): void {
    const row = this.#observed;
    const overflows = row !== null && row.scrollWidth > row.clientWidth + 1;
    if (overflows === this.#overflows) return;
    this.#overflows = overflows;
    // The button that lists all tabs takes room of the row.
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#bringIntoView());
  }

  #bringIntoView(): void {
    const row = this.#observed;
    if (!row || !this.#shown) return;
    const [outer, inner] = [row.getBoundingClientRect(), this.#shown.getBoundingClientRect()];
    if (inner.left < outer.left) row.scrollLeft -= outer.left - inner.left;
    else if (inner.right > outer.right) row.scrollLeft += inner.right - outer.right;
  }
}
