import type { WebSocket } from 'ws';
import type { ClientMessage, ClientMessageType } from '../../protocol/client-messages.ts';
import { decodeClientMessage, encode, PROTOCOL_VERSION } from '../../protocol/codec.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import type { Codec, ErrorCode } from '../../protocol/vocabulary.ts';
import type { Clock } from '../clock.ts';
import type { SeatConnection } from '../sessions/seat.ts';
import { Bucket } from '../bucket.ts';
import { SCOPE_TABLE } from './scope-table.ts';
import type { IceServer } from '../ice-servers.ts';
import type { Identity } from './tickets.ts';

/** How often each page is asked for a sign of life. */
export const PING_EVERY_MS = 500;
/** So many bad frames a window close the socket with 1008. */
const BAD_FRAMES = 10;
const BAD_FRAMES_WINDOW_MS = 10_000;
/** So many frames above their budget in that window do the same. */
const SURPLUS_FRAMES = 1_000;
/** What a page may send, in bytes a second and at once: a large page as a whole, then as much as its changes make. */
export const PAGE_BYTES_PER_SECOND = 2_097_152;
export const PAGE_BYTES_BURST = 8_388_608;
/** Only a co-browsed page's frames are larger, in bytes: above the page's budget they are not even read. */
const OTHER_FRAME_MAX_BYTES = 65_536;
/** Ids of the latest commands, so that one that comes twice is carried out once. */
const REMEMBERED_COMMANDS = 200;
/** A page that does not read is cut off at this many unsent bytes, before it fills the memory. */
const MAX_UNSENT_BYTES = 4_194_304;

/** Close codes of our own, beside 1000/1001 (the page left) and 1008/1009 (it broke the rules). */
export const CLOSE_REPLACED = 4_001;
export const CLOSE_SIGNED_OUT = 4_003;
export const CLOSE_LOST = 4_008;

export interface ConnectionEvents {
  received(connection: Connection, message: ClientMessage): void;
  /** More bytes came than a page may send; what is large of them is dropped. */
  overflowed(connection: Connection): void;
  closed(connection: Connection, clean: boolean): void;
}

/** One browser's socket: decodes, limits and pings. What a message means is decided elsewhere. */
export class Connection implements SeatConnection {
  #identity: Identity;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #iceServers: () => readonly IceServer[];
  readonly #events: ConnectionEvents;
  readonly #buckets = new Map<ClientMessageType, Bucket>();
  readonly #bytes: Bucket;
  readonly #stopPinging: () => void;
  #badFramesAtMs: number[] = [];
  #surplusAtMs: number[] = [];
  readonly #commandIds = new Set<string>();
  #pings = 0;
  /** By session: the share of one's own desktop that the page was told the addresses for. */
  readonly #ownGrants = new Map<string, string | undefined>();
  #commands: Promise<void> = Promise.resolve();

  constructor(
    socket: WebSocket,
    identity: Identity,
    { clock, iceServers, ...events }: ConnectionEvents & { clock: Clock; iceServers(): readonly IceServer[] },
  ) {
    this.#socket = socket;
    this.#identity = identity;
    this.#clock = clock;
    this.#iceServers = iceServers;
    this.#events = events;
    this.#bytes = new Bucket(clock, PAGE_BYTES_PER_SECOND, PAGE_BYTES_BURST);
    socket.on('message', (data, isBinary) => {
      if (this.#fits((data as Buffer).length)) this.#frame(isBinary ? undefined : String(data));
    });
    socket.on('close', (code) => {
      this.#stopPinging();
      this.#events.closed(this, code === 1_000 || code === 1_001);
    });
    socket.on('error', () => socket.terminate());
    this.#stopPinging = clock.every(PING_EVERY_MS, () => this.send({ type: 'ping', n: ++this.#pings }));
    this.send({
      type: 'welcome',
      protocolVersion: PROTOCOL_VERSION,
      role: identity.role,
      pingEveryMs: PING_EVERY_MS,
    });
  }

  get identity(): Identity {
    return this.#identity;
  }

  /** The cookie was replaced by another of the same person. */
  moveTo(cookieHash: string): void {
    this.#identity = { ...this.#identity, cookieHash };
  }

  get pageId(): string {
    return this.identity.pageId;
  }

  get decodes(): readonly Codec[] {
    return this.identity.decodes;
  }

  get unsentBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** Runs one command of this page after the ones before it, so that each meets the state that those made. */
  inOrder(command: () => Promise<void>): void {
    this.#commands = this.#commands.then(command);
  }

  send(message: ServerMessage): void {
    if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) return this.#socket.terminate();
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#beginsConnection(message)) this.send({ type: 'ice.servers', iceServers: [...this.#iceServers()] });
    this.#socket.send(encode(message));
  }

