import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  HELPER_PING_EVERY_MS,
  HELPER_PROOF_HEADER,
  HELPER_SUBPROTOCOL,
  helperProofText,
  type HelperControl,
  type HelperToServer,
  type ServerToHelper,
} from '../../gateway/protocol/helper-messages.ts';
import type { RemoteInput } from '../../gateway/protocol/input.ts';
import { DESKTOP_HEIGHT_PX, DESKTOP_WIDTH_PX } from './desktop.ts';

const GRANT_ID = 'grant-of-this-helper-1';

/** The server's end of a helper's socket, which says what a test wants: a server that lies, or that somebody else runs. */
export class HelperServer implements AsyncDisposable {
  readonly origin: string;
  /** What helpers offered at each handshake, the subprotocols. */
  readonly offered: string[][] = [];
  readonly received: HelperToServer[] = [];
  /** Signs the proof; nobody where `undefined`. */
  key: KeyObject | undefined;
  /** What the proof is of, where it is not of the helper's nonce. */
  proofText: string | undefined;
  /** What is answered instead of a socket, as HTTP. */
  refusal: string | undefined;
  removesItself = true;
  /** Every other request. */
  http: RequestListener = (_request, response) => void response.writeHead(404).end();
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => HELPER_SUBPROTOCOL });
  #socket: WebSocket | undefined;

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => this.http(request, response));
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#sockets.on('headers', (headers, request) => {
      const nonce = /nonce\.([0-9a-f]{32})/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1] ?? '';
      const text = Buffer.from(this.proofText ?? helperProofText(nonce));
      if (this.key) headers.push(`${HELPER_PROOF_HEADER}: ${sign(null, text, this.key).toString('base64')}`);
    });
  }

  /** @param port - Any that is free where it is left out. */
  static async start(port = 0): Promise<HelperServer> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening'); // it throws where the port is taken
    return new HelperServer(server);
  }

  /** What is to be pinned in a helper of this server: its key is made here. */
  pinned(...otherOrigins: string[]): string {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.key = privateKey;
    return JSON.stringify({
      version: '0.0.0',
      protocol: 3,
      platform: 'linux-x64',
      origins: [this.origin, ...otherOrigins],
      publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    });
  }

  /** As it was at first, with this key. */
  reset(key: KeyObject): void {
    this.key = key;
    this.proofText = undefined;
    this.refusal = undefined;
    this.removesItself = true;
    this.offered.length = 0;
    this.received.length = 0;
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === this.#socket?.OPEN;
  }

  send(message: ServerToHelper): void {
    this.#socket?.send(JSON.stringify(message));
  }

  /** Breaks the socket. */
  drop(): void {
    this.#socket?.terminate();
  }

  /** The whole desktop may be controlled, and is. */
  grant(change: Partial<HelperControl> = {}): void {
    const size = { widthPx: DESKTOP_WIDTH_PX, heightPx: DESKTOP_HEIGHT_PX };
    this.send({ type: 'control', control: { grantId: GRANT_ID, epoch: 1, ...size, active: true, ...change } });
  }

  input(seq: number, input: RemoteInput): void {
    this.send({ type: 'input', grantId: GRANT_ID, epoch: 1, seq, input });
  }

  /** Presses Shift, a letter and the left mouse button from afar. */
  press(): void {
    this.input(1, { kind: 'key', code: 'ShiftLeft', down: true });
    this.input(2, { kind: 'key', code: 'KeyA', down: true });
    this.input(3, { kind: 'button', x: 0.25, y: 0.75, button: 0, down: true });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.offered.push((request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim()));
    socket.on('error', () => undefined);
    if (this.refusal !== undefined) return void socket.end(this.refusal);
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#connected(webSocket));
  }

  #connected(socket: WebSocket): void {
    this.#socket = socket;
    let n = 0;
    const pinging = setInterval(() => this.send({ type: 'ping', n: ++n }), HELPER_PING_EVERY_MS);
    socket.on('close', () => clearInterval(pinging));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as HelperToServer;
      if (message.type !== 'pong') this.received.push(message);
    });
    const names = { owner: 'customer', viewerName: 'Mia Keller', company: 'Acme' } as const;
    this.send({ type: 'welcome', key: 'key', ...names, removesItself: this.removesItself });
    this.send({ type: 'control', control: null });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** An answer that is no socket. */
export const refusalOf = (status: string, text: string, headers = ''): string =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${text.length}\r\nConnection: close\r\n${headers}\r\n${text}`;
