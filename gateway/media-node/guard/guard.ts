import type { GuardError, GuardToServer, ServerToGuard } from '../../protocol/guard-messages.ts';
import { withTimeout, type Clock } from '../clock.ts';
import type { HandleMedia } from './janus-api.ts';
import type { JanusNode } from './janus-node.ts';
import type { MediaFlow, WatchedViolation } from './media-watch.ts';
import { ClosedMeanwhile, Share } from './share.ts';
import { isGone } from './stopping.ts';

/** Longest that a viewer waits for the owner's picture, within its call's own deadline. */
const OWNER_UP_WITHIN_MS = 5_000;
/** A machine is full of media long before. */
const SHARES_MAX = 200;
/** Longest wait for a killed Janus to be gone. */
const KILLED_WITHIN_MS = 300;

type Reply = Extract<GuardToServer, { type: 'reply' }>;
export type GuardCall = Extract<ServerToGuard, { byGuardMs: number }>;
type Outcome = Omit<Reply, 'type' | 'id'>;

type ViolationNews = Pick<WatchedViolation, 'kind' | 'shareId' | 'viewerId'> & {
  handleId: number | undefined;
  agoMs: number;
  cut: boolean;
};

export interface GuardOptions {
  janus: Pick<JanusNode, 'running' | 'kill'>;
  /** Tells the server, where one is connected. */
  tell: (message: GuardToServer) => void;
  log: (line: string) => void;
  clock: Clock;
}

