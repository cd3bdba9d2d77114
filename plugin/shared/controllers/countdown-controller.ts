import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';

/**
 * Turns a wait that was received at some moment (`remainingInMs`) into a remaining time that ticks once a second. One
 * timer for the host, none while the host is out of the document or the time is over.
 */
export class CountdownController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #getClock: () => Clock;
  #endsAtMs: number | null = null;
  #cancel: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, getClock: () => Clock = () => systemClock) {
    this.#host = host;
    this.#getClock = getClock;
    host.addController(this);
  }

  /** Starts anew from a wait received just now; `null` clears. Call it when the value arrives, not on each render. */
  start(remainingInMs: number | null): void {
    this.#endsAtMs = remainingInMs === null ? null : this.#getClock().now() + Math.max(0, remainingInMs);
    this.#schedule();
    this.#host.requestUpdate();
  }

  /** Remaining milliseconds, never below 0; `null` while nothing is counted. */
  get remainingMs(): number | null {
    return this.#endsAtMs === null ? null : Math.max(0, this.#endsAtMs - this.#getClock().now());
  }

  hostConnected(): void {
    this.#connected = true;
    this.#schedule();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#schedule();
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const remainingMs = this.remainingMs;
    if (!this.#connected || remainingMs === null || remainingMs === 0) return;
    this.#cancel = this.#getClock().after(remainingMs % 1_000 || 1_000, () => {
      this.#host.requestUpdate();
      this.#schedule();
    });
  }
}
