import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ClientMessage } from '../../protocol/client-messages.ts';
import { FRAME_MAX_BYTES, SUBPROTOCOL } from '../../protocol/codec.ts';
import { HELPER_SOCKET_PATH } from '../../protocol/helper-messages.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { HOST_PREFIX } from '../accounts/host-tokens.ts';
import type { Clock } from '../clock.ts';
import { networkOf, type ClientAddress } from '../http/client-address.ts';
import type { IceServer } from '../ice-servers.ts';
import { MediaError } from '../media/media-port.ts';
import { Refusal } from '../refusal.ts';
import type { HelperCodes } from '../helpers/helper-codes.ts';
import type { HelperSockets } from '../helpers/helper-sockets.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { carryOut } from './carry-out.ts';
import { Connection, CLOSE_SIGNED_OUT } from './connection.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import type { Tickets } from './tickets.ts';

export interface SocketServerDeps {
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly tickets: Tickets;
  /** Takes the sockets that are none of a page. */
  readonly helpers: HelperSockets;
  /** Makes the codes that helpers come with. */
  readonly helperCodes: HelperCodes;
  readonly clock: Clock;
  /** Exact origins that may connect. */
  readonly origins: ReadonlySet<string>;
  /** Whose request it is, also behind a proxy that is trusted. */
  readonly clientAddress: ClientAddress;
  /** For a peer connection that a page makes now. */
  iceServers(pageId: string): readonly IceServer[];
  /** For how long the sign-in lasts that an agent's socket belongs to. */
  signInEndsInMs(tokenHash: string): number;
  /** An unexpected failure while a message was carried out; it is answered with E_INTERNAL. */
  failed(error: unknown): void;
}

export const SOCKET_PATH = '/socket';
/** Sockets of one address; far more than the tabs of an office behind one address need. */
const CONNECTIONS_PER_ADDRESS = 200;
/** A page of another version has so long to read why its socket was closed. */
const GOODBYE_WITHIN_MS = 1_000;

