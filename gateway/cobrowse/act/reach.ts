import type { PagePoint } from '../../protocol/cobrowse-acts.ts';
import { ActRefused, type ActedPage } from './acted-page.ts';
import { clickedWith, closest, contains, frameDocument, isFrame, isOurs } from './composed-tree.ts';

/** What of other sites, or of programs, stands in a page. */
const FOREIGN = /^(?:object|embed|applet|fencedframe|frame)$/;

/** The element at a place, and that place in its own frame's CSS pixels. */
export interface Reached {
  readonly element: Element;
  readonly x: number;
  readonly y: number;
}

/** @throws {ActRefused} The agent may not use it, or nobody could at this moment. */
export function expectTouchable(page: ActedPage, element: Element): void {
  if (!element.isConnected) throw new ActRefused('notThere');
  for (const used of clickedWith(element)) {
    if (isOurs(used)) throw new ActRefused('ours');
    if (used.matches('input[type=file]')) throw new ActRefused('file');
    if (FOREIGN.test(used.localName) || (isFrame(used) && !frameDocument(used))) throw new ActRefused('otherSite');
    const why = page.forbids(used);
    if (why) throw new ActRefused(why);
    if (closest(used, ':disabled, [inert]')) throw new ActRefused('disabled');
  }
}

export function isTouchable(page: ActedPage, element: Element): boolean {
  try {
    expectTouchable(page, element);
    return true;
  } catch {
    return false;
  }
}

/** The element of that number. @throws {ActRefused} */
export function elementOf(page: ActedPage, id: number): Element {
  const node = page.nodeOf(id);
  if (node?.nodeType !== Node.ELEMENT_NODE) throw new ActRefused('notThere');
  return node as Element;
}

/**
 * What a person would click at that place of that element: the element itself, or what of it is there. It is brought into view first.
 * @throws {ActRefused} It may not be clicked, or something else is in front of it.
 */
export function reach(page: ActedPage, { id, x, y }: PagePoint): Reached {
  const found = expectInFront(page, elementOf(page, id), x, y);
  expectTouchable(page, found.element);
  return found;
}

/**
 * Where a person would click an element, at its middle unless told: it is brought into view first. What of it is there is not judged.
 * @throws {ActRefused} It may not be used, or something else is in front of it.
 */
export function expectInFront(page: ActedPage, element: Element, x = 0.5, y = 0.5): Reached {
  expectTouchable(page, element);
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) throw new ActRefused('notThere');
  let found = hitIn(page, element, x, y);
  if (!found) {
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    found = hitIn(page, element, x, y);
  }
  if (!found) throw new ActRefused('notThere');
  return found;
}

/** Nothing is in front of its middle, as it stands now. */
export const isInFront = (page: ActedPage, element: Element): boolean => hitIn(page, element, 0.5, 0.5) !== null;

/** Laid out differently, the place may be beside the element: then its middle is meant. */
function hitIn({ window }: ActedPage, element: Element, x: number, y: number): Reached | null {
  const { left, top, width, height } = element.getBoundingClientRect();
  const [first] = element.getClientRects();
  const middle: [number, number][] = first ? [[first.left + first.width / 2, first.top + first.height / 2]] : [];
  for (const [placeX, placeY] of [[left + width * x, top + height * y] as [number, number], ...middle]) {
    const [pageX, pageY] = inWindow(window, element, placeX, placeY);
    const hit = deepestAt(window.document, pageX, pageY);
    if (hit && contains(element, hit.element)) return hit;
  }
  return null;
}

/** From a place in an element's frame to that in the window around all. */
function inWindow(window: Window, element: Element, x: number, y: number): [number, number] {
  const view = element.ownerDocument.defaultView;
  const frame = view === window ? null : view?.frameElement;
  if (!frame) return [x, y];
  const { left, top } = frame.getBoundingClientRect();
  return inWindow(window, frame, x + left + frame.clientLeft, y + top + frame.clientTop);
}

function deepestAt(root: Document | ShadowRoot, x: number, y: number): Reached | null {
  // The right and the lower edge of an element are beside it.
  const element = root.elementFromPoint(x, y) ?? root.elementFromPoint(x - 0.5, y - 0.5);
  if (!element) return null;
  const inside = element.shadowRoot && deepestAt(element.shadowRoot, x, y);
  if (inside && inside.element !== element && contains(element, inside.element)) return inside;
  const page = isFrame(element) ? frameDocument(element) : null;
  if (!page) return { element, x, y };
  const { left, top } = element.getBoundingClientRect();
  return deepestAt(page, x - left - element.clientLeft, y - top - element.clientTop) ?? { element, x, y };
}
