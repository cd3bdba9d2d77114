import { WebSocket } from 'ws';
import * as v from 'valibot';
import { systemClock, withTimeout, type Clock } from '../clock.ts';
import type { JanusAccess } from '../janus-config.ts';
import { ECHO_SCHEMA } from './janus-event.ts';

/** Longest wait for one answer of the Admin API. */
const ANSWER_WITHIN_MS = 400;
/** No such session, and no such handle. */
const NOT_FOUND_CODES = [458, 459];

const Reply = v.looseObject({
  transaction: v.string(),
  janus: v.string(),
  error: v.optional(v.object({ code: v.number(), reason: v.string() })),
});
type Reply = v.InferOutput<typeof Reply>;

/** Janus's second hand, apart from the sessions: looks at handles and hangs them up, whoever owns them. */
export class JanusAdmin {
  readonly #socket: WebSocket;
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #waiting = new Map<string, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();
  #count = 0;

  /** @param onLost called once when the socket is gone. */
  static async open(access: JanusAccess, onLost: () => void, clock: Clock = systemClock): Promise<JanusAdmin> {
    const socket = new WebSocket(access.adminUrl, 'janus-admin-protocol', {
      perMessageDeflate: false,
      handshakeTimeout: ANSWER_WITHIN_MS,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return new JanusAdmin(socket, access.adminSecret, onLost, clock);
  }

  private constructor(socket: WebSocket, secret: string, onLost: () => void, clock: Clock) {
    this.#socket = socket;
    this.#secret = secret;
    this.#clock = clock;
    // A failing socket also closes.
    socket.on('error', () => {});
    socket.on('message', (data) => this.#receive(String(data)));
    socket.once('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Janus is gone'));
      this.#waiting.clear();
      onLost();
    });
  }

  async ping(limitMs: number): Promise<void> {
    await this.#request({ janus: 'ping' }, limitMs);
  }

  /** Makes Janus send `n` through its event handler, behind everything that happened before. */
  async echo(n: number): Promise<void> {
    succeeded(await this.#request({ janus: 'custom_event', schema: ECHO_SCHEMA, data: { n } }));
  }

  async sessions(): Promise<number[]> {
    const reply = await this.#ask({ janus: 'list_sessions' });
    return v.parse(v.object({ sessions: v.array(v.number()) }), reply).sessions;
  }

  /** Handles of a session; empty where the session is gone. */
  async handles(sessionId: number): Promise<number[]> {
    const reply = await this.#request({ janus: 'list_handles', session_id: sessionId });
    if (isNotFound(reply)) return [];
    return v.parse(v.object({ handles: v.array(v.number()) }), succeeded(reply)).handles;
  }

  /** Whether a handle still has a peer connection, whatever its state. */
  async hasMedia(sessionId: number, handleId: number): Promise<boolean> {
    const reply = await this.#request({ janus: 'handle_info', session_id: sessionId, handle_id: handleId });
    if (isNotFound(reply)) return false;
    const { info } = v.parse(v.object({ info: v.looseObject({}) }), succeeded(reply));
    return 'webrtc' in info || 'ice-role' in info;
  }

  /** Ends the peer connection of a handle. A handle that is gone is as good. */
  async hangUp(sessionId: number, handleId: number): Promise<void> {
    const reply = await this.#request({ janus: 'hangup_webrtc', session_id: sessionId, handle_id: handleId });
    if (!isNotFound(reply)) succeeded(reply);
  }

  async detach(sessionId: number, handleId: number): Promise<void> {
    const reply = await this.#request({ janus: 'detach_handle', session_id: sessionId, handle_id: handleId });
    if (!isNotFound(reply)) succeeded(reply);
  }

  async destroySession(sessionId: number): Promise<void> {
    const reply = await this.#request({ janus: 'destroy_session', session_id: sessionId });
    if (!isNotFound(reply)) succeeded(reply);
  }

  /** A synchronous request to the VideoRoom plugin, without any session of ours. */
  async videoRoom(request: object): Promise<Record<string, unknown>> {
    const reply = await this.#ask({ janus: 'message_plugin', plugin: 'janus.plugin.videoroom', request });
    return v.parse(v.object({ response: v.looseObject({}) }), reply).response;
  }

  close(): void {
    this.#socket.terminate();
  }

  async #ask(message: object): Promise<Reply> {
    return succeeded(await this.#request(message));
  }

  #request(message: object, limitMs = ANSWER_WITHIN_MS): Promise<Reply> {
    const transaction = String((this.#count += 1));
    const answered = new Promise<Reply>((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) {
        reject(new Error('Janus is gone'));
        return;
      }
      this.#waiting.set(transaction, { resolve, reject });
      this.#socket.send(JSON.stringify({ ...message, transaction, admin_secret: this.#secret }));
    });
    return withTimeout(answered, limitMs, 'Janus admin', this.#clock).finally(() => this.#waiting.delete(transaction));
  }

  #receive(frame: string): void {
    const reply = v.safeParse(Reply, parseJson(frame));
    if (reply.success) this.#waiting.get(reply.output.transaction)?.resolve(reply.output);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNotFound(reply: Reply): boolean {
  return reply.error !== undefined && NOT_FOUND_CODES.includes(reply.error.code);
}

function succeeded(reply: Reply): Reply {
  if (reply.error !== undefined) throw new Error(`Janus admin: ${reply.error.reason}`);
  return reply;
}
