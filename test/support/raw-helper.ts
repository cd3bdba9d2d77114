import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import {
  HELPER_PROOF_HEADER,
  HELPER_SOCKET_PATH,
  HELPER_SUBPROTOCOL,
  type HelperControl,
  type HelperToServer,
  type ServerToHelper,
} from '../../gateway/protocol/helper-messages.ts';

const WITHIN_MS = 5_000;

/** A helper without a desktop, which injects nothing and says whatever a test wants. */
export class RawHelper {
  /** Everything received, pings excepted. */
  readonly received: ServerToHelper[] = [];
  answersPings = true;
  closeCode: number | undefined;
  /** What the server said of itself with the handshake. */
  proof: string | undefined;
  readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as ServerToHelper;
      if (message.type !== 'ping') this.received.push(message);
      else if (this.answersPings) this.send({ type: 'pong', n: message.n });
    });
    socket.on('upgrade', ({ headers }: IncomingMessage) => {
      this.proof = headers[HELPER_PROOF_HEADER.toLowerCase()] as string | undefined;
    });
    socket.on('close', (code) => void (this.closeCode = code));
    socket.on('error', () => undefined);
  }

  /** @param credential - `code.<code>` or `key.<key>`. @param nonce - As `nonce.<nonce>`, where it wants a proof. */
  static async connect(url: string, credential: string, ...nonce: string[]): Promise<RawHelper> {
    const helper = new RawHelper(helperSocket(url, [HELPER_SUBPROTOCOL, credential, ...nonce]));
    await once(helper.socket, 'open');
    await helper.until(() => helper.received.some(({ type }) => type === 'control'), 'what is allowed');
    return helper;
  }

  /** What the server answers to a handshake that it refuses, and whether it proves itself there; `opened` where it does not. */
  static async refused(url: string, protocols: string[], headers: Record<string, string> = {}): Promise<string> {
    const socket = helperSocket(url, protocols, headers);
    socket.on('error', () => undefined);
    const opened = once(socket, 'open').then(() => undefined, () => undefined);
    const refused = once(socket, 'unexpected-response').then(([, answer]) => answer as IncomingMessage, () => undefined);
    const response = await Promise.race([opened, refused]);
    if (!response) {
      socket.terminate();
      return 'opened';
    }
    const proof = response.headers[HELPER_PROOF_HEADER.toLowerCase()] === undefined ? '' : ' with a proof';
    return `${response.statusCode}${proof} ${(await response.setEncoding('utf8').toArray()).join('')}`;
  }

  /** Its key, for when it comes back. */
  get key(): string {
    return this.welcome.key;
  }

  get welcome(): Extract<ServerToHelper, { type: 'welcome' }> {
    const welcome = this.received.find((message) => message.type === 'welcome');
    assert.ok(welcome);
    return welcome;
  }

  /** What it was told last. */
  get control(): HelperControl | null {
    return this.received.findLast((message) => message.type === 'control')?.control ?? null;
  }

  /** Whether it was ever told that input passes. */
  get wasActive(): boolean {
    return this.received.some((message) => message.type === 'control' && message.control?.active === true);
  }

  /** What it was to inject. */
  get inputs(): Extract<ServerToHelper, { type: 'input' }>[] {
    return this.received.filter((message) => message.type === 'input');
  }

  send(message: HelperToServer): void {
    this.socket.send(JSON.stringify(message));
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    const deadline = performance.now() + WITHIN_MS;
    while (!holds()) {
      assert.ok(performance.now() < deadline, `${what}: ${JSON.stringify(this.received.at(-1))}`);
      await wait(5);
    }
  }
}

const helperSocket = (url: string, protocols: string[], headers: Record<string, string> = {}): WebSocket =>
  new WebSocket(`${url.replace('http', 'ws')}${HELPER_SOCKET_PATH}`, protocols, { headers });
