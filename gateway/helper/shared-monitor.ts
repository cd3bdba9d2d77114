import type { HelperControl } from '../protocol/helper-messages.ts';
import type { Rect } from './injector.ts';

/** A browser may share a screen in fewer dots than it has; then its shape tells. */
const SAME_SHAPE = 0.01;

/**
 * The monitor that is shared: the one of that size, or the only one, if it has the same shape. `undefined` where that
 * leaves none or more than one: a click on the wrong screen would be worse than none.
 */
export function findSharedMonitor(
  monitors: readonly Rect[],
  { widthPx, heightPx }: Pick<HelperControl, 'widthPx' | 'heightPx'>,
): Rect | undefined {
  const sameSize = monitors.filter(({ width, height }) => width === widthPx && height === heightPx);
  if (sameSize.length > 0) return sameSize.length === 1 ? sameSize[0] : undefined;
  const [only, ...others] = monitors;
  if (!only || others.length > 0) return undefined;
  const shape = only.width / only.height / (widthPx / heightPx);
  return Math.abs(shape - 1) < SAME_SHAPE ? only : undefined;
}
