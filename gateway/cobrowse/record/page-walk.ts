import { DEPTH_MAX, NODES_MAX, type Place, TEXT_MAX_LENGTH } from '../../protocol/cobrowse-limits.ts';
import type { PageNode } from '../../protocol/cobrowse-events.ts';
import { MASKED, type Masking, PRIVATE_VALUE, type Treatment, UNTOUCHABLE } from '../mask/masking.ts';
import { type PrivateValues, watchPrivate } from '../mask/private-values.ts';
import type { ElementAttributes } from './element-attributes.ts';
import { hasState, shownType, stateOf } from './field-states.ts';
import type { KnownNode, KnownNodes } from './known-nodes.ts';
import {
  canvasPicture,
  frameDocument,
  isClosedElement,
  isHiddenField,
  isUnseen,
  namespaceOf,
  placeholderOf,
  shownTag,
} from './page-elements.ts';

/** The page has more than can be shared. */
export class PageTooLarge extends Error {}

/** Characters of text in one page at most. */
const TEXT_TOTAL_MAX = 24_000_000;

export interface PageWalkOptions {
  readonly known: KnownNodes;
  readonly masking: Masking;
  readonly values: PrivateValues;
  readonly attributes: ElementAttributes;
  /** An element, when it becomes known: what is beside its node is sent by others. */
  readonly met: (element: Element, known: KnownNode) => void;
  /** A picture that cannot be shown. */
  readonly isMissing: (element: Element) => boolean;
  /** The document of a frame, or an open shadow root. */
  readonly metRoot: (root: Document | ShadowRoot) => void;
}

interface Waiting {
  readonly node: Node;
  readonly from: Node;
  readonly parent: KnownNode;
  readonly place: Place;
  readonly depth: number;
}

/** Describes nodes, in document order and one at a time, as far as they may be seen. */
export class PageWalk {
  readonly #options: PageWalkOptions;
  /** Characters of text that were sent since the last snapshot began. */
  textLength = 0;

  constructor(options: PageWalkOptions) {
    this.#options = options;
  }

  /** All of a document, or of a shadow root. */
  *contents(root: Document | ShadowRoot, parent: KnownNode, place: Place): Generator<PageNode | null> {
    yield* this.#walk(childrenOf(root, parent, place, depthOf(parent)));
  }

  /** A node and all that is in it; `null` between two nodes: what is looked at need not be seen. */
  *node(node: Node, parent: KnownNode, place: Place, before?: number): Generator<PageNode | null> {
    if (!node.parentNode) return;
    yield* this.#walk([{ node, from: node.parentNode, parent, place, depth: depthOf(parent) }], before);
  }

  *#walk(waiting: Waiting[], before?: number): Generator<PageNode | null> {
    let beforeId = before;
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { node, from, parent, place, depth } = next;
      // The page changed since; the change itself is told later.
      if (node.parentNode !== from || this.#options.known.get(node)) continue;
      const placed = { parent: parent.id, ...(place !== 'child' && { place }), ...(beforeId !== undefined && { before: beforeId }) };
      beforeId = undefined;
      if (node.nodeType === Node.TEXT_NODE) yield this.#text(node as Text, parent, place, placed);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const described = depth < DEPTH_MAX ? this.#element(node as Element, parent, place, placed) : null;
      yield described;
      const known = described && this.#options.known.get(node);
      if (known && !known.isClosed) for (const inside of this.#insideOf(node as Element, known, depth + 1)) waiting.push(inside);
    }
  }

  #insideOf(element: Element, known: KnownNode, depth: number): Waiting[] {
    if (element.localName === 'iframe') {
      const document = frameDocument(element as HTMLIFrameElement);
      if (!document) return [];
      this.#options.metRoot(document);
      return childrenOf(document, known, 'document', depth);
    }
    const inside = childrenOf(element, known, 'child', depth);
    if (element.shadowRoot) {
      this.#options.metRoot(element.shadowRoot);
      for (const child of childrenOf(element.shadowRoot, known, 'shadow', depth)) inside.push(child);
    }
    return inside;
  }

  #text(node: Text, parent: KnownNode, place: Place, placed: { parent: number }): PageNode {
    const { id } = this.#add(node, parent, place, parent.treatment);
    const text = this.#options.masking.textOf(node, parent.treatment).slice(0, TEXT_MAX_LENGTH);
    this.textLength += text.length;
    return { ...placed, id, text };
  }

  #element(element: Element, parent: KnownNode, place: Place, placed: { parent: number }): PageNode | null {
    const { masking, values } = this.#options;
    if (isHiddenField(element, masking)) values.watch(element);
    if (isUnseen(element) || isHiddenField(element, masking)) return null;
    const treatment = masking.treatmentOf(element, parent.treatment);
    watchPrivate(values, element, treatment, parent.treatment);
    const why = placeholderOf(element, treatment, masking) ?? (this.#options.isMissing(element) ? 'image' : null);
    const known = this.#add(element, parent, place, treatment, why !== null || isClosedElement(element), why !== null);
    const namespace = namespaceOf(element);
    const attributes = why ? this.#boxAttributes(element, treatment) : this.#attributes(element, treatment);
    const state = !why && hasState(element) ? stateOf(element, treatment, masking) : {};
    this.#options.met(element, known);
    return {
      ...placed,
      id: known.id,
      tag: shownTag(element),
      ...(namespace && { namespace }),
      ...(Object.keys(attributes).length && { attributes }),
      ...(Object.keys(state).length && { state }),
      ...(why && { placeholder: { why, ...sizeOf(element) } }),
      ...(treatment & UNTOUCHABLE && { isUntouchable: true as const }),
    };
  }

  #attributes(element: Element, treatment: Treatment): Record<string, string> {
    const attributes = this.#options.attributes.allOf(element, treatment);
    if (element.localName === 'input') attributes.type = shownType((element as HTMLInputElement).type, treatment);
    if (element.localName === 'canvas') attributes.src = canvasPicture(element as HTMLCanvasElement) ?? '';
    if (treatment & (PRIVATE_VALUE | MASKED)) attributes['data-sideseat-masked'] = '';
    return attributes;
  }

  /** A box stands where the element stands. */
  #boxAttributes(element: Element, treatment: Treatment): Record<string, string> {
    const value = this.#options.attributes.valueOf(element, 'class', treatment);
    return value === null ? {} : { class: value };
  }

  #add(node: Node, parent: KnownNode, place: Place, treatment: Treatment, isClosed = false, isBox = false): KnownNode {
    if (this.#options.known.size > NODES_MAX || this.textLength > TEXT_TOTAL_MAX) throw new PageTooLarge();
    return this.#options.known.add(node, parent, place, treatment, isClosed, isBox);
  }
}

/** Last first, as they are taken from the end. */
function childrenOf(from: Node, parent: KnownNode, place: Place, depth: number): Waiting[] {
  const children: Waiting[] = [];
  for (let node = from.lastChild; node; node = node.previousSibling) children.push({ node, from, parent, place, depth });
  return children;
}

function depthOf(known: KnownNode): number {
  let depth = 0;
  for (let above = known.parent; above; above = above.parent) depth += 1;
  return depth + 1;
}

function sizeOf(element: Element): { widthPx: number; heightPx: number } {
  const { width, height } = element.getBoundingClientRect();
  return { widthPx: Math.min(100_000, Math.round(width)), heightPx: Math.min(100_000, Math.round(height)) };
}
