import type { MediaEvent, MediaPort, StopResult } from '../../gateway/server/media/media-port.ts';

/** A media node without media: remembers what was asked of it, and lets a test say when connections come and go. */
export class FakeMedia implements MediaPort {
  ready = true;
  hasGuard = true;
  /** `open g1`, `publish g1`, `viewer g1`, `pause g1`, `resume g1`, `closeViewer g1`, `close g1`, in order. */
  readonly calls: string[] = [];
  /** Rooms that exist now. */
  readonly rooms = new Set<string>();
  /** Epochs in the order in which rooms were opened. */
  readonly epochs: number[] = [];
  /** Rooms that ever were, to see that none comes back. */
  readonly everOpened: string[] = [];
  /** Calls that fail once they are made: for example `open`. */
  readonly failing = new Set<string>();
  /** Stops that are not verified: `pause`. */
  readonly disobeying = new Set<string>();
  readonly #listeners = new Set<(event: MediaEvent) => void>();

  openShare(shareId: string, epoch: number): Promise<void> {
    this.epochs.push(epoch);
    this.everOpened.push(shareId);
    return this.#call('open', shareId, () => void this.rooms.add(shareId));
  }

  publish(shareId: string): Promise<string> {
    return this.#call('publish', shareId, () => 'answer');
  }

  openViewer(shareId: string): Promise<string> {
    return this.#call('viewer', shareId, () => 'offer');
  }

  answerViewer(shareId: string): Promise<void> {
    return this.#call('answer', shareId, () => undefined);
  }

  addCandidate(shareId: string, viewerId: string | undefined): void {
    this.calls.push(`candidate ${shareId} ${viewerId === undefined ? 'owner' : 'viewer'}`);
  }

  askKeyFrame(shareId: string): void {
    this.calls.push(`keyFrame ${shareId}`);
  }

  pauseViewer(shareId: string): Promise<StopResult> {
    return this.#call('pause', shareId, () => ({ verified: !this.disobeying.has('pause'), tookMs: 1 }));
  }

  resumeViewer(shareId: string): Promise<void> {
    return this.#call('resume', shareId, () => undefined);
  }

  closeViewer(shareId: string): Promise<StopResult> {
    return this.#call('closeViewer', shareId, () => ({ verified: true, tookMs: 1 }));
  }

  closeShare(shareId: string): Promise<StopResult> {
    return this.#call('close', shareId, () => {
      this.rooms.delete(shareId);
      return { verified: true, tookMs: 1 };
    });
  }

  subscribe(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: MediaEvent): void {
    if (event.type === 'ready') this.ready = event.ready;
    for (const listener of this.#listeners) listener(event);
  }

  async close(): Promise<void> {}

  async #call<T>(name: string, shareId: string, result: () => T): Promise<T> {
    this.calls.push(`${name} ${shareId}`);
    if (this.failing.has(name)) throw new Error(`scripted failure of ${name}`);
    return result();
  }
}
