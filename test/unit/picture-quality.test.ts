import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createQualityMeter } from '../../gateway/client/picture-quality.ts';

const START = {
  framesDecoded: 100,
  bytesReceived: 1_000_000,
  packetsReceived: 1_000,
  packetsLost: 10,
  jitterBufferDelay: 2,
  jitterBufferEmittedCount: 100,
  totalDecodeTime: 1,
  frameWidth: 1_920,
  frameHeight: 1_080,
};
const pair = { type: 'candidate-pair', id: 'p', timestamp: 0, currentRoundTripTime: 0.02 };
const transport = { type: 'transport', id: 't', timestamp: 0, selectedCandidatePairId: 'p' };

/** A meter over a connection that tells one set of reports after the other. */
function meterOf(...answers: object[][]) {
  const left = [...answers];
  return createQualityMeter({
    getStats: async () => new Map((left.shift() ?? []).map((report, index) => [index, report])) as unknown as RTCStatsReport,
  });
}
const inbound = (atMs: number, change: object = {}): object => ({
  type: 'inbound-rtp',
  id: 'i',
  timestamp: atMs,
  ...START,
  ...change,
});
const later = inbound(5_000, {
  framesDecoded: 160,
  bytesReceived: 1_250_000,
  packetsReceived: 1_180,
  packetsLost: 30,
  jitterBufferDelay: 2.3,
  jitterBufferEmittedCount: 160,
  totalDecodeTime: 1.24,
});

describe('how good a received picture is', () => {
  it('is told over the time since the reading before, the first reading tells nothing', async () => {
    const meter = meterOf([inbound(3_000), transport, pair], [later, transport, pair]);
    assert.equal(await meter.read(), null);
    const quality = await meter.read();
    assert.ok(quality);
    const { bufferMs, decodeMs, delayMs, ...rest } = quality;
    assert.deepEqual(rest, {
      widthPx: 1_920,
      heightPx: 1_080,
      framesPerSecond: 30,
      bitrateBps: 1_000_000,
      lostPart: 0.1,
      roundTripMs: 20,
    });
    assert.deepEqual([bufferMs, decodeMs, delayMs].map((ms) => Math.round(ms ?? 0)), [5, 4, 19]);
  });

  it('takes the pair that carries the media, and says that a browser does not tell', async () => {
    const other = { ...pair, id: 'other', currentRoundTripTime: 9 };
    const chosen = meterOf([inbound(3_000)], [later, other, transport, pair]);
    await chosen.read();
    assert.equal((await chosen.read())?.roundTripMs, 20);
    const firefox = meterOf([inbound(3_000)], [later, other, { ...pair, selected: true }]);
    await firefox.read();
    assert.equal((await firefox.read())?.roundTripMs, 20);
    const silent = meterOf([inbound(3_000)], [later, { ...pair, selected: true, currentRoundTripTime: undefined }]);
    await silent.read();
    const quality = await silent.read();
    assert.deepEqual([quality?.roundTripMs, quality?.delayMs], [null, null]);
  });

  it('knows no delay while no frame comes, and counts no loss below zero', async () => {
    const meter = meterOf([inbound(3_000), transport, pair], [inbound(4_000, { packetsLost: 4 }), transport, pair]);
    await meter.read();
    const quality = await meter.read();
    assert.deepEqual(
      [quality?.framesPerSecond, quality?.bufferMs, quality?.decodeMs, quality?.delayMs, quality?.lostPart],
      [0, null, null, null, 0],
    );
  });

  it('is not known without a picture, nor for no time at all', async () => {
    const meter = meterOf([transport], [inbound(3_000)], [inbound(3_000)]);
    assert.deepEqual([await meter.read(), await meter.read(), await meter.read()], [null, null, null]);
  });
});
