/** How large a picture is shown: as large as its window allows, or this many dots of the screen for one of its own. */
export type Zoom = 'fit' | number;

export const ZOOM_MIN = 0.25;
export const ZOOM_MAX = 4;
const STEPS = [ZOOM_MIN, 1 / 3, 0.5, 2 / 3, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, ZOOM_MAX];
/** Wheel movement, in pixels, that makes the picture e times as large; one notch of a mouse (100) is about a fifth. */
const WHEEL_PX = 500;
/** So near to 100 % a turning wheel stops at it: there every dot is as it was sent. */
const SNAP = 0.04;
/** Steps that differ by less than what rounding does are one. */
const ALIKE = 0.001;

export interface Dots {
  width: number;
  height: number;
}

/** The largest scale at which the whole picture is seen; `room` in the screen's own dots. */
export const fittingZoom = (picture: Dots, room: Dots): number =>
  Math.min(room.width / picture.width, room.height / picture.height);

/** The next step up (1) or down (-1); at the end the same again. */
export function stepZoom(from: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? STEPS.find((step) => step > from + ALIKE) : STEPS.findLast((step) => step < from - ALIKE);
  return next ?? (direction === 1 ? ZOOM_MAX : ZOOM_MIN);
}

/** After the wheel was turned by so many pixels; towards the user (positive) makes smaller. */
export function wheelZoom(from: number, deltaPx: number): number {
  const zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, from * Math.exp(-deltaPx / WHEEL_PX)));
  return Math.abs(zoom - 1) < SNAP && Math.abs(zoom - 1) < Math.abs(from - 1) ? 1 : zoom;
}
