import * as natives from './natives.ts';

/**
 * The element of a built page at a place of its frame, in that frame's own CSS pixels, in whatever open shadow root or frame of the
 * page it is; `null` outside of everything. Also of a frame that is inert (Chromium and Firefox find what is there all the same).
 */
export function elementAt(document: Document, x: number, y: number): Element | null {
  const found = natives.elementFromPoint(document, x, y);
  return found && within(found, x, y);
}

function within(element: Element, x: number, y: number): Element {
  const shadow = natives.shadowOf(element);
  const inside = shadow && natives.elementFromPoint(shadow, x, y);
  if (inside && inside !== element && natives.rootOf(inside) === shadow) return within(inside, x, y);
  if (!natives.isHtml(element) || natives.nameOf(element) !== 'iframe') return element;
  const frame = element as HTMLIFrameElement;
  const { left, top } = natives.placeOf(frame);
  const page = natives.frameDocument.get(frame);
  return (page && elementAt(page, x - left - natives.borderLeft.get(frame), y - top - natives.borderTop.get(frame))) ?? element;
}
