import { BehaviorSubject, filter, firstValueFrom, Subscription } from 'rxjs';
import { CODECS } from '../protocol/vocabulary.ts';
import { localCandidates } from './candidates.ts';
import { CAPTURE_FRAME_RATE } from './capture.ts';
import { codecName } from './codecs.ts';
import { LinkLostError } from './errors.ts';
import { paceFrames } from './frame-pace.ts';
import type { Behavior, SessionLink } from './session-link.ts';

/**
 * How far the owner's connection is. A hint for the interface, never the truth about consent: a connection may stay
 * `connected` long after its room is gone.
 */
export type PublisherState = 'new' | 'connecting' | 'connected' | 'failed' | 'stopped';

export interface PublisherOptions {
  link: Pick<SessionLink, 'messages$' | 'send' | 'iceServers'>;
  /** Named by an agent's page only, which has many. */
  sessionId?: string | undefined;
  grantId: string;
  epoch: number;
  /** The captured surface; `stop()` stops it. */
  track: MediaStreamTrack;
}

/** Sends one captured surface under one grant, over a connection of its own. */
export interface Publisher {
  readonly state$: Behavior<PublisherState>;
  /** Resolves when media can flow. Rejects when the connection fails, the link is not open, or `stop()` comes first. */
  start(): Promise<void>;
  /** Stops the track first, then closes the connection; synchronous, any number of times. */
  stop(): void;
  /** Closes the connection and leaves the track to whoever captured it; synchronous. */
  hangUp(): void;
}

/** Cap on what one share may send, in bits per second; the room has the same. See PICTURE.md. */
export const PUBLISH_BITRATE_BPS = 4_000_000;

export function createPublisher({ link, sessionId, grantId, epoch, track }: PublisherOptions): Publisher {
  const ofGrant = { ...(sessionId === undefined ? {} : { sessionId }), grantId, epoch };
  const state$ = new BehaviorSubject<PublisherState>('new');
  const connection = new RTCPeerConnection({ iceServers: [...link.iceServers], bundlePolicy: 'max-bundle' });
  const subscriptions = new Subscription();

  const hangUp = (): void => {
    if (state$.value === 'stopped') return;
    subscriptions.unsubscribe();
    connection.close();
    state$.next('stopped');
  };

  const negotiate = async (): Promise<void> => {
    const { sender } = addTransceiver(connection, track);
    subscriptions.add(paceFrames(track, sender, link.messages$.pipe(filter(({ type }) => type === 'ping'))));
    const local = localCandidates(connection, (candidate) =>
      link.send({ type: 'publisher.candidate', ...ofGrant, candidate }),
    );
    let answered = false;

    subscriptions.add(
      link.messages$.subscribe((message) => {
        if (message.type !== 'publisher.answer' || message.grantId !== grantId || message.epoch !== epoch) return;
        if (answered) return;
        answered = true;
        connection
          .setRemoteDescription({ type: 'answer', sdp: message.sdp })
          .then(() => preferResolution(sender))
          .catch(fail);
      }),
    );

    await connection.setLocalDescription();
    const sdp = connection.localDescription?.sdp ?? '';
    if (!link.send({ type: 'publisher.offer', ...ofGrant, sdp })) throw new LinkLostError();
    local.open();
  };

  const fail = (): void => {
    if (state$.value !== 'stopped') state$.next('failed');
  };

  connection.addEventListener('connectionstatechange', () => {
    if (state$.value === 'stopped') return;
    if (connection.connectionState === 'connected') state$.next('connected');
    if (connection.connectionState === 'failed') state$.next('failed');
  });

  return {
    state$,
    async start() {
      if (state$.value !== 'new') throw new Error(`a publisher starts once; this one is ${state$.value}`);
      state$.next('connecting');
      negotiate().catch(fail);
      const settled = await firstValueFrom(state$.pipe(filter((state) => state !== 'connecting')));
      if (settled !== 'connected') throw new Error(`not published: ${settled}`);
    },
    stop() {
      track.stop();
      hangUp();
    },
    hangUp,
  };
}

/** No simulcast: for screens it only floods the media server with key-frame requests. */
function addTransceiver(connection: RTCPeerConnection, track: MediaStreamTrack): RTCRtpTransceiver {
  const transceiver = connection.addTransceiver(track, {
    direction: 'sendonly',
    streams: [new MediaStream([track])],
    sendEncodings: [{ maxBitrate: PUBLISH_BITRATE_BPS, maxFramerate: CAPTURE_FRAME_RATE }],
  });
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const byPreference = [...codecs].sort((a, b) => rank(a) - rank(b));
  if (byPreference.length > 0) transceiver.setCodecPreferences(byPreference);
  return transceiver;
}

/** The server leaves out what the viewer cannot show. What is no codec of a picture comes last, in its own order. */
function rank(codec: { mimeType: string }): number {
  const at = CODECS.findIndex((name) => name === codecName(codec));
  return at < 0 ? CODECS.length : at;
}

/** When bandwidth is short, fewer frames rather than unreadable text. */
async function preferResolution(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  parameters.degradationPreference = 'maintain-resolution';
  // A wish only: a browser that cannot grant it still shares.
  await sender.setParameters(parameters).catch(() => undefined);
}
