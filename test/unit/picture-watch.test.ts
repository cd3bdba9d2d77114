import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { LOOK_EVERY_MS, STALE_AFTER_MS, STALLED_AFTER_MS, STALLED_AGAIN_MS, watchPicture, type PictureWatch } from '../../gateway/client/picture-watch.ts';

/** A receiver that says what it is told; `silent` never answers, `broken` fails. */
class FakeReceiver {
  frames = 0;
  bytes = 0;
  nacks = 0;
  mode: 'answers' | 'silent' | 'broken' = 'answers';

  getStats(): Promise<RTCStatsReport> {
    if (this.mode === 'silent') return new Promise(() => undefined);
    if (this.mode === 'broken') return Promise.reject(new Error('closed'));
    const reports = [
      ['r', { type: 'remote-outbound-rtp', packetsSent: 900 }],
      ['i', { type: 'inbound-rtp', framesDecoded: this.frames, bytesReceived: this.bytes, nackCount: this.nacks }],
    ] as const;
    return Promise.resolve(new Map<string, unknown>(reports) as unknown as RTCStatsReport);
  }
}

describe('how old a received picture is', () => {
  let receiver: FakeReceiver;
  let watch: PictureWatch;
  let nowMs: number;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setInterval'] });
    nowMs = 0;
    receiver = new FakeReceiver();
    watch = watchPicture(receiver, () => nowMs);
  });
  afterEach(() => {
    watch.stop();
    mock.timers.reset();
  });

  /** Lets time pass in the steps in which the receiver is looked at. */
  async function pass(ms: number, eachStep: () => void = () => undefined): Promise<void> {
    for (let passed = 0; passed < ms; passed += LOOK_EVERY_MS) {
      nowMs += LOOK_EVERY_MS;
      eachStep();
      mock.timers.tick(LOOK_EVERY_MS);
      await new Promise(setImmediate);
    }
  }
  const freshness = () => watch.freshness$.value;

  it('is not known before the first frame, however long that takes', async () => {
    await pass(5_000);
    assert.deepEqual([freshness(), watch.lastFrameAtMs], ['none', null]);
  });

  it('[VW11] [I6] is fresh while frames are decoded, and stale within 1.5 s after the last one', async () => {
    await pass(1_000, () => (receiver.frames += 3));
    assert.deepEqual([freshness(), watch.lastFrameAtMs], ['fresh', 1_000]);
    await pass(STALE_AFTER_MS);
    assert.equal(freshness(), 'fresh');
    await pass(LOOK_EVERY_MS);
    assert.deepEqual([freshness(), watch.lastFrameAtMs], ['stale', 1_000]);
    assert.ok(nowMs - 1_000 + LOOK_EVERY_MS <= 1_500, 'the frame may have come right after the look before');
  });

  it('a still screen, of which one frame comes each second, stays fresh', async () => {
    receiver.frames = 1;
    await pass(LOOK_EVERY_MS);
    const seen: string[] = [];
    watch.freshness$.subscribe((value) => seen.push(value));
    for (let second = 0; second < 60; second += 1) {
      await pass(1_100);
      receiver.frames += 1;
    }
    assert.deepEqual(seen, ['fresh']);
  });

  it('is fresh again with the next frame', async () => {
    receiver.frames = 1;
    await pass(3_000);
    assert.equal(freshness(), 'stale');
    receiver.frames = 2;
    await pass(LOOK_EVERY_MS);
    assert.equal(freshness(), 'fresh');
  });

  for (const mode of ['silent', 'broken'] as const)
    it(`[I20] a receiver that is ${mode} makes it stale`, async () => {
      receiver.frames = 1;
      await pass(LOOK_EVERY_MS);
      receiver.mode = mode;
      await pass(1_500);
      assert.equal(freshness(), 'stale');
    });

  it('[VW12] is paused until the first new frame after it was resumed; what came late from before is none', async () => {
    await pass(1_000, () => (receiver.frames += 3));
    watch.pause();
    receiver.frames += 2;
    await pass(60_000);
    assert.deepEqual([freshness(), watch.lastFrameAtMs], ['paused', 1_000]);
    watch.resume();
    await new Promise(setImmediate);
    await pass(1_000);
    assert.equal(freshness(), 'paused');
    receiver.frames += 1;
    await pass(LOOK_EVERY_MS);
    assert.deepEqual([freshness(), watch.lastFrameAtMs], ['fresh', nowMs]);
  });

  it('[I20] is stale where no frame comes in time after it was resumed', async () => {
    receiver.frames = 1;
    await pass(LOOK_EVERY_MS);
    watch.pause();
    watch.resume();
    await pass(STALE_AFTER_MS);
    assert.equal(freshness(), 'paused');
    await pass(LOOK_EVERY_MS);
    assert.equal(freshness(), 'stale');
  });

  it('asks for nothing while it is paused', async () => {
    receiver.frames = 1;
    await pass(LOOK_EVERY_MS);
    watch.pause();
    receiver.mode = 'broken';
    await pass(5_000);
    assert.equal(freshness(), 'paused');
  });

  it('stops looking when it is stopped', async () => {
    receiver.frames = 1;
    await pass(LOOK_EVERY_MS);
    watch.stop();
    receiver.frames = 2;
    await pass(3_000);
    assert.deepEqual([freshness(), watch.lastFrameAtMs], ['fresh', LOOK_EVERY_MS]);
  });

  describe('that is held up by lost packets', () => {
    let stalls: number;
    beforeEach(async () => {
      stalls = 0;
      watch.stalled$.subscribe(() => (stalls += 1));
      await pass(1_000, () => (receiver.frames += 3));
    });

    it('says so after Janus has given the packets up, and once a second until a frame comes', async () => {
      receiver.nacks += 1;
      await pass(STALLED_AFTER_MS - LOOK_EVERY_MS, () => (receiver.bytes += 500));
      assert.equal(stalls, 0);
      await pass(LOOK_EVERY_MS, () => (receiver.bytes += 500));
      assert.equal(stalls, 1);
      await pass(2 * STALLED_AGAIN_MS, () => (receiver.bytes += 500));
      assert.equal(stalls, 3);
      await pass(2 * STALLED_AGAIN_MS, () => (receiver.frames += 1));
      assert.equal(stalls, 3);
    });

    it('is another thing than a still one, whose link is filled up, and one to which nothing comes', async () => {
      await pass(3_000, () => (receiver.bytes += 500));
      receiver.frames += 1;
      await pass(LOOK_EVERY_MS);
      receiver.nacks += 1;
      await pass(3_000);
      assert.equal(stalls, 0);
    });

    it('is waited for from the first packets on, where the first key frame is lost', async () => {
      const first = new FakeReceiver();
      const watched = watchPicture(first, () => nowMs);
      let told = 0;
      watched.stalled$.subscribe(() => (told += 1));
      first.bytes += 500;
      await pass(LOOK_EVERY_MS);
      first.nacks += 1;
      await pass(STALLED_AFTER_MS, () => (first.bytes += 500));
      watched.stop();
      assert.deepEqual([told, watched.freshness$.value], [1, 'none']);
    });

    it('is not waited for while it is paused', async () => {
      receiver.nacks += 1;
      watch.pause();
      await pass(3_000, () => (receiver.bytes += 500));
      assert.equal(stalls, 0);
    });
  });
});
