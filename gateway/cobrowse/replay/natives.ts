/**
 * The browser's own functions, called past the nodes they work on: the fields of a form hide its properties behind their ids,
 * and a page of others chooses those ids.
 */

type Getter<T, V> = (this: T) => V;
type Setter<T, V> = (this: T, value: V) => void;

interface Accessor<T, V> {
  get(of: T): V;
  set(of: T, value: V): void;
}

function accessor<T extends object, K extends keyof T>(prototype: T, name: K): Accessor<T, T[K]> {
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  return {
    get: (of) => (get as Getter<T, T[K]>).call(of),
    set: (of, value) => (set as Setter<T, T[K]>).call(of, value),
  };
}

const HTML = 'http://www.w3.org/1999/xhtml';
const NAMESPACES = { svg: 'http://www.w3.org/2000/svg', mathml: 'http://www.w3.org/1998/Math/MathML' };

const ownerDocument = accessor(Node.prototype, 'ownerDocument');
const textContent = accessor(Node.prototype, 'textContent');
const parentNode = accessor(Node.prototype, 'parentNode');
const connected = accessor(Node.prototype, 'isConnected');
const namespaceUri = accessor(Element.prototype, 'namespaceURI');
const localName = accessor(Element.prototype, 'localName');
const shadowRoot = accessor(Element.prototype, 'shadowRoot');
const data = accessor(CharacterData.prototype, 'data');

export const createElement = (document: Document, tag: string, namespace?: 'svg' | 'mathml'): Element =>
  Document.prototype.createElementNS.call(document, namespace ? NAMESPACES[namespace] : HTML, tag) as Element;
export const createText = (document: Document, text: string): Text => Document.prototype.createTextNode.call(document, text);
export const createFragment = (document: Document): DocumentFragment =>
  Document.prototype.createDocumentFragment.call(document);
export const createRange = (document: Document): Range => Document.prototype.createRange.call(document);
export const documentOf = (node: Node): Document | null => ownerDocument.get(node);

export const insert = (parent: Node, node: Node, before: Node | null): void => {
  Node.prototype.insertBefore.call(parent, node, before);
};
export const isConnected = (node: Node): boolean => connected.get(node);
export const isHtml = (element: Element): boolean => namespaceUri.get(element) === HTML;
export const shadowOf = (element: Element): ShadowRoot | null => shadowRoot.get(element);
export const nameOf = (element: Element): string => localName.get(element);
export const parentOf = (node: Node): ParentNode | null => parentNode.get(node);
export const rootOf = (node: Node): Node => Node.prototype.getRootNode.call(node);
export function removeNode(node: Node): void {
  const parent = parentOf(node);
  if (parent) Node.prototype.removeChild.call(parent, node);
}
export const elementFromPoint = (root: Document | ShadowRoot, x: number, y: number): Element | null =>
  (root.nodeType === Node.DOCUMENT_NODE ? Document : ShadowRoot).prototype.elementFromPoint.call(root, x, y);
/** Where a caret would stand; Safari before 18.4 knows it by the older name alone. */
export function caretFromPoint(document: Document, x: number, y: number): { node: Node; offset: number } | null {
  const { caretPositionFromPoint, caretRangeFromPoint } = Document.prototype as Partial<Document>;
  const position = caretPositionFromPoint?.call(document, x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = caretPositionFromPoint ? null : caretRangeFromPoint?.call(document, x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
export const placeOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);
export const setText = (node: Text, text: string): void => data.set(node, text);
export const setStyleSheet = (element: Element, css: string): void => textContent.set(element, css);

export const getAttribute = (element: Element, name: string): string | null =>
  Element.prototype.getAttribute.call(element, name);
export const setAttribute = (element: Element, name: string, value: string): void =>
  Element.prototype.setAttribute.call(element, name, value);
export const removeAttribute = (element: Element, name: string): void => Element.prototype.removeAttribute.call(element, name);
export const attachShadow = (host: Element): ShadowRoot => Element.prototype.attachShadow.call(host, { mode: 'open' });
const scroll: (this: Element, options: ScrollToOptions) => void = Element.prototype.scrollTo;
/** At once, also where the page's style would have it glide. */
export const scrollTo = (element: Element, options: ScrollToOptions): void =>
  scroll.call(element, { ...options, behavior: 'instant' });

/** All nodes of a tree, its root first; nothing of shadow roots and frames. */
export function* nodesBelow(root: Node): Generator<Node> {
  const walker = Document.prototype.createTreeWalker.call(documentOf(root) ?? (root as Document), root);
  for (let node: Node | null = root; node; node = walker.nextNode()) yield node;
}

export const inputValue = accessor(HTMLInputElement.prototype, 'value');
export const inputChecked = accessor(HTMLInputElement.prototype, 'checked');
export const inputIndeterminate = accessor(HTMLInputElement.prototype, 'indeterminate');
export const textAreaValue = accessor(HTMLTextAreaElement.prototype, 'value');
export const optionSelected = accessor(HTMLOptionElement.prototype, 'selected');
export const selectValue = accessor(HTMLSelectElement.prototype, 'value');
export const frameDocument = accessor(HTMLIFrameElement.prototype, 'contentDocument');
export const borderLeft = accessor(Element.prototype, 'clientLeft');
export const borderTop = accessor(Element.prototype, 'clientTop');
/** Not for elements of SVG or MathML. */
export const inlineStyle = accessor(HTMLElement.prototype, 'style');
