import type { Grant } from '../../../state-machines/request.machine.ts';
import type { Clock } from '../clock.ts';
import { newId } from '../ids.ts';
import { MediaError, type MediaPort, type StopResult } from '../media/media-port.ts';
import type { RunningShare } from './running-share.ts';

/** What a share needs to tell: the offer for the viewer, and that the media failed. */
export interface ShareEvents {
  offerViewer(offer: { viewerId: string; sdp: string }): void;
  failed(): void;
}

/** Candidates that one connection may send; browsers find a handful. */
const CANDIDATES_MAX = 30;
/** How often a viewer's connection that went down is offered anew before it came up again. */
const VIEWER_RETRIES = 3;
/**
 * Longest wait, in milliseconds, from an offer until the viewer's connection carries the picture. A network without UDP
 * tells nobody of itself: the viewer would wait for ever, and the owner would read that the screen is seen.
 */
const VIEWER_UP_WITHIN_MS = 8_000;

/**
 * The running picture of one grant at the media node: its room, its owner's connection and its one viewer.
 * Opened when the grant is durable, closed before its end is recorded; never opened twice.
 */
export class Share implements RunningShare {
  readonly grant: Grant;
  readonly #media: MediaPort;
  readonly #clock: Clock;
  readonly #events: ShareEvents;
  readonly #opened: Promise<void>;
  #published = false;
  #publishing = false;
  #watched = true;
  #viewerId: string | undefined;
  #viewerAnswered = false;
  #viewerIsUp = false;
  #ownerIsUp = false;
  #viewersInVain = 0;
  #cancelLimit = (): void => {};
  /** Candidates of the owner, and of the present viewer. */
  readonly #candidates = { owner: 0, viewer: 0 };
  #closed: Promise<StopResult> | undefined;

  constructor(grant: Grant, media: MediaPort, clock: Clock, events: ShareEvents) {
    this.grant = grant;
    this.#media = media;
    this.#clock = clock;
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
    if (this.closed) throw new MediaError('stale');
    this.#published = true;
    if (this.#watched) void this.#openViewer();
    return answer;
  }

  /** The present viewer's answer. There is one per viewer; with a second one the picture could go elsewhere. */
  answer(viewerId: string, sdp: string): Promise<void> {
    if (viewerId !== this.#viewerId || this.#viewerAnswered || this.closed) return Promise.reject(new MediaError('stale'));
    this.#viewerAnswered = true;
    return this.#media.answerViewer(this.grant.grantId, viewerId, sdp);
  }

  addCandidate(viewerId: string | undefined, candidate: string | null): void {
    if (this.closed || (viewerId !== undefined && viewerId !== this.#viewerId)) return;
    if (++this.#candidates[viewerId === undefined ? 'owner' : 'viewer'] > CANDIDATES_MAX) return;
    this.#media.addCandidate(this.grant.grantId, viewerId, candidate);
  }

  /** The present viewer has lost what the next frames build on. */
  askKeyFrame(viewerId: string): void {
    if (viewerId === this.#viewerId && !this.closed) this.#media.askKeyFrame(this.grant.grantId);
  }

  /** The owner's picture arrives. A viewer that could not be opened before, because it took too long, is opened now. */
  ownerIsUp(): void {
    this.#ownerIsUp = true;
    if (this.#published && this.#watched && this.#viewerId === undefined && !this.closed) void this.#openViewer();
  }

  /** The picture goes on for `pausedViewerId`, where that is still connected; else there is a new viewer. */
  look(pausedViewerId?: string): void {
    this.#watched = true;
    this.#viewersInVain = 0;
    if (!this.#published) return;
    if (pausedViewerId !== undefined && pausedViewerId === this.#viewerId) void this.#resumeViewer(pausedViewerId);
    else void this.#openViewer();
  }

  /** The viewer's page is back after it lost its socket: an offer that it missed is made again. */
  viewerReturned(): void {
    if (this.#published && this.#watched && !this.#viewerIsUp && !this.closed) void this.#openViewer();
  }

  /** The picture has a connection of its own, which does not mind. */
  ownerReturned(): void {}

  /** The viewer's connection came up, or went down by itself; then it is offered anew, a few times. */
  viewerChanged(viewerId: string, state: 'up' | 'down'): void {
    if (viewerId !== this.#viewerId || this.closed) return;
    this.#viewerIsUp = state === 'up';
    if (state === 'up') {
      this.#viewersInVain = 0;
      this.#cancelLimit();
    } else if (!this.#watched) void this.lookAway(); // a paused one: there will be a new one
    else if (++this.#viewersInVain <= VIEWER_RETRIES) void this.#openViewer();
    else this.#fail();
  }

  /** Nothing is sent to the viewer, whose connection stays. One that cannot be paused is hung up. */
  async pause(): Promise<StopResult> {
    const viewerId = this.#viewerId;
    if (viewerId === undefined || !this.#viewerIsUp) return this.lookAway();
    this.#watched = false;
    const paused = await this.#media.pauseViewer(this.grant.grantId, viewerId);
    return paused.verified ? paused : this.lookAway();
  }

  async lookAway(): Promise<StopResult> {
    this.#watched = false;
    this.#cancelLimit();
    const viewerId = this.#viewerId;
    this.#viewerId = undefined;
    if (viewerId === undefined) return { verified: true, tookMs: 0 };
    return this.#media.closeViewer(this.grant.grantId, viewerId);
  }

  /** Destroys the room; from the first call on nothing else is done with this share. */
  close(): Promise<StopResult> {
    this.#viewerId = undefined;
    this.#cancelLimit();
    this.#closed ??= this.#media.closeShare(this.grant.grantId);
    return this.#closed;
  }

  async #openViewer(): Promise<void> {
    const viewerId = newId();
    const before = this.#viewerId;
    this.#viewerId = viewerId;
    this.#viewerAnswered = false;
    this.#viewerIsUp = false;
    this.#candidates.viewer = 0;
    this.#cancelLimit();
    try {
      if (before !== undefined) await this.#media.closeViewer(this.grant.grantId, before);
      if (this.#viewerId !== viewerId) return; // looked away, ended, or offered anew meanwhile
      const sdp = await this.#media.openViewer(this.grant.grantId, viewerId);
      if (this.#viewerId === viewerId) this.#offer(viewerId, sdp);
      else if (!this.closed) await this.#media.closeViewer(this.grant.grantId, viewerId); // looked away meanwhile
    } catch {
      if (this.#viewerId !== viewerId) return;
      if (this.#ownerIsUp) this.#fail();
      else this.#viewerId = undefined; // the grant's own limit for opening ends it, unless the owner's picture comes
    }
  }

  async #resumeViewer(viewerId: string): Promise<void> {
    try {
      await this.#media.resumeViewer(this.grant.grantId, viewerId);
    } catch {
      if (this.#viewerId === viewerId && this.#watched && !this.closed) void this.#openViewer();
    }
  }

  #offer(viewerId: string, sdp: string): void {
    this.#cancelLimit = this.#clock.after(VIEWER_UP_WITHIN_MS, () => this.#fail());
    this.#events.offerViewer({ viewerId, sdp });
  }

  #fail(): void {
    if (!this.closed) this.#events.failed();
  }
}
