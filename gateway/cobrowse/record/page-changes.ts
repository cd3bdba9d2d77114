import { type Place, TEXT_MAX_LENGTH } from '../../protocol/cobrowse-limits.ts';
import type { Masking } from '../mask/masking.ts';
import { type ElementAttributes, isToldName } from './element-attributes.ts';
import type { EventSender } from './event-sender.ts';
import { hasState, stateOf } from './field-states.ts';
import type { KnownNode, KnownNodes } from './known-nodes.ts';
import type { PageWalk } from './page-walk.ts';

/** With these an element becomes another one. */
const REBUILDING = new Set('type rel href src srcset srcdoc media disabled data controls'.split(' '));
const REBUILT = /^(?:input|link|iframe|img|canvas|video|audio|object|embed)$/;

export interface PageChangesOptions {
  readonly known: KnownNodes;
  readonly masking: Masking;
  readonly attributes: ElementAttributes;
  readonly walk: PageWalk;
  readonly sender: EventSender;
}

/** What is told together. */
interface Batch {
  readonly added: Set<Node>;
  readonly removed: Set<Node>;
  readonly texts: Set<Text>;
  readonly attributes: Map<Element, Set<string>>;
  readonly states: Set<Element>;
}

/** Gathers what changed in a page, and tells it once, as it is then. */
export class PageChanges {
  readonly #options: PageChangesOptions;
  #added = new Set<Node>();
  #removed = new Set<Node>();
  #texts = new Set<Text>();
  #attributes = new Map<Element, Set<string>>();
  #states = new Set<Element>();
  /** What a field was last told to show. */
  readonly #lastStates = new WeakMap<Element, string>();

  constructor(options: PageChangesOptions) {
    this.#options = options;
  }

  /** Nodes that wait to be told. */
  get size(): number {
    return this.#added.size + this.#removed.size + this.#texts.size + this.#attributes.size + this.#states.size;
  }

