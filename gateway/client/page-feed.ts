import { BehaviorSubject, timer, type Subscription } from 'rxjs';
import * as v from 'valibot';
import type { PagePoint } from '../protocol/cobrowse-acts.ts';
import { PageEvent } from '../protocol/cobrowse-events.ts';
import type { ServerMessageOf } from '../protocol/server-messages.ts';
import type { Behavior, SessionLink } from './session-link.ts';

/**
 * `waiting` for the first snapshot; `current` while what was told is all there is; `behind` while something is missing and a
 * snapshot is on its way; `paused` from `pause()` to the first snapshot after `resume()`.
 */
export type PageFeedState = 'waiting' | 'current' | 'behind' | 'paused';

/** The page that a customer shares under one grant, as whoever builds it gets it. */
export interface PageFeed {
  readonly state$: Behavior<PageFeedState>;
  /** By which it comes, and of which session it is. */
  readonly source: Pick<PageFeedOptions, 'link' | 'sessionId'>;
  /** When it fell behind, in UTC milliseconds by this page's clock; `null` while it is not. */
  readonly behindSinceMs: number | null;
  /** Takes the events from a snapshot on, in place of whoever took them before. @returns ends it. */
  follow(take: (event: PageEvent) => void): () => void;
  /** What was built of it does not fit any more. */
  wantSnapshot(): void;
  /** Shows the customer where this person points; `null`: nowhere. `isPressed`: a click, which is only shown. */
  point(at: PagePoint | null, isPressed?: true): void;
  /** Nobody sees it for the moment: nothing is taken. The server is told by whoever calls this. */
  pause(): void;
  resume(): void;
  stop(): void;
}

export interface PageFeedOptions {
  link: Pick<SessionLink, 'messages$' | 'send'>;
  sessionId: string;
  grantId: string;
  epoch: number;
  /** Whether the first snapshot has passed the server already; before, none can be asked for. */
  isFlowing: boolean;
  /** UTC milliseconds. */
  now?: () => number;
}

/** Milliseconds after which a snapshot that did not come is asked for again; also how long it may come by itself. */
export const ASK_AGAIN_MS = 2_000;

export function createPageFeed(options: PageFeedOptions): PageFeed {
  const { link, sessionId, grantId, epoch, now = Date.now } = options;
  const state$ = new BehaviorSubject<PageFeedState>('waiting');
  let { isFlowing } = options;
  let take: ((event: PageEvent) => void) | null = null;
  /** Whether anything was told: whoever follows only then has missed it. */
  let isBegun = isFlowing;
  let behindSinceMs: number | null = null;
  let isPaused = false;
  /** While a snapshot is wanted, nothing else is passed on. */
  let asking: Subscription | null = null;

  const become = (state: PageFeedState): void => {
    if (state === state$.value) return;
    behindSinceMs = state === 'behind' ? now() : null;
    state$.next(state);
  };

  const ask = (afterMs = 0): void => {
    asking?.unsubscribe();
    asking = timer(afterMs, ASK_AGAIN_MS).subscribe(() => {
      if (isFlowing) link.send({ type: 'page.resyncWanted', sessionId, grantId, epoch });
    });
  };
  const stopAsking = (): void => {
    asking?.unsubscribe();
    asking = null;
  };

  const receive = (event: PageEvent): void => {
    isBegun = true;
    if (isPaused) return;
    if (event.type === 'page.began' || event.type === 'page.paused') stopAsking();
    if (asking) return;
    if (event.type === 'page.ready' || event.type === 'page.paused') become('current');
    take?.(event);
  };

  const isOfGrant = (message: ServerMessageOf<'page.event'>): boolean =>
    message.sessionId === sessionId && message.grantId === grantId && message.epoch === epoch;
  const startsFlowing = ({ session: { share } }: ServerMessageOf<'agent.session'>): boolean =>
    share?.grantId === grantId && share.phase !== 'opening';

  const subscription = link.messages$.subscribe((message) => {
    if (message.type === 'page.event' && isOfGrant(message)) {
      const decoded = v.safeParse(PageEvent, message.event);
      if (decoded.success) receive(decoded.output);
      else ask();
    }
    if (message.type === 'page.behind' && message.grantId === grantId && state$.value === 'current') become('behind');
    if (message.type === 'agent.session' && !isFlowing && startsFlowing(message)) {
      isFlowing = true;
      // It flows since a snapshot passed: whoever has not heard of that came too late.
      if (asking || state$.value === 'waiting') ask();
    }
  });

  return {
    state$,
    source: { link, sessionId },
    get behindSinceMs() {
      return behindSinceMs;
    },
    follow(taker) {
      take = taker;
      if (isBegun && !isPaused) ask();
      return () => {
        if (take === taker) take = null;
      };
    },
    wantSnapshot() {
      if (state$.value === 'current') become('behind');
      if (!asking) ask();
    },
    point(at, isPressed) {
      if (isFlowing) link.send({ type: 'page.pointer', sessionId, grantId, epoch, at, ...(isPressed && { isPressed }) });
    },
    pause() {
      isPaused = true;
      stopAsking();
      become('paused');
    },
    resume() {
      isPaused = false;
      ask(ASK_AGAIN_MS); // the server sends one by itself
    },
    stop() {
      stopAsking();
      subscription.unsubscribe();
    },
  };
}
