import { randomBytes } from 'node:crypto';
import type { ViolationKind } from '../../protocol/guard-messages.ts';
import type { Clock } from '../clock.ts';
import type { FeedEvent } from './event-feed.ts';

/** What one handle is there for. A companion lets its viewer in and never carries media. */
export type HandleRole = 'owner' | 'viewer' | 'companion';

export interface HandleOwner {
  shareId: string;
  /** `undefined`: the owner's handle. */
  viewerId: string | undefined;
  role: HandleRole;
}

/** Something that Janus reports and that ought not to be. */
export interface WatchedViolation {
  kind: ViolationKind;
  sessionId: number;
  handleId: number;
  /** The share whose handle or session it is; `undefined`: none of ours. */
  shareId: string | undefined;
  viewerId: string | undefined;
  /** By the guard's clock. */
  atMs: number;
}

/** The media of the owner (no `viewerId`) or of a viewer began or ended, as Janus itself tells. */
export interface MediaFlow {
  shareId: string;
  viewerId: string | undefined;
  state: 'up' | 'down';
  atMs: number;
}

export interface MediaWatchOptions {
  onViolation: (violation: WatchedViolation) => void;
  onFlow: (flow: MediaFlow) => void;
  clock: Clock;
}

/** Two clocks are compared, the one by an echo of the other: it may be this far off. */
const CLOCK_TOLERANCE_MS = 50;
/** Retired handles are remembered a while, because events may come late; a feed that is later than this is lost. */
const REMEMBER_MS = 10_000;

interface Watched extends HandleOwner {
  sessionId: number | undefined;
  handleId: number | undefined;
  retiredAtMs: number | undefined;
  flowing: boolean;
}

/**
 * Compares what Janus tells with what ought to be there. Each handle of ours is attached under a random name that is
 * known here before Janus is asked, so no event can overtake our knowledge of it: whatever comes without such a name, or
 * with one that is taken, is not ours.
 */
export class MediaWatch {
  readonly #options: MediaWatchOptions;
  readonly #byName = new Map<string, Watched>();
  readonly #byHandle = new Map<number, Watched>();
  readonly #strange = new Set<number>();

  constructor(options: MediaWatchOptions) {
    this.#options = options;
  }

  /** @returns the name (`opaque_id`) to attach the handle under; it serves once */
  expect(owner: HandleOwner): string {
    const name = randomBytes(16).toString('hex');
    this.#byName.set(name, {
      ...owner,
      sessionId: undefined,
      handleId: undefined,
      retiredAtMs: undefined,
      flowing: false,
    });
    return name;
  }

  /** The handles of a viewer, or without one of a whole share, are gone; nothing may come up on them any more. */
  retire(shareId: string, viewerId?: string): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const [name, watched] of this.#byName) {
      const isMeant = watched.shareId === shareId && (viewerId === undefined || watched.viewerId === viewerId);
      if (isMeant) watched.retiredAtMs ??= nowMs;
      if (watched.retiredAtMs !== undefined && nowMs - watched.retiredAtMs > REMEMBER_MS) this.#forget(name, watched);
    }
  }

  /** Janus is gone, and everything that flowed with it. */
  end(): void {
    const atMs = this.#options.clock.monotonicMs();
    for (const watched of this.#byName.values()) this.#flow(watched, 'down', atMs);
    this.#byName.clear();
    this.#byHandle.clear();
    this.#strange.clear();
  }

  hear(event: FeedEvent): void {
    if (event.what === 'attached') return this.#attached(event);
    const watched = this.#byHandle.get(event.handleId);
    switch (event.what) {
      case 'detached':
        this.#strange.delete(event.handleId);
        if (watched === undefined) return;
        this.#flow(watched, 'down', event.atMs);
        this.#byHandle.delete(event.handleId);
        return;
      case 'down':
        if (watched !== undefined) this.#flow(watched, 'down', event.atMs);
        return;
      case 'preparing':
        if (watched === undefined || watched.role === 'companion') this.#report('strangeMedia', event, watched);
        return;
      case 'up':
        if (watched === undefined || watched.role === 'companion') return this.#report('strangeMedia', event, watched);
        this.#flow(watched, 'up', event.atMs);
        return this.#checkTime(event, watched);
      case 'published':
        if (watched?.role !== 'owner') return this.#report('strangePublisher', event, watched);
        return this.#checkTime(event, watched);
      case 'subscribed':
        if (watched?.role !== 'viewer') return this.#report('strangeViewer', event, watched);
        return this.#checkTime(event, watched);
    }
  }

  #attached(event: FeedEvent): void {
    const watched = event.opaqueId === undefined ? undefined : this.#byName.get(event.opaqueId);
    if (watched === undefined || watched.handleId !== undefined) {
      return this.#report('strangeHandle', event, this.#onSession(event.sessionId));
    }
    watched.sessionId = event.sessionId;
    watched.handleId = event.handleId;
    this.#byHandle.set(event.handleId, watched);
    this.#checkTime(event, watched);
  }

  /** What Janus did before the handles were gone is told late at times, and is no fault. */
  #checkTime(event: FeedEvent, watched: Watched): void {
    const lateByMs = event.atMs - (watched.retiredAtMs ?? Infinity);
    if (lateByMs > CLOCK_TOLERANCE_MS) this.#report('lateMedia', event, watched);
  }

  /** Once for each handle: from the first report on it is being cut. */
  #report(kind: ViolationKind, event: FeedEvent, watched: Watched | undefined): void {
    if (this.#strange.has(event.handleId)) return;
    this.#strange.add(event.handleId);
    const { sessionId, handleId, atMs } = event;
    const { shareId, viewerId } = watched ?? { shareId: undefined, viewerId: undefined };
    this.#options.onViolation({ kind, sessionId, handleId, shareId, viewerId, atMs });
  }

  #flow(watched: Watched, state: 'up' | 'down', atMs: number): void {
    if (watched.flowing === (state === 'up')) return;
    watched.flowing = state === 'up';
    this.#options.onFlow({ shareId: watched.shareId, viewerId: watched.viewerId, state, atMs });
  }

  #onSession(sessionId: number): Watched | undefined {
    const found = [...this.#byName.values()].find((watched) => watched.sessionId === sessionId);
    // The share is the session's; which of its viewers a strange handle is for nobody knows.
    return found === undefined ? undefined : { ...found, viewerId: undefined };
  }

  #forget(name: string, watched: Watched): void {
    this.#byName.delete(name);
    if (watched.handleId !== undefined) this.#byHandle.delete(watched.handleId);
  }
}
