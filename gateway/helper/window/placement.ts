import type { Monitor, Rect } from '../injector.ts';

/** From the edges, in pixels of a display with 96 dots per inch. Many desktops have a bar at the top. */
const FROM_RIGHT = 16;
const FROM_TOP = 44;

/** A screen this high, whose desktop says nothing of its dots per inch, has small dots. */
const SMALL_DOTS_FROM_HEIGHT = 2_000;
const USUAL_DPI = 96;
const SCALE_MAX = 4;

/** How much larger than at 96 dots per inch everything is drawn. @param dpi as the desktop says, where it does */
export function scaleOf(monitor: Monitor, dpi: number | undefined): number {
  const scale = dpi === undefined ? (monitor.height >= SMALL_DOTS_FROM_HEIGHT ? 2 : 1) : dpi / USUAL_DPI;
  return Math.min(Math.max(scale, 1), SCALE_MAX);
}

/** The upper right corner of a monitor, below the bar that many desktops have there. */
export function cornerOf(monitor: Rect, { width, height }: Pick<Rect, 'width' | 'height'>, scale: number): Rect {
  const x = monitor.x + monitor.width - width - Math.round(FROM_RIGHT * scale);
  return keepInside({ x, y: monitor.y + Math.round(FROM_TOP * scale), width, height }, [monitor]);
}

/** The same, or moved by as little as brings it onto one monitor in full; its upper left corner where it is too large. */
export function keepInside(rect: Rect, monitors: readonly Rect[]): Rect {
  const moved = monitors.map((monitor) => ({
    ...rect,
    x: clamp(rect.x, monitor.x, monitor.x + monitor.width - rect.width),
    y: clamp(rect.y, monitor.y, monitor.y + monitor.height - rect.height),
  }));
  const farness = (one: Rect): number => Math.hypot(one.x - rect.x, one.y - rect.y);
  return moved.toSorted((one, other) => farness(one) - farness(other))[0] ?? rect;
}

/** Whether two have a pixel in common. */
export const overlap = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Whether a point is within. */
export const isWithin = (x: number, y: number, rect: Rect): boolean => overlap({ x, y, width: 1, height: 1 }, rect);

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));
