import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Subject, type Subscription } from 'rxjs';
import { CAPTURE_FRAME_RATE } from '../../gateway/client/capture.ts';
import {
  LOSSY_FOR_LOOKS,
  LOSSY_FRAME_RATE,
  PACE_LOOK_EVERY_MS,
  paceFrames,
  STILL_AFTER_LOOKS,
  STILL_FRAME_RATE,
} from '../../gateway/client/frame-pace.ts';

/** Bytes of a frame on which nothing changed, and on average of twelve with a typed letter among them. */
const [STILL, TYPED] = [36, 42];

/** An encoder, and the track that it encodes. */
class FakeEncoder {
  frames = 0;
  keyFrames = 1;
  bytes = 0;
  tells = true;
  link = { fractionLost: 0, roundTripTime: 0.3 };
  readonly asked: (number | undefined)[] = [];

  async getStats(): Promise<RTCStatsReport> {
    const { frames: framesEncoded, keyFrames: keyFramesEncoded, bytes: bytesSent } = this;
    const encoded = { type: 'outbound-rtp', framesEncoded, keyFramesEncoded, bytesSent, frameWidth: 1_280, frameHeight: 720 };
    const received = { type: 'remote-inbound-rtp', ...this.link };
    return new Map<string, unknown>(this.tells ? [['o', encoded], ['r', received]] : []) as unknown as RTCStatsReport;
  }

  async applyConstraints({ frameRate }: MediaTrackConstraints = {}): Promise<void> {
    this.asked.push((frameRate as ConstrainDoubleRange).max);
  }
}

describe('how many frames of a captured screen are sent', () => {
  let encoder: FakeEncoder;
  let pace: Subscription;
  let pings$: Subject<void>;
  let nowMs: number;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setInterval'] });
    encoder = new FakeEncoder();
    pings$ = new Subject();
    nowMs = 0;
    pace = paceFrames(encoder, encoder, pings$, () => nowMs);
  });
  afterEach(() => {
    pace.unsubscribe();
    mock.timers.reset();
  });

  /** Lets so many looks pass, with twelve frames of so many bytes before each. */
  async function pass(looks: number, bytesAFrame = STILL): Promise<void> {
    for (let look = 0; look < looks; look += 1) {
      encoder.frames += 12;
      encoder.bytes += 12 * bytesAFrame;
      nowMs += PACE_LOOK_EVERY_MS;
      mock.timers.tick(PACE_LOOK_EVERY_MS);
      await new Promise(setImmediate);
    }
  }
  /** What was asked of the track since it was begun with, at the full rate. */
  const asked = (): unknown[] => {
    assert.equal(encoder.asked[0], CAPTURE_FRAME_RATE, 'a track that was still when its last share ended');
    return encoder.asked.slice(1);
  };

  it('is the full rate at first, and a low one when nothing has changed for two seconds', async () => {
    await pass(STILL_AFTER_LOOKS);
    assert.deepEqual(asked(), []);
    await pass(1);
    assert.deepEqual(asked(), [STILL_FRAME_RATE]);
    await pass(100);
    assert.deepEqual(asked(), [STILL_FRAME_RATE], 'asked once');
  });

  it('is the full rate again when something changes at two looks, as little as a typed letter', async () => {
    await pass(STILL_AFTER_LOOKS + 3);
    await pass(1, TYPED);
    assert.deepEqual(asked(), [STILL_FRAME_RATE]);
    await pass(1, TYPED);
    assert.deepEqual(asked(), [STILL_FRAME_RATE, CAPTURE_FRAME_RATE]);
  });

  it('stays low where a mark pulses, and where the encoder makes a larger frame now and then', async () => {
    for (let pulse = 0; pulse < 10; pulse += 1) {
      await pass(4);
      await pass(1, pulse % 5 === 0 ? 800 : TYPED);
    }
    assert.deepEqual(asked(), [STILL_FRAME_RATE]);
  });

  it('stays full while somebody types, with a pause now and then', async () => {
    for (let word = 0; word < 10; word += 1) {
      await pass(5, TYPED);
      await pass(5);
    }
    assert.deepEqual(asked(), []);
  });

  it('is not changed by key frames: they are large however still the screen is', async () => {
    await pass(STILL_AFTER_LOOKS + 1);
    encoder.keyFrames += 1;
    await pass(1, 3_000);
    assert.deepEqual(asked(), [STILL_FRAME_RATE]);
  });

  it('is low for frames of any small size, as long as they have it all', async () => {
    await pass(1, 45);
    await pass(60 + STILL_AFTER_LOOKS, 60);
    assert.deepEqual(asked(), [STILL_FRAME_RATE]);
  });

  it('stays full for a video, though its frames have one size at the cap', async () => {
    await pass(3 * STILL_AFTER_LOOKS, 8_300);
    assert.deepEqual(asked(), []);
  });

  it('stays low though frames have another size at that rate', async () => {
    await pass(STILL_AFTER_LOOKS + 1);
    await pass(2 * STILL_AFTER_LOOKS, 54);
    assert.deepEqual(asked(), [STILL_FRAME_RATE]);
  });

  it('is lower on a link that is long and loses packets, until it has lost none for ten seconds', async () => {
    encoder.link.fractionLost = 0.05;
    await pass(1, TYPED);
    assert.deepEqual(asked(), [LOSSY_FRAME_RATE]);
    encoder.link.fractionLost = 0;
    for (let look = 1; look < LOSSY_FOR_LOOKS; look += 1) await pass(1, look % 2 === 0 ? STILL : TYPED);
    assert.deepEqual(asked(), [LOSSY_FRAME_RATE]);
    await pass(1);
    assert.deepEqual(asked(), [LOSSY_FRAME_RATE, CAPTURE_FRAME_RATE]);
  });

  it('is not lower on a short link that loses packets: they are soon sent again', async () => {
    encoder.link = { fractionLost: 0.05, roundTripTime: 0.02 };
    await pass(5, TYPED);
    assert.deepEqual(asked(), []);
  });

  it('stays as it is where the browser does not tell what it encoded, or cannot change it', async () => {
    encoder.tells = false;
    await pass(2 * STILL_AFTER_LOOKS);
    assert.deepEqual(asked(), []);
    encoder.tells = true;
    let refused = 0;
    encoder.applyConstraints = async () => {
      refused += 1;
      throw new Error('not here');
    };
    await pass(STILL_AFTER_LOOKS + 4);
    await pass(2, TYPED);
    assert.equal(refused, 2, 'it goes on after a refusal');
  });

  it('is looked at with each ping as well: the timers of a hidden page are slow', async () => {
    let looks = 0;
    const { getStats } = encoder;
    encoder.getStats = () => {
      looks += 1;
      return getStats.call(encoder);
    };
    pings$.next();
    pings$.next();
    assert.equal(looks, 1, 'not twice at the same moment');
  });

  it('is left alone from the end on, also by a look that is under way', async () => {
    await pass(STILL_AFTER_LOOKS);
    const { promise, resolve } = Promise.withResolvers<RTCStatsReport>();
    const { getStats } = encoder;
    encoder.getStats = () => promise;
    await pass(1); // the look after which the screen would be still
    pace.unsubscribe();
    resolve(await getStats.call(encoder));
    await new Promise(setImmediate);
    await pass(2 * STILL_AFTER_LOOKS);
    assert.deepEqual(asked(), []);
  });
});
