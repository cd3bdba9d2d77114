import type { PagePoint } from '../../protocol/cobrowse-acts.ts';
import * as natives from './natives.ts';
import type { PageReplay } from './page-replay.ts';

/** The place in the customer's page at a place of the frame, in the frame's own CSS pixels; `null` where nothing of it is shown. */
export function pointAt(replay: PageReplay, x: number, y: number): PagePoint | null {
  for (let found: Node | null = elementAt(replay.document, x, y); found; found = natives.parentOf(found)) {
    const id = replay.idOf(found);
    if (id === undefined) continue;
    const { left, top, width, height } = natives.placeOf(found as Element);
    return { id, x: fractionOf(x - left, width), y: fractionOf(y - top, height) };
  }
  return null;
}

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

const fractionOf = (offset: number, size: number): number => (size > 0 ? Math.min(1, Math.max(0, offset / size)) : 0);
