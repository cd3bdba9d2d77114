import {
  HELPER_LINK_LOST_MS,
  type HelperByeReason,
  type HelperControl,
  type HelperToServer,
  type ServerToHelper,
} from '../../protocol/helper-messages.ts';
import type { HelperState } from '../../protocol/views.ts';
import type { Clock } from '../clock.ts';
import { DownloadProgress, type Download } from './download-progress.ts';

/** One helper's socket, as far as its seat needs it. */
export interface HelperLink {
  send(message: ServerToHelper): void;
  /** Closes for good. */
  dismiss(reason: HelperByeReason): void;
  /** Closes; a helper that is still there connects anew. */
  drop(): void;
}

export interface HelperSeatEvents {
  /** It is gone: closed, killed, silent, or another one took its place. */
  lost(): void;
  /** What it can do, or whether its owner's own hand moves, is another than before. */
  changed(): void;
  /** So many inputs more were not carried out. */
  refused(count: number): void;
  /** The program was sent to the owner's computer, to its last byte. */
  downloaded(): void;
  /** The owner pressed a button of their own mouse. */
  pressed(): void;
  killed(grantId: string): void;
  /** The owner pressed End session in the helper's own window. */
  endSession(): void;
}

/** The place of a person's one helper in a session. A newer one takes it; one that is silent loses it within a second. */
export class HelperSeat {
  readonly #clock: Clock;
  readonly #events: HelperSeatEvents;
  readonly #downloads: DownloadProgress;
  #link: HelperLink | undefined;
  #cancelWait: () => void = () => undefined;
  /** Not told yet while `undefined`. */
  #able: boolean | undefined;
  #ownerActs = false;
  #shown: HelperControl | null = null;

  constructor(clock: Clock, events: HelperSeatEvents) {
    this.#clock = clock;
    this.#events = events;
    this.#downloads = new DownloadProgress(clock, events);
  }

  get state(): HelperState {
    if (!this.#link) return this.#downloads.state;
    if (this.#able === undefined) return 'started';
    return this.#able ? 'ready' : 'unable';
  }

  /** How much of it was sent, while it is downloaded. */
  get percent(): number | null {
    return this.state === 'downloading' ? this.#downloads.percent : null;
  }

  /** The owner's own mouse or keyboard is at work. */
  get ownerActs(): boolean {
    return this.#ownerActs;
  }

  /** Its owner fetches the program. */
  download(totalBytes: number): Download {
    return this.#downloads.begin(totalBytes);
  }

  attach(link: HelperLink): void {
    const before = this.#link;
    this.#leave();
    this.#downloads.started();
    before?.dismiss('replaced');
    this.#link = link;
    link.send({ type: 'control', control: this.#shown });
    this.#wait();
    this.#events.changed();
  }

  detach(link: HelperLink): void {
    if (link !== this.#link) return;
    this.#leave();
  }

  received(link: HelperLink, message: HelperToServer): void {
    if (link !== this.#link) return;
    this.#wait();
    switch (message.type) {
      case 'pong':
        break;
      case 'able':
        if (message.able === this.#able) break;
        this.#able = message.able;
        this.#events.changed();
        break;
      case 'ownerActs':
        if (message.acts === this.#ownerActs) break;
        this.#ownerActs = message.acts;
        this.#events.changed();
        break;
      case 'refused':
        this.#events.refused(message.count);
        break;
      case 'ownerPressed':
        this.#events.pressed();
        break;
      case 'killed':
        this.#events.killed(message.grantId);
        break;
      case 'endSession':
        this.#events.endSession();
        break;
    }
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

  close(): void {
    this.#downloads.close();
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
    this.#able = undefined;
    this.#ownerActs = false;
    this.#events.lost();
  }
}