  /** Whether the page makes a peer connection when it reads this. */
  #beginsConnection(message: ServerMessage): boolean {
    switch (message.type) {
      case 'customer.session':
        return this.#beginsShare(message.session.sessionId, message.session.share);
      case 'agent.session':
        return this.#beginsShare(message.session.sessionId, message.session.agentShare);
      case 'agent.sessions':
        return message.sessions.map(({ sessionId, agentShare }) => this.#beginsShare(sessionId, agentShare)).includes(true);
      default:
        return message.type === 'viewer.offer';
    }
  }

  #beginsShare(sessionId: string, own: { grantId: string } | null): boolean {
    const before = this.#ownGrants.get(sessionId);
    this.#ownGrants.set(sessionId, own?.grantId);
    return own !== null && own.grantId !== before;
  }

  replace(): void {
    this.send({ type: 'link.replaced' });
    this.close(CLOSE_REPLACED, 'replaced');
  }

  drop(): void {
    this.close(CLOSE_LOST, 'lost');
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Whether a frame of this size is read. */
  #fits(bytes: number): boolean {
    if (this.#bytes.take(bytes)) return true;
    this.#events.overflowed(this);
    if (bytes <= OTHER_FRAME_MAX_BYTES) return true;
    this.#countSurplus();
    return false;
  }

  #frame(text: string | undefined): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return; // frames that were behind the one that closed it
    const decoded = text === undefined ? undefined : decodeClientMessage(text);
    if (!decoded?.ok) return this.#badFrame(decoded?.field);
    const { message } = decoded;
    if (!this.#bucket(message.type).take()) return this.#tooMany(message);
    if ('commandId' in message) {
      const { commandId } = message;
      if (this.#commandIds.has(commandId)) return; // it came twice; its one reply is on its way, or was sent
      this.#commandIds.add(commandId);
      if (this.#commandIds.size > REMEMBERED_COMMANDS) this.#commandIds.delete([...this.#commandIds][0] ?? commandId);
    }
    this.#events.received(this, message);
  }

  /** Answers a command that is not taken, or reports a message that has no answer of its own. Of a pointer nobody waits to hear. */
  refuse(message: ClientMessage, code: ErrorCode, retryInMs?: number): void {
    if ('commandId' in message) {
      const wait = retryInMs === undefined ? {} : { retryInMs };
      this.send({ type: 'command.refused', commandId: message.commandId, code, ...wait });
    } else if (message.type !== 'page.pointer') {
      this.send({ type: 'failure', code });
    }
  }

  /** Good frames, but more than a person or a page makes. A page that goes on like this is cut off. */
  #tooMany(message: ClientMessage): void {
    const isCutOff = !this.#countSurplus();
    if (message.type === 'page.event') this.#events.overflowed(this); // answered once, not each time
    else if (!isCutOff) this.refuse(message, 'E_SLOW_DOWN', 1_000);
  }

  /** @returns Whether the page is not cut off yet. */
  #countSurplus(): boolean {
    const now = this.#clock.monotonicMs();
    this.#surplusAtMs = [...this.#surplusAtMs.filter((atMs) => now - atMs < BAD_FRAMES_WINDOW_MS), now];
    if (this.#surplusAtMs.length < SURPLUS_FRAMES) return true;
    this.close(1_008, 'E_SLOW_DOWN');
    return false;
  }

  #badFrame(field: string | undefined): void {
    const now = this.#clock.monotonicMs();
    this.#badFramesAtMs = [...this.#badFramesAtMs.filter((atMs) => now - atMs < BAD_FRAMES_WINDOW_MS), now];
    if (this.#badFramesAtMs.length >= BAD_FRAMES) {
      this.send({ type: 'failure', code: 'E_TOO_MANY_BAD_MESSAGES' });
      this.close(1_008, 'E_TOO_MANY_BAD_MESSAGES');
      return;
    }
    this.send({ type: 'failure', code: 'E_BAD_MESSAGE', ...(field === undefined ? {} : { field }) });
  }

  #bucket(type: ClientMessageType): Bucket {
    const present = this.#buckets.get(type) ?? new Bucket(this.#clock, SCOPE_TABLE[type].perSecond);
    this.#buckets.set(type, present);
    return present;
  }
}
