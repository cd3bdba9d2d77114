import type { Subscription } from 'rxjs';
import { createPageFeed, type PageFeed, type PageFeedOptions, type PageFeedState } from '../../../gateway/client/page-feed.ts';
import type { WatchingEvent, WatchOrder } from '../../../state-machines/viewing.machine.ts';

export interface PageWatchOptions extends PageFeedOptions {
  /** To the viewing machine. */
  sendBack(event: WatchingEvent): void;
  /** From the viewing machine. */
  receive(listener: (order: WatchOrder) => void): void;
  /** The feed is there, for whoever shows it. */
  onFeed(feed: PageFeed): void;
  /** The server is to be told whether anybody looks. */
  tell(command: 'share.lookAway' | 'share.look'): void;
}

/** Runs in the viewing machine's slot `watch` for a page that is shared, until it is unsubscribed. */
export function watchPage({ sendBack, receive, onFeed, tell, ...options }: PageWatchOptions): Subscription {
  const feed = createPageFeed(options);
  onFeed(feed);
  receive((order) => {
    if (order.type === 'picture.pause') {
      feed.pause();
      tell('share.lookAway');
    } else {
      feed.resume();
      tell('share.look');
    }
  });
  const states = feed.state$.subscribe((state) => {
    const event = EVENTS[state];
    if (event) sendBack(event);
  });
  states.add(() => feed.stop());
  return states;
}

const EVENTS: Readonly<Record<PageFeedState, WatchingEvent | null>> = {
  waiting: null,
  current: { type: 'media.up' },
  behind: { type: 'media.stale' },
  paused: null,
};
