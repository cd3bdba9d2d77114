import Janus, { type Connection, type Plugin, type Session } from 'janus-gateway-js';
import * as v from 'valibot';
import { systemClock, withTimeout, type Clock } from '../clock.ts';
import type { JanusAccess } from '../janus-config.ts';

/** Longest wait for Janus to connect, to create, attach or answer; on loopback it takes a few milliseconds. */
const ANSWER_WITHIN_MS = 2_000;
/** Far below Janus's session timeout of two seconds. */
const KEEPALIVE_EVERY_MS = 500;
const VIDEO_ROOM = 'janus.plugin.videoroom';

/** What the library delivers for our plugin: it knows media plugins only as classes that bring a peer connection. */
class VideoRoomPlugin extends Janus.Plugin {
  override getResponseAlias(): string {
    return 'videoroom';
  }
}
Janus.Plugin.register(VIDEO_ROOM, VideoRoomPlugin);

const Jsep = v.object({ type: v.picklist(['offer', 'answer']), sdp: v.string() });
export type Jsep = v.InferOutput<typeof Jsep>;
const PluginReply = v.object({
  plugindata: v.object({ data: v.looseObject({ videoroom: v.optional(v.string()) }) }),
  jsep: v.optional(Jsep),
});
const HandleEvent = v.looseObject({ janus: v.string(), reason: v.optional(v.string()) });

/** A reply of the VideoRoom plugin, already known not to be an error. */
export interface VideoRoomReply {
  data: Record<string, unknown>;
  jsep: Jsep | undefined;
}

/** The media connection of one handle came up, or Janus hung it up. */
export type HandleMedia = { state: 'up' } | { state: 'down'; reason: string };

/**
 * One WebSocket to Janus with one session on it, for one share: whatever happens to this process, Janus drops the
 * session, its handles and their media when the socket closes.
 */
export class JanusConnection {
  readonly sessionId: number;
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #clock: Clock;
  #closed = false;

  /**
   * @param onLost called once when the socket or the session is gone without `close`
   * @throws where Janus does not answer in time or refuses
   */
  static async open(access: JanusAccess, onLost: () => void, clock: Clock = systemClock): Promise<JanusConnection> {
    const client = new Janus.Client(access.apiUrl, { apisecret: access.apiSecret, keepalive: KEEPALIVE_EVERY_MS });
    let givenUp = false;
    const connecting = client.createConnection('share').then(async (connection) => {
      // Node throws on an `error` event that nobody hears; what failed is told by the promise of the request.
      connection.on('error', ignore);
      const session = await connection.createSession();
      if (givenUp) void connection.close();
      return { connection, session };
    });
    try {
      const opened = await withTimeout(connecting, ANSWER_WITHIN_MS, 'Janus session', clock);
      return new JanusConnection(opened.connection, opened.session, onLost, clock);
    } catch (error) {
      givenUp = true;
      // The library rejects with the socket's event object.
      throw error instanceof Error ? error : new Error('Janus refused the connection');
    }
  }

  private constructor(connection: Connection, session: Session, onLost: () => void, clock: Clock) {
    this.#connection = connection;
    this.#session = session;
    this.#clock = clock;
    this.sessionId = session.getId();
    session.on('error', ignore);
    // Each handle listens to its session.
    session.setMaxListeners(0);
    session.on('destroy', () => {
      if (this.#closed) return;
      this.#closed = true;
      onLost();
    });
  }

  /** @param name tells this handle from every other in Janus's events */
  async attach(name: string, onMedia: (media: HandleMedia) => void): Promise<VideoRoomHandle> {
    const plugin = await withTimeout(
      this.#session.sendSync({ janus: 'attach', plugin: VIDEO_ROOM, opaque_id: name }),
      ANSWER_WITHIN_MS,
      'Janus attach',
      this.#clock,
    );
    return new VideoRoomHandle(plugin, onMedia, this.#clock);
  }

  /** Ends the session by closing the socket; `onLost` is not called. */
  close(): void {
    this.#closed = true;
    this.#connection.close().then(ignore, ignore);
  }
}

/** One handle of the VideoRoom plugin. */
export class VideoRoomHandle {
  readonly id: number;
  readonly #plugin: Plugin;
  readonly #clock: Clock;

  constructor(plugin: Plugin, onMedia: (media: HandleMedia) => void, clock: Clock) {
    this.#plugin = plugin;
    this.#clock = clock;
    this.id = plugin.getId();
    plugin.on('error', ignore);
    plugin.on('message', (message) => {
      const event = v.safeParse(HandleEvent, (message as { getPlainMessage(): unknown }).getPlainMessage());
      if (!event.success) return;
      const { janus, reason } = event.output;
      if (janus === 'webrtcup') onMedia({ state: 'up' });
      if (janus === 'hangup') onMedia({ state: 'down', reason: reason ?? 'unknown' });
    });
  }

  /** @throws where the plugin refuses, or does not answer in `limitMs` */
  async request(body: object, jsep?: Jsep, limitMs = ANSWER_WITHIN_MS): Promise<VideoRoomReply> {
    const message = jsep === undefined ? { body } : { body, jsep };
    const reply = await withTimeout(this.#plugin.sendWithTransaction(message), limitMs, 'VideoRoom', this.#clock);
    const parsed = v.safeParse(PluginReply, reply.getPlainMessage());
    if (!parsed.success) throw new Error('VideoRoom answered in a form that is not known');
    return { data: parsed.output.plugindata.data, jsep: parsed.output.jsep };
  }

  /** Passes a candidate of the browser on; `null` says that there are no more. A refusal is not heard of. */
  trickle(candidate: string | null, mid: string): void {
    const body = candidate === null ? { completed: true } : { candidate, sdpMid: mid, sdpMLineIndex: 0 };
    this.#plugin.send({ janus: 'trickle', candidate: body }).then(ignore, ignore);
  }
}

function ignore(): void {}
