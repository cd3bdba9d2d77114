import { interval, exhaustMap, type Subscription } from 'rxjs';
import { CAPTURE_FRAME_RATE } from './capture.ts';

/** Frames per second of a screen on which nothing changes: the first change waits 125 ms at most. */
export const STILL_FRAME_RATE = 8;
/** … and over a link that loses packets and is long: each loss holds up all frames behind it for a round trip. */
export const LOSSY_FRAME_RATE = 15;
/** Milliseconds between two looks at what the encoder made. */
export const PACE_LOOK_EVERY_MS = 200;
/** So many looks without a change make a still screen: 2 s. */
export const STILL_AFTER_LOOKS = 10;
/** A link is lossy from this part of the packets lost and this round trip on, and for so many looks after: 10 s. */
const [LOSSY_PART, LOSSY_ROUND_TRIP_S] = [0.02, 0.1];
export const LOSSY_FOR_LOOKS = 50;

/**
 * A frame on which nothing changed is little more than its header: 24 bytes with AV1, 580 with VP8, at 1,280 × 720. So the
 * smallest that were seen are the measure, and what is this much larger has a change in it; a typed letter takes 70 bytes.
 */
const CHANGED_PART = 1.2;
const CHANGED_BYTES = 2;

/**
 * Captures at the full rate while the picture changes, and at a low one while it is still: most of what a still screen takes
 * of the processor, and of the link, is frames that are like the one before. Chromium captures an X desktop at the full rate
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
  let looksSinceLoss = Infinity;
  let rate = 0;

  const setRate = async (next: number): Promise<void> => {
    if (next === rate) return;
    rate = next;
    await track.applyConstraints({ frameRate: { ideal: rate, max: rate } }).catch(() => undefined);
  };

  /** @returns whether something changed since the look before; `null` where that cannot be told */
  const judge = (now: Encoded, last: Encoded): boolean | null => {
    if (now.frames <= last.frames) return null;
    if (now.widthPx !== last.widthPx || now.heightPx !== last.heightPx) quietest = Infinity;
    // A key frame is large however still the screen is.
    if (now.keyFrames > last.keyFrames) return null;
    const bytes = (now.bytes - last.bytes) / (now.frames - last.frames);
    quietest = Math.min(quietest, bytes);
    return bytes > quietest * CHANGED_PART + CHANGED_BYTES;
  };

  const look = async (): Promise<void> => {
    const { encoded, isLossy } = await readSent(sender);
    const isChanged = encoded && before && judge(encoded, before);
    before = encoded;
    looksSinceLoss = isLossy ? 0 : looksSinceLoss + 1;
    if (isChanged !== null) stillLooks = isChanged ? 0 : stillLooks + 1;
    const fullRate = looksSinceLoss < LOSSY_FOR_LOOKS ? LOSSY_FRAME_RATE : CAPTURE_FRAME_RATE;
    await setRate(stillLooks >= STILL_AFTER_LOOKS ? STILL_FRAME_RATE : fullRate);
  };

  // A surface that was still when its last share ended is shared again.
  void setRate(CAPTURE_FRAME_RATE);
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

type Report = Partial<RTCOutboundRtpStreamStats & { fractionLost: number; roundTripTime: number }>;

async function readSent(sender: Pick<RTCRtpSender, 'getStats'>): Promise<{ encoded: Encoded | null; isLossy: boolean }> {
  let encoded: Encoded | null = null;
  let isLossy = false;
  for (const report of (await sender.getStats()).values() as Iterable<Report>) {
    if (report.type === 'outbound-rtp') encoded = toEncoded(report);
    // What the media server reports about our packets.
    if (report.type === 'remote-inbound-rtp')
      isLossy ||= (report.fractionLost ?? 0) >= LOSSY_PART && (report.roundTripTime ?? 0) >= LOSSY_ROUND_TRIP_S;
  }
  return { encoded, isLossy };
}

const toEncoded = (report: Report): Encoded => ({
  frames: report.framesEncoded ?? 0,
  keyFrames: report.keyFramesEncoded ?? 0,
  bytes: report.bytesSent ?? 0,
  widthPx: report.frameWidth ?? 0,
  heightPx: report.frameHeight ?? 0,
});
