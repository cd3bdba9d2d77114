import {
  HELPER_LINK_LOST_MS,
  type HelperByeReason,
  type HelperControl,
  type HelperToServer,
  type ServerToHelper,
} from '../../protocol/helper-messages.ts';
import type { HelperState } from '../../protocol/views.ts';
import type { Clock } from '../clock.ts';

/** One helper's socket, as far as its seat needs it. */
export interface HelperLink {
  send(message: ServerToHelper): void;
  /** Closes for good. */
  dismiss(reason: HelperByeReason): void;
  /** Closes; a helper that is still there connects anew. */
  drop(): void;
}

export interface HelperSeatEvents {
  /** It is gone: closed, killed, or silent. */
  lost(): void;
  received(message: Exclude<HelperToServer, { type: 'pong' }>): void;
}

/** The place of a session's one helper. A newer one takes it; one that is silent loses it within a second. */
export class HelperSeat {
  readonly #clock: Clock;
  readonly #events: HelperSeatEvents;
  #link: HelperLink | undefined;
  #cancelWait: () => void = () => undefined;
  #able = false;
  #ownerActs = false;
  #shown: HelperControl | null = null;

  constructor(clock: Clock, events: HelperSeatEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  get state(): HelperState {
    if (!this.#link) return 'absent';
    return this.#able ? 'ready' : 'unable';
  }

  /** The owner's own mouse or keyboard is at work. */
  get ownerActs(): boolean {
    return this.#ownerActs;
  }

  attach(link: HelperLink): void {
    const before = this.#link;
    this.#leave();
    before?.dismiss('replaced');
    this.#link = link;
    link.send({ type: 'control', control: this.#shown });
    this.#wait();
  }

  detach(link: HelperLink): void {
    if (link !== this.#link) return;
    this.#leave();
  }

  received(link: HelperLink, message: HelperToServer): void {
    if (link !== this.#link) return;
    this.#wait();
    if (message.type === 'pong') return;
    if (message.type === 'able') this.#able = message.able;
    if (message.type === 'ownerActs') this.#ownerActs = message.acts;
    this.#events.received(message);
  }

  /** What is allowed from now on; told where it changed. */
  show(control: HelperControl | null): void {
    if (JSON.stringify(control) === JSON.stringify(this.#shown)) return;
    this.#shown = control;
    this.send({ type: 'control', control });
  }

  send(message: ServerToHelper): void {
    this.#link?.send(message);
  }

  dismiss(reason: HelperByeReason): void {
    const link = this.#link;
    this.#leave();
    link?.dismiss(reason);
  }

  #wait(): void {
    this.#cancelWait();
    this.#cancelWait = this.#clock.after(HELPER_LINK_LOST_MS, () => {
      const link = this.#link;
      this.#leave();
      link?.drop();
    });
  }

  #leave(): void {
    this.#cancelWait();
    if (!this.#link) return;
    this.#link = undefined;
    this.#able = false;
    this.#ownerActs = false;
    this.#events.lost();
  }
}
