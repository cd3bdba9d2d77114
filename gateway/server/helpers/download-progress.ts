import type { HelperState } from '../../protocol/views.ts';
import type { Clock } from '../clock.ts';

/** How often people are told how far a download is, in milliseconds: a bar that moves, and not a flood of views. */
export const PROGRESS_TOLD_EVERY_MS = 500;

/** One download, from its first byte on. */
export interface Download {
  /** So many bytes more were taken from the server. */
  sent(bytes: number): void;
  /** The last byte was taken. */
  finished(): void;
  /** It ended before that. */
  broke(): void;
}

export interface DownloadEvents {
  /** What people are told is another than before; at most every `PROGRESS_TOLD_EVERY_MS`. */
  changed(): void;
  /** The program is on the computer from now on; said once, however often it is fetched. */
  downloaded(): void;
}

/** How far the helper is on its way to one person's computer. Of several downloads the latest counts until one is through. */
export class DownloadProgress {
  readonly #clock: Clock;
  readonly #events: DownloadEvents;
  #latest: { readonly totalBytes: number; sentBytes: number } | undefined;
  #isThere = false;
  #told = '';
  #toldMs = -Infinity;
  #cancelTell: (() => void) | undefined;

  constructor(clock: Clock, events: DownloadEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  get state(): Extract<HelperState, 'absent' | 'downloading' | 'downloaded'> {
    if (this.#latest) return 'downloading';
    return this.#isThere ? 'downloaded' : 'absent';
  }

  /** `null` while nothing is downloaded. */
  get percent(): number | null {
    return this.#latest ? Math.floor((100 * this.#latest.sentBytes) / this.#latest.totalBytes) : null;
  }

  begin(totalBytes: number): Download {
    const download = { totalBytes, sentBytes: 0 };
    this.#latest = download;
    this.#tell();
    return {
      sent: (bytes) => {
        download.sentBytes += bytes;
        this.#tell();
      },
      finished: () => {
        const isNews = !this.#isThere;
        this.#isThere = true;
        this.#over(download);
        if (isNews) this.#events.downloaded();
      },
      broke: () => this.#over(download),
    };
  }

  /** The program was started: what was downloaded is used, and gone after that. */
  started(): void {
    this.#isThere = false;
  }

  close(): void {
    this.#cancelTell?.();
  }

  #over(download: object): void {
    if (this.#latest === download) this.#latest = undefined;
    this.#tell();
  }

  #tell(): void {
    if (this.#cancelTell || this.#told === this.#news) return;
    const waitMs = this.#toldMs + PROGRESS_TOLD_EVERY_MS - this.#clock.monotonicMs();
    if (waitMs <= 0) return this.#tellNow();
    this.#cancelTell = this.#clock.after(waitMs, () => {
      this.#cancelTell = undefined;
      if (this.#told !== this.#news) this.#tellNow();
    });
  }

  #tellNow(): void {
    this.#told = this.#news;
    this.#toldMs = this.#clock.monotonicMs();
    this.#events.changed();
  }

  get #news(): string {
    return `${this.state} ${this.percent}`;
  }
}
