import { around, viewOf } from './composed-tree.ts';

/** As a wheel over an element: whatever around it can still go that way is scrolled, or else nothing. */
export function scrollBy(element: Element, rightPx: number, downPx: number): void {
  for (let box: Element | null = element; box; box = around(box)) {
    if (!canScroll(box, rightPx, downPx)) continue;
    box.scrollBy({ left: rightPx, top: downPx, behavior: 'instant' });
    return;
  }
}

function canScroll(box: Element, rightPx: number, downPx: number): boolean {
  const isPage = box === box.ownerDocument.scrollingElement;
  const { overflowX, overflowY } = viewOf(box).getComputedStyle(box);
  const goes = (by: number, at: number, room: number, overflow: string): boolean =>
    by !== 0 && (isPage ? overflow !== 'hidden' : /auto|scroll|overlay/.test(overflow)) && (by < 0 ? at > 0 : at < room - 1);
  return (
    goes(downPx, box.scrollTop, box.scrollHeight - box.clientHeight, overflowY) ||
    goes(rightPx, Math.abs(box.scrollLeft), box.scrollWidth - box.clientWidth, overflowX)
  );
}
