import type { Clock } from '../clock.ts';

/** A stop may take this long until nothing flows any more (F2). */
const STOP_WITHIN_MS = 250;
/** What was stopped is remembered for events that come late; the guard's feed is lost when it is later than that. */
const REMEMBER_MS = 5_000;

/** Why what flowed does not fit what was granted. */
export type Mismatch =
  /** Nobody asked for this connection, or it came up after its end was asked for. */
  | 'ungrantedFlow'
  /** It flowed for longer than a stop may take. */
  | 'flowAfterStop';

/**
 * Compares what the media server says that flowed with what this server asked for. The guard compares too, with what it
 * was told; this is the second look, from the side that knows the grants.
 */
export class MediaWitness {
  readonly #clock: Clock;
  /** When the end of each connection was asked for; `Infinity`: not yet. */
  readonly #endAskedMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From now on the connection of the owner (no `viewerId`) or of this viewer may come up. */
  granted(shareId: string, viewerId?: string): void {
    this.#endAskedMs.set(keyOf(shareId, viewerId), Infinity);
  }

  /** The end of a viewer, or without one of the whole share, is asked for now. */
  stopped(shareId: string, viewerId?: string): void {
    const nowMs = this.#clock.monotonicMs();
    const stopped = [...this.#endAskedMs.keys()].filter((key) =>
      viewerId === undefined ? key.startsWith(`${shareId} `) : key === keyOf(shareId, viewerId),
    );
    for (const key of stopped) this.#endAskedMs.set(key, Math.min(this.#endAskedMs.get(key) ?? nowMs, nowMs));
    this.#clock.after(REMEMBER_MS, () => {
      for (const key of stopped) if ((this.#endAskedMs.get(key) ?? Infinity) < Infinity) this.#endAskedMs.delete(key);
    });
  }

  /** The media server is away, and everything with it. */
  clear(): void {
    this.#endAskedMs.clear();
  }

  /**
   * @param flow - `atMs`: when it happened, by the clock that is used here; news of it may come as late as they like.
   * @returns What is wrong with it, if anything.
   */
  flow(flow: {
    shareId: string;
    viewerId: string | undefined;
    state: 'up' | 'down';
    atMs: number;
  }): Mismatch | undefined {
    const endAskedMs = this.#endAskedMs.get(keyOf(flow.shareId, flow.viewerId));
    const isLate = flow.atMs > (endAskedMs ?? -Infinity) + STOP_WITHIN_MS;
    if (flow.state === 'up') return isLate ? 'ungrantedFlow' : undefined;
    // The end of what is not known any more was judged when it was known.
    return endAskedMs !== undefined && isLate ? 'flowAfterStop' : undefined;
  }
}

const keyOf = (shareId: string, viewerId: string | undefined): string => `${shareId} ${viewerId ?? ''}`;
