import { ActRefused, type ActedPage } from './acted-page.ts';
import { contains, elementAround } from './composed-tree.ts';

type Extends = Parameters<Selection['modify']>[1];

/**
 * Where the browser itself edits a page, it changes whatever is selected: both ends, and all that is between them, must be the agent's to use.
 * @param host - What is edited
 * @param removes - Where nothing is selected, the character on that side goes, in whatever element that is
 * @throws {ActRefused}
 */
export function expectRange(page: ActedPage, host: Element, removes: Extends | null): void {
  const selection = selectionAround(host);
  const { anchorNode, anchorOffset } = selection ?? {};
  if (!selection || !anchorNode || anchorOffset === undefined) throw new ActRefused('noField');
  if (!removes || !selection.isCollapsed) return expectUsable(page, host, selection.getRangeAt(0));
  selection.modify('extend', removes, 'character');
  try {
    expectUsable(page, host, selection.getRangeAt(0));
  } finally {
    selection.collapse(anchorNode, anchorOffset);
  }
}

function expectUsable(page: ActedPage, host: Element, range: Range): void {
  const met: (Element | null)[] = [elementAround(range.startContainer), elementAround(range.endContainer)];
  if (met.some((end) => !end || !contains(host, end))) throw new ActRefused('noField');
  const walker = host.ownerDocument.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) if (range.intersectsNode(walker.currentNode)) met.push(walker.currentNode as Element);
  for (const element of met) {
    const why = element && page.forbids(element);
    if (why) throw new ActRefused(why);
  }
}

/** Chromium has one for each shadow root. */
function selectionAround(host: Element): Selection | null {
  const root = host.getRootNode() as ShadowRoot & { getSelection?: () => Selection | null };
  return root.getSelection?.() ?? host.ownerDocument.getSelection();
}
