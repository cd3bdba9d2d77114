import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { GuardError, GuardToServer, ServerToGuard } from '../../protocol/guard-messages.ts';
import { GuardSocket, type GuardMessage } from './guard-socket.ts';
import { MediaWitness } from './media-witness.ts';
import { MediaError, type MediaEvent, type MediaPort, type StopResult } from './media-port.ts';

/** Longest wait for an opening, in milliseconds; also the deadline that the guard is given. */
const OPEN_WITHIN_MS = 5_000;
/** Longest wait for a stop to be verified; the guard itself gives up, and kills Janus, a little earlier. */
const CLOSE_WITHIN_MS = 1_500;
/** Waits between two attempts to reach the guard: close together at first, because it is back within a second. */
const FIRST_RETRY_MS = 200;
const RETRY_GROWTH = 1.15;
const LONGEST_RETRY_MS = 2_000;

export interface GuardClientOptions {
  url: string;
  /** The content of the media node's secret file. */
  secret: string;
  /** Rises with every start of this server, written before it is used. */
  incarnation: number;
  log?: ((line: string) => void) | undefined;
  clock?: Clock | undefined;
}

/** A call's parts that its sender knows; the rest is added here. */
type Call = Exclude<ServerToGuard, { type: 'hello' } | { type: 'beat' } | { type: 'candidate' } | { type: 'keyFrame' }>;
type CallBody = Call extends infer T ? (T extends Call ? Omit<T, 'id' | 'byGuardMs'> : never) : never;
type StopBody = Extract<CallBody, { type: 'share.close' | 'viewer.close' | 'viewer.pause' }>;
type Reply = Extract<GuardToServer, { type: 'reply' }>;

/** The session server's end of the connection to a media guard; connects for ever, until `close`. */
export function createGuardClient(options: GuardClientOptions): MediaPort & { close(): void } {
  return new GuardClient(options);
}

class GuardClient implements MediaPort {
  readonly #options: GuardClientOptions;
  readonly #clock: Clock;
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  readonly #waiting = new Map<number, (reply: Reply | 'lost') => void>();
  readonly #witness: MediaWitness;
  #socket: GuardSocket | undefined;
  #ready = false;
  #calls = 0;
  #failures = 0;
  #cancelRetry = (): void => {};
  #closed = false;

  constructor(options: GuardClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#witness = new MediaWitness(this.#clock);
    this.#connect();
  }

  get ready(): boolean {
    return this.#ready;
  }

  get hasGuard(): boolean {
    return this.#socket !== undefined;
  }

  async openShare(shareId: string, epoch: number): Promise<void> {
    this.#witness.granted(shareId);
    await this.#open({ type: 'share.open', shareId, epoch });
  }

