import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../shared/clock.ts';

/**
 * Renders its host again at a steady pace while something on it counts: a remaining time, an age. No timer runs while
 * nothing does, or while the host is out of the document.
 */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #everyMs: number;
  readonly #getClock: () => Clock;
  readonly #isNeeded: () => boolean;
  #cancel: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, everyMs: number, getClock: () => Clock, isNeeded: () => boolean) {
    this.#host = host;
    this.#everyMs = everyMs;
    this.#getClock = getClock;
    this.#isNeeded = isNeeded;
    host.addController(this);
  }

  get nowMs(): number {
    return this.#getClock().now();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    if (this.#cancel || !this.#connected || !this.#isNeeded()) return;
    this.#cancel = this.#getClock().after(this.#everyMs, () => {
      this.#cancel = undefined;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
