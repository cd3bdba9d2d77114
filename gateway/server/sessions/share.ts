import type { Grant } from '../../../state-machines/request.machine.ts';
import { newId } from '../ids.ts';
import { MediaError, type MediaPort, type StopResult } from '../media/media-port.ts';

/** What a share needs to tell: the offer for the viewer, and that the media failed. */
export interface ShareEvents {
  offerViewer(offer: { viewerId: string; sdp: string }): void;
  failed(): void;
}

/**
 * The running picture of one grant at the media node: its room, its owner's connection and its one viewer.
 * Opened when the grant is durable, closed before its end is recorded; never opened twice.
 */
export class Share {
  readonly grant: Grant;
  readonly #media: MediaPort;
  readonly #events: ShareEvents;
  readonly #opened: Promise<void>;
  #published = false;
  #publishing = false;
  #watched = true;
  #viewerId: string | undefined;
  #closed: Promise<StopResult> | undefined;

  constructor(grant: Grant, media: MediaPort, events: ShareEvents) {
    this.grant = grant;
    this.#media = media;
    this.#events = events;
    this.#opened = media.openShare(grant.grantId, grant.epoch);
    this.#opened.catch(() => this.#fail());
  }

  get closed(): boolean {
    return this.#closed !== undefined;
  }

  /** The one viewer that may answer or send candidates now. */
  get viewerId(): string | undefined {
    return this.#viewerId;
  }

  /**
   * The owner's offer. There is one per share; a second is refused.
   * @returns The answer for the owner.
   * @throws {MediaError}
   */
  async publish(sdp: string): Promise<string> {
    if (this.#publishing || this.closed) throw new MediaError('stale');
    this.#publishing = true;
    await this.#opened;
    const answer = await this.#media.publish(this.grant.grantId, sdp);
    this.#published = true;
    if (this.#watched) void this.#openViewer();
    return answer;
  }

  answer(viewerId: string, sdp: string): Promise<void> {
    if (viewerId !== this.#viewerId || this.closed) return Promise.reject(new MediaError('stale'));
    return this.#media.answerViewer(this.grant.grantId, viewerId, sdp);
  }

  addCandidate(viewerId: string | undefined, candidate: string | null): void {
    if (this.closed || (viewerId !== undefined && viewerId !== this.#viewerId)) return;
    this.#media.addCandidate(this.grant.grantId, viewerId, candidate);
  }

  /** A new viewer on the running share. */
  look(): void {
    this.#watched = true;
    if (this.#published) void this.#openViewer();
  }

  async lookAway(): Promise<void> {
    this.#watched = false;
    const viewerId = this.#viewerId;
    this.#viewerId = undefined;
    if (viewerId !== undefined) await this.#media.closeViewer(this.grant.grantId, viewerId);
  }

  /** Destroys the room; from the first call on nothing else is done with this share. */
  close(): Promise<StopResult> {
    this.#viewerId = undefined;
    this.#closed ??= this.#media.closeShare(this.grant.grantId);
    return this.#closed;
  }

  async #openViewer(): Promise<void> {
    const viewerId = newId();
    this.#viewerId = viewerId;
    try {
      const sdp = await this.#media.openViewer(this.grant.grantId, viewerId);
      if (this.#viewerId === viewerId) this.#events.offerViewer({ viewerId, sdp });
      else if (!this.closed) await this.#media.closeViewer(this.grant.grantId, viewerId); // looked away meanwhile
    } catch {
      this.#fail();
    }
  }

  #fail(): void {
    if (!this.closed) this.#events.failed();
  }
}
