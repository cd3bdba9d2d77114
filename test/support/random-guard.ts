import { MediaError, type StopResult } from '../../gateway/server/media/media-port.ts';
import { FakeMedia } from './fake-media.ts';
import { macrotask } from './machines.ts';

/**
 * A media node of the random run. It knows to whom pictures go, takes its time for each call, and forgets every room when
 * it is away; what it carries out has happened when the call is made, or while it takes its time, as in the real one.
 */
export class RandomGuard extends FakeMedia {
  /** How many turns of the event loop the next step of a call takes. */
  readonly #slow: () => number;
  /** `share viewer` of everybody who gets a picture now, and of those who are paused. */
  readonly #viewers = new Map<string, 'on' | 'paused'>();

  constructor(slow: () => number) {
    super();
    this.#slow = slow;
  }

  /** Shares with a viewer who is sent frames, one entry for each such viewer. */
  get watched(): string[] {
    return [...this.#viewers].flatMap(([key, state]) => (state === 'on' ? [key.split(' ')[0] ?? ''] : []));
  }

  override async openShare(shareId: string, epoch: number): Promise<void> {
    if (!this.ready) throw new MediaError('down');
    // It is there before that is told, and fails, or is closed, late.
    await super.openShare(shareId, epoch);
    await this.#takeTime();
    this.#assertRoom(shareId);
  }

  override async publish(shareId: string): Promise<string> {
    this.#assertRoom(shareId);
    await this.#takeTime();
    return super.publish(shareId);
  }

  override async openViewer(shareId: string, viewerId = ''): Promise<string> {
    this.#assertRoom(shareId);
    await this.#takeTime();
    this.#assertRoom(shareId);
    this.#viewers.set(`${shareId} ${viewerId}`, 'on');
    this.#tell(shareId, viewerId, 'up');
    await this.#takeTime();
    return super.openViewer(shareId);
  }

  override async pauseViewer(shareId: string, viewerId = ''): Promise<StopResult> {
    await this.#takeTime();
    if (this.#viewers.has(`${shareId} ${viewerId}`)) this.#viewers.set(`${shareId} ${viewerId}`, 'paused');
    await this.#takeTime();
    return super.pauseViewer(shareId);
  }

  override async resumeViewer(shareId: string, viewerId = ''): Promise<void> {
    await this.#takeTime();
    if (!this.#viewers.has(`${shareId} ${viewerId}`)) throw new MediaError('unknown');
    this.#viewers.set(`${shareId} ${viewerId}`, 'on');
    await this.#takeTime();
    return super.resumeViewer(shareId);
  }

  override async closeViewer(shareId: string, viewerId = ''): Promise<StopResult> {
    await this.#takeTime();
    if (this.#viewers.delete(`${shareId} ${viewerId}`)) this.#tell(shareId, viewerId, 'down');
    return super.closeViewer(shareId);
  }

  override async closeShare(shareId: string): Promise<StopResult> {
    await this.#takeTime();
    this.#end(shareId);
    return super.closeShare(shareId);
  }

  /** Goes away with everything that it holds, or is back. */
  turn(): void {
    if (this.ready) for (const shareId of this.rooms) this.#end(shareId);
    this.emit({ type: 'ready', ready: !this.ready });
  }

  /** Finds what no grant allows on a share, and ends the share with it. */
  violate(shareId: string): void {
    this.#end(shareId);
    const found = { kind: 'strangeMedia', viewerId: undefined, handleId: 1, agoMs: 5, cut: true, shareEnded: true } as const;
    this.emit({ type: 'violation', shareId, ...found });
  }

  #end(shareId: string): void {
    this.rooms.delete(shareId);
    for (const key of this.#viewers.keys()) {
      const [share, viewerId = ''] = key.split(' ');
      if (share !== shareId) continue;
      this.#viewers.delete(key);
      this.#tell(shareId, viewerId, 'down');
    }
  }

  #tell(shareId: string, viewerId: string, state: 'up' | 'down'): void {
    this.emit({ type: 'flow', shareId, viewerId, state, agoMs: 0 });
  }

  #assertRoom(shareId: string): void {
    if (!this.rooms.has(shareId)) throw new MediaError('unknown');
  }

  async #takeTime(): Promise<void> {
    for (let turns = this.#slow(); turns > 0; turns -= 1) await macrotask();
  }
}
