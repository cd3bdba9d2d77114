import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Page } from 'puppeteer-core';
import { seededRandom } from '../support/seeded-random.ts';

/** What is wrong with a link, the same in both directions. */
export interface LinkQuality {
  /** Milliseconds in each direction: half of what it adds to a round trip. */
  readonly delayMs: number;
  /** Part of the packets that are lost, at random. */
  readonly loss: number;
  /** Bits per second; what waits longer than a router would keep it is lost. */
  readonly rateBps: number;
}

/** As a home router's queue: what would have to wait longer is dropped. */
const QUEUE_MS = 300;

/**
 * A bad link between a browser and whom it sends media to: real packets through real sockets, delayed, lost and held up
 * in this process. Signalling goes another way and is left alone.
 */
export class BadLink implements Disposable {
  readonly up: Direction;
  readonly down: Direction;
  readonly #sockets: Socket[] = [];
  readonly #relays = new Map<string, Promise<number>>();

  constructor(quality: LinkQuality) {
    this.up = new Direction(quality, seededRandom(11));
    this.down = new Direction(quality, seededRandom(12));
  }

  /** Nothing gets through in either direction, until it is healed. */
  set isCut(isCut: boolean) {
    this.up.isCut = isCut;
    this.down.isCut = isCut;
  }

  /**
   * Before the page loads: all media of its connections goes over this link. The page is given the link's address
   * instead of the other side's, and the other side gets none of the page's own, so that nobody finds a shorter way.
   */
  async install(page: Page): Promise<void> {
    await page.exposeFunction('relayTo', (address: string, port: string) => this.#relayTo(address, Number(port)));
    await page.evaluateOnNewDocument(() => {
      const { relayTo } = globalThis as unknown as { relayTo(address: string, port: string): Promise<number> };
      const { setRemoteDescription } = RTCPeerConnection.prototype;
      RTCPeerConnection.prototype.setRemoteDescription = async function (this: RTCPeerConnection, { type, sdp = '' }) {
        const lines: string[] = [];
        for (const line of sdp.split('\r\n')) {
          const [, before, address = '', port = '', after] = /^(a=candidate:\S+ \d+ udp \d+ )(\S+) (\d+)( typ host.*)/i.exec(line) ?? [];
          if (!line.startsWith('a=candidate:')) lines.push(line);
          else if (before) lines.push(`${before}${address} ${await relayTo(address, port)}${after}`);
        }
        const toLink: RTCSessionDescriptionInit = { type, sdp: lines.join('\r\n') };
        return Reflect.apply(setRemoteDescription, this, [toLink]) as Promise<void>;
      } as typeof setRemoteDescription;
      const { send } = WebSocket.prototype;
      WebSocket.prototype.send = function (this: WebSocket, data) {
        if (typeof data === 'string' && /"publisher\.candidate".*"candidate":"/.test(data)) return;
        send.call(this, data);
      };
    });
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.close();
    this.up.stop();
    this.down.stop();
  }

  #relayTo(address: string, port: number): Promise<number> {
    const key = `${address} ${port}`;
    const relay = this.#relays.get(key) ?? this.#open(address, port);
    this.#relays.set(key, relay);
    return relay;
  }

  /** @returns the port that takes the place of the other side's. */
  async #open(address: string, port: number): Promise<number> {
    const near = await this.#bind(address);
    const far = new Map<string, Promise<Socket>>();
    near.on('message', async (packet, from) => {
      const key = `${from.address} ${from.port}`;
      const existing = far.get(key);
      const opening = existing ?? this.#bind(address);
      far.set(key, opening);
      const socket = await opening;
      if (!existing)
        socket.on('message', (answer) => this.down.carry(answer.length, () => near.send(answer, from.port, from.address)));
      this.up.carry(packet.length, () => socket.send(packet, port, address));
    });
    return near.address().port;
  }

  async #bind(address: string): Promise<Socket> {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.bind(0, address);
    await once(socket, 'listening');
    this.#sockets.push(socket);
    return socket;
  }
}

/** One way of a link. */
export class Direction {
  isCut = false;
  readonly #quality: LinkQuality;
  readonly #random: () => number;
  readonly #onTheWay: { atMs: number; deliver: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** When the last bit before the next packet has left. */
  #freeAtMs = 0;

  constructor(quality: LinkQuality, random: () => number) {
    this.#quality = quality;
    this.#random = random;
  }

  /** Delivers a packet later, or never. @param isReliable - As TCP makes it: late, but neither lost nor dropped. */
  carry(bytes: number, deliver: () => void, isReliable = false): void {
    const { delayMs, loss, rateBps } = this.#quality;
    const nowMs = performance.now();
    const waitsMs = Math.max(0, this.#freeAtMs - nowMs);
    const isLost = this.isCut || this.#random() < loss || waitsMs > QUEUE_MS;
    if (isLost && !isReliable) return;
    this.#freeAtMs = nowMs + waitsMs + (bytes * 8 * 1_000) / rateBps;
    this.#onTheWay.push({ atMs: this.#freeAtMs + delayMs, deliver });
    this.#timer ??= this.#wake();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#onTheWay.length = 0;
  }

  #wake(): NodeJS.Timeout | undefined {
    const [next] = this.#onTheWay;
    return next && setTimeout(() => this.#deliver(), Math.max(0, next.atMs - performance.now()));
  }

  #deliver(): void {
    const nowMs = performance.now();
    while (this.#onTheWay[0] && this.#onTheWay[0].atMs <= nowMs + 0.5) this.#onTheWay.shift()?.deliver();
    this.#timer = this.#wake();
  }
}
