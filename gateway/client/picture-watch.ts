import { BehaviorSubject, interval, Subject, type Observable, type Subscription } from 'rxjs';
import type { Behavior } from './session-link.ts';

/**
 * `none` until the first frame was decoded, then `fresh`, or `stale` while no new frame is decoded. `paused` from
 * `pause()` until the first new frame after `resume()`, or until that is overdue.
 */
export type PictureFreshness = 'none' | 'fresh' | 'stale' | 'paused';

/** Knows how old a received picture is. */
export interface PictureWatch {
  readonly freshness$: Behavior<PictureFreshness>;
  /** No frame could be decoded for long, though packets come: some are missing for good. Again and again while that is so. */
  readonly stalled$: Observable<void>;
  /** When the latest frame was decoded, in UTC milliseconds by this page's steady clock; `null` before the first. */
  readonly lastFrameAtMs: number | null;
  /** No frames are expected, and nothing is looked at. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/** Milliseconds between two looks at the receiver. */
export const LOOK_EVERY_MS = 100;
/** The same while somebody waits for a frame: the picture is not called current later than need be. */
export const LOOK_EAGERLY_EVERY_MS = 25;

/**
 * Milliseconds without a new frame after which a picture is old. Together with two looks this is at most 1.5 s.
 *
 * A still screen keeps well within it. Chromium sends a still X desktop at 8 frames/s, as its page asks (by itself at 30, the
 * longest gap in a minute was 0.11 s), and a tab in which nothing moves once a second (longest gap 1.07 s): its encoder repeats
 * the last frame. Firefox repeats a frame once a second as well. Packets and sender reports prove less than frames do: the reports are the
 * media server's own, and go on after the owner has fallen silent; packets also come without a whole frame among them.
 * `requestVideoFrameCallback` does not run while the page is hidden.
 */
export const STALE_AFTER_MS = 1_300;

/** Milliseconds without a frame after which missing packets are given up: Janus has asked for them twice by then. */
export const STALLED_AFTER_MS = 600;
/** Milliseconds after which that is told again; Janus drops requests for key frames that are less than a second apart. */
export const STALLED_AGAIN_MS = 1_000;

/** Unlike `Date.now()`, a change of the computer's clock does not shift it. */
const steadyNow = (): number => performance.timeOrigin + performance.now();

export function watchPicture(receiver: Pick<RTCRtpReceiver, 'getStats'>, now: () => number = steadyNow): PictureWatch {
  const freshness$ = new BehaviorSubject<PictureFreshness>('none');
  const stalled$ = new Subject<void>();
  /** `null`: to be counted anew, since what came late from before a pause is no new frame. */
  let decoded: number | null = 0;
  /** As it was at the latest frame; before the first, when the first packets came. */
  let atFrame: Received | null = null;
  let waitsSinceMs = 0;
  let stalledAtMs = -Infinity;
  let lastFrameAtMs: number | null = null;
  let resumedAtMs = 0;
  let isAsking = false;
  let looks: Subscription;

  const become = (freshness: PictureFreshness): void => {
    if (freshness !== freshness$.value) freshness$.next(freshness);
  };

  const judge = (): void => {
    const sinceAtMs = freshness$.value === 'paused' ? resumedAtMs : lastFrameAtMs;
    if (sinceAtMs !== null && now() - sinceAtMs > STALE_AFTER_MS) become('stale');
  };

  const look = async (): Promise<void> => {
    isAsking = true;
    // A receiver that does not answer is no sign of life either.
    const received = await readReceived(receiver).catch(() => null);
    const frames = received?.frames ?? null;
    isAsking = false;
    if (looks.closed) return;
    if (frames !== null && decoded !== null && frames > decoded) {
      lastFrameAtMs = now();
      awaitFrame(received);
      if (freshness$.value !== 'fresh') lookEvery(LOOK_EVERY_MS);
      become('fresh');
    }
    decoded = frames ?? decoded;
    if (received) judgeStall(received);
    // After the look: timers of a hidden page come late, and a frame may have come meanwhile.
    judge();
  };

  function awaitFrame(received: Received | null): void {
    atFrame = received;
    waitsSinceMs = now();
  }

  function judgeStall(received: Received): void {
    if (freshness$.value === 'paused') return;
    if (!atFrame && received.bytes > 0) awaitFrame(received);
    if (!atFrame || received.bytes === atFrame.bytes || received.nacks === atFrame.nacks) return;
    if (now() - waitsSinceMs < STALLED_AFTER_MS || now() - stalledAtMs < STALLED_AGAIN_MS) return;
    stalledAtMs = now();
    stalled$.next();
  }

  function lookEvery(ms: number): void {
    looks?.unsubscribe();
    looks = interval(ms).subscribe(() => {
      if (isAsking) judge();
      else void look();
    });
  }

  lookEvery(LOOK_EAGERLY_EVERY_MS);

  return {
    freshness$,
    stalled$,
    get lastFrameAtMs() {
      return lastFrameAtMs;
    },
    pause() {
      looks.unsubscribe();
      become('paused');
    },
    resume() {
      decoded = null;
      resumedAtMs = now();
      lookEvery(LOOK_EAGERLY_EVERY_MS);
      if (!isAsking) void look();
    },
    stop: () => looks.unsubscribe(),
  };
}

interface Received {
  frames: number;
  /** Of pictures: what only fills the link is not counted. */
  bytes: number;
  /** How often missing packets were asked for. */
  nacks: number;
}

async function readReceived(receiver: Pick<RTCRtpReceiver, 'getStats'>): Promise<Received> {
  const received: Received = { frames: 0, bytes: 0, nacks: 0 };
  for (const report of (await receiver.getStats()).values() as Iterable<Partial<RTCInboundRtpStreamStats>>) {
    if (report.type !== 'inbound-rtp') continue;
    received.frames += report.framesDecoded ?? 0;
    received.bytes += report.bytesReceived ?? 0;
    received.nacks += report.nackCount ?? 0;
  }
  return received;
}
