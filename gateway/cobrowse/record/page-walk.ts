import { DEPTH_MAX, NODES_MAX, type Place, TEXT_MAX_LENGTH } from '../../protocol/cobrowse-limits.ts';
import type { PageNode } from '../../protocol/cobrowse-events.ts';
import { isForbidden, MASKED, type Masking, PRIVATE_VALUE, type Treatment } from '../mask/masking.ts';
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
  /** An element, when it becomes known, and what a canvas shows: what is beside its node is sent by others. */
  readonly met: (element: Element, known: KnownNode, picture: string | null) => void;
  /** A picture that cannot be shown. */
  readonly isMissing: (element: Element) => boolean;
  /** What is known of a node is to be judged anew first: nothing of what is in it may be told. */
  readonly isOutdated: (known: KnownNode) => boolean;
  /** A node that the agent's page has at another place; it is to be told anew. */
  readonly cameHere: (node: Node) => void;
  /** The document of a frame, or an open shadow root. */
  readonly metRoot: (root: Document | ShadowRoot) => void;
}

/** What still has to be described of one parent. */
interface Siblings {
  readonly nodes: readonly Node[];
  next: number;
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
    yield* this.#walk([childrenOf(root, parent, place, depthOf(parent))]);
  }

  /** A node and all that is in it; `null` between two nodes: what is looked at need not be seen. */
  *node(node: Node, parent: KnownNode, place: Place, before?: number): Generator<PageNode | null> {
    if (!node.parentNode) return;
    yield* this.#walk([{ nodes: [node], next: 0, from: node.parentNode, parent, place, depth: depthOf(parent) }], before);
  }

  *#walk(waiting: Siblings[], before?: number): Generator<PageNode | null> {
    let beforeId = before;
    for (let siblings = waiting.at(-1); siblings; siblings = waiting.at(-1)) {
      const { from, parent, place, depth } = siblings;
      const node = siblings.nodes[siblings.next];
      siblings.next += 1;
      if (!node) waiting.pop();
      // The page changed since; the change itself is told later.
      if (!node || node.parentNode !== from || this.#isKnown(node, parent, place)) {
        yield null;
        continue;
      }
      if (this.#options.isOutdated(parent)) {
        this.#options.cameHere(node);
        yield null;
        continue;
      }
      const placed = { parent: parent.id, ...(place !== 'child' && { place }), ...(beforeId !== undefined && { before: beforeId }) };
      beforeId = undefined;
      if (node.nodeType === Node.TEXT_NODE) yield this.#text(node as Text, parent, place, placed);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const described = depth < DEPTH_MAX ? this.#element(node as Element, parent, place, placed) : null;
      yield described;
      const known = described && this.#options.known.get(node);
      if (known && !known.isClosed) waiting.push(...this.#insideOf(node as Element, known, depth + 1));
    }
  }

  #isKnown(node: Node, parent: KnownNode, place: Place): boolean {
    const found = this.#options.known.get(node);
    // It came from elsewhere before anybody watched this place: only that it left there will be told.
    if (found && (found.parent !== parent || found.place !== place)) this.#options.cameHere(node);
    return found !== undefined;
  }

  /** The last of them comes first. */
  #insideOf(element: Element, known: KnownNode, depth: number): Siblings[] {
    if (element.localName === 'iframe') {
      const document = frameDocument(element as HTMLIFrameElement);
      if (!document) return [];
      this.#options.metRoot(document);
      return [childrenOf(document, known, 'document', depth)];
    }
    const children = childrenOf(element, known, 'child', depth);
    if (!element.shadowRoot) return [children];
    this.#options.metRoot(element.shadowRoot);
    return [children, childrenOf(element.shadowRoot, known, 'shadow', depth)];
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
    const hides = placeholderOf(element, treatment, masking) ?? (this.#options.isMissing(element) ? 'image' : null);
    const isCanvas = element.localName === 'canvas' && hides === null;
    const picture = isCanvas ? canvasPicture(element as HTMLCanvasElement) : null;
    const why = isCanvas && picture === null ? 'canvas' : hides;
    const known = this.#add(element, parent, place, treatment, why !== null || isClosedElement(element), why !== null);
    const namespace = namespaceOf(element);
    const attributes = why ? this.#boxAttributes(element, treatment) : this.#attributes(element, treatment);
    if (picture !== null) attributes.src = picture;
    const state = !why && hasState(element) ? stateOf(element, treatment, masking) : {};
    this.#options.met(element, known, picture);
    return {
      ...placed,
      id: known.id,
      tag: shownTag(element),
      ...(namespace && { namespace }),
      ...(Object.keys(attributes).length && { attributes }),
      ...(Object.keys(state).length && { state }),
      ...(why && { placeholder: { why, ...sizeOf(element) } }),
      ...(isForbidden(treatment) && !isForbidden(parent.treatment) && { isUntouchable: true as const }),
    };
  }

  #attributes(element: Element, treatment: Treatment): Record<string, string> {
    const attributes = this.#options.attributes.allOf(element, treatment);
    if (element.localName === 'input') attributes.type = shownType((element as HTMLInputElement).type, treatment);
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

function childrenOf(from: Node, parent: KnownNode, place: Place, depth: number): Siblings {
  const nodes: Node[] = [];
  for (let node = from.firstChild; node; node = node.nextSibling) nodes.push(node);
  return { nodes, next: 0, from, parent, place, depth };
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
