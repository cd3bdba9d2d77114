import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { WebSocket } from 'ws';
import { FRAME_MAX_BYTES } from '../../protocol/codec.ts';
import {
  decodeGuardToServer,
  encodeGuardFrame,
  guardProofText,
  serverProofText,
} from '../../protocol/codec-guard.ts';
import {
  GUARD_BEAT_EVERY_MS,
  GUARD_CLOSE,
  GUARD_SILENCE_MS,
  type GuardToServer,
  type ServerToGuard,
} from '../../protocol/guard-messages.ts';
import type { Clock } from '../clock.ts';
import { GuardClock } from './guard-clock.ts';

/** The hello's number among the questions that the guard's clock is measured on; heartbeats follow. */
const HELLO = 0;
/** Longest time from the first byte to the guard's proof. */
const ACCEPTED_WITHIN_MS = 2_000;

type Greeting = Extract<GuardToServer, { type: 'greeting' }>;
type Accepted = Extract<GuardToServer, { type: 'accepted' }>;
type News = Exclude<GuardToServer, { type: 'greeting' } | { type: 'accepted' }>;
/** What a proven guard says beside its heartbeat. */
export type GuardMessage = Exclude<News, { type: 'beat.ack' } | { type: 'janus' }>;

export interface GuardSocketOptions {
  url: string;
  secret: string;
  incarnation: number;
  clock: Clock;
  /** Both sides have proven themselves; calls may be sent. */
  onOpen: () => void;
  onMessage: (message: GuardMessage) => void;
  /** Whether Janus can be used; told after `onOpen` and whenever it is heard. */
  onJanus: (up: boolean) => void;
  /** Called once, whether it was ever open or not. */
  onClose: (reason: string) => void;
}

/** One connection to a guard, from greeting to end: proof, heartbeat, and the guard's clock. Never reconnects. */
export class GuardSocket {
  readonly #options: GuardSocketOptions;
  readonly #socket: WebSocket;
  readonly #guardClock: GuardClock;
  readonly #serverNonce = randomBytes(32).toString('base64url');
  #guardNonce: string | undefined;
  #open = false;
  #done = false;
  #beats = 0;
  #stopBeats = (): void => {};
  #cancelSilence: () => void;

  constructor(options: GuardSocketOptions) {
    this.#options = options;
    this.#guardClock = new GuardClock(options.clock);
    this.#socket = new WebSocket(options.url, {
      perMessageDeflate: false,
      maxPayload: FRAME_MAX_BYTES,
      handshakeTimeout: ACCEPTED_WITHIN_MS,
    });
    this.#cancelSilence = options.clock.after(ACCEPTED_WITHIN_MS, () => this.#end('no greeting in time'));
    this.#socket.on('message', (data) => this.#receive(String(data)));
    this.#socket.on('error', (error) => this.#end(error.message));
    this.#socket.on('close', (code) => this.#end(closeReason(code)));
  }

  /** What the guard's clock shows at this moment, or a little earlier; in milliseconds. */
  guardNowMs(): number {
    return this.#guardClock.nowMs();
  }

  /** A moment of the guard's clock by ours, or a little later. */
  toOurMs(guardMs: number): number {
    return this.#guardClock.toOurMs(guardMs);
  }

  /** @returns false where the message could not be sent */
  send(message: ServerToGuard): boolean {
    if (!this.#open || this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(encodeGuardFrame(message));
    return true;
  }

  close(): void {
    this.#end('closed by this server');
  }

  #receive(frame: string): void {
    if (this.#done) return;
    const message = decodeGuardToServer(frame);
    if (message === undefined) return this.#end('the guard sent a frame that is not understood');
    if (message.type === 'greeting' && this.#guardNonce === undefined) this.#introduce(message);
    else if (message.type === 'accepted' && this.#guardNonce !== undefined && !this.#open) this.#begin(message);
    else if (this.#open && message.type !== 'greeting' && message.type !== 'accepted') this.#hear(message);
    else this.#end('the guard sent a frame out of order');
  }

  #introduce(greeting: Greeting): void {
    const { secret, incarnation } = this.#options;
    this.#guardNonce = greeting.guardNonce;
    this.#guardClock.asked(HELLO);
    const proof = sign(secret, serverProofText(greeting.guardNonce, this.#serverNonce, incarnation));
    this.#socket.send(encodeGuardFrame({ type: 'hello', incarnation, serverNonce: this.#serverNonce, proof }));
  }

  #begin(accepted: Accepted): void {
    const { secret, clock, onOpen, onJanus } = this.#options;
    const expected = sign(secret, guardProofText(this.#guardNonce ?? '', this.#serverNonce));
    if (!sameText(accepted.proof, expected)) return this.#end('the guard does not know the shared secret');
    this.#open = true;
    this.#guardClock.answered(HELLO, accepted.nowMs);
    this.#heard();
    this.#stopBeats = clock.every(GUARD_BEAT_EVERY_MS, () => {
      const n = (this.#beats += 1);
      this.#guardClock.asked(n);
      this.send({ type: 'beat', n });
    });
    onOpen();
    onJanus(accepted.janusUp);
  }

  #hear(message: News): void {
    this.#heard();
    switch (message.type) {
      case 'beat.ack':
        this.#guardClock.answered(message.n, message.nowMs);
        this.#options.onJanus(message.janusUp);
        break;
      case 'janus':
        this.#options.onJanus(message.up);
        break;
      default:
        this.#options.onMessage(message);
    }
  }

  #heard(): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#options.clock.after(GUARD_SILENCE_MS, () =>
      this.#end(`silent for ${GUARD_SILENCE_MS} ms`),
    );
  }

  #end(reason: string): void {
    if (this.#done) return;
    this.#done = true;
    this.#open = false;
    this.#cancelSilence();
    this.#stopBeats();
    this.#socket.terminate();
    this.#options.onClose(reason);
  }
}

function closeReason(code: number): string {
  const [name] = Object.entries(GUARD_CLOSE).find(([, value]) => value === code) ?? [];
  return name === undefined ? `connection closed (${code})` : `refused: ${name}`;
}

function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
