import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fittingZoom, stepZoom, wheelZoom, ZOOM_MAX, ZOOM_MIN } from '../../plugin/agent/window/zoom.ts';

const percent = (zoom: number): number => Math.round(zoom * 100);

describe('zoom of a picture', () => {
  it('steps from 25 % to 400 % and back over the same steps, 100 % among them', () => {
    const up: number[] = [];
    for (let zoom = ZOOM_MIN; zoom < ZOOM_MAX; zoom = stepZoom(zoom, 1)) up.push(percent(zoom));
    assert.deepEqual(up, [25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300]);
    const down: number[] = [];
    for (let zoom = ZOOM_MAX; zoom > ZOOM_MIN; zoom = stepZoom(zoom, -1)) down.push(percent(stepZoom(zoom, -1)));
    assert.deepEqual(down.toReversed(), up);
    assert.deepEqual([stepZoom(ZOOM_MAX, 1), stepZoom(ZOOM_MIN, -1)], [ZOOM_MAX, ZOOM_MIN]);
  });

  it('steps from between two steps to the next of them, and from beyond the ends back to them', () => {
    assert.deepEqual([stepZoom(0.6, 1), stepZoom(0.6, -1)].map(percent), [67, 50]);
    assert.deepEqual([stepZoom(0.1, 1), stepZoom(0.1, -1), stepZoom(7, -1)].map(percent), [25, 25, 400]);
  });

  it('turns with the wheel by the same factor everywhere, within its ends', () => {
    assert.ok(Math.abs(wheelZoom(2, 100) / 2 - wheelZoom(0.5, 100) / 0.5) < 1e-9);
    assert.ok(Math.abs(wheelZoom(wheelZoom(2, 100), -100) - 2) < 1e-9);
    assert.deepEqual([wheelZoom(ZOOM_MAX, -900), wheelZoom(ZOOM_MIN, 900)], [ZOOM_MAX, ZOOM_MIN]);
  });

  it('stops at 100 % on its way there, and leaves it again', () => {
    assert.equal(wheelZoom(0.9, -40), 1);
    assert.notEqual(wheelZoom(1, -5), 1);
  });

  it('fits the whole picture, whichever side is the tight one', () => {
    assert.equal(fittingZoom({ width: 1_000, height: 500 }, { width: 500, height: 500 }), 0.5);
    assert.equal(fittingZoom({ width: 1_000, height: 500 }, { width: 4_000, height: 1_000 }), 2);
  });
});
