import { interval, Subscription, type Observable } from 'rxjs';
import { CAPTURE_FRAME_RATE } from './capture.ts';

/** Frames per second of a screen on which nothing changes: the first change waits 125 ms at most. */
export const STILL_FRAME_RATE = 8;
/** … and over a link that loses packets and is long: each loss holds up all frames behind it for a round trip. */
export const LOSSY_FRAME_RATE = 15;
/** Milliseconds between two looks at what the encoder made. */
export const PACE_LOOK_EVERY_MS = 200;
/** … at least: what was encoded and what was sent are not counted at the same moment. */
const LOOKS_APART_MS = 150;
/** A screen is still when hardly anything changed in so many looks: 2 s, and 5 s in a hidden page. */
export const STILL_AFTER_LOOKS = 10;
/** Hardly anything: a mark that pulses, as Chromium's own on the tab that shares. */
const FEW_CHANGES = 3;
/** A link is lossy from this part of the packets lost and this round trip on, … */
const [LOSSY_PART, LOSSY_ROUND_TRIP_S] = [0.02, 0.1];
/** … and for so many looks after: 10 s, and 25 s in a hidden page. */
export const LOSSY_FOR_LOOKS = 50;

/**
 * Frames on which nothing changed are small (24 to 60 bytes with AV1, 580 with VP8, at 1,280 × 720), and all of one size. The
 * smallest of twelve seconds is that size: what is so much larger has a change in it. A typed letter takes 70 bytes.
 */
const SIZES_KEPT = 60;
const [CHANGED_PART, CHANGED_BYTES] = [1.05, 1];
/** … and a still one has no more than so many bytes for each 16 × 16 pixels: a video at the cap has frames of one size too. */
const STILL_BYTES_A_BLOCK = 0.25;

/**
 * Captures at the full rate while the picture changes, and at a low one while it is still: most of what a still screen takes
 * of the processor, and of the link, is frames that are like the one before. Chromium captures an X desktop at the full rate
 * however still it is. Where the browser cannot change the rate, or does not tell what it encoded, the rate stays.
 * @param pings$ - A look more at each: the timers of a hidden page run once a second, and who shares a whole screen has
 *   mostly hidden the page.
 * @returns Ends it; the rate stays as it is then.
 */
export function paceFrames(
  track: Pick<MediaStreamTrack, 'applyConstraints'>,
  sender: Pick<RTCRtpSender, 'getStats'>,
  pings$: Observable<unknown>,
  now: () => number = () => performance.now(),
): Subscription {
  const pace = new Subscription();
  let before: Encoded | null = null;
  /** Bytes of a frame at the latest looks, since the rate changed. */
  let sizes: number[] = [];
  let isStill = false;
  let looksSinceLoss = Infinity;
  let rate = 0;
  let isLooking = false;
  let lookedAtMs = -Infinity;

  const setRate = async (next: number): Promise<void> => {
    if (next === rate) return;
    rate = next;
    before = null; // the next look would see frames of both rates
    sizes = [];
    await track.applyConstraints({ frameRate: { ideal: rate, max: rate } }).catch(() => undefined);
  };

  const judge = (latest: Encoded, last: Encoded): void => {
    // A key frame is large however still the screen is.
    if (latest.frames <= last.frames || latest.keyFrames > last.keyFrames) return;
    const size = (latest.bytes - last.bytes) / (latest.frames - last.frames);
    sizes = [...sizes.slice(1 - SIZES_KEPT), size];
    const smallest = Math.min(...sizes);
    const changes = sizes.slice(-STILL_AFTER_LOOKS).map((one) => one > smallest * CHANGED_PART + CHANGED_BYTES);
    const isLarge = smallest > latest.blocks * STILL_BYTES_A_BLOCK;
    // Twice in a row, because an encoder makes a larger frame of a still screen now and then (libaom: every 300th).
    const isMoving = isLarge || changes.slice(-2).filter(Boolean).length === 2;
    const isQuiet = sizes.length >= STILL_AFTER_LOOKS && changes.filter(Boolean).length <= FEW_CHANGES;
    if (isStill ? isMoving : isQuiet && !isMoving) isStill = !isStill;
  };

  const look = async (): Promise<void> => {
    const { encoded, isLossy } = await readSent(sender);
    if (pace.closed) return; // the track may be another publisher's by now
    if (encoded && before) judge(encoded, before);
    before = encoded;
    looksSinceLoss = isLossy ? 0 : looksSinceLoss + 1;
    const fullRate = looksSinceLoss < LOSSY_FOR_LOOKS ? LOSSY_FRAME_RATE : CAPTURE_FRAME_RATE;
    await setRate(isStill ? STILL_FRAME_RATE : fullRate);
  };

  // A surface that was still when its last share ended is shared again.
  void setRate(CAPTURE_FRAME_RATE);
  for (const moments$ of [interval(PACE_LOOK_EVERY_MS), pings$])
    pace.add(
      moments$.subscribe(() => {
        if (isLooking || now() - lookedAtMs < LOOKS_APART_MS) return;
        isLooking = true;
        lookedAtMs = now();
        void look()
          .catch(() => undefined)
          .then(() => (isLooking = false));
      }),
    );
  return pace;
}

/** What only ever rises, but for `blocks`: the picture's size in 16 × 16 pixels. */
interface Encoded {
  frames: number;
  keyFrames: number;
  bytes: number;
  blocks: number;
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
  blocks: ((report.frameWidth ?? 0) * (report.frameHeight ?? 0)) / 256,
});
