import type { Subscription } from 'rxjs';
import { createActor, fromCallback } from 'xstate';
import { agentViewIn, linkStateEvents } from '../../gateway/client/link-events.ts';
import type { PageFeed } from '../../gateway/client/page-feed.ts';
import type { SessionLink } from '../../gateway/client/session-link.ts';
import { createViewingEvents } from '../../gateway/client/viewer-events.ts';
import type { createViewer } from '../../gateway/client/viewer.ts';
import type { ShareView } from '../../gateway/protocol/views.ts';
import { viewingMachine, type ViewingSnapshot, type WatchOrder } from '../../state-machines/viewing.machine.ts';
import { NO_PICTURE, type Picture } from './agent-state.ts';
import { fetched } from './parts.ts';
import { createPictureScreens } from './picture-screens.ts';

/** The pictures of one session, one share after the other. */
export interface SessionPicture {
  readonly current: Picture;
  /** Takes the picture away at once; the grant stays. */
  lookAway(): void;
  /** Waits for the picture again. */
  look(): void;
  /** The server's word on whether the agent looks, as the customer is told it. The picture follows, or sets it right. */
  follow(phase: ShareView['phase']): void;
  stop(): void;
}

export interface SessionPictureOptions {
  link: Pick<SessionLink, 'messages$' | 'state$' | 'send' | 'command' | 'iceServers'>;
  sessionId: string;
  createViewer: typeof createViewer;
  onChange: (picture: Picture) => void;
}

interface Grant {
  grantId: string;
  epoch: number;
}
type Watch = Parameters<typeof fromCallback<WatchOrder, Grant>>[0];

/**
 * Runs the viewing machine for one session: fills its slot `watch` with a viewer, and feeds it from the link and from
 * the screens that show the picture. Make it when the session is first seen, before its messages are looked at; end it
 * with the link.
 */
