import WebSocket from 'ws';
import {
  decodeServerToHelper,
  encodeHelperFrame,
  HELPER_LINK_LOST_MS,
  HELPER_SOCKET_PATH,
  HELPER_SUBPROTOCOL,
  type HelperByeReason,
  type HelperToServer,
  type ServerToHelper,
} from '../protocol/helper-messages.ts';

export interface ServerLinkEvents {
  received(message: Exclude<ServerToHelper, { type: 'ping' | 'bye' }>): void;
  /** Nothing was heard for a second, or the socket closed. Everything stops; the link is sought again by itself. */
  lost(): void;
  /** It is over, and not sought again: by the server, which says why, or because it does not know this helper (its answer). */
  over(reason: HelperByeReason | { refused: string }): void;
}

/** Waits between two tries to find the server again, in milliseconds. */
const RETRY_FIRST_MS = 250;
const RETRY_LONGEST_MS = 3_000;
/** Of what a server answers to a handshake; it is shown. */
const ANSWER_MAX_LENGTH = 200;
/** A frame of the server is a few hundred bytes. */
const FRAME_MAX_BYTES = 65_536;

/** The helper's link to the server it was started for: found again where it is lost, for as long as the session lasts. */
export class ServerLink {
  readonly #url: string;
  readonly #events: ServerLinkEvents;
  #credential: string;
  #socket: WebSocket | undefined;
  #silence: NodeJS.Timeout | undefined;
  #heardAtMs = 0;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = RETRY_FIRST_MS;
  #isOver = false;

  /**
   * @param origin - Of the server, for example `https://support.example`.
   * @param code - From the page; good once.
   */
  constructor(origin: string, code: string, events: ServerLinkEvents) {
    this.#url = `${origin.replace(/^http/, 'ws')}${HELPER_SOCKET_PATH}`;
    this.#credential = `code.${code}`;
    this.#events = events;
    this.#open();
  }

  send(message: HelperToServer): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(encodeHelperFrame(message));
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#socket?.close(1_000);
  }

  #open(): void {
    const socket = new WebSocket(this.#url, [HELPER_SUBPROTOCOL, this.#credential], {
      perMessageDeflate: false,
      maxPayload: FRAME_MAX_BYTES,
      handshakeTimeout: RETRY_LONGEST_MS,
    });
    this.#socket = socket;
    socket.on('open', () => this.#listen());
    socket.on('message', (data) => this.#frame(socket, String(data)));
    socket.on('unexpected-response', (_request, response) => {
      const text = response.setEncoding('utf8').take(1).toArray();
      void text.then(
        (parts) => this.#refused(socket, response.statusCode ?? 0, parts.join('').slice(0, ANSWER_MAX_LENGTH)),
        () => this.#lost(socket),
      );
    });
    socket.on('error', () => undefined); // `close` follows
    socket.on('close', () => this.#lost(socket));
  }

  /** A server that knows this helper no longer says so; anything else may pass. */
  #refused(socket: WebSocket, status: number, text: string): void {
    if (status !== 403 && status !== 426) return this.#lost(socket);
    this.#end({ refused: text });
  }

  #frame(socket: WebSocket, text: string): void {
    const message = decodeServerToHelper(text);
    if (!message || this.#isOver || socket !== this.#socket) return;
    // This process slept, or its machine did: what comes now was meant for another moment.
    if (Date.now() - this.#heardAtMs > HELPER_LINK_LOST_MS) return socket.terminate();
    this.#listen();
    if (message.type === 'ping') return this.send({ type: 'pong', n: message.n });
    if (message.type === 'bye') return this.#end(message.reason);
    if (message.type === 'welcome') {
      this.#credential = `key.${message.key}`;
      this.#retryMs = RETRY_FIRST_MS;
    }
    this.#events.received(message);
  }

  #listen(): void {
    this.#heardAtMs = Date.now();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.terminate(), HELPER_LINK_LOST_MS);
  }

  #lost(socket: WebSocket | undefined): void {
    if (this.#isOver || socket !== this.#socket) return;
    clearTimeout(this.#silence);
    this.#socket = undefined;
    this.#events.lost();
    this.#retry = setTimeout(() => this.#open(), this.#retryMs);
    this.#retryMs = Math.min(RETRY_LONGEST_MS, this.#retryMs * 2);
  }

  #end(reason: HelperByeReason | { refused: string }): void {
    if (this.#isOver) return;
    this.close();
    this.#events.over(reason);
  }
}
