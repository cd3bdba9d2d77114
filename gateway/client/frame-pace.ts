import { interval, exhaustMap, type Subscription } from 'rxjs';
import { CAPTURE_FRAME_RATE } from './capture.ts';

/** Frames per second of a screen on which nothing changes: the first change waits 67 ms at most. */
export const STILL_FRAME_RATE = 15;
/** Milliseconds between two looks at what the encoder made. */
export const PACE_LOOK_EVERY_MS = 200;
/** So many looks without a change make a still screen: 2 s. */
export const STILL_AFTER_LOOKS = 10;

/**
 * A frame on which nothing changed is little more than its header: 24 bytes with AV1, 580 with VP8, at 1,280 × 720. So the
 * smallest that were seen are the measure, and what is this much larger has a change in it; a typed letter takes 70 bytes.
 */
const CHANGED_PART = 1.2;
const CHANGED_BYTES = 2;

/**
 * Captures at full rate while the picture changes, and at a low one while it is still: most of what a still screen takes of
 * the processor, and of the link, is frames that are like the one before. Chromium captures an X desktop at the full rate
 * however still it is. Where the browser cannot change the rate, or does not tell what it encoded, the rate stays.
 * @returns Ends it; the rate stays as it is then.
 */
export function paceFrames(
  track: Pick<MediaStreamTrack, 'applyConstraints'>,
  sender: Pick<RTCRtpSender, 'getStats'>,
): Subscription {
  let before: Encoded | null = null;
  let quietest = Infinity;
  let stillLooks = 0;
  let isStill = false;

  const setStill = async (still: boolean): Promise<void> => {
    isStill = still;
    const frameRate = still ? STILL_FRAME_RATE : CAPTURE_FRAME_RATE;
    await track.applyConstraints({ frameRate: { ideal: frameRate, max: frameRate } }).catch(() => undefined);
  };

  const look = async (): Promise<void> => {
    const now = await readEncoded(sender);
    const last = before;
    before = now;
    if (!now || !last || now.frames <= last.frames) return;
    if (now.widthPx !== last.widthPx || now.heightPx !== last.heightPx) quietest = Infinity;
    // A key frame is large however still the screen is.
    if (now.keyFrames > last.keyFrames) return;
    const bytes = (now.bytes - last.bytes) / (now.frames - last.frames);
    quietest = Math.min(quietest, bytes);
    const isChanged = bytes > quietest * CHANGED_PART + CHANGED_BYTES;
    stillLooks = isChanged ? 0 : stillLooks + 1;
    if (isStill ? isChanged : stillLooks >= STILL_AFTER_LOOKS) await setStill(!isStill);
  };

  // A surface that was still when its last share ended is shared again.
  void setStill(false);
  return interval(PACE_LOOK_EVERY_MS)
    .pipe(exhaustMap(() => look().catch(() => undefined)))
    .subscribe();
}

/** What only ever rises, but for the size. */
interface Encoded {
  frames: number;
  keyFrames: number;
  bytes: number;
  widthPx: number;
  heightPx: number;
}

async function readEncoded(sender: Pick<RTCRtpSender, 'getStats'>): Promise<Encoded | null> {
  for (const report of (await sender.getStats()).values() as Iterable<Partial<RTCOutboundRtpStreamStats>>) {
    if (report.type !== 'outbound-rtp') continue;
    return {
      frames: report.framesEncoded ?? 0,
      keyFrames: report.keyFramesEncoded ?? 0,
      bytes: report.bytesSent ?? 0,
      widthPx: report.frameWidth ?? 0,
      heightPx: report.frameHeight ?? 0,
    };
  }
  return null;
}