export function createSessionPicture(options: SessionPictureOptions): SessionPicture & {
  /** Every message of the link, in order, also the one in which the session came. */
  handle(message: Parameters<ReturnType<typeof createViewingEvents>>[0]): void;
} {
  const { link, sessionId, createViewer, onChange } = options;
  const eventsOf = createViewingEvents(sessionId);
  const screens = createPictureScreens();
  let stream: MediaStream | null = null;
  let frames: Picture['frames'] = null;
  let lastPhase: ShareView['phase'] | null = null;
  /** The latest share is a page, not a picture. */
  let isPage = false;
  /** Commands about a pause that the server has not answered yet. What it says meanwhile is older than they are. */
  let underWay = 0;
  /** Tells the server that the pause is on; `null` while nobody watches. */
  let pauseAgain: (() => void) | null = null;

  const watchPicture: Watch = ({ input, sendBack, receive }) => {
    const viewer = createViewer({ link, sessionId, ...input });
    frames = {
      get lastFrameAtMs() {
        return viewer.lastFrameAtMs;
      },
      getStats: () => viewer.getStats(),
      show: () => screens.show(),
    };
    const streams = viewer.stream$.subscribe((next) => {
      stream = next;
      publish();
    });
    const states = viewer.state$.subscribe((state) => {
      if (state === 'paused') return;
      sendBack({ type: state === 'playing' ? 'media.up' : state === 'stale' ? 'media.stale' : 'media.down' });
    });
    const tell = (type: 'viewer.pause' | 'viewer.resume'): void => {
      const { viewerId } = viewer;
      if (viewerId !== null) void command({ type, sessionId, ...input, viewerId });
    };
    pauseAgain = () => tell('viewer.pause');
    receive((order) => {
      if (order.type === 'picture.pause') {
        viewer.pause();
        tell('viewer.pause');
      } else {
        viewer.resume();
        tell('viewer.resume');
      }
    });
    return () => {
      states.unsubscribe();
      viewer.stop();
      streams.unsubscribe();
      stream = null;
      frames = null;
      pauseAgain = null;
    };
  };

  /** What follows a page is fetched when the first one is shared. */
  const watchPage: Watch = ({ input, sendBack, receive }) => {
    const tell = (type: 'share.lookAway' | 'share.look'): void => void command({ type, sessionId, ...input });
    let watching: Subscription | undefined;
    const fetching = fetched(() => import('./page/page-watch.ts')).subscribe((part) => {
      const options = { link, sessionId, ...input, isFlowing: lastPhase !== 'opening', sendBack, receive, tell };
      const onFeed = (page: PageFeed): void => {
        frames = {
          page,
          get lastFrameAtMs() {
            return page.behindSinceMs;
          },
          getStats: async () => null,
          show: () => screens.show(),
        };
        publish();
      };
      watching = part.watchPage({ ...options, onFeed });
      pauseAgain = () => tell('share.lookAway');
    });
    return () => {
      fetching.unsubscribe();
      watching?.unsubscribe();
      frames = null;
      pauseAgain = null;
    };
  };

  const watch = fromCallback<WatchOrder, Grant>((slot) => (isPage ? watchPage : watchPicture)(slot));

  const command = async (sent: Parameters<SessionLink['command']>[0]): Promise<void> => {
    underWay += 1;
    const done = await link.command(sent).then(
      () => true,
      () => false,
    );
    underWay -= 1;
    // A resume that was refused: the customer reads that nobody looks, so it is the agent who looks again.
    const isResumed = sent.type === 'viewer.resume' || sent.type === 'share.look';
    if (!done && isResumed && lastPhase !== null && link.state$.value === 'open') follow(lastPhase);
  };

  const actor = createActor(viewingMachine.provide({ actors: { watch } }));
  let current = NO_PICTURE;

  function publish(): void {
    const snapshot = actor.getSnapshot();
    const next: Picture = {
      phase: phaseOf(snapshot),
      stream: snapshot.hasTag('watching') ? stream : null,
      frames: snapshot.hasTag('watching') ? frames : null,
      reason: snapshot.hasTag('over') ? snapshot.context.endReason : null,
    };
    if (KEYS.every((key) => next[key] === current[key])) return;
    current = next;
    onChange(next);
  }

  function follow(phase: ShareView['phase']): void {
    lastPhase = phase;
    if (underWay > 0) return;
    const isPaused = actor.getSnapshot().matches({ shared: { watching: 'paused' } });
    if (phase === 'unwatched') {
      if (!isPaused) actor.send({ type: 'viewer.lookAway' });
    } else if (isPaused) pauseAgain?.();
    else actor.send({ type: 'viewer.look' });
  }

  actor.subscribe(publish);
  actor.start();
  const subscriptions: Subscription[] = [
    link.state$.subscribe((state) => linkStateEvents(state).forEach(actor.send)),
    screens.seen$.subscribe((isSeen) => actor.send({ type: isSeen ? 'page.seen' : 'page.unseen' })),
  ];

  return {
    get current() {
      return current;
    },
    handle(message) {
      const share = agentViewIn(message, sessionId)?.share;
      if (share) isPage = share.surface === 'page';
      eventsOf(message).forEach(actor.send);
    },
    lookAway: () => actor.send({ type: 'viewer.lookAway' }),
    look: () => actor.send({ type: 'viewer.look' }),
    follow,
    stop() {
      for (const subscription of subscriptions) subscription.unsubscribe();
      actor.stop();
    },
  };
}

const KEYS = ['phase', 'stream', 'frames', 'reason'] as const satisfies (keyof Picture)[];

function phaseOf(snapshot: ViewingSnapshot): Picture['phase'] {
  if (snapshot.hasTag('live')) return 'playing';
  if (snapshot.hasTag('paused')) return 'paused';
  if (snapshot.hasTag('picture')) return 'stale';
  if (snapshot.hasTag('watching')) return 'connecting';
  if (snapshot.hasTag('away')) return 'away';
  return snapshot.hasTag('over') ? 'blank' : 'none';
}
