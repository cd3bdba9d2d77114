import { surfacePosition } from '../../../gateway/client/input/surface-position.ts';

/** CSS pixels by which a click may slip; more is a drag. */
const CLICK_SLIP_PX = 4;

/** Calls `onClick` for each click of a mouse or pen into the picture, and not for a drag. @returns a function that ends it */
export function watchClicks(picture: HTMLElement, onClick: () => void): () => void {
  // A picture that is dragged has its pointer captured by the box around it.
  const box = picture.parentElement ?? picture;
  const watching = new AbortController();
  let pressed: PointerEvent | null = null;
  const onDown = (event: PointerEvent): void => {
    pressed = event.button === 0 && event.pointerType !== 'touch' && isInPicture(event, picture) ? event : null;
  };
  const onUp = (event: PointerEvent): void => {
    const from = pressed;
    pressed = null;
    if (!from || from.pointerId !== event.pointerId) return;
    if (Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) <= CLICK_SLIP_PX) onClick();
  };
  const { signal } = watching;
  box.addEventListener('pointerdown', onDown, { signal });
  box.addEventListener('pointerup', onUp, { signal });
  box.addEventListener('pointercancel', () => (pressed = null), { signal });
  return () => watching.abort();
}

/** A video stands in the middle of its place; anything else fills it. */
function isInPicture(event: PointerEvent, picture: HTMLElement): boolean {
  const video = picture as HTMLVideoElement;
  if (video.videoWidth === undefined) return true;
  const rect = video.getBoundingClientRect();
  const size = { width: video.videoWidth, height: video.videoHeight };
  const pixelRatio = video.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  return surfacePosition(event, { rect, size, pixelRatio }, false) !== null;
}
