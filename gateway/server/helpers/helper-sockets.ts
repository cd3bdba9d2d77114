import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  decodeHelperToServer,
  encodeHelperFrame,
  HELPER_LINK_LOST_MS,
  HELPER_NONCE,
  HELPER_PING_EVERY_MS,
  HELPER_PROOF_HEADER,
  HELPER_SUBPROTOCOL,
  helperProofText,
  type HelperByeReason,
  type ServerToHelper,
} from '../../protocol/helper-messages.ts';
import { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';
import { GuessBudget } from '../guess-budget.ts';
import { networkOf, type ClientAddress } from '../http/client-address.ts';
import type { Control } from '../sessions/control.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { refuseUpgrade } from '../sockets/refuse-upgrade.ts';
import type { HelperCodes, HelperPlace } from './helper-codes.ts';
import type { HelperLink } from './helper-seat.ts';

export interface HelperSocketsDeps {
  readonly sessions: Pick<Sessions, 'byId'>;
  readonly codes: HelperCodes;
  readonly clock: Clock;
  readonly clientAddress: ClientAddress;
  /** Signs with the release's key, in base64; missing where there is no release. */
  sign?(text: string): string;
}

/** Far more than a helper says: it answers pings, and tells of its owner. */
const FRAMES_PER_SECOND = 50;
/** The largest frame of a helper is a few dozen bytes. */
const FRAME_MAX_BYTES = 1_024;
/** A helper that does not read is cut off at this many unsent bytes: what it would do is too late anyway. */
const MAX_UNSENT_BYTES = 16_384;
/** Pings that may be unanswered at a time: a link that lags behind by more is as good as lost. */
const UNANSWERED_MAX = HELPER_LINK_LOST_MS / HELPER_PING_EVERY_MS;
/** A helper that was sent away has so long to read why. */
const GOODBYE_WITHIN_MS = 1_000;
/** A helper that lost its link comes back at once, then less and less often. */
const CONNECTS_BURST = 10;
const CONNECTS_PER_SECOND = 0.5;

/** Whose mouse and keyboard a helper moves, and what it found that with: a code, or the key of before. */
type Found = { control: Control } & ({ code: string } | { key: string });

/** The sockets of helpers. One exists only after its code or key was found. */
export class HelperSockets {
  readonly #deps: HelperSocketsDeps;
  readonly #wrongCodes: GuessBudget;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_MAX_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => HELPER_SUBPROTOCOL,
  });
  readonly #sockets = new Set<WebSocket>();
  readonly #connects = new WeakMap<Control, Bucket>();

  constructor(deps: HelperSocketsDeps) {
    this.#deps = deps;
    this.#wrongCodes = new GuessBudget(deps.clock);
    this.#server.on('headers', (headers, request) => this.#prove(headers, request));
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const offered = offeredBy(request);
    if (request.headers.origin !== undefined) return refuseUpgrade(socket, '403 Forbidden', 'E_ORIGIN No page speaks here.');
    if (!offered.includes(HELPER_SUBPROTOCOL))
      return refuseUpgrade(socket, '426 Upgrade Required', 'E_VERSION This helper is of another version: get the present one.');
    const address = networkOf(this.#deps.clientAddress(request));
    const code = named(offered, 'code.');
    // A key is too long to be guessed: a helper that comes back never waits for the guesses of others.
    if (code !== undefined && this.#wrongCodes.waitMs(address) > 0)
      return refuseUpgrade(socket, '429 Too Many Requests', 'E_TOO_MANY_ATTEMPTS');
    const found = code === undefined ? this.#findByKey(named(offered, 'key.') ?? '') : this.#findByCode(code);
    if (code !== undefined) this.#wrongCodes[found ? 'right' : 'wrong'](address);
    if (!found)
      return refuseUpgrade(socket, '403 Forbidden', 'E_HELPER_CODE This code is not valid any more: take the one on the page.');
    if (!this.#connectsOf(found.control).take()) return refuseUpgrade(socket, '429 Too Many Requests', 'E_SLOW_DOWN');
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#connected(webSocket, found));
  }

  close(): void {
    for (const socket of this.#sockets) socket.close(1_012, 'restart');
    this.#server.close();
  }

  #connectsOf(control: Control): Bucket {
    const bucket = this.#connects.get(control) ?? new Bucket(this.#deps.clock, CONNECTS_PER_SECOND, CONNECTS_BURST);
    this.#connects.set(control, bucket);
    return bucket;
  }

  /** That this is the server that the helper was downloaded from. Said only to one whose code or key was found. */
  #prove(headers: string[], request: IncomingMessage): void {
    const nonce = named(offeredBy(request), 'nonce.') ?? '';
    const { sign } = this.#deps;
    if (sign && HELPER_NONCE.test(nonce)) headers.push(`${HELPER_PROOF_HEADER}: ${sign(helperProofText(nonce))}`);
  }

  /** Leaves the code good: it is used up by a socket, not by a handshake that is refused. */
  #findByCode(code: string): Found | undefined {
    const control = this.#controlAt(this.#deps.codes.peek(code));
    return control && { control, code };
  }

  #findByKey(key: string): Found | undefined {
    const control = this.#controlAt(this.#deps.codes.placeOf(key));
    return control && { control, key };
  }

  #controlAt(place: HelperPlace | undefined): Control | undefined {
    return place && this.#deps.sessions.byId(place.sessionId)?.controls[place.owner];
  }

  #connected(socket: WebSocket, found: Found): void {
    const { clock, codes } = this.#deps;
    const { control } = found;
    socket.on('error', () => socket.terminate());
    const link = linkOf(socket, clock);
    const key = 'key' in found ? found.key : codes.redeem(found.code)?.key;
    if (key === undefined) return link.dismiss('refused');
    const frames = new Bucket(clock, FRAMES_PER_SECOND);
    let [pings, answered] = [0, 0];
    const stopPinging = clock.every(HELPER_PING_EVERY_MS, () => {
      if (pings - answered > UNANSWERED_MAX) return link.drop();
      link.send({ type: 'ping', n: ++pings });
    });
    this.#sockets.add(socket);
    socket.on('close', () => {
      stopPinging();
      this.#sockets.delete(socket);
      control.helper.detach(link);
    });
    socket.on('message', (data, isBinary) => {
      const message = isBinary || !frames.take() ? undefined : decodeHelperToServer(String(data));
      // Nothing that we ship sends a frame that we do not know, or so many.
      if (!message) return link.dismiss('refused');
      if (message.type === 'pong') answered = Math.max(answered, Math.min(message.n, pings));
      control.helper.received(link, message);
    });
    link.send({ type: 'welcome', key, ...control.greeting });
    control.helper.attach(link);
    if ('code' in found) control.joined();
  }
}

const offeredBy = ({ headers }: IncomingMessage): string[] =>
  (headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim());

const named = (offered: readonly string[], prefix: string): string | undefined =>
  offered.find((part) => part.startsWith(prefix))?.slice(prefix.length);

function linkOf(socket: WebSocket, clock: Clock): HelperLink {
  const send = (message: ServerToHelper): void => {
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) return socket.terminate();
    if (socket.readyState === socket.OPEN) socket.send(encodeHelperFrame(message));
  };
  return {
    send,
    dismiss(reason: HelperByeReason) {
      send({ type: 'bye', reason });
      socket.close(1_000, reason);
      socket.once('close', clock.after(GOODBYE_WITHIN_MS, () => socket.terminate()));
    },
    drop: () => socket.terminate(),
  };
}
