import type { ViolationKind } from '../../protocol/guard-messages.ts';
import type { Mismatch } from './media-witness.ts';

/** What the session server needs of a media node. The real one is `GuardClient`; tests use `FakeMedia`. */
export interface MediaPort {
  /** Whether new shares can be opened at this moment. */
  readonly ready: boolean;
  /** Whether the media guard is connected; its media server may be away all the same. */
  readonly hasGuard: boolean;
  /** Opens a room. `epoch` must be higher than every one before. Rejects with `MediaError`. */
  openShare(shareId: string, epoch: number): Promise<void>;
  /** Hands over the owner's offer (already rebuilt by `rebuildSdp`) and resolves with the answer. */
  publish(shareId: string, sdp: string): Promise<string>;
  /** Makes a viewer's handle on a share that has been published, and resolves with the offer for that viewer. */
  openViewer(shareId: string, viewerId: string): Promise<string>;
  answerViewer(shareId: string, viewerId: string, sdp: string): Promise<void>;
  /** Nothing is sent to this viewer any more, and its connection stays. Never rejects: not `verified` where it is not sure. */
  pauseViewer(shareId: string, viewerId: string): Promise<StopResult>;
  resumeViewer(shareId: string, viewerId: string): Promise<void>;
  /** `viewerId` undefined: the owner's connection. `candidate` null: no more. */
  addCandidate(shareId: string, viewerId: string | undefined, candidate: string | null): void;
  /** The owner's encoder is asked for a key frame; at most once a second. */
  askKeyFrame(shareId: string): void;
  /** Never rejects: where the guard cannot be reached, its own silence rule ends the picture, and `verified` is false. */
  closeViewer(shareId: string, viewerId: string): Promise<StopResult>;
  /** The same for a whole share. Closing what is not there resolves at once as verified. */
  closeShare(shareId: string): Promise<StopResult>;
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: MediaEvent) => void): () => void;
}

export interface StopResult {
  /** Whether the media server showed that every handle is gone; of a pause: that it has taken it. */
  verified: boolean;
  tookMs: number;
}

export type MediaEvent =
  /** A connection came up, or went down by itself. `viewerId` undefined: the owner's. */
  | { type: 'media'; shareId: string; viewerId: string | undefined; state: 'up' | 'down' }
  /**
   * Media of the owner (no `viewerId`) or of a viewer began or ended `agoMs` milliseconds ago, as the media server's own
   * events tell, whoever caused it. A witness for the record; `media` is what is acted on.
   */
  | { type: 'flow'; shareId: string; viewerId: string | undefined; state: 'up' | 'down'; agoMs: number }
  /** Something was at the media server that no grant allows. It has been cut already (`cut`: and seen gone). */
  | {
      type: 'violation';
      kind: ViolationKind | Mismatch;
      /** The share that is concerned; `undefined`: none of ours. */
      shareId: string | undefined;
      viewerId: string | undefined;
      handleId: number | undefined;
      agoMs: number;
      cut: boolean;
      /** Whether the share was closed with it. */
      shareEnded: boolean;
    }
  /** The guard or its Janus is away (every room is gone with it), or back. */
  | { type: 'ready'; ready: boolean };

/** Why a media call failed; `stale` and `unknown` mean that the share ended meanwhile. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly reason: 'down' | 'stale' | 'unknown' | 'janus';
  constructor(reason: MediaError['reason'], options?: ErrorOptions) {
    super(`media: ${reason}`, options);
    this.reason = reason;
  }
}