/** Carries out the server's calls, and ends everything by itself when there is no server any more. */
export class Guard {
  readonly #options: GuardOptions;
  readonly #shares = new Map<string, Share>();
  #highestEpoch = 0;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  get janusUp(): boolean {
    return this.#options.janus.running !== undefined;
  }

  /** Never rejects. */
  async call(call: GuardCall): Promise<Reply> {
    const outcome = await this.#carryOut(call).catch((error: unknown): Outcome => ({
      error: error instanceof ClosedMeanwhile ? 'unknown' : 'janus',
      detail: error instanceof Error ? error.message : String(error),
    }));
    return { type: 'reply', id: call.id, ...outcome };
  }

  addCandidate(shareId: string, viewerId: string | undefined, candidate: string | null): void {
    this.#shares.get(shareId)?.addCandidate(viewerId, candidate);
  }

  askKeyFrame(shareId: string): void {
    this.#shares.get(shareId)?.askKeyFrame();
  }

  janusWentUp(): void {
    this.#options.tell({ type: 'janus', up: true });
  }

  janusWentDown(): void {
    for (const share of this.#shares.values()) share.abandon();
    this.#shares.clear();
    this.#options.tell({ type: 'janus', up: false });
  }

  /** Ends what ought not to be there, then tells. Never rejects. */
  async violated(violation: WatchedViolation): Promise<void> {
    const { log, clock } = this.#options;
    const { kind, shareId, viewerId, handleId, atMs } = violation;
    const cut = await this.#cut(violation).catch(() => false);
    const agoMs = Math.max(0, clock.monotonicMs() - atMs);
    log(`In Janus was what no share allows (${kind}); ${cut ? 'gone' : 'NOT gone'} after ${Math.round(agoMs)} ms.`);
    this.#tellViolation({ kind, shareId, viewerId, handleId, agoMs, cut });
  }

  /** What Janus itself tells of the media of our shares. */
  flowed({ atMs, viewerId, ...flow }: MediaFlow): void {
    this.#options.tell({ type: 'flow', ...flow, ...(viewerId === undefined ? {} : { viewerId }), atGuardMs: atMs });
  }

  /** The server is gone: so is every right to relay a picture. */
  async destroyAll(reason: string): Promise<void> {
    const shareIds = [...this.#shares.keys()];
    if (shareIds.length === 0) return;
    this.#options.log(`${reason}: ${shareIds.length} ${shareIds.length === 1 ? 'share is' : 'shares are'} ended`);
    await Promise.all(shareIds.map((shareId) => this.#closeShare(shareId)));
  }

  async #carryOut(call: GuardCall): Promise<Outcome> {
    if (call.type === 'share.close') return this.#timed(() => this.#closeShare(call.shareId));
    if (call.type === 'viewer.close') return this.#timed(() => this.#closeViewer(call.shareId, call.viewerId));
    if (call.type === 'viewer.pause') return this.#timed(() => this.#pauseViewer(call.shareId, call.viewerId));
    const leftMs = call.byGuardMs - this.#options.clock.monotonicMs();
    if (leftMs < 0) return failed('stale', 'the deadline has passed');
    if (call.type === 'share.open') return this.#openShare(call.shareId, call.epoch);

    const share = this.#shares.get(call.shareId);
    if (share === undefined) return failed('unknown', 'no such share');
    switch (call.type) {
      case 'share.publish':
        return { sdp: await share.publish(call.sdp) };
      case 'viewer.open':
        return { sdp: await share.openViewer(call.viewerId, Math.min(leftMs, OWNER_UP_WITHIN_MS)) };
      case 'viewer.answer':
        if (!share.hasViewer(call.viewerId)) return failed('unknown', 'no such viewer');
        await share.answerViewer(call.viewerId, call.sdp);
        return {};
      case 'viewer.resume':
        if (!share.hasViewer(call.viewerId)) return failed('unknown', 'no such viewer');
        await share.resumeViewer(call.viewerId);
        return {};
    }
  }

  async #openShare(shareId: string, epoch: number): Promise<Outcome> {
    const { janus, log, clock } = this.#options;
    if (epoch <= this.#highestEpoch || this.#shares.has(shareId)) return failed('stale', 'the epoch is too low');
    if (janus.running === undefined) return failed('janus', 'Janus is away');
    if (this.#shares.size >= SHARES_MAX) return failed('janus', 'too many shares');
    this.#highestEpoch = epoch;
    const share = new Share({
      shareId,
      janus: janus.running,
      onMedia: (viewerId, media) => this.#tellMedia(shareId, viewerId, media),
      onLost: () => {
        this.#tellMedia(shareId, undefined, { state: 'down', reason: 'session lost' });
        void this.#closeShare(shareId);
      },
      onNotObeyed: (viewerId, cut) =>
        this.#tellViolation({ kind: 'stopNotObeyed', shareId, viewerId, handleId: undefined, agoMs: 0, cut }),
      log,
      clock,
    });
    this.#shares.set(shareId, share);
    try {
      await share.opened;
      return {};
    } catch (error) {
      await this.#closeShare(shareId);
      throw error;
    }
  }

  /** What is not there is closed. */
  async #closeShare(shareId: string): Promise<boolean> {
    const share = this.#shares.get(shareId);
    if (share === undefined) return true;
    const verified = (await share.close()) || (await this.#killJanus('a room did not end'));
    this.#shares.delete(shareId);
    return verified;
  }

  async #closeViewer(shareId: string, viewerId: string): Promise<boolean> {
    const share = this.#shares.get(shareId);
    if (share === undefined) return true;
    return (await share.closeViewer(viewerId)) || this.#killJanus('a viewer did not end');
  }

  /** @returns whether Janus sends nothing to this viewer; what is not there gets nothing */
  async #pauseViewer(shareId: string, viewerId: string): Promise<boolean> {
    const share = this.#shares.get(shareId);
    return share === undefined || share.pauseViewer(viewerId).then(() => true, () => false);
  }

  /** @returns whether Janus showed that the session is gone, or is gone itself */
  async #cut({ sessionId, handleId, shareId }: WatchedViolation): Promise<boolean> {
    const { running } = this.#options.janus;
    if (running === undefined) return true;
    const { admin } = running;
    // Its share first, if it has one: that ends every handle on the session, the strange one too.
    const closed = shareId === undefined || (await this.#closeShare(shareId));
    await Promise.allSettled([admin.hangUp(sessionId, handleId), admin.destroySession(sessionId)]);
    const isOver = await isGone(admin, sessionId, this.#options.clock);
    const cut = isOver || (await this.#killJanus('what ought not to be there did not end'));
    return cut && closed;
  }

  /** Where Janus does not obey, it goes: other shares end with it, but none runs on unwanted. */
  async #killJanus(reason: string): Promise<boolean> {
    try {
      await withTimeout(this.#options.janus.kill(reason), KILLED_WITHIN_MS, 'kill', this.#options.clock);
      return true;
    } catch {
      return false;
    }
  }

  async #timed(close: () => Promise<boolean>): Promise<Outcome> {
    const startedMs = this.#options.clock.monotonicMs();
    const verified = await close();
    return { verified, tookMs: this.#options.clock.monotonicMs() - startedMs };
  }

  #tellViolation(violation: ViolationNews): void {
    const { kind, shareId, viewerId, handleId, agoMs, cut } = violation;
    this.#options.tell({
      type: 'violation',
      kind,
      ...(shareId === undefined ? {} : { shareId }),
      ...(viewerId === undefined ? {} : { viewerId }),
      ...(handleId === undefined ? {} : { handleId }),
      agoMs,
      cut,
    });
  }

  #tellMedia(shareId: string, viewerId: string | undefined, media: HandleMedia): void {
    this.#options.tell({
      type: 'media',
      shareId,
      ...(viewerId === undefined ? {} : { viewerId }),
      state: media.state,
      ...(media.state === 'down' ? { reason: media.reason } : {}),
    });
  }
}

function failed(error: GuardError, detail: string): Outcome {
  return { error, detail };
}
