/** The page as a person meets it: with its open shadow roots, and the frames of the same site. */

/** What an element is drawn in. */
export function around(node: Node): Element | null {
  const parent = (node as Partial<Element>).assignedSlot ?? node.parentNode;
  if (!parent) return null;
  if (parent.nodeType === Node.ELEMENT_NODE) return parent as Element;
  if (parent.nodeType === Node.DOCUMENT_NODE) return (parent as Document).defaultView?.frameElement ?? null;
  return (parent as ShadowRoot).host ?? null;
}

/** An element itself, or that which another node is directly in. */
export const elementAround = (node: Node): Element | null => (node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement);

export function contains(outer: Element, inner: Element): boolean {
  for (let element: Element | null = inner; element; element = around(element)) if (element === outer) return true;
  return false;
}

/** The nearest of these that an element is, or is in, also beyond its shadow root; not beyond its frame. */
export function closest(element: Element, selector: string): Element | null {
  for (let found: Element | null = element; found && found.ownerDocument === element.ownerDocument; found = around(found))
    if (found.matches(selector)) return found;
  return null;
}

/** What a click on an element clicks: the element itself, and what the labels that it is in are for. */
export function clickedWith(element: Element, clicked = new Set<Element>()): Set<Element> {
  if (clicked.has(element)) return clicked;
  clicked.add(element);
  for (let label = closest(element, 'label'); label; label = outerLabel(label)) {
    const { control } = label as HTMLLabelElement;
    if (control) clickedWith(control, clicked);
  }
  return clicked;
}

function outerLabel(label: Element): Element | null {
  const outer = around(label);
  return outer && closest(outer, 'label');
}

/** `null`: none that can be looked into. */
export function frameDocument(element: Element): Document | null {
  try {
    return (element as HTMLIFrameElement).contentDocument ?? null;
  } catch {
    return null;
  }
}

/** What has the keyboard. */
export function activeElement(document: Document): Element | null {
  let found = document.activeElement;
  for (;;) {
    const inside = found?.shadowRoot?.activeElement ?? (found && isFrame(found) ? (frameDocument(found)?.activeElement ?? null) : null);
    if (!inside) return found;
    found = inside;
  }
}

/** The site's frame in the window that has the keyboard, with whatever is in it; who answers in ours is not in one. */
export function activeFrame(document: Document): Element | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement && !isOurs(found)) found = found.shadowRoot.activeElement;
  return found && isFrame(found) ? found : null;
}

export const isFrame = (element: Element): boolean => /^i?frame$/.test(element.localName);

/** Our own elements in the page. */
export const isOurs = (element: Element): boolean => /^sideseat-(?:snippet|marks|pointer)$/.test(element.localName);

export const viewOf = (element: Element): Window & typeof globalThis => (element.ownerDocument.defaultView ?? window) as Window & typeof globalThis;
