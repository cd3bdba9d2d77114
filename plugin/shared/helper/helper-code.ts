import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../clock.ts';

/** How long a code is good, in milliseconds; the server counts the same. */
export const CODE_LIFE_MS = 10 * 60_000;

/** Asks for a code; `null` where none was to be had. */
export type InviteHelper = () => Promise<string | null>;

/** The code for a helper on this computer: asked for by its host, and anew when the time of the one before is over. */
export class HelperCode implements ReactiveController {
  /** `null` while it is on its way, or was not to be had. */
  value: string | null = null;
  hasFailed = false;
  /** When it is over, by the host's clock. */
  endsAtMs = 0;
  readonly #host: ReactiveControllerHost;
  readonly #getClock: () => Clock;
  readonly #invite: InviteHelper;
  #isConnected = false;
  #cancel: (() => void) | undefined;
  /** Only the latest answer counts: a newer code makes the ones before void. */
  #asked = 0;

  constructor(host: ReactiveControllerHost, invite: InviteHelper, getClock: () => Clock) {
    this.#host = host;
    this.#getClock = getClock;
    this.#invite = invite;
    host.addController(this);
  }

  async ask(): Promise<void> {
    const asked = ++this.#asked;
    this.#set(null, false);
    const value = await this.#invite();
    if (asked !== this.#asked) return;
    this.endsAtMs = this.#getClock().now() + CODE_LIFE_MS;
    this.#set(value, value === null);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#schedule();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#schedule();
  }

  #set(value: string | null, hasFailed: boolean): void {
    this.value = value;
    this.hasFailed = hasFailed;
    this.#schedule();
    this.#host.requestUpdate();
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (!this.#isConnected || this.value === null) return;
    const leftMs = Math.max(0, this.endsAtMs - this.#getClock().now());
    this.#cancel = this.#getClock().after(leftMs, () => void this.ask());
  }
}
