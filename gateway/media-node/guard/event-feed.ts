import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { systemClock, type Clock } from '../clock.ts';
import type { JanusAdmin } from './janus-admin.ts';
import { readEvents, type JanusEvent } from './janus-event.ts';

/** Janus opens this subprotocol; a web page that guessed port and path would not. */
export const FEED_PROTOCOL = 'janus-events';
/** How often an echo is sent through Janus. */
const ECHO_EVERY_MS = 300;
/**
 * A feed that brings no echo for so long is lost, whether its socket is closed or Janus no longer writes. Janus opens a
 * lost socket again after one second, and then sends what happened meanwhile.
 */
export const FEED_SILENCE_MS = 1_800;
const FRAME_MAX_BYTES = 4 * 1024 * 1024;

/** An event whose moment is told by the guard's own clock. */
export type FeedEvent = Omit<JanusEvent, 'wallMs'> & { atMs: number };

/**
 * Listens to Janus's WebSocket event handler. Everything that happens to a handle is heard here within a few
 * milliseconds, whoever did it. Echoes, sent through Janus by its Admin API, show that the feed lives, and what Janus's
 * clock showed at a known moment of ours: so jumps of the wall clock do no harm.
 */
export class EventFeed {
  readonly url: string;
  readonly #server: WebSocketServer;
  readonly #onEvent: (event: FeedEvent) => void;
  readonly #clock: Clock;
  readonly #echoes = new Map<number, number>();
  #sent = 0;
  #heard = 0;
  /** Janus's wall clock minus our monotonic one. */
  #wallOffsetMs = Number.NaN;
  #waiting: FeedEvent[] = [];
  #onEcho: () => void = () => {};
  #closed = false;

  static async open(onEvent: (event: FeedEvent) => void, clock: Clock = systemClock): Promise<EventFeed> {
    const path = `/${randomBytes(24).toString('base64url')}`;
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      path,
      maxPayload: FRAME_MAX_BYTES,
      perMessageDeflate: false,
      verifyClient: ({ req }: { req: IncomingMessage }) => req.headers['sec-websocket-protocol'] === FEED_PROTOCOL,
    });
    await new Promise<void>((resolve, reject) => {
      server.once('listening', () => resolve());
      server.once('error', reject);
    });
    return new EventFeed(server, path, onEvent, clock);
  }

  private constructor(server: WebSocketServer, path: string, onEvent: (event: FeedEvent) => void, clock: Clock) {
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the event feed has no address');
    this.url = `ws://127.0.0.1:${address.port}${path}`;
    this.#server = server;
    this.#onEvent = onEvent;
    this.#clock = clock;
    server.on('error', () => {});
    server.on('connection', (socket) => this.#accept(socket));
  }

  /**
   * Sends echoes from now on. Resolves when the first has come back.
   * @param onSilent called once when none has come back for `FEED_SILENCE_MS`, later too
   */
  follow(admin: Pick<JanusAdmin, 'echo'>, onSilent: () => void): Promise<void> {
    const silent = (): void => {
      if (!this.#closed) onSilent();
    };
    let cancelSilence = this.#clock.after(FEED_SILENCE_MS, silent);
    const beat = (): void => {
      if (this.#closed) return cancelSilence();
      const n = (this.#sent += 1);
      this.#echoes.set(n, this.#clock.monotonicMs());
      admin.echo(n).catch(() => {});
      this.#clock.after(ECHO_EVERY_MS, beat);
    };
    beat();
    return new Promise((resolve) => {
      this.#onEcho = () => {
        cancelSilence();
        cancelSilence = this.#clock.after(FEED_SILENCE_MS, silent);
        resolve();
      };
    });
  }

  close(): void {
    this.#closed = true;
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #accept(socket: WebSocket): void {
    // Janus has one; an older one is a socket that it has given up.
    for (const other of this.#server.clients) if (other !== socket) other.terminate();
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const events = readEvents(String(data));
      if (events === undefined) return socket.terminate();
      for (const event of events) {
        if (event.what === 'echo') this.#echo(event.n, event.wallMs);
        else this.#event(event);
      }
    });
  }

  #echo(n: number, wallMs: number): void {
    const sentMs = this.#echoes.get(n);
    if (sentMs === undefined) return;
    this.#wallOffsetMs = wallMs - sentMs;
    for (; this.#heard < n; this.#heard += 1) this.#echoes.delete(this.#heard + 1);
    for (const event of this.#waiting.splice(0)) this.#onEvent({ ...event, atMs: event.atMs - this.#wallOffsetMs });
    this.#onEcho();
  }

  #event({ wallMs, ...event }: JanusEvent): void {
    if (this.#closed) return;
    // Before the first echo nothing of ours is there yet; what came earlier is judged then.
    if (Number.isNaN(this.#wallOffsetMs)) this.#waiting.push({ ...event, atMs: wallMs });
    else this.#onEvent({ ...event, atMs: wallMs - this.#wallOffsetMs });
  }
}