  async publish(shareId: string, sdp: string): Promise<string> {
    return withSdp(await this.#open({ type: 'share.publish', shareId, sdp }));
  }

  async openViewer(shareId: string, viewerId: string): Promise<string> {
    this.#witness.granted(shareId, viewerId);
    return withSdp(await this.#open({ type: 'viewer.open', shareId, viewerId }));
  }

  async answerViewer(shareId: string, viewerId: string, sdp: string): Promise<void> {
    await this.#open({ type: 'viewer.answer', shareId, viewerId, sdp });
  }

  addCandidate(shareId: string, viewerId: string | undefined, candidate: string | null): void {
    this.#socket?.send({ type: 'candidate', shareId, ...(viewerId === undefined ? {} : { viewerId }), candidate });
  }

  askKeyFrame(shareId: string): void {
    this.#socket?.send({ type: 'keyFrame', shareId });
  }

  pauseViewer(shareId: string, viewerId: string): Promise<StopResult> {
    return this.#stop({ type: 'viewer.pause', shareId, viewerId });
  }

  async resumeViewer(shareId: string, viewerId: string): Promise<void> {
    await this.#open({ type: 'viewer.resume', shareId, viewerId });
  }

  closeViewer(shareId: string, viewerId: string): Promise<StopResult> {
    this.#witness.stopped(shareId, viewerId);
    return this.#stop({ type: 'viewer.close', shareId, viewerId });
  }

  closeShare(shareId: string): Promise<StopResult> {
    this.#witness.stopped(shareId);
    return this.#stop({ type: 'share.close', shareId });
  }

  subscribe(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the connection; the guard destroys what is left. */
  close(): void {
    this.#closed = true;
    this.#cancelRetry();
    this.#socket?.close();
  }

  async #open(body: CallBody): Promise<Reply> {
    if (!this.#ready) throw new MediaError('down');
    const reply = await this.#call(body, OPEN_WITHIN_MS);
    if (reply === 'lost') throw new MediaError('down');
    if (reply.error !== undefined) throw mediaError(reply.error, reply.detail);
    return reply;
  }

  /** A guard that is there and does not confirm a stop in time is told as a violation; what it says later comes too late. */
  async #stop(body: StopBody): Promise<StopResult> {
    const startedMs = this.#clock.monotonicMs();
    const reply = await this.#call(body, CLOSE_WITHIN_MS);
    const tookMs = this.#clock.monotonicMs() - startedMs;
    if (reply === 'lost' && this.#ready) {
      const { shareId, viewerId } = { viewerId: undefined, ...body };
      const violation = { type: 'violation', kind: 'stopNotObeyed', shareId, viewerId, handleId: undefined } as const;
      this.#emit({ ...violation, agoMs: tookMs, cut: false, shareEnded: false });
    }
    return { verified: reply !== 'lost' && reply.verified === true, tookMs };
  }

  /** Resolves `lost` where the guard is away or does not answer in time. */
  #call(body: CallBody, limitMs: number): Promise<Reply | 'lost'> {
    const socket = this.#socket;
    if (socket === undefined) return Promise.resolve('lost');
    const id = (this.#calls += 1);
    return new Promise((resolve) => {
      const settle = (reply: Reply | 'lost'): void => {
        cancel();
        this.#waiting.delete(id);
        resolve(reply);
      };
      const cancel = this.#clock.after(limitMs, () => settle('lost'));
      this.#waiting.set(id, settle);
      if (!socket.send({ ...body, id, byGuardMs: socket.guardNowMs() + limitMs })) settle('lost');
    });
  }

  #connect(): void {
    const socket: GuardSocket = new GuardSocket({
      ...this.#options,
      clock: this.#clock,
      onMessage: (message) => this.#receive(message),
      onJanus: (up) => this.#setReady(up),
      onOpen: () => {
        this.#failures = 0;
        this.#socket = socket;
      },
      onClose: (reason) => this.#lost(reason),
    });
  }

  #lost(reason: string): void {
    const wasOpen = this.#socket !== undefined;
    this.#socket = undefined;
    this.#setReady(false);
    for (const settle of this.#waiting.values()) settle('lost');
    if (this.#closed) return;
    const delayMs = Math.min(FIRST_RETRY_MS * RETRY_GROWTH ** this.#failures, LONGEST_RETRY_MS);
    if (wasOpen || this.#failures === 0) this.#options.log?.(`The media guard is away: ${reason}`);
    this.#failures += 1;
    this.#cancelRetry = this.#clock.after(delayMs, () => this.#connect());
  }

  #receive(message: GuardMessage): void {
    const { viewerId } = { viewerId: undefined, ...message };
    switch (message.type) {
      case 'reply':
        this.#waiting.get(message.id)?.(message);
        return;
      case 'media':
        return this.#emit({ type: 'media', shareId: message.shareId, viewerId, state: message.state });
      case 'flow':
        return this.#flowed(message.shareId, viewerId, message.state, message.atGuardMs);
      case 'violation': {
        const { kind, shareId, handleId, agoMs, cut } = message;
        // A stop that took a second try is the end of what was to be stopped, and of nothing else.
        const shareEnded = shareId !== undefined && kind !== 'stopNotObeyed';
        return this.#emit({ type: 'violation', kind, shareId, viewerId, handleId, agoMs, cut, shareEnded });
      }
    }
  }

  /** Tells it, and ends what does not fit what was asked for. */
  #flowed(shareId: string, viewerId: string | undefined, state: 'up' | 'down', atGuardMs: number): void {
    const nowMs = this.#clock.monotonicMs();
    const atMs = this.#socket?.toOurMs(atGuardMs) ?? nowMs;
    const agoMs = Math.max(0, nowMs - atMs);
    this.#emit({ type: 'flow', shareId, viewerId, state, agoMs });
    const kind = this.#witness.flow({ shareId, viewerId, state, atMs });
    if (kind === undefined) return;
    void this.#end(shareId, viewerId).then((ended) =>
      this.#emit({ type: 'violation', kind, shareId, viewerId, handleId: undefined, agoMs, ...ended }),
    );
  }

  /** A viewer alone, where that one was and obeys; others may look on at what they were granted. */
  async #end(shareId: string, viewerId: string | undefined): Promise<{ cut: boolean; shareEnded: boolean }> {
    if (viewerId !== undefined && (await this.closeViewer(shareId, viewerId)).verified) return { cut: true, shareEnded: false };
    return { cut: (await this.closeShare(shareId)).verified, shareEnded: true };
  }

  #setReady(ready: boolean): void {
    if (this.#ready === ready) return;
    this.#ready = ready;
    if (!ready) this.#witness.clear();
    this.#emit({ type: 'ready', ready });
  }

  #emit(event: MediaEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function withSdp(reply: Reply): string {
  if (reply.sdp === undefined) throw new MediaError('janus');
  return reply.sdp;
}

function mediaError(error: GuardError, detail: string | undefined): MediaError {
  return new MediaError(error, detail === undefined ? {} : { cause: new Error(detail) });
}
