import type { ActedPage } from './acted-page.ts';
import { activeElement, around, closest, isFrame, isOurs, viewOf } from './composed-tree.ts';
import { isTouchable } from './reach.ts';

const FOCUSABLE =
  'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable]:not([contenteditable=false i])';

/** As after a press of a mouse: what is pressed has the keyboard, or what it is in that can have it, or nothing. */
export function focusByPress(pressed: Element): void {
  const target = closest(pressed, FOCUSABLE) as HTMLElement | null;
  if (target && !target.matches(':disabled')) return target.focus({ preventScroll: true });
  const { document } = viewOf(pressed);
  const active = activeElement(document);
  if (active && active !== document.body && !isOurs(active)) (active as HTMLElement).blur();
}

/** Where Tab leads, in the order of the page, past what the agent may not use. @param from - `null`: from its beginning */
export function nextStop(page: ActedPage, document: Document, from: Element | null, isBack: boolean): HTMLElement | null {
  const stops = [...stopsIn(document)];
  if (isBack) stops.reverse();
  const at = stops.indexOf(from as HTMLElement);
  return [...stops.slice(at + 1), ...stops.slice(0, Math.max(0, at))].find((stop) => isTouchable(page, stop)) ?? null;
}

function* stopsIn(root: Document | ShadowRoot): Generator<HTMLElement> {
  const walker = root.ownerDocument?.createTreeWalker(root, NodeFilter.SHOW_ELEMENT) ?? (root as Document).createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const element = walker.currentNode as HTMLElement;
    if (isOurs(element) || isFrame(element)) continue;
    if (element.matches(FOCUSABLE) && element.tabIndex >= 0 && isUsable(element)) yield element;
    if (element.shadowRoot) yield* stopsIn(element.shadowRoot);
  }
}

const isUsable = (element: HTMLElement): boolean =>
  !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true }) && !isInert(element);

function isInert(element: Element): boolean {
  for (let found: Element | null = element; found; found = around(found)) if (found.hasAttribute('inert')) return true;
  return false;
}
