import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { CODECS } from '../../protocol/vocabulary.ts';
import { withTimeout, type Clock } from '../clock.ts';
import { JanusConnection, type HandleMedia, type VideoRoomHandle } from './janus-api.ts';
import type { RunningJanus } from './janus-node.ts';
import type { HandleRole } from './media-watch.ts';
import { isGone, stopRoom, stopViewer } from './stopping.ts';

/** A cap, in bits per second; the publisher's is the same. */
const BITRATE_BPS = 4_000_000;
/** Janus takes the first of these that the owner's offer has. */
const VIDEO_CODECS = CODECS.join(',').toLowerCase();
/** Longest wait for an opening that is under way when the stop comes. */
const OPENING_SETTLES_WITHIN_MS = 500;
const VIEWERS_MAX = 8;
/**
 * A key frame is asked for so often when a picture begins or goes on. Janus drops a request less than a second after another one,
 * and the browser whose picture was paused has made some, in the seconds after the pause; where the first is passed on,
 * the others are dropped.
 */
const KEY_FRAME_ASKED_AFTER_MS = [0, 250, 500, 750, 990];

const Joined = v.object({ id: v.string(), private_id: v.number() });
const Configured = v.object({ streams: v.pipe(v.array(v.object({ mid: v.string() })), v.minLength(1)) });

export interface ShareOptions {
  shareId: string;
  janus: Pick<RunningJanus, 'access' | 'admin' | 'watch'>;
  /** A connection came up, or went down by itself; `viewerId` undefined: the owner's. */
  onMedia: (viewerId: string | undefined, media: HandleMedia) => void;
  /** Janus dropped the session: nothing of this share is left but perhaps an empty room. */
  onLost: () => void;
  /** A stop, of a viewer or of the whole share, took more than the first try. `verified`: and then did it. */
  onNotObeyed: (viewerId: string | undefined, verified: boolean) => void;
  log: (line: string) => void;
  clock: Clock;
}

interface Viewer {
  /** Not there until the handle is attached. */
  handle: VideoRoomHandle | undefined;
  /** Never publishes; its `private_id` is what lets the viewer subscribe (`require_pvtid`). */
  companion: VideoRoomHandle | undefined;
  opening: Promise<string>;
  closed: boolean;
  mid: string;
}

/** What was under way when the share or the viewer was closed. */
export class ClosedMeanwhile extends Error {
  override readonly name = 'ClosedMeanwhile';
}

