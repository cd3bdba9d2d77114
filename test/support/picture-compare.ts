import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** How far a picture may be from its reference: fonts are smoothed a little differently from machine to machine. */
export const TOLERANCE = {
  /** Distance of two colours from which they count as different, 0 to 1. */
  threshold: 0.2,
  /** Share of the pixels that may differ, 0 to 1. */
  differing: 0.001,
} as const;

export interface Comparison {
  /** Share of the pixels that differ, 0 to 1; 1 where the sizes do. */
  readonly differing: number;
  /** A PNG with what differs in red; `null` where the sizes do. */
  readonly difference: Uint8Array | null;
}

/** Compares two PNGs pixel by pixel; the smoothed edges of letters and lines do not count. */
export function comparePictures(reference: Uint8Array, actual: Uint8Array): Comparison {
  const [before, after] = [PNG.sync.read(Buffer.from(reference)), PNG.sync.read(Buffer.from(actual))];
  const { width, height } = before;
  if (width !== after.width || height !== after.height) return { differing: 1, difference: null };
  const difference = new PNG({ width, height });
  const pixels = pixelmatch(before.data, after.data, difference.data, width, height, {
    threshold: TOLERANCE.threshold,
  });
  return { differing: pixels / (width * height), difference: PNG.sync.write(difference) };
}
