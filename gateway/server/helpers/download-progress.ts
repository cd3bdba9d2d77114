import type { HelperState } from '../../protocol/views.ts';
import type { Clock } from '../clock.ts';

/** How often people are told how far a download is, in milliseconds: a bar that moves, and not a flood of views. */
export const PROGRESS_TOLD_EVERY_MS = 500;

/** One download, from its first byte on. */
export interface Download {
  /** So many bytes more were sent; how many of them have arrived, the server does not know. */
  sent(bytes: number): void;
  /** The last byte was sent. */
  finished(): void;
  /** It ended before that. */
  broke(): void;
}

export interface DownloadEvents {
  /** What people are told is another than before; at most every `PROGRESS_TOLD_EVERY_MS`. */
  changed(): void;
  /** The program was sent to its last byte; said once, however often it is fetched. */
  downloaded(): void;
}

/** How much of the helper was sent to one person's computer. Of several downloads the latest that runs counts. */
export class DownloadProgress {
  readonly #clock: Clock;
  readonly #events: DownloadEvents;
  /** The latest is the last one. */
  #running: { readonly totalBytes: number; sentBytes: number }[] = [];
  #isThere = false;
  #told = '';
  #toldMs = -Infinity;
  #cancelTell: (() => void) | undefined;
  #isClosed = false;

  constructor(clock: Clock, events: DownloadEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  get state(): Extract<HelperState, 'absent' | 'downloading' | 'downloaded'> {
    if (this.#running.length > 0) return 'downloading';
    return this.#isThere ? 'downloaded' : 'absent';
  }

  /** `null` while nothing is downloaded. */
  get percent(): number | null {
    const latest = this.#running.at(-1);
    return latest ? Math.floor((100 * latest.sentBytes) / latest.totalBytes) : null;
  }

  begin(totalBytes: number): Download {
    const download = { totalBytes, sentBytes: 0 };
    this.#running.push(download);
    this.#tell();
    return {
      sent: (bytes) => {
        download.sentBytes += bytes;
        this.#tell();
      },
      finished: () => {
        const isNews = this.#running.includes(download) && !this.#isThere;
        this.#isThere ||= isNews;
        this.#over(download);
        if (isNews && !this.#isClosed) this.#events.downloaded();
      },
      broke: () => this.#over(download),
    };
  }

  /** The program was started: what was downloaded is used, and gone after that. Downloads that still run are nobody's. */
  started(): void {
    this.#isThere = false;
    this.#running = [];
    this.#told = this.#news;
  }

  /** Nothing is told any more. */
  close(): void {
    this.#isClosed = true;
    this.#cancelTell?.();
  }

  #over(download: object): void {
    this.#running = this.#running.filter((other) => other !== download);
    this.#tell();
  }

  #tell(): void {
    if (this.#isClosed || this.#cancelTell || this.#told === this.#news) return;
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