/** One share: a Janus room with one publisher, on a Janus connection of its own. Name, PIN and secret never leave it. */
export class Share {
  readonly #options: ShareOptions;
  readonly #room = {
    name: randomBytes(16).toString('hex'),
    pin: randomBytes(16).toString('hex'),
    secret: randomBytes(16).toString('hex'),
  };
  readonly #viewers = new Map<string, Viewer>();
  readonly #opening: Promise<void>;
  #connection: JanusConnection | undefined;
  #owner: VideoRoomHandle | undefined;
  #ownerId: string | undefined;
  #ownerMid = '0';
  #published = false;
  #sessionLost = false;
  #ownerUp: () => void = () => {};
  readonly #whenOwnerUp = new Promise<void>((resolve) => (this.#ownerUp = resolve));
  #keyFramesAsked: readonly (() => void)[] = [];
  #closing: Promise<boolean> | undefined;
  #janusGone: () => void = () => {};
  readonly #whenJanusGone = new Promise<boolean>((resolve) => (this.#janusGone = () => resolve(true)));

  constructor(options: ShareOptions) {
    this.#options = options;
    this.#opening = this.#open();
    // Heard by whoever awaits `opened`.
    this.#opening.catch(() => {});
  }

  /** Settles when the room is there, or could not be made. */
  get opened(): Promise<void> {
    return this.#opening;
  }

  /** @returns Janus's answer to the owner's offer */
  async publish(sdp: string): Promise<string> {
    await this.#opening;
    if (this.#published || this.#owner === undefined) throw new Error('this share has been published');
    this.#published = true;
    const reply = await this.#owner.request({ request: 'publish', bitrate: BITRATE_BPS }, { type: 'offer', sdp });
    this.#assertOpen();
    if (reply.jsep?.type !== 'answer') throw new Error('Janus gave no answer');
    const [stream] = v.parse(Configured, reply.data).streams;
    this.#ownerMid = stream?.mid ?? this.#ownerMid;
    // The receiver's jitter buffer is most of the delay; the picture of a desktop is worth more early than smooth.
    const noDelay = { mid: this.#ownerMid, min_delay: 0, max_delay: 0 };
    await this.#owner.request({ request: 'configure', streams: [noDelay] });
    return withoutRoomName(reply.jsep.sdp);
  }

  /** @returns Janus's offer for this viewer; waits until the owner's picture has arrived, at most `limitMs` */
  openViewer(viewerId: string, limitMs: number): Promise<string> {
    if (this.#viewers.has(viewerId)) return Promise.reject(new Error('this viewer is open already'));
    if (this.#viewers.size >= VIEWERS_MAX) return Promise.reject(new Error('too many viewers'));
    const viewer: Viewer = {
      handle: undefined,
      companion: undefined,
      opening: Promise.resolve(''),
      closed: false,
      mid: '0',
    };
    this.#viewers.set(viewerId, viewer);
    viewer.opening = this.#openViewer(viewerId, viewer, limitMs);
    return viewer.opening;
  }

  async answerViewer(viewerId: string, sdp: string): Promise<void> {
    const handle = this.#viewers.get(viewerId)?.handle;
    if (handle === undefined) throw new Error('no such viewer');
    await handle.request({ request: 'start' }, { type: 'answer', sdp });
  }

  /** Resolves when Janus sends nothing to this viewer any more; its connection stays. */
  async pauseViewer(viewerId: string): Promise<void> {
    await this.#viewers.get(viewerId)?.handle?.request({ request: 'pause' });
  }

  /** The picture goes on; with a key frame, since the viewer has missed what the next frames build on. */
  async resumeViewer(viewerId: string): Promise<void> {
    await this.#viewers.get(viewerId)?.handle?.request({ request: 'start' });
    // Not before: Janus may carry out requests to two handles in the other order, and a key frame that comes too early is
    // not passed on.
    this.#askForKeyFrames();
  }

  /** Of the owner's encoder, once. Janus drops a request less than a second after another one. */
  askKeyFrame(): void {
    if (this.#closing === undefined) this.#owner?.request({ request: 'configure', keyframe: true }).catch(() => {});
  }

  hasViewer(viewerId: string): boolean {
    return this.#viewers.has(viewerId);
  }

  addCandidate(viewerId: string | undefined, candidate: string | null): void {
    if (viewerId === undefined) {
      this.#owner?.trickle(candidate, this.#ownerMid);
      return;
    }
    const viewer = this.#viewers.get(viewerId);
    viewer?.handle?.trickle(candidate, viewer.mid);
  }

  /** @returns whether Janus showed that the viewer's handles are gone */
  closeViewer(viewerId: string): Promise<boolean> {
    return Promise.race([this.#closeViewer(viewerId), this.#whenJanusGone]);
  }

  /** Ends every picture of this share. @returns whether Janus showed that room and handles are gone */
  close(): Promise<boolean> {
    this.#closing ??= Promise.race([this.#close(), this.#whenJanusGone]);
    return this.#closing;
  }

  /** Forgets everything without a word to Janus, whose process is gone. */
  abandon(): void {
    this.#janusGone();
    this.#closing ??= Promise.resolve(true);
    this.#connection?.close();
  }

  async #open(): Promise<void> {
    const { janus, clock } = this.#options;
    const connection = await JanusConnection.open(janus.access, () => this.#lost(), clock);
    this.#connection = connection;
    if (this.#closing !== undefined) connection.close();
    this.#assertOpen();
    this.#owner = await connection.attach(this.#name('owner'), (media) => this.#ownerMedia(media));
    this.#assertOpen();
    const { name, pin, secret } = this.#room;
    await this.#owner.request({
      request: 'create',
      room: name,
      admin_key: janus.access.roomAdminKey,
      secret,
      pin,
      publishers: 1,
      is_private: true,
      require_pvtid: true,
      notify_joining: false,
      bitrate: BITRATE_BPS,
      bitrate_cap: true,
      lock_record: true,
      videocodec: VIDEO_CODECS,
      fir_freq: 0,
    });
    this.#assertOpen();
    const joined = await this.#owner.request({ request: 'join', ptype: 'publisher', room: name, pin });
    this.#assertOpen();
    this.#ownerId = v.parse(Joined, joined.data).id;
  }

  async #openViewer(viewerId: string, viewer: Viewer, limitMs: number): Promise<string> {
    const { name: room, pin } = this.#room;
    await withTimeout(this.#whenOwnerUp, limitMs, "the owner's picture", this.#options.clock);
    const assertOpen = (): void => {
      this.#assertOpen();
      if (viewer.closed) throw new ClosedMeanwhile();
    };
    assertOpen();
    const connection = this.#connection;
    if (connection === undefined) throw new Error('not open');
    viewer.companion = await connection.attach(this.#name('companion', viewerId), () => {});
    assertOpen();
    const joined = await viewer.companion.request({ request: 'join', ptype: 'publisher', room, pin });
    assertOpen();
    const onMedia = (media: HandleMedia): void => this.#viewerMedia(viewerId, viewer, media);
    viewer.handle = await connection.attach(this.#name('viewer', viewerId), onMedia);
    assertOpen();
    const { private_id } = v.parse(Joined, joined.data);
    const streams = [{ feed: this.#ownerId, mid: this.#ownerMid }];
    // Janus makes no new offer when the owner ends: it would look like media that a stop has left.
    const join = { request: 'join', ptype: 'subscriber', room, pin, private_id, streams, autoupdate: false };
    const attached = await viewer.handle.request(join);
    assertOpen();
    if (attached.jsep?.type !== 'offer') throw new Error('Janus gave no offer');
    viewer.mid = v.parse(Configured, attached.data).streams[0]?.mid ?? viewer.mid;
    return withoutRoomName(attached.jsep.sdp);
  }

  async #closeViewer(viewerId: string): Promise<boolean> {
    const viewer = this.#viewers.get(viewerId);
    if (viewer === undefined || this.#connection === undefined) return true;
    viewer.closed = true;
    await withTimeout(viewer.opening, OPENING_SETTLES_WITHIN_MS, 'opening', this.#options.clock).catch(() => {});
    const handles = [viewer.handle, viewer.companion].flatMap((handle) => (handle === undefined ? [] : [handle.id]));
    const { janus, shareId, onNotObeyed } = this.#options;
    const tools = this.#stopTools();
    const verified = await stopViewer(janus.admin, this.#connection.sessionId, handles, tools);
    if (tools.disobeyed()) onNotObeyed(viewerId, verified);
    if (verified) {
      this.#viewers.delete(viewerId);
      janus.watch.retire(shareId, viewerId);
    }
    return verified;
  }

  async #close(): Promise<boolean> {
    const { shareId, janus, clock, onNotObeyed } = this.#options;
    const tools = this.#stopTools();
    for (const viewer of this.#viewers.values()) viewer.closed = true;
    // Else a room that is being created could appear after the look that finds none.
    await withTimeout(this.#opening, OPENING_SETTLES_WITHIN_MS, 'opening', clock).catch(() => {});
    const connection = this.#connection;
    const { name, secret } = this.#room;
    const stopped = await stopRoom(
      {
        admin: janus.admin,
        sessionId: connection?.sessionId,
        owner: this.#sessionLost ? undefined : this.#owner,
        room: name,
        secret,
      },
      tools,
    );
    connection?.close();
    const isOver = stopped && (connection === undefined || (await isGone(janus.admin, connection.sessionId, clock)));
    if (isOver) janus.watch.retire(shareId);
    if (tools.disobeyed()) onNotObeyed(undefined, isOver);
    return isOver;
  }

  #ownerMedia(media: HandleMedia): void {
    if (this.#closing !== undefined) return;
    if (media.state === 'up') this.#ownerUp();
    this.#options.onMedia(undefined, media);
  }

  #viewerMedia(viewerId: string, viewer: Viewer, media: HandleMedia): void {
    if (this.#closing !== undefined || viewer.closed) return;
    // A still picture sends no key frame by itself, and a viewer sees nothing before one.
    if (media.state === 'up') this.#askForKeyFrames();
    this.#options.onMedia(viewerId, media);
  }

  /** For the picture that began or went on last. */
  #askForKeyFrames(): void {
    const ask = (): void => this.askKeyFrame();
    for (const cancel of this.#keyFramesAsked) cancel();
    this.#keyFramesAsked = KEY_FRAME_ASKED_AFTER_MS.map((afterMs) => this.#options.clock.after(afterMs, ask));
  }

  #stopTools(): { clock: Clock; notObeyed: (what: string) => void; disobeyed: () => boolean } {
    const { clock, log } = this.#options;
    let disobeyed = false;
    const notObeyed = (what: string): void => {
      disobeyed = true;
      log(what);
    };
    return { clock, notObeyed, disobeyed: () => disobeyed };
  }

  #name(role: HandleRole, viewerId?: string): string {
    return this.#options.janus.watch.expect({ shareId: this.#options.shareId, viewerId, role });
  }

  #lost(): void {
    this.#sessionLost = true;
    if (this.#closing === undefined) this.#options.onLost();
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new ClosedMeanwhile();
  }
}

/** Janus writes the room's name into the session line. */
function withoutRoomName(sdp: string): string {
  return sdp.replace(/^s=.*$/m, 's=-');
}
