import type { PageEvent } from '../../protocol/cobrowse-events.ts';
import type { Clock } from '../clock.ts';
import { PAGE_BYTES_BURST } from '../sockets/connection.ts';

export interface ViewerBacklogEvents {
  toViewer(event: PageEvent): void;
  /** Bytes that wait for the viewer's page to read them. */
  unsentBytes(): number;
}

/** A viewer with more unread bytes than this gets nothing for the moment. */
export const VIEWER_UNSENT_MAX_BYTES = 1_048_576;
/** As much as an owner may send at once, in UTF-16 units of JSON. */
export const BACKLOG_MAX_LENGTH = PAGE_BYTES_BURST;
const LOOK_EVERY_MS = 20;

/**
 * What of a snapshot waits for a viewer whose line is slower than the owner's. Without it a page that is larger than what may be
 * unread would never be seen there: each new snapshot would be as large.
 */
export class ViewerBacklog {
  readonly #clock: Clock;
  readonly #events: ViewerBacklogEvents;
  #kept: { event: PageEvent; length: number }[] = [];
  #length = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, events: ViewerBacklogEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  /** @returns `false` where more waits than may; then nothing does any more. */
  keep(event: PageEvent): boolean {
    const { length } = JSON.stringify(event);
    if (this.#length + length > BACKLOG_MAX_LENGTH) {
      this.forget();
      return false;
    }
    this.#kept.push({ event, length });
    this.#length += length;
    this.#cancel ??= this.#clock.every(LOOK_EVERY_MS, () => this.#sendSome());
    return true;
  }

  forget(): void {
    this.#kept = [];
    this.#length = 0;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Whoever is told may make it forget everything. */
  #sendSome(): void {
    while (this.#events.unsentBytes() <= VIEWER_UNSENT_MAX_BYTES) {
      const next = this.#kept.shift();
      if (!next) return this.forget();
      this.#length -= next.length;
      this.#events.toViewer(next.event);
    }
    if (this.isEmpty) this.forget();
  }
}
