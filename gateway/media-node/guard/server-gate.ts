import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { FRAME_MAX_BYTES } from '../../protocol/codec.ts';
import {
  decodeServerToGuard,
  encodeGuardFrame,
  guardProofText,
  serverProofText,
} from '../../protocol/codec-guard.ts';
import {
  GUARD_CLOSE,
  GUARD_SILENCE_MS,
  type GuardToServer,
  type ServerToGuard,
} from '../../protocol/guard-messages.ts';
import type { Clock } from '../clock.ts';
import type { IncarnationFile } from './incarnation-file.ts';

/** Longest time from the socket to the proof. */
const PROOF_WITHIN_MS = 2_000;
/** Sockets that have proven nothing yet; more are refused. */
const STRANGERS_MAX = 8;

export type ServerCommand = Exclude<ServerToGuard, { type: 'hello' } | { type: 'beat' }>;

export interface ServerGateOptions {
  secret: string;
  incarnations: IncarnationFile;
  janusUp: () => boolean;
  /** A command of the server that is connected now; `reply` reaches that server or nobody. */
  onCommand: (command: ServerCommand, reply: (message: GuardToServer) => void) => void;
  /** That server is gone, silent, or replaced by a newer one; called before the newer one is heard. */
  onServerGone: (reason: string) => void;
  log: (line: string) => void;
  clock: Clock;
}

interface ServerLink {
  socket: WebSocket;
  incarnation: number;
}

/** The guard's door: one session server at a time, the one with the highest incarnation that knows the secret. */
export class ServerGate {
  readonly #options: ServerGateOptions;
  #listener: WebSocketServer | undefined;
  #current: ServerLink | undefined;
  #strangers = 0;

  constructor(options: ServerGateOptions) {
    this.#options = options;
  }

  listen(host: string, port: number): Promise<void> {
    const listener = new WebSocketServer({
      host,
      port,
      maxPayload: FRAME_MAX_BYTES,
      perMessageDeflate: false,
      // Browsers always send an Origin; no page has any business here.
      verifyClient: ({ req }: { req: IncomingMessage }) =>
        req.headers.origin === undefined && this.#strangers < STRANGERS_MAX,
    });
    this.#listener = listener;
    listener.on('connection', (socket) => this.#greet(socket));
    return new Promise((resolve, reject) => {
      listener.once('listening', () => resolve());
      listener.once('error', reject);
    });
  }

  /** Tells the connected server, if there is one. */
  tell(message: GuardToServer): void {
    this.#current?.socket.send(encodeGuardFrame(message));
  }

  close(): void {
    for (const socket of this.#listener?.clients ?? []) socket.terminate();
    this.#listener?.close();
  }

  #greet(socket: WebSocket): void {
    const { clock } = this.#options;
    const guardNonce = randomBytes(32).toString('base64url');
    this.#strangers += 1;
    const cancelWait = clock.after(PROOF_WITHIN_MS, () => socket.terminate());
    let waiting = true;
    const settle = (): void => {
      if (!waiting) return;
      waiting = false;
      cancelWait();
      this.#strangers -= 1;
    };
    socket.on('error', () => socket.terminate());
    socket.once('close', settle);
    socket.once('message', (data) => {
      void this.#prove(socket, String(data), guardNonce)
        .catch((error: unknown) => {
          this.#options.log(`A session server could not be let in: ${String(error)}`);
          socket.terminate();
        })
        .finally(settle);
    });
    socket.send(encodeGuardFrame({ type: 'greeting', guardNonce, nowMs: clock.monotonicMs() }));
  }

  async #prove(socket: WebSocket, frame: string, guardNonce: string): Promise<void> {
    const { secret, incarnations, log, clock, janusUp } = this.#options;
    const hello = decodeServerToGuard(frame);
    if (hello?.type !== 'hello') return socket.close(GUARD_CLOSE.badFrame);
    const { incarnation, serverNonce } = hello;
    if (!sameText(hello.proof, sign(secret, serverProofText(guardNonce, serverNonce, incarnation)))) {
      log('A session server without the right secret was refused.');
      return socket.close(GUARD_CLOSE.notProven);
    }
    if (incarnation < incarnations.highest || incarnation === this.#current?.incarnation) {
      log(`A session server with incarnation ${incarnation} was refused; ${incarnations.highest} has been here.`);
      return socket.close(GUARD_CLOSE.staleIncarnation);
    }
    await incarnations.raise(incarnation);
    // Somebody newer may have come while the disk was busy.
    if (socket.readyState !== socket.OPEN || incarnation < incarnations.highest) return socket.terminate();
    this.#replaceCurrent('replaced by a newer session server');
    this.#accept({ socket, incarnation });
    const proof = sign(secret, guardProofText(guardNonce, serverNonce));
    this.tell({ type: 'accepted', proof, nowMs: clock.monotonicMs(), janusUp: janusUp() });
  }

  #accept(link: ServerLink): void {
    const { clock, onCommand } = this.#options;
    this.#current = link;
    const { socket } = link;
    const silent = (): void => {
      this.#end(link, `session server silent for ${GUARD_SILENCE_MS} ms`);
      socket.close(GUARD_CLOSE.silent);
      socket.terminate();
    };
    let cancelSilence = clock.after(GUARD_SILENCE_MS, silent);
    socket.on('message', (data) => {
      if (this.#current !== link) return;
      cancelSilence();
      cancelSilence = clock.after(GUARD_SILENCE_MS, silent);
      const message = decodeServerToGuard(String(data));
      if (message === undefined || message.type === 'hello') {
        this.#end(link, 'session server sent a frame that is not understood');
        socket.close(GUARD_CLOSE.badFrame);
      } else if (message.type === 'beat') {
        const { janusUp } = this.#options;
        this.tell({ type: 'beat.ack', n: message.n, nowMs: clock.monotonicMs(), janusUp: janusUp() });
      } else {
        onCommand(message, (reply) => {
          if (this.#current === link) this.tell(reply);
        });
      }
    });
    socket.once('close', () => {
      cancelSilence();
      this.#end(link, 'session server gone');
    });
  }

  #replaceCurrent(reason: string): void {
    const link = this.#current;
    if (link === undefined) return;
    this.#end(link, reason);
    link.socket.close(GUARD_CLOSE.staleIncarnation);
  }

  #end(link: ServerLink, reason: string): void {
    if (this.#current !== link) return;
    this.#current = undefined;
    this.#options.onServerGone(reason);
  }
}

function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
