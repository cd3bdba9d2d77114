import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { Subscription } from 'rxjs';
import { CAPTURE_FRAME_RATE } from '../../gateway/client/capture.ts';
import {
  LOSSY_FOR_LOOKS,
  LOSSY_FRAME_RATE,
  PACE_LOOK_EVERY_MS,
  paceFrames,
  STILL_AFTER_LOOKS,
  STILL_FRAME_RATE,
} from '../../gateway/client/frame-pace.ts';

/** Bytes of a frame on which nothing changed, and of one with a typed letter among twelve. */
const [STILL, TYPED] = [24, 30.9];

/** An encoder, and the track that it encodes. */
class FakeEncoder {
  frames = 0;
  keyFrames = 1;
  bytes = 0;
  widthPx = 1_280;
  tells = true;
  link = { fractionLost: 0, roundTripTime: 0.3 };
  readonly asked: (number | undefined)[] = [];

  async getStats(): Promise<RTCStatsReport> {
    const { frames: framesEncoded, keyFrames: keyFramesEncoded, bytes: bytesSent, widthPx: frameWidth } = this;
    const encoded = { type: 'outbound-rtp', framesEncoded, keyFramesEncoded, bytesSent, frameWidth, frameHeight: 720 };
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
  beforeEach(() => {
    mock.timers.enable({ apis: ['setInterval'] });
    encoder = new FakeEncoder();
    pace = paceFrames(encoder, encoder);
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

  it('is the full rate again at the first look after a change, as small as a typed letter', async () => {
    await pass(STILL_AFTER_LOOKS + 1);
    await pass(1, TYPED);
    assert.deepEqual(asked(), [STILL_FRAME_RATE, CAPTURE_FRAME_RATE]);
  });

  it('stays full while something changes every two seconds', async () => {
    for (let change = 0; change < 10; change += 1) {
      await pass(STILL_AFTER_LOOKS - 1);
      await pass(1, TYPED);
    }
    assert.deepEqual(asked(), []);
  });

  it('is not changed by key frames: they are large however still the screen is', async () => {
    await pass(STILL_AFTER_LOOKS + 1);
    encoder.keyFrames += 1;
    await pass(1, 3_000);
    assert.deepEqual(asked(), [STILL_FRAME_RATE]);
  });

  it('is measured anew for a surface of another size', async () => {
    await pass(STILL_AFTER_LOOKS + 1);
    encoder.widthPx = 2_560;
    await pass(5, 4 * STILL);
    assert.deepEqual(asked(), [STILL_FRAME_RATE]);
  });

  it('is lower on a link that is long and loses packets, until it has lost none for ten seconds', async () => {
    encoder.link.fractionLost = 0.05;
    await pass(1, TYPED);
    assert.deepEqual(asked(), [LOSSY_FRAME_RATE]);
    encoder.link.fractionLost = 0;
    for (let look = 1; look < LOSSY_FOR_LOOKS; look += 1) await pass(1, look % 2 === 0 ? STILL : TYPED);
    assert.deepEqual(asked(), [LOSSY_FRAME_RATE]);
    await pass(1, TYPED);
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
    encoder.applyConstraints = () => Promise.reject(new Error('not here'));
    await pass(2 * STILL_AFTER_LOOKS, TYPED);
    await pass(2 * STILL_AFTER_LOOKS);
  });

  it('is left alone from the end on', async () => {
    pace.unsubscribe();
    await pass(2 * STILL_AFTER_LOOKS);
    assert.deepEqual(asked(), []);
  });
});
