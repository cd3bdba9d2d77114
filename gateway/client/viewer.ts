import { BehaviorSubject, type Subscription } from 'rxjs';
import type { ServerMessageOf } from '../protocol/server-messages.ts';
import { localCandidates } from './candidates.ts';
import { watchPicture, type PictureWatch } from './picture-watch.ts';
import type { Behavior, SessionLink } from './session-link.ts';

/**
 * `waiting` for an offer, `connecting`, `playing` while new frames are decoded, `stale` while none are and what is shown
 * grows old, `paused` from `pause()` until the first new frame after `resume()`, `down` when the connection failed.
 */
export type ViewerState = 'waiting' | 'connecting' | 'playing' | 'stale' | 'paused' | 'down' | 'stopped';

export interface ViewerOptions {
  link: Pick<SessionLink, 'messages$' | 'send' | 'iceServers'>;
  /** Named by an agent's page only, which has many. */
  sessionId?: string | undefined;
  grantId: string;
  epoch: number;
}

/** Shows the picture of one grant. Each offer gets a connection of its own; offers of other grants are ignored. */
export interface Viewer {
  /** The picture, `null` while there is none. */
  readonly stream$: Behavior<MediaStream | null>;
  readonly state$: Behavior<ViewerState>;
  /** When the latest frame was decoded, in UTC milliseconds by this page's steady clock; `null` before the first. */
  readonly lastFrameAtMs: number | null;
  /** The viewer by the server's name of it; `null` before its first offer. */
  readonly viewerId: string | null;
  /** The numbers of the present connection; `null` while there is none. */
  getStats(): Promise<RTCStatsReport | null>;
  /** The server is about to pause the picture: no new frame is expected. A new offer forgets it. */
  pause(): void;
  /** The server is about to let it go on. */
  resume(): void;
  /** Takes the picture away and closes the connection; synchronous, any number of times. */
  stop(): void;
}

export function createViewer({ link, sessionId, grantId, epoch }: ViewerOptions): Viewer {
  const stream$ = new BehaviorSubject<MediaStream | null>(null);
  const state$ = new BehaviorSubject<ViewerState>('waiting');
  let current: Reception | null = null;

  const hangUp = (): void => {
    const over = current;
    current = null;
    // The picture goes first.
    if (stream$.value) stream$.next(null);
    over?.watch?.stop();
    over?.connection.close();
  };

  const receive = async (offer: ServerMessageOf<'viewer.offer'>): Promise<void> => {
    hangUp();
    state$.next('connecting');
    const { viewerId } = offer;
    const connection = new RTCPeerConnection({ iceServers: [...link.iceServers], bundlePolicy: 'max-bundle' });
    const reception: Reception = { viewerId, connection, watch: null };
    current = reception;
    const isCurrent = (): boolean => current === reception;
    const ofViewer = { ...(sessionId === undefined ? {} : { sessionId }), grantId, epoch, viewerId };
    const local = localCandidates(connection, (candidate) => {
      if (isCurrent()) link.send({ type: 'viewer.candidate', ...ofViewer, candidate });
    });
    follow(reception, isCurrent, stream$, state$, () => link.send({ type: 'viewer.keyFrame', ...ofViewer }));
    try {
      await connection.setRemoteDescription({ type: 'offer', sdp: offer.sdp });
      await connection.setLocalDescription();
      const sdp = connection.localDescription?.sdp;
      if (!isCurrent() || !sdp || !link.send({ type: 'viewer.answer', ...ofViewer, sdp })) return;
      local.open();
    } catch {
      // Also where a newer offer or stop() closed the connection meanwhile; then nothing is to be said.
      if (isCurrent()) state$.next('down');
    }
  };

  const subscription: Subscription = link.messages$.subscribe((message) => {
    if (message.type !== 'viewer.offer' || message.grantId !== grantId || message.epoch !== epoch) return;
    void receive(message);
  });

  return {
    stream$,
    state$,
    get lastFrameAtMs() {
      return current?.watch?.lastFrameAtMs ?? null;
    },
    get viewerId() {
      return current?.viewerId ?? null;
    },
    getStats: async () => (await current?.connection.getStats()) ?? null,
    pause: () => current?.watch?.pause(),
    resume: () => current?.watch?.resume(),
    stop() {
      subscription.unsubscribe();
      hangUp();
      if (state$.value !== 'stopped') state$.next('stopped');
    },
  };
}

interface Reception {
  viewerId: string;
  connection: RTCPeerConnection;
  /** `null` until there is a track. */
  watch: PictureWatch | null;
}

/** Keeps stream and state up to date with one connection while it is the current one. */
function follow(
  reception: Reception,
  isCurrent: () => boolean,
  stream$: BehaviorSubject<MediaStream | null>,
  state$: BehaviorSubject<ViewerState>,
  askKeyFrame: () => void,
): void {
  const { connection } = reception;
  const update = (): void => {
    if (!isCurrent()) return;
    const state = stateOf(reception);
    if (state$.value !== state) state$.next(state);
  };
  connection.addEventListener('connectionstatechange', update);
  connection.addEventListener('track', ({ track, streams, receiver }) => {
    if (!isCurrent()) return;
    reception.watch?.stop();
    reception.watch = watchPicture(receiver);
    reception.watch.freshness$.subscribe(update);
    reception.watch.stalled$.subscribe(askKeyFrame);
    stream$.next(streams[0] ?? new MediaStream([track]));
    update();
  });
}

function stateOf({ connection, watch }: Reception): ViewerState {
  if (connection.connectionState === 'failed' || connection.connectionState === 'disconnected') return 'down';
  if (connection.connectionState !== 'connected') return 'connecting';
  switch (watch?.freshness$.value) {
    case 'fresh':
      return 'playing';
    case 'stale':
    case 'paused':
      return watch.freshness$.value;
    default:
      return 'connecting';
  }
}
