import type { HelperControl } from '../protocol/helper-messages.ts';
import type { Monitor } from './injector.ts';

type Shared = Pick<HelperControl, 'widthPx' | 'heightPx' | 'screenId'>;

/** A browser may share a screen in fewer dots than it has; then its shape tells. */
const SAME_SHAPE = 0.01;

/**
 * The monitor that is shared: the one that the browser named; where it named none of these, the one of that size, or the only
 * one, if it has the same shape. `undefined` where that leaves none or more than one: a click on the wrong screen would be
 * worse than none.
 */
export function findSharedMonitor(monitors: readonly Monitor[], shared: Shared): Monitor | undefined {
  const named = monitors.find(({ screenId }) => screenId !== null && screenId === shared.screenId);
  if (named) return named;
  const sameSize = monitors.filter(({ width, height }) => width === shared.widthPx && height === shared.heightPx);
  if (sameSize.length > 0) return sameSize.length === 1 ? sameSize[0] : undefined;
  const [only, ...others] = monitors;
  return only && others.length === 0 && hasShapeOf(only, shared) ? only : undefined;
}

function hasShapeOf({ width, height }: Monitor, { widthPx, heightPx }: Shared): boolean {
  return Math.abs(width / height / (widthPx / heightPx) - 1) < SAME_SHAPE;
}
