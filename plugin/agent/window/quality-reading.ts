import type { ReactiveController, ReactiveElement } from 'lit';
import { createQualityMeter, type PictureQuality, type QualityMeter } from '../../../gateway/client/picture-quality.ts';
import type { Clock } from '../../shared/clock.ts';
import type { PictureFrames } from '../agent-state.ts';

/** Milliseconds between two readings. */
export const READ_EVERY_MS = 1_000;

/** Reads how good a picture is, once a second while somebody can see it. */
export class QualityReading implements ReactiveController {
  /** Over the latest second; `null` until there is one. */
  value: PictureQuality | null = null;
  readonly #host: ReactiveElement;
  readonly #getClock: () => Clock;
  readonly #getFrames: () => PictureFrames | null;
  #frames: PictureFrames | null = null;
  #cancel: (() => void) | null = null;

  /** @param getFrames - `null` while the picture is not to be seen. */
  constructor(host: ReactiveElement, getClock: () => Clock, getFrames: () => PictureFrames | null) {
    this.#host = host;
    this.#getClock = getClock;
    this.#getFrames = getFrames;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** An update that was on its way when the host was taken out of its document reads nothing. */
  hostUpdated(): void {
    if (!this.#host.isConnected) return;
    const frames = this.#getFrames();
    if (frames === this.#frames) return;
    this.hostDisconnected();
    this.#frames = frames;
    if (frames) void this.#read(frames, createQualityMeter(frames));
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#frames = null;
    this.value = null;
  }

  async #read(frames: PictureFrames, meter: QualityMeter): Promise<void> {
    // A connection that is gone meanwhile has no numbers.
    const value = await meter.read().catch(() => null);
    if (frames !== this.#frames) return;
    if (value !== this.value) this.#host.requestUpdate();
    this.value = value;
    this.#cancel = this.#getClock().after(READ_EVERY_MS, () => void this.#read(frames, meter));
  }
}
