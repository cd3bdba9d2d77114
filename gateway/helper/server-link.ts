import type { KeyObject } from 'node:crypto';
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
import { troubleOfStatus, type LinkTrouble } from './link-trouble.ts';
import { newNonce, provesItself } from './server-proof.ts';
import { ServerTrust } from './server-trust.ts';

/**
 * Why a link is over, and not sought again: the server said so; it does not know this helper, or not this version (its
 * answer); it is not the server that this helper is from; or it was lost for too long.
 */
export type LinkEnd = HelperByeReason | { refused: string } | 'ownProofWrong' | 'givenUp';

export interface ServerLinkEvents {
  received(message: Exclude<ServerToHelper, { type: 'ping' | 'bye' }>): void;
  /** Nothing was heard for a second, or there is no socket. Everything stops; the link is sought again by itself. */
  lost(trouble: LinkTrouble): void;
  over(end: LinkEnd): void;
}

/** Where the server is, and how it proves that it is the one; without a key nobody asks it. */
export interface ServerPlace {
  /** For example `https://support.example`, the main one first: the next is tried where one cannot be reached. */
  origins: readonly string[];
  publicKey?: KeyObject;
}

/** Waits between two tries to find the server again, in milliseconds. */
const RETRY_FIRST_MS = 250;
const RETRY_LONGEST_MS = 3_000;
/** A link that was lost for so long, in milliseconds, is given up; one that never was is sought until its owner closes this. */
const GIVEN_UP_AFTER_MS = 10 * 60_000;
/** Of what a server answers to a handshake; it is shown. */
const ANSWER_MAX_LENGTH = 200;
/** A frame of the server is a few hundred bytes. */
const FRAME_MAX_BYTES = 65_536;

/**
 * The helper's link to the server it is from: found again where it is lost, for as long as the session lasts, but not by a
 * server that was away for too long.
 */
export class ServerLink {
  readonly #place: ServerPlace;
  readonly #events: ServerLinkEvents;
  readonly #trust = new ServerTrust();
  /** Which of the origins is in use, or tried. */
  #origin = 0;
  #credential: string;
  #socket: WebSocket | undefined;
  #trouble: LinkTrouble = 'unreachable';
  #silence: NodeJS.Timeout | undefined;
  #heardAtMs = 0;
  /** Whether the server has known this helper. */
  #wasWelcome = false;
  #lostAtMs: number | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = RETRY_FIRST_MS;
  #isOver = false;

  /** @param code - From the page; good once. */
  constructor(place: ServerPlace, code: string, events: ServerLinkEvents) {
    this.#place = place;
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
    const { origins, publicKey } = this.#place;
    const origin = origins[this.#origin % origins.length] ?? '';
    const nonce = newNonce();
    const url = `${origin.replace(/^http/, 'ws')}${HELPER_SOCKET_PATH}`;
    const socket = new WebSocket(url, [HELPER_SUBPROTOCOL, this.#credential, `nonce.${nonce}`], {
      ...this.#trust.options,
      perMessageDeflate: false,
      maxPayload: FRAME_MAX_BYTES,
      handshakeTimeout: RETRY_LONGEST_MS,
      followRedirects: false,
    });
    this.#socket = socket;
    this.#trouble = 'unreachable';
    // Before anything of it is read: a server that is not ours says nothing to us.
    socket.on('upgrade', ({ headers }) => {
      if (publicKey && !provesItself(headers, nonce, publicKey)) this.#end('ownProofWrong');
    });
    socket.on('open', () => this.#listen());
    socket.on('message', (data) => this.#frame(socket, String(data)));
    socket.on('unexpected-response', (_request, response) => {
      const text = response.setEncoding('utf8').take(1).toArray();
      void text.then(
        (parts) => this.#refused(socket, response.statusCode ?? 0, parts.join('').slice(0, ANSWER_MAX_LENGTH)),
        () => this.#lost(socket),
      );
    });
    // `close` follows. A link that was open is lost, whatever broke it.
    socket.on('error', (error) => {
      if (this.#trouble !== 'silent') this.#trouble = this.#trust.failed(error);
    });
    socket.on('close', () => this.#lost(socket));
  }

  /** A server of ours that knows this helper no longer says so by its code; anything else may pass. */
  #refused(socket: WebSocket, status: number, text: string): void {
    if ((status === 403 || status === 426) && text.startsWith('E_')) return this.#end({ refused: text });
    this.#trouble = troubleOfStatus(status);
    this.#lost(socket);
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
      this.#wasWelcome = true;
      this.#lostAtMs = undefined;
      this.#retryMs = RETRY_FIRST_MS;
    }
    this.#events.received(message);
  }

  #listen(): void {
    this.#heardAtMs = Date.now();
    this.#trouble = 'silent';
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.terminate(), HELPER_LINK_LOST_MS);
  }

  #lost(socket: WebSocket | undefined): void {
    if (this.#isOver || socket !== this.#socket) return;
    clearTimeout(this.#silence);
    this.#socket = undefined;
    // The server that was there a moment ago is looked for where it was.
    if (this.#trouble !== 'silent') this.#origin += 1;
    this.#events.lost(this.#trouble);
    if (this.#isGivenUp()) return this.#end('givenUp');
    this.#retry = setTimeout(() => this.#open(), this.#retryMs);
    this.#retryMs = Math.min(RETRY_LONGEST_MS, this.#retryMs * 2);
  }

  #isGivenUp(): boolean {
    if (!this.#wasWelcome) return false;
    this.#lostAtMs ??= Date.now();
    return Date.now() - this.#lostAtMs >= GIVEN_UP_AFTER_MS;
  }

  #end(end: LinkEnd): void {
    if (this.#isOver) return;
    this.close();
    this.#events.over(end);
  }
}
