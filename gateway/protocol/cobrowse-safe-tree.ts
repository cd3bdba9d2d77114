import { DEPTH_MAX, DOCUMENT, NODES_MAX } from './cobrowse-events.ts';
import type { PLACES } from './cobrowse-events.ts';
import { canHaveShadow, type SafeElement } from './cobrowse-safe-names.ts';
import type { SvgUses } from './cobrowse-safe-uses.ts';

export type Place = (typeof PLACES)[number];

/** A node of a page of which only the shape is known. Siblings are linked in no order. */
export interface KnownNode {
  readonly id: number;
  readonly parent: KnownNode | undefined;
  readonly place: Place;
  readonly depth: number;
  /** Of an element. */
  readonly element: SafeElement | undefined;
  /** UTF-16 units of its text or style sheet. */
  length: number;
  /** The same of its attributes and of what was typed, by name. */
  lengths: Map<string, number> | undefined;
  /** What of SVG names and is named; see `cobrowse-safe-uses.ts`. */
  uses: SvgUses | undefined;
  first: KnownNode | undefined;
  next: KnownNode | undefined;
  previous: KnownNode | undefined;
}

export type TreeRefusal = 'unknownNode' | 'tooLarge' | 'malformed';
interface Placed {
  id: number;
  parent: number;
  before?: number;
  place?: Place;
}

/** Which nodes there are and where they hang. */
export class KnownTree {
  readonly #nodes = new Map<number, KnownNode>();
  /** The one element of the document itself. */
  #root: KnownNode | undefined;

  get size(): number {
    return this.#nodes.size;
  }

  get(id: number): KnownNode | undefined {
    return this.#nodes.get(id);
  }

  ids(): Iterable<number> {
    return this.#nodes.keys();
  }

  add(placed: Placed, element: SafeElement | undefined): KnownNode | TreeRefusal {
    const { id, before, place = 'child' } = placed;
    if (this.#nodes.has(id)) return 'malformed';
    if (this.#nodes.size >= NODES_MAX) return 'tooLarge';
    const parent = this.#nodes.get(placed.parent);
    if (!parent && placed.parent !== DOCUMENT) return 'unknownNode';
    const depth = (parent?.depth ?? 0) + 1;
    if (depth > DEPTH_MAX) return 'tooLarge';
    if (!this.#mayHang(parent, place, element)) return 'malformed';
    if (before !== undefined) {
      const sibling = this.#nodes.get(before);
      if (!sibling || sibling.parent !== parent || sibling.place !== place) return 'unknownNode';
    }
    const next = parent ? parent.first : undefined;
    const node: KnownNode = {
      id, parent, place, depth, element, length: 0, lengths: undefined, uses: undefined, first: undefined, next, previous: undefined,
    };
    if (next) next.previous = node;
    if (parent) parent.first = node;
    else this.#root = node;
    this.#nodes.set(id, node);
    return node;
  }

  /** Takes a node out with all that is below it, each told to `forgotten`. */
  remove(node: KnownNode, forgotten: (node: KnownNode) => void): void {
    if (node.previous) node.previous.next = node.next;
    else if (node.parent) node.parent.first = node.next;
    else this.#root = undefined;
    if (node.next) node.next.previous = node.previous;
    const below = [node];
    for (let last = below.pop(); last; last = below.pop()) {
      this.#nodes.delete(last.id);
      forgotten(last);
      for (let child = last.first; child; child = child.next) below.push(child);
    }
  }

  /** A document has one element and no text; only a frame has a document, and only some elements have a shadow root. */
  #mayHang(parent: KnownNode | undefined, place: Place, element: SafeElement | undefined): boolean {
    if (!parent) return place === 'child' && element !== undefined && element.namespace === undefined && !this.#root;
    if (!parent.element) return false;
    if (place === 'child') return true;
    if (place === 'shadow') return canHaveShadow(parent.element);
    if (parent.element.tag !== 'iframe' || element === undefined || element.namespace !== undefined) return false;
    for (let child = parent.first; child; child = child.next) if (child.place === 'document') return false;
    return true;
  }
}