/** Everything that comes over sockets. A socket exists only after its Origin and its single-use ticket were checked. */
export class SocketServer {
  readonly #deps: SocketServerDeps;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_MAX_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : (offered.values().next().value ?? false)),
  });
  readonly #connections = new Set<Connection>();
  readonly #perAddress = new Map<string, number>();

  constructor(deps: SocketServerDeps) {
    this.#deps = deps;
  }

  listenTo(http: Server): void {
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      if (request.url === HELPER_SOCKET_PATH) this.#deps.helpers.upgrade(request, socket, head);
      else this.#upgrade(request, socket, head);
    });
  }

  /** How many pages are connected. */
  get connected(): Readonly<Record<'agent' | 'customer', number>> {
    const count = { agent: 0, customer: 0 };
    for (const { identity } of this.#connections) count[identity.role] += 1;
    return count;
  }

  /** Ends the sockets of a sign-in that is over. */
  closeOfSignIn(tokenHash: string): void {
    for (const connection of this.#connections) {
      if (connection.identity.cookieHash === tokenHash) connection.close(CLOSE_SIGNED_OUT, 'E_NOT_SIGNED_IN');
    }
  }

  /** Whoever signed in again stays connected. */
  signInRenewed(fromHash: string, toHash: string): void {
    for (const connection of this.#connections) {
      if (connection.identity.cookieHash !== fromHash) continue;
      connection.moveTo(toHash);
      this.#tellSignInEnd(connection);
    }
  }

  close(): void {
    for (const connection of this.#connections) connection.close(1_012, 'restart');
    this.#server.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refuse = (status: string, text: string): void => refuseUpgrade(socket, status, text);
    if (request.url !== SOCKET_PATH) return refuse('404 Not Found', 'E_NOT_FOUND');
    const origins = request.headersDistinct['origin'] ?? [];
    if (origins.length !== 1 || !this.#deps.origins.has(origins[0] ?? ''))
      return refuse('403 Forbidden', 'E_ORIGIN Reload the page from its own address.');
    const address = networkOf(this.#deps.clientAddress(request));
    if ((this.#perAddress.get(address) ?? 0) >= CONNECTIONS_PER_ADDRESS)
      return refuse('429 Too Many Requests', 'E_SLOW_DOWN');
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim());
    if (!offered.includes(SUBPROTOCOL)) return this.#refuseVersion(request, socket, head, address);
    const ticket = offered.find((part) => part.startsWith('ticket.'))?.slice('ticket.'.length);
    const identity = ticket === undefined ? undefined : this.#deps.tickets.redeem(ticket);
    if (!identity) return refuse('403 Forbidden', 'E_TICKET Reload the page.');

    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#count(address, webSocket);
      const connection = new Connection(webSocket, identity, {
        clock: this.#deps.clock,
        iceServers: () => this.#deps.iceServers(identity.pageId),
        received: (from, message) => this.#received(from, message),
        overflowed: (from) => this.#overflowed(from),
        closed: (from, clean) => this.#closed(from, clean),
      });
      this.#connections.add(connection);
      this.#attach(connection);
    });
  }

  /** A browser cannot read why a handshake failed; so a page of another version gets a socket that closes with the reason. */
  #refuseVersion(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#count(address, webSocket);
      webSocket.on('error', () => webSocket.terminate());
      webSocket.on('message', () => webSocket.terminate());
      webSocket.close(1_008, 'E_VERSION');
      webSocket.once('close', this.#deps.clock.after(GOODBYE_WITHIN_MS, () => webSocket.terminate()));
    });
  }

  #count(address: string, webSocket: WebSocket): void {
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    webSocket.once('close', () => {
      const left = (this.#perAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#perAddress.set(address, left);
      else this.#perAddress.delete(address);
    });
  }

  #attach(connection: Connection): void {
    const { sessions } = this.#deps;
    const { identity } = connection;
    if (identity.role === 'agent') {
      this.#tellSignInEnd(connection);
      return sessions.attachAgent(identity.agentId, connection);
    }
    const session = sessions.byId(identity.sessionId);
    if (session) sessions.attachCustomer(session, connection);
  }

  /** A host signs its agents in, and knows when to do so. */
  #tellSignInEnd(connection: Connection): void {
    const { identity } = connection;
    if (identity.role !== 'agent' || identity.agentId.startsWith(HOST_PREFIX)) return;
    connection.send({ type: 'signIn.ends', inMs: this.#deps.signInEndsInMs(identity.cookieHash) });
  }

  #closed(connection: Connection, clean: boolean): void {
    this.#connections.delete(connection);
    this.#deps.sessions.seatOf(connection.identity)?.detach(connection, clean);
  }

  #received(connection: Connection, message: ClientMessage): void {
    const seat = this.#deps.sessions.seatOf(connection.identity);
    if (!seat?.isCurrent(connection)) return connection.refuse(message, 'E_NOT_ALLOWED'); // replaced, about to close
    seat.alive(connection);
    if (message.type === 'pong') return;
    // What a page tells of itself after its stop comes after that here, too.
    if ('commandId' in message || message.type === 'page.event') connection.inOrder(() => this.#answer(connection, message));
    else void this.#answer(connection, message);
  }

  /** Only customers share pages. */
  #overflowed({ identity }: Connection): void {
    if (identity.role === 'customer') this.#deps.sessions.byId(identity.sessionId)?.actor.pageShares.forEach((page) => page.overflowed());
  }

  async #answer(connection: Connection, message: ClientMessage): Promise<void> {
    // A command waits for the ones before it; meanwhile its page may have gone.
    if (!this.#deps.sessions.seatOf(connection.identity)?.isCurrent(connection)) return;
    try {
      const result = await carryOut(this.#deps, connection.identity, message);
      if ('commandId' in message) connection.send({ type: 'command.done', commandId: message.commandId, ...result });
    } catch (error) {
      if (error instanceof Refusal) return connection.refuse(message, error.code, error.retryInMs);
      if (error instanceof MediaError) return connection.refuse(message, error.reason === 'stale' ? 'E_STALE' : 'E_MEDIA_DOWN');
      this.#deps.failed(error);
      connection.refuse(message, 'E_INTERNAL');
    }
  }
}
