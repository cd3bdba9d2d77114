import { BehaviorSubject, interval } from 'rxjs';
import type { Behavior } from './session-link.ts';

/** `none` until the first frame was decoded, then `fresh`, or `stale` while no new frame is decoded. */
export type PictureFreshness = 'none' | 'fresh' | 'stale';

/** Knows how old a received picture is. */
export interface PictureWatch {
  readonly freshness$: Behavior<PictureFreshness>;
  /** When the latest frame was decoded, in UTC milliseconds by this page's steady clock; `null` before the first. */
  readonly lastFrameAtMs: number | null;
  stop(): void;
}

/** Milliseconds between two looks at the receiver. */
export const LOOK_EVERY_MS = 100;

/**
 * Milliseconds without a new frame after which a picture is old. Together with two looks this is at most 1.5 s.
 *
 * A still screen keeps well within it. Chromium sent a still X desktop at 30 frames/s through Janus for a minute (longest
 * gap 0.11 s), and a tab in which nothing moves once a second (longest gap 1.07 s): its encoder repeats the last frame.
 * Firefox repeats a frame once a second as well. Packets and sender reports prove less than frames do: the reports are the
 * media server's own, and go on after the owner has fallen silent; packets also come without a whole frame among them.
 * `requestVideoFrameCallback` does not run while the page is hidden.
 */
export const STALE_AFTER_MS = 1_300;

/** Unlike `Date.now()`, a change of the computer's clock does not shift it. */
const steadyNow = (): number => performance.timeOrigin + performance.now();

export function watchPicture(receiver: Pick<RTCRtpReceiver, 'getStats'>, now: () => number = steadyNow): PictureWatch {
  const freshness$ = new BehaviorSubject<PictureFreshness>('none');
  let decoded = 0;
  let lastFrameAtMs: number | null = null;
  let isAsking = false;

  const judge = (): void => {
    if (lastFrameAtMs === null) return;
    const freshness = now() - lastFrameAtMs > STALE_AFTER_MS ? 'stale' : 'fresh';
    if (freshness !== freshness$.value) freshness$.next(freshness);
  };

  const look = async (): Promise<void> => {
    isAsking = true;
    // A receiver that does not answer is no sign of life either.
    const frames = await decodedFrames(receiver).catch(() => decoded);
    isAsking = false;
    if (frames <= decoded || looks.closed) return;
    decoded = frames;
    lastFrameAtMs = now();
    judge();
  };

  const looks = interval(LOOK_EVERY_MS).subscribe(() => {
    judge();
    if (!isAsking) void look();
  });

  return {
    freshness$,
    get lastFrameAtMs() {
      return lastFrameAtMs;
    },
    stop: () => looks.unsubscribe(),
  };
}

async function decodedFrames(receiver: Pick<RTCRtpReceiver, 'getStats'>): Promise<number> {
  let frames = 0;
  for (const report of (await receiver.getStats()).values() as Iterable<Partial<RTCInboundRtpStreamStats>>) {
    if (report.type === 'inbound-rtp') frames += report.framesDecoded ?? 0;
  }
  return frames;
}
