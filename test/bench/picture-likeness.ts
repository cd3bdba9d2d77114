/** Pixels of a desktop in rows: red, green, blue and one more byte each. */
export interface Picture {
  width: number;
  height: number;
  rgba: Uint8Array;
}
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Peak signal-to-noise ratio of the brightness in an area, in decibels; `Infinity` where both are the same. Below about
 * 28 dB small text on a screen can hardly be read, from about 35 dB it looks like the original.
 */
export function psnrDb(original: Picture, received: Picture, { x, y, width, height }: Area): number {
  let squares = 0;
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) {
      const difference = lightness(original, column, row) - lightness(received, column, row);
      squares += difference * difference;
    }
  }
  const mean = squares / (width * height);
  return mean === 0 ? Infinity : 10 * Math.log10((255 * 255) / mean);
}

/** Rec. 601, as video codecs count it. */
function lightness({ rgba, width }: Picture, x: number, y: number): number {
  const at = (y * width + x) * 4;
  return 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
}
