import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { surfacePosition, type ShownSurface } from '../../gateway/client/input/surface-position.ts';

/** Numbers from 0 to below 1, the same in each run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const PIXEL_RATIOS = [1, 1.25, 1.5, 2].flatMap((screen) => [0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5].map((zoom) => screen * zoom));

/** As a browser lays out: rounded to 1/64 of a device pixel, told in CSS pixels. */
const layOut = (devicePx: number, pixelRatio: number): number => Math.floor(devicePx * 64) / 64 / pixelRatio;
/** As a browser tells where a mouse is: the corner of a device pixel, as a 32-bit number. */
const clientOf = (devicePixel: number, pixelRatio: number): number => Math.fround(devicePixel / pixelRatio);

/** The pixel that the other end hits along one axis. */
const hit = (fraction: number, pixels: number): number => Math.floor(fraction * pixels);

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

function show(box: Box, size: { width: number; height: number }, pixelRatio: number): ShownSurface {
  const toLayout = (devicePx: number): number => layOut(devicePx, pixelRatio);
  const rect = { left: toLayout(box.left), top: toLayout(box.top), width: toLayout(box.width), height: toLayout(box.height) };
  return { rect, size, pixelRatio };
}

describe('where on the shared surface a pointer is', () => {
  it('at 100 % is every single pixel, at every pixel ratio, wherever the picture lies between its bars', () => {
    const random = randomNumbers(7);
    const upTo = (limit: number): number => Math.floor(random() * limit);
    for (const pixelRatio of PIXEL_RATIOS)
      for (let round = 0; round < 6; round += 1) {
        const size = { width: 300 + upTo(3_600), height: 200 + upTo(1_900) };
        // Bars of half pixels, too: the browser paints from the next whole one.
        const bars = upTo(2) ? { x: upTo(300), y: 0 } : { x: 0, y: upTo(300) };
        const box = { left: upTo(32_000) / 64, top: upTo(32_000) / 64, width: size.width + bars.x, height: size.height + bars.y };
        const shown = show(box, size, pixelRatio);
        const start = { x: Math.round(box.left + bars.x / 2), y: Math.round(box.top + bars.y / 2) };
        for (let pixel = 0; pixel < Math.max(size.width, size.height); pixel += 1) {
          const x = Math.min(pixel, size.width - 1);
          const y = Math.min(pixel, size.height - 1);
          const pointer = { clientX: clientOf(start.x + x, pixelRatio), clientY: clientOf(start.y + y, pixelRatio) };
          const position = surfacePosition(pointer, shown, false);
          assert.deepEqual(
            position && [hit(position.x, size.width), hit(position.y, size.height)],
            [x, y],
            JSON.stringify({ pixelRatio, size, box }),
          );
        }
      }
  });

  it('in a picture of any size is what is painted under it, and never beyond the ends', () => {
    const random = randomNumbers(11);
    for (const pixelRatio of PIXEL_RATIOS)
      for (let round = 0; round < 200; round += 1) {
        const size = { width: 300 + Math.floor(random() * 3_600), height: 200 + Math.floor(random() * 1_900) };
        const zoom = 0.25 + random() * 3.75;
        const box = { left: random() * 99, top: random() * 99, width: size.width * zoom, height: size.height * zoom };
        const shown = show(box, size, pixelRatio);
        const device = { x: Math.round(box.left + random() * (box.width - 2)), y: Math.round(box.top + random() * (box.height - 2)) };
        const pointer = { clientX: clientOf(device.x, pixelRatio), clientY: clientOf(device.y, pixelRatio) };
        const position = surfacePosition(pointer, shown, true);
        assert.ok(position);
        const off = Math.abs(position.x * size.width - (device.x + 0.5 - box.left) / zoom);
        // Half a pixel to its centre, and what the browser rounds.
        assert.ok(off <= 0.5 + 1.1 / zoom, `${off} at ${zoom}`);
        assert.ok(position.x > 0 && position.x < 1 && position.y > 0 && position.y < 1);
      }
  });

  const wide = show({ left: 10, top: 20, width: 400, height: 400 }, { width: 200, height: 100 }, 1);
  const at = (clientX: number, clientY: number, isHeld = false) => surfacePosition({ clientX, clientY }, wide, isHeld);

  it('is nowhere on the bars, and at the nearest edge while a button is held', () => {
    assert.equal(at(100, 119), null);
    assert.deepEqual(at(10, 120), { x: 0.5 / 200, y: 0.5 / 100 });
    assert.deepEqual(at(409, 319), { x: 199.5 / 200, y: 99.5 / 100 });
    assert.equal(at(410, 319), null);
    assert.deepEqual(at(-1_000, 5_000, true), { x: 0.5 / 200, y: 99.5 / 100 });
  });

  it('is a place even in a picture that is smaller than a pixel', () => {
    const tiny = show({ left: 10, top: 10, width: 0.25, height: 0.25 }, { width: 200, height: 200 }, 1);
    assert.deepEqual(surfacePosition({ clientX: 9.5, clientY: 9.5 }, tiny, true), { x: 0.5 / 200, y: 0.5 / 200 });
  });

  it('is nowhere without a picture, or without room for it', () => {
    const { rect } = wide;
    for (const isHeld of [false, true]) {
      assert.equal(surfacePosition({ clientX: 50, clientY: 50 }, { rect, size: { width: 0, height: 0 }, pixelRatio: 1 }, isHeld), null);
      const hidden = { ...wide, rect: { left: 0, top: 0, width: 0, height: 0 } };
      assert.equal(surfacePosition({ clientX: 0, clientY: 0 }, hidden, isHeld), null);
    }
  });
});
