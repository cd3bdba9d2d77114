import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { WebSocketFrames, type WebSocketFrame } from './fault-frames.ts';

/** What becomes of one WebSocket frame. */
export type FrameFate =
  | 'pass'
  | 'drop'
  | 'twice'
  /** Later frames overtake it. */
  | { delayMs: number }
  /** Only so many of its bytes arrive; then the connection breaks. */
  | { truncateTo: number };

/** Who sent something: the one who connected to the proxy, or the one behind it. */
export type Sender = 'client' | 'server';

/** A stretch of network between somebody and one TCP server, with every fault that such a stretch can have. */
export class FaultProxy implements AsyncDisposable {
  /** Every byte arrives so much later, in order. */
  latencyMs = 0;
  /** Of each direction of each connection. */
  bytesPerSecond = Infinity;
  /** Decides over each whole WebSocket frame; handshakes and plain HTTP always pass. */
  fate: ((frame: WebSocketFrame, from: Sender) => FrameFate) | undefined;
  readonly port: number;
  readonly #server;
  readonly #connections = new Set<Connection>();
  #isCut = false;

  static async start(targetPort: number): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FaultProxy(server, targetPort);
  }

  private constructor(server: ReturnType<typeof createServer>, targetPort: number) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client) => {
      const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
      const connection = new Connection(client, target, this);
      this.#connections.add(connection);
      // Not the client's: half a break leaves the target's end open.
      target.on('close', () => this.#connections.delete(connection));
    });
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** A pulled cable: nothing passes in either direction, and nobody is told. Whoever connects anew gets no answer. */
  cut(): void {
    this.#isCut = true;
  }

  /**
   * The way is open again.
   * @param old - Connections from before: what was on its way arrives now, as TCP does it, or they stay silent,
   *   as behind a router that has forgotten them.
   */
  heal(old: 'go on' | 'stay silent' = 'go on'): void {
    this.#isCut = false;
    for (const connection of this.#connections) {
      if (old === 'stay silent') connection.forget();
      connection.goOn();
    }
  }

  /** Breaks every connection; one end only where the other goes on believing in it. */
  break(end: 'both' | Sender): void {
    for (const connection of this.#connections) connection.break(end);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const connection of this.#connections) connection.break('both');
  }
}

class Connection {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #lanes: Lane[];

  constructor(client: Socket, server: Socket, proxy: FaultProxy) {
    this.#client = client;
    this.#server = server;
    const fail = (): void => this.break('both');
    this.#lanes = [
      new Lane(client, server, 'client', proxy, fail),
      new Lane(server, client, 'server', proxy, fail),
    ];
  }

  goOn(): void {
    for (const lane of this.#lanes) lane.deliver();
  }

  forget(): void {
    for (const lane of this.#lanes) lane.isForgotten = true;
  }

  break(end: 'both' | Sender): void {
    if (end !== 'server') this.#client.resetAndDestroy();
    if (end !== 'client') this.#server.resetAndDestroy();
  }
}

/** One direction of one connection. */
class Lane {
  isForgotten = false;
  readonly #to: Socket;
  readonly #proxy: FaultProxy;
  readonly #from: Sender;
  readonly #fail: () => void;
  readonly #frames = new WebSocketFrames();
  /** On its way, in order; `null` is the end of the stream. */
  readonly #queue: { bytes: Buffer | null; dueMs: number }[] = [];
  #lastDueMs = 0;

  constructor(source: Socket, to: Socket, from: Sender, proxy: FaultProxy, fail: () => void) {
    this.#to = to;
    this.#from = from;
    this.#proxy = proxy;
    this.#fail = fail;
    source.setNoDelay(true);
    source.on('data', (chunk: Buffer) => this.#take(chunk));
    source.on('end', () => this.#send(null));
    // A reset is news as well: while the way is cut it does not get through.
    source.on('error', () => this.#send(null));
  }

  /** Passes on what is due, unless the way is cut. */
  deliver(): void {
    for (;;) {
      const [next] = this.#queue;
      if (!next || this.#proxy.isCut || this.isForgotten || this.#to.destroyed) return;
      const waitMs = next.dueMs - performance.now();
      if (waitMs > 0) return void setTimeout(() => this.deliver(), waitMs);
      this.#queue.shift();
      if (next.bytes) this.#to.write(next.bytes);
      else this.#to.end();
    }
  }

  #take(chunk: Buffer): void {
    const { fate } = this.#proxy;
    // The parser sees everything, so that a rule may be set while the connection is open.
    for (const part of this.#frames.take(chunk)) {
      if (part.kind === 'bytes' || !fate) this.#send(part.bytes);
      else this.#decide(part, fate(part, this.#from));
    }
  }

  #decide({ bytes }: WebSocketFrame, fate: FrameFate): void {
    if (fate === 'drop') return;
    if (fate === 'pass' || fate === 'twice') this.#send(bytes);
    if (fate === 'twice') this.#send(bytes);
    if (typeof fate === 'string') return;
    if ('delayMs' in fate) setTimeout(() => this.#send(bytes), fate.delayMs);
    else {
      this.#send(bytes.subarray(0, fate.truncateTo));
      setTimeout(this.#fail, 20);
    }
  }

  #send(bytes: Buffer | null): void {
    const { latencyMs, bytesPerSecond } = this.#proxy;
    const onWireMs = ((bytes?.length ?? 0) / bytesPerSecond) * 1_000;
    this.#lastDueMs = Math.max(this.#lastDueMs, performance.now() + latencyMs) + onWireMs;
    this.#queue.push({ bytes, dueMs: this.#lastDueMs });
    this.deliver();
  }
}
