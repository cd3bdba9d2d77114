import type { PagePoint } from '../../protocol/cobrowse-acts.ts';
import type { PageEvent } from '../../protocol/cobrowse-events.ts';
import { KnownPage } from '../../protocol/cobrowse-safe.ts';
import type { Grant } from '../../../state-machines/request.machine.ts';
import type { Clock } from '../clock.ts';
import type { StopResult } from '../media/media-port.ts';
import { PointerPace, type Pointed } from './pointer-pace.ts';
import type { RunningShare } from './running-share.ts';
import { VIEWER_UNSENT_MAX_BYTES, ViewerBacklog } from './viewer-backlog.ts';

/** What a shared page needs to tell, and to know. */
export interface PageShareEvents {
  toViewer(event: PageEvent): void;
  /** What the viewer has is old until the next snapshot. */
  viewerIsBehind(): void;
  /** The owner's page is to begin anew with a snapshot. */
  askSnapshot(): void;
  /** More came than may pass. */
  ownerIsTooFast(): void;
  /** Whether the site lets nobody share the page at this address. */
  isForbidden(address: string): boolean;
  /** The owner is on such a page: the share is to end. */
  forbidden(): void;
  /** The owner is on another document than before. */
  documentChanged(): void;
  /** Where the viewer points, for the owner's page. */
  pointed(pointed: Pointed): void;
  /** The first snapshot is whole; or the page says that it shows none for the moment. */
  opened(): void;
  /** Bytes that wait for the viewer's page to read them. */
  unsentBytes(): number;
}

/** A viewer who was behind has a snapshot again when no more than these bytes are unread. */
const VIEWER_DRAINED_BYTES = 65_536;
/**
 * After the last of a snapshot, changes wait so long for a viewer who has not read it yet, in milliseconds: nobody takes an older
 * picture for the present one. Then the viewer is behind.
 */
export const TAIL_MS = 3_000;
/** How often it is looked at whether the viewer has read enough, in milliseconds. */
const DRAIN_CHECK_EVERY_MS = 100;
/** Snapshots are asked for no more often than this, in milliseconds: half of what a viewer may wait for a right picture. */
export const SNAPSHOT_EVERY_MS = 500;
/** An owner who was too fast may begin anew after so many milliseconds: by then half of the burst may pass again. */
export const SLOW_FOR_MS = 2_000;

const NOTHING_TO_STOP: StopResult = { verified: true, tookMs: 0 };

/**
 * The running page of one grant. Its events come over the owner's socket and go on over the viewer's, each after it was
 * checked and stripped; no media server is in it, so it ends with the call that ends it. Opened when the grant is durable.
 */
export class PageShare implements RunningShare {
  readonly grant: Grant;
  readonly #clock: Clock;
  readonly #events: PageShareEvents;
  readonly #backlog: ViewerBacklog;
  readonly #pointer: PointerPace;
  #page = new KnownPage();
  /** Of the owner's document. */
  #pageId: string | undefined;
  /** Of the events for the viewer, over all of the owner's documents. */
  #seq = 0;
  #isOpen = false;
  #watched = true;
  #closed = false;
  /** The owner came to a page that nobody may share. */
  #isForbidden = false;
  /** Whether the viewer has everything since the latest snapshot began. */
  #viewerIsCurrent = false;
  /** Until when what cannot be sent waits: as long as a snapshot is on its way to the viewer, and a moment longer. */
  #keepUntilMs = -Infinity;
  /** When a snapshot was asked for. */
  #askedMs = -Infinity;
  #cancelAsk: (() => void) | undefined;
  #cancelDrain: (() => void) | undefined;
  #cancelSlow: (() => void) | undefined;

