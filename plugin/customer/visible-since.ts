import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../shared/clock.ts';

/**
 * Tells for how long a part of its host has been in front of the person: in the window, in a visible tab. An answer
 * that comes at once was not an answer to what is on the screen.
 */
export class VisibleSince implements ReactiveController {
  readonly #getTarget: () => Element | null;
  readonly #getClock: () => Clock;
  #observer: IntersectionObserver | undefined;
  #target: Element | null = null;
  #inView = false;
  #sinceMs: number | null = null;

  constructor(host: ReactiveControllerHost, getTarget: () => Element | null, getClock: () => Clock) {
    this.#getTarget = getTarget;
    this.#getClock = getClock;
    host.addController(this);
  }

  /** Milliseconds without a break; 0 while it cannot be seen. */
  get visibleForMs(): number {
    return this.#sinceMs === null ? 0 : this.#getClock().now() - this.#sinceMs;
  }

  /** Counts anew, because what is shown has changed. */
  restart(): void {
    this.#sinceMs = null;
    this.#note();
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#inView = (entries.at(-1)?.intersectionRatio ?? 0) >= 0.75;
        this.#note();
      },
      { threshold: 0.75 },
    );
    document.addEventListener('visibilitychange', this.#note);
    this.#observe();
  }

  hostUpdated(): void {
    if (this.#getTarget() !== this.#target) this.#observe();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    document.removeEventListener('visibilitychange', this.#note);
    this.#target = null;
    this.#inView = false;
    this.#note();
  }

  #observe(): void {
    this.#observer?.disconnect();
    this.#target = this.#getTarget();
    if (this.#target) this.#observer?.observe(this.#target);
  }

  readonly #note = (): void => {
    const visible = this.#inView && document.visibilityState === 'visible';
    if (!visible) this.#sinceMs = null;
    else this.#sinceMs ??= this.#getClock().now();
  };
}
