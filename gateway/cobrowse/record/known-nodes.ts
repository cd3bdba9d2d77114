import { DOCUMENT, type Place } from '../../protocol/cobrowse-limits.ts';
import { BLOCKED, isTextHidden, MASKED, PRIVATE_VALUE, SHADED, type Treatment } from '../mask/masking.ts';
import { isField } from '../mask/private-field.ts';

/** A node that the agent's page has, too. */
export interface KnownNode {
  readonly id: number;
  /** A node, or what stands for a style sheet without one. */
  readonly node: object;
  readonly parent: KnownNode | null;
  readonly place: Place;
  /** Most nodes have none. */
  children: Set<KnownNode> | null;
  readonly treatment: Treatment;
  /** Nothing of what is in it was sent. */
  readonly isClosed: boolean;
  /** … and nothing of itself: a box stands in its place. */
  readonly isBox: boolean;
}

/** The nodes that were sent, as the agent's page knows them now; the document at their head. */
export class KnownNodes {
  readonly #ids = new WeakMap<object, number>();
  #known = new Map<object, KnownNode>();
  #byId = new Map<number, KnownNode>();
  readonly #forgotten: (known: KnownNode) => void;
  #lastId = DOCUMENT;

  /** @param forgotten - Called for each node that is removed */
  constructor(forgotten: (known: KnownNode) => void) {
    this.#forgotten = forgotten;
  }

  get size(): number {
    return this.#known.size;
  }

  /** All that is known but the document. */
  get all(): IterableIterator<KnownNode> {
    return this.#known.values();
  }

  get(node: object | null): KnownNode | undefined {
    return node ? this.#known.get(node) : undefined;
  }

  /** What the agent's page has under this number. */
  withId(id: number): KnownNode | undefined {
    return this.#byId.get(id);
  }

  /** Numbers stay with their nodes, also through moves and snapshots. */
  idOf(node: object): number {
    let id = this.#ids.get(node);
    if (id === undefined) this.#ids.set(node, (id = this.#lastId += 1));
    return id;
  }

  add(node: object, parent: KnownNode | null, place: Place, treatment: Treatment, isClosed = false, isBox = false): KnownNode {
    const known = { id: parent ? this.idOf(node) : DOCUMENT, node, parent, place, children: null, treatment, isClosed, isBox };
    if (parent) (parent.children ??= new Set()).add(known);
    this.#known.set(node, known);
    this.#byId.set(known.id, known);
    return known;
  }

  /** Forgets a node and all that is in it, the node itself at once. */
  *remove(known: KnownNode): Generator<void> {
    known.parent?.children?.delete(known);
    const waiting = [known];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      this.#known.delete(next.node);
      this.#byId.delete(next.id);
      this.#forgotten(next);
      for (const child of next.children ?? []) waiting.push(child);
      yield;
    }
  }

  /** Forgets everything, at once however much it is, and without telling of each. */
  clear(): void {
    this.#known = new Map();
    this.#byId = new Map();
  }
}

/**
 * Whether something is hidden here, of what is shown around it; of a page that is hidden as a whole, whatever says something by itself.
 * @param page - What the whole page is treated as
 */
export const isHiddenRoot = ({ node, parent, treatment, isBox }: KnownNode, page: Treatment): boolean => {
  if (!parent || !('localName' in node)) return false;
  if (treatment & BLOCKED || (treatment & PRIVATE_VALUE && isField(node as Element))) return true;
  if (!isTextHidden(treatment)) return false;
  if (!(parent.treatment & (MASKED | SHADED))) return true;
  return isTextHidden(page) && (isBox || (hasText(node as Element) && !hasText(parent.node as Element)));
};

const hasText = ({ childNodes }: Node): boolean => [...childNodes].some(({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim());
