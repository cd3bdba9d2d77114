/** Fractions of the surface's width and height, from its upper left corner: the centre of one of its pixels. */
export interface SurfacePosition {
  x: number;
  y: number;
}

export interface SurfaceSize {
  width: number;
  height: number;
}

/** How a surface is shown: whole, in its own proportions and centred within `rect` (`object-fit: contain`). */
export interface ShownSurface {
  /** The picture's element in its window, in CSS pixels, without border or padding. */
  rect: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;
  /** In the surface's own pixels; 0 while there is no picture. */
  size: SurfaceSize;
  /** The window's `devicePixelRatio`; a browser's zoom is in it. */
  pixelRatio: number;
}

/** Half a pixel may have become a little less in the arithmetic. Layout is finer than a pixel by 64 (Chromium), not more. */
const TOLERANCE = 1 / 256;

/**
 * The pixel of the surface that is seen under the pointer: `floor(x * width)` at the other end is exactly that one. At
 * 100 % every pixel can be reached.
 *
 * Browsers tell the upper left corner of the device's pixel that the pointer is on, a little too small or too large where
 * the ratio is no power of two (561.6 comes as 560.79999 + 0.8), so its centre is looked up. They paint a picture from
 * whole to whole device pixels, half ones rounded up (Chromium 156, at ratios of 1 and 1.25).
 * @param isHeld - Beside the picture the nearest of its pixels, as for a drag that leaves it; otherwise `null` there.
 */
export function surfacePosition(
  pointer: Pick<MouseEvent, 'clientX' | 'clientY'>,
  { rect, size, pixelRatio }: ShownSurface,
  isHeld: boolean,
): SurfacePosition | null {
  const scale = Math.min(rect.width / size.width, rect.height / size.height);
  if (!(scale > 0 && scale < Infinity)) return null;

  const pixelAlong = (clientPx: number, boxPx: number, boxLengthPx: number, pixels: number): number => {
    const middle = boxPx + boxLengthPx / 2;
    const toDevice = (px: number): number => Math.round(px * pixelRatio + TOLERANCE);
    const start = toDevice(middle - (pixels * scale) / 2);
    const end = toDevice(middle + (pixels * scale) / 2);
    return Math.floor(((clientPx * pixelRatio + 0.5 - start) / Math.max(1, end - start)) * pixels);
  };
  const pixelX = pixelAlong(pointer.clientX, rect.left, rect.width, size.width);
  const pixelY = pixelAlong(pointer.clientY, rect.top, rect.height, size.height);
  const x = clamp(pixelX, size.width);
  const y = clamp(pixelY, size.height);
  if (!isHeld && (x !== pixelX || y !== pixelY)) return null;
  return { x: (x + 0.5) / size.width, y: (y + 0.5) / size.height };
}

const clamp = (pixel: number, pixels: number): number => Math.min(pixels - 1, Math.max(0, pixel));