  note(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes, removedNodes, attributeName } of records) {
      if (type === 'characterData') this.#texts.add(target as Text);
      else if (type === 'attributes') this.noteAttribute(target as Element, attributeName ?? '');
      for (let at = 0; at < removedNodes.length; at += 1) this.#removed.add(removedNodes[at] as Node);
      for (let at = 0; at < addedNodes.length; at += 1) this.#added.add(addedNodes[at] as Node);
    }
  }

  noteAttribute(element: Element, name: string): void {
    const names = this.#attributes.get(element);
    if (names) names.add(name);
    else this.#attributes.set(element, new Set([name]));
  }

  noteState(element: Element): void {
    this.#states.add(element);
  }

  /** An element is told anew, with all that is in it. */
  noteAgain(node: Node): void {
    this.#removed.add(node);
  }

  clear(): void {
    this.#added = new Set();
    this.#removed = new Set();
    this.#texts = new Set();
    this.#attributes = new Map();
    this.#states = new Set();
  }

  /** Fields whose values were changed by the page itself, of which no event tells. */
  *compareStates(): Generator<void> {
    const { known, masking } = this.#options;
    for (const { node, treatment } of known.all) {
      yield;
      if (!('localName' in node) || !hasState(node as Element)) continue;
      if (this.#lastStates.get(node as Element) !== JSON.stringify(stateOf(node as Element, treatment, masking))) this.noteState(node as Element);
    }
  }

  /** What an element showed when it was described. */
  keepState(element: Element, known: KnownNode): void {
    if (hasState(element)) this.#lastStates.set(element, JSON.stringify(stateOf(element, known.treatment, this.#options.masking)));
  }

  /** Tells all that was noted until now. */
  *tell(): Generator<void> {
    const batch = { added: this.#added, removed: this.#removed, texts: this.#texts, attributes: this.#attributes, states: this.#states };
    const { added, removed, texts, attributes, states } = batch;
    this.clear();
    yield* this.#judgeAgain(batch);
    const { known } = this.#options;
    for (const node of removed) {
      yield* this.#remove(known.get(node));
      // It may have come to a place that nobody watched yet, and have been told there before its leaving was noted.
      if (node.parentNode) added.add(node);
    }
    // What was moved is told where it is now.
    for (const node of added) yield* this.#remove(known.get(node));
    yield* this.#tellAdded(added);
    for (const text of texts) {
      yield;
      this.#tellText(text);
    }
    for (const [element, names] of attributes) {
      yield;
      this.#tellAttributes(element, names);
    }
    for (const element of states) {
      yield;
      this.#tellState(element);
    }
  }

  /** Where an attribute decides what may be seen, the element is told anew. */
  *#judgeAgain({ added, removed, attributes }: Batch): Generator<void> {
    const { known, masking } = this.#options;
    for (const [element, names] of attributes) {
      yield;
      const found = known.get(element);
      const isRebuilt = REBUILT.test(element.localName) && [...names].some((name) => REBUILDING.has(name));
      if (!found) added.add(element);
      else if (isRebuilt || this.#isJudgedAnew(element, found)) removed.add(element);
    }
    if (!masking.isFarReaching) return;
    for (const found of known.all) {
      yield;
      if (found.parent && 'localName' in found.node && this.#isJudgedAnew(found.node as Element, found)) removed.add(found.node as Element);
    }
  }

  /**
   * Whether what is known of a node, or of what it is in, is no longer how it is to be treated: the page goes on between two steps,
   * and its newest changes are judged with the next batch. Until then nothing of it may be told.
   */
  isOutdated(found: KnownNode): boolean {
    const { masking } = this.#options;
    for (let at: KnownNode | null = found; at; at = at.parent) {
      const isNew = masking.isFarReaching || this.#attributes.has(at.node as Element);
      if (isNew && 'localName' in at.node && this.#isJudgedAnew(at.node as Element, at)) return true;
    }
    return false;
  }

  #isJudgedAnew(element: Element, { parent, treatment }: KnownNode): boolean {
    return parent !== null && this.#options.masking.treatmentOf(element, parent.treatment) !== treatment;
  }

  *#remove(found: KnownNode | undefined): Generator<void> {
    yield;
    if (!found?.parent) return;
    this.#options.sender.change('removed', found.id);
    yield* this.#options.known.remove(found);
  }

  *#tellAdded(added: ReadonlySet<Node>): Generator<void> {
    const byParent = new Map<Node, Set<Node>>();
    for (const node of added) {
      if (!node.parentNode) continue;
      const siblings = byParent.get(node.parentNode);
      if (siblings) siblings.add(node);
      else byParent.set(node.parentNode, new Set([node]));
    }
    for (const [parentNode, siblings] of byParent) {
      const { parent, place } = this.#placeIn(parentNode);
      if (!parent || parent.isClosed) continue;
      // From the last to the first: each stands before one that is known.
      let before: number | undefined;
      for (const node of lastUpTo(siblings, parentNode)) {
        yield;
        // The page goes on meanwhile. What moved since is told where it is then, and is no place to stand before.
        if (node.parentNode !== parentNode || this.#added.has(node) || this.#removed.has(node)) continue;
        if (siblings.has(node)) {
          for (const described of this.#options.walk.node(node, parent, place, before)) {
            if (described) this.#options.sender.addLater(described);
            yield;
          }
        }
        const found = this.#options.known.get(node);
        if (found?.parent === parent) before = found.id;
      }
    }
  }

  #placeIn(node: Node): { parent: KnownNode | undefined; place: Place } {
    const { known } = this.#options;
    if ('localName' in node) return { parent: known.get(node), place: 'child' };
    if ('host' in node) return { parent: known.get((node as ShadowRoot).host), place: 'shadow' };
    const frame = (node as Document).defaultView?.frameElement ?? null;
    return known.get(node) ? { parent: known.get(node), place: 'child' } : { parent: known.get(frame), place: 'document' };
  }

  #tellText(node: Text): void {
    const found = this.#options.known.get(node);
    if (found && this.isOutdated(found)) this.#texts.add(node);
    else if (found) this.#options.sender.change('texts', { id: found.id, text: this.#options.masking.textOf(node, found.treatment).slice(0, TEXT_MAX_LENGTH) });
  }

  #tellAttributes(element: Element, names: ReadonlySet<string>): void {
    const { known, attributes, sender } = this.#options;
    const found = known.get(element);
    if (!found || !found.parent) return;
    if (this.isOutdated(found)) {
      for (const name of names) this.noteAttribute(element, name);
      return;
    }
    for (const name of names) {
      if (found.isBox && name !== 'class') continue;
      if (name === 'type' || name.startsWith('data-sideseat')) continue;
      const value = attributes.valueOf(element, name, found.treatment);
      // Only of what may have been told before is it told that it is gone.
      if (value === null && !isToldName(name)) continue;
      if (value !== null && value.length > TEXT_MAX_LENGTH) sender.setLong(found.id, name, value);
      else sender.change('attributes', { id: found.id, name, value });
    }
  }

  #tellState(element: Element): void {
    const { known, masking, sender } = this.#options;
    const found = known.get(element);
    if (!found || !hasState(element)) return;
    if (this.isOutdated(found)) return this.noteState(element);
    const state = stateOf(element, found.treatment, masking);
    const json = JSON.stringify(state);
    if (this.#lastStates.get(element) === json) return;
    this.#lastStates.set(element, json);
    sender.change('states', { id: found.id, state });
  }
}

/** The children of a parent from its last to the first of these, all at one moment. */
function lastUpTo(siblings: ReadonlySet<Node>, parent: Node): Node[] {
  const nodes: Node[] = [];
  let left = siblings.size;
  for (let node = parent.lastChild; node && left > 0; node = node.previousSibling) {
    nodes.push(node);
    if (siblings.has(node)) left -= 1;
  }
  return nodes;
}