  constructor(grant: Grant, clock: Clock, events: PageShareEvents) {
    this.grant = grant;
    this.#clock = clock;
    this.#events = events;
    this.#pointer = new PointerPace(clock, (pointed) => events.pointed(pointed));
    this.#backlog = new ViewerBacklog(clock, { toViewer: (event) => this.#tellViewer(event), unsentBytes: () => events.unsentBytes() });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** One event of the owner's page, under the live grant. What does not fit is dropped, and a snapshot asked for. */
  relay(event: PageEvent): void {
    if (this.#closed || this.#isForbidden) return;
    if (this.#isOfForbidden(event)) return this.#forbid();
    if (this.#cancelSlow) return;
    const checked = this.#page.accept(event);
    if (event.type === 'page.began') this.#meet(event.pageId);
    if ('events' in checked) checked.events.forEach((safe) => this.#pass(safe));
    // The next snapshot would be as large: the owner's page is not asked for one before the viewer wants it.
    else if (checked.refused === 'tooLarge') this.#pass({ type: 'page.paused', seq: 0, why: 'tooLarge' });
    else if (checked.refused !== 'lost') this.#begin();
  }

  /** More came over the owner's socket than may pass; some of it was not even read. */
  overflowed(): void {
    if (this.#closed || this.#cancelSlow) return;
    this.#fallBehind();
    this.#events.ownerIsTooFast();
    this.#cancelSlow = this.#clock.after(SLOW_FOR_MS, () => {
      this.#cancelSlow = undefined;
      this.#begin();
    });
  }

  /** The viewer's page cannot go on with what it has. */
  resync(): void {
    this.#begin();
  }

  /** The viewer points, which is only shown. Not while nobody looks, and nothing was to be seen yet. */
  point(at: PagePoint | null, isPressed?: true): void {
    if (this.#closed || !this.#watched || !this.#isOpen) return;
    this.#pointer.point({ at, ...(isPressed && { isPressed }) });
  }

  /** The viewer's page is not there for the moment. */
  pointNowhere(): void {
    this.#pointer.leave();
  }

  look(): void {
    this.#watched = true;
    this.#begin();
  }

  async lookAway(): Promise<StopResult> {
    this.#watched = false;
    this.#pointer.leave();
    this.#viewerIsCurrent = false;
    this.#backlog.forget();
    return NOTHING_TO_STOP;
  }

  pause(): Promise<StopResult> {
    return this.lookAway();
  }

  viewerReturned(): void {
    if (this.#watched) this.#begin();
  }

  /** It may be another document, which counts its events anew. */
  ownerReturned(): void {
    this.#page = new KnownPage();
    this.#begin();
  }

  async close(): Promise<StopResult> {
    this.#closed = true;
    this.#pointer.close();
    this.#backlog.forget();
    this.#cancelAsk?.();
    this.#cancelDrain?.();
    this.#cancelSlow?.();
    return NOTHING_TO_STOP;
  }

  #isOfForbidden(event: PageEvent): boolean {
    if (event.type === 'page.paused') return event.why === 'forbidden';
    return (event.type === 'page.began' || event.type === 'page.named') && this.#events.isForbidden(event.address);
  }

  /** Nothing passes any more, whatever comes of it. */
  #forbid(): void {
    this.#isForbidden = true;
    this.#backlog.forget();
    this.#events.forbidden();
  }

  /** Whatever becomes of what it tells. */
  #meet(pageId: string): void {
    const isOther = this.#pageId !== undefined && this.#pageId !== pageId;
    this.#pageId = pageId;
    if (isOther) this.#events.documentChanged();
  }

  #pass(event: PageEvent): void {
    this.#seq += 1;
    if (event.type === 'page.ready' || event.type === 'page.paused') this.#open();
    if (!this.#watched || this.#cancelDrain) return;
    if (event.type === 'page.began' || event.type === 'page.paused') this.#beginForViewer();
    if (!this.#viewerIsCurrent) return;
    if (this.#events.unsentBytes() > VIEWER_UNSENT_MAX_BYTES || !this.#backlog.isEmpty) return this.#keepForViewer({ ...event, seq: this.#seq });
    this.#tellViewer({ ...event, seq: this.#seq });
  }

  /** What was told before does not count. */
  #beginForViewer(): void {
    this.#backlog.forget();
    this.#viewerIsCurrent = true;
    this.#keepUntilMs = Infinity;
  }

  #keepForViewer(event: PageEvent): void {
    if (this.#clock.monotonicMs() >= this.#keepUntilMs || !this.#backlog.keep(event)) this.#waitForViewer();
  }

  #tellViewer(event: PageEvent): void {
    if (event.type === 'page.ready' || event.type === 'page.paused') this.#keepUntilMs = this.#clock.monotonicMs() + TAIL_MS;
    this.#events.toViewer(event);
  }

  /** It flows: a page that is paused by its site's rules is shared too. */
  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#events.opened();
  }

  #waitForViewer(): void {
    this.#fallBehind();
    this.#cancelDrain = this.#clock.every(DRAIN_CHECK_EVERY_MS, () => {
      if (this.#events.unsentBytes() > VIEWER_DRAINED_BYTES) return;
      this.#cancelDrain?.();
      this.#cancelDrain = undefined;
      this.#begin();
    });
  }

  #fallBehind(): void {
    if (this.#viewerIsCurrent) this.#events.viewerIsBehind();
    this.#viewerIsCurrent = false;
    this.#backlog.forget();
  }

  /** Nothing passes before the next snapshot, which is asked for now, or as soon as it may be. */
  #begin(): void {
    if (this.#closed) return;
    this.#fallBehind();
    if (this.#cancelAsk || this.#cancelSlow || this.#cancelDrain) return;
    const waitMs = Math.max(0, this.#askedMs + SNAPSHOT_EVERY_MS - this.#clock.monotonicMs());
    if (waitMs === 0) return this.#ask();
    this.#cancelAsk = this.#clock.after(waitMs, () => {
      this.#cancelAsk = undefined;
      if (!this.#viewerIsCurrent) this.#ask();
    });
  }

  #ask(): void {
    this.#askedMs = this.#clock.monotonicMs();
    this.#events.askSnapshot();
  }
}
