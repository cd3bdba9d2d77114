import {
  DOCUMENT,
  type ElementState,
  type PageEvent,
  type PageNode,
  type Placeholder,
} from '../../protocol/cobrowse-events.ts';
import { showScroll, showState } from './element-state.ts';
import { adoptStyles, PLACEHOLDER_ATTRIBUTE } from './frame-styles.ts';
import * as natives from './natives.ts';
import { NestedFrame } from './nested-frame.ts';

type Changed = Extract<PageEvent, { type: 'page.changed' }>;
type ElementNode = Exclude<PageNode, { text: string }>;
/** What is written in a box that stands for something that was not sent. */
export type PlaceholderLabels = Readonly<Record<Placeholder, string>>;

/**
 * Builds one page out of nodes that a `KnownPage` let pass: apart from the document first, then, when it is whole, in it. It
 * believes what it is told of ids and parents, and throws where that is not so.
 */
export class PageBuilder {
  readonly #document: Document;
  readonly #labels: PlaceholderLabels;
  readonly #nodes = new Map<number, Node>();
  readonly #ids = new WeakMap<Node, number>();
  readonly #shadows = new Map<Node, ShadowRoot>();
  readonly #frames = new Map<Node, NestedFrame>();
  readonly #placeholders = new WeakMap<Element, NonNullable<ElementNode['placeholder']>>();
  /** Nobody but the customer may use these. */
  readonly #untouchable = new WeakSet<Node>();
  /** States of elements that are not laid out yet: scroll positions, and choices that depend on what is still to come. */
  readonly #pending = new Map<Element, ElementState>();
  #root: Document | DocumentFragment;

  constructor(document: Document, labels: PlaceholderLabels) {
    this.#document = document;
    this.#labels = labels;
    this.#root = natives.createFragment(document);
  }

  get isShown(): boolean {
    return this.#root === this.#document;
  }

  node(id: number): Node | undefined {
    return this.#nodes.get(id);
  }

  idOf(node: Node): number | undefined {
    return this.#ids.get(node);
  }

  isUntouchable(node: Node): boolean {
    return this.#untouchable.has(node);
  }

  /** In place of what the document showed before. */
  show(): void {
    // In two steps: a document refuses a second element, also as the one that is to replace the first.
    Document.prototype.replaceChildren.call(this.#document);
    natives.insert(this.#document, this.#root, null);
    this.#root = this.#document;
    adoptStyles(this.#document, this.#document);
    for (const [host, shadow] of this.#shadows) adoptStyles(natives.documentOf(host) ?? this.#document, shadow);
    this.#settle();
  }

  add(node: PageNode): void {
    const built = 'text' in node ? natives.createText(this.#document, node.text) : this.#element(node);
    this.#nodes.set(node.id, built);
    this.#ids.set(built, node.id);
    const before = node.before === undefined ? null : this.#known(node.before);
    natives.insert(this.#container(node), built, before);
  }

  change({ removed, added, texts, attributes, styles, states }: Changed): void {
    for (const id of removed ?? []) this.#remove(id);
    for (const node of added ?? []) this.add(node);
    for (const { id, text } of texts ?? []) natives.setText(this.#known(id) as Text, text);
    for (const { id, name, value } of attributes ?? []) this.setAttribute(id, name, value);
    for (const { id, css } of styles ?? []) this.setStyle(id, css);
    for (const { id, state } of states ?? []) this.#pend(this.#known(id) as Element, state);
    if (this.isShown) this.#settle();
  }

  setAttribute(id: number, name: string, value: string | null): void {
    const element = this.#known(id) as Element;
    if (value === null) natives.removeAttribute(element, name);
    else natives.setAttribute(element, name, value);
    if (name === 'style') this.#sizePlaceholder(element);
  }

  setStyle(id: number, css: string): void {
    natives.setStyleSheet(this.#known(id) as Element, css);
  }

  #element(node: ElementNode): Element {
    const { tag, namespace, attributes = {}, css, state, placeholder, isUntouchable } = node;
    const element = natives.createElement(this.#document, tag, namespace);
    for (const name of Object.keys(attributes)) natives.setAttribute(element, name, attributes[name] ?? '');
    if (css !== undefined) natives.setStyleSheet(element, css);
    if (state) this.#pend(element, state);
    if (isUntouchable) this.#untouchable.add(element);
    if (placeholder) {
      this.#placeholders.set(element, placeholder);
      natives.setAttribute(element, PLACEHOLDER_ATTRIBUTE, this.#labels[placeholder.why]);
      this.#sizePlaceholder(element);
    }
    if (tag === 'iframe' && !namespace) {
      const frame = element as HTMLIFrameElement;
      this.#frames.set(element, new NestedFrame(frame, this.#document, () => this.#frameShown(element)));
    }
    return element;
  }

  #sizePlaceholder(element: Element): void {
    const placeholder = this.#placeholders.get(element);
    if (!placeholder || !natives.isHtml(element)) return;
    const style = natives.inlineStyle.get(element as HTMLElement);
    style.setProperty('width', `${placeholder.widthPx}px`, 'important');
    style.setProperty('height', `${placeholder.heightPx}px`, 'important');
  }

  #container({ parent, place }: PageNode): Node {
    if (parent === DOCUMENT) return this.#root;
    const node = this.#known(parent);
    if (place === 'shadow') return this.#shadow(node as Element);
    if (place === 'document') return this.#frames.get(node)?.container ?? node;
    return node;
  }

  #shadow(host: Element): ShadowRoot {
    const known = this.#shadows.get(host);
    if (known) return known;
    const shadow = natives.attachShadow(host);
    this.#shadows.set(host, shadow);
    if (this.isShown) adoptStyles(natives.documentOf(host) ?? this.#document, shadow);
    return shadow;
  }

  #known(id: number): Node {
    const node = this.#nodes.get(id);
    if (!node) throw new RangeError(`No node ${id}`);
    return node;
  }

  #remove(id: number): void {
    const node = this.#known(id);
    natives.removeNode(node);
    this.#forget(node);
  }

  #forget(root: Node): void {
    for (const node of natives.nodesBelow(root)) {
      const id = this.#ids.get(node);
      if (id !== undefined) this.#nodes.delete(id);
      this.#pending.delete(node as Element);
      const inside = [this.#shadows.get(node), this.#frames.get(node)?.container];
      this.#shadows.delete(node);
      this.#frames.delete(node);
      for (const below of inside) if (below) this.#forget(below);
    }
  }

  #pend(element: Element, state: ElementState): void {
    this.#pending.set(element, { ...this.#pending.get(element), ...state });
  }

  /** When all that is new hangs in the document: an option may come after its select, and only what is laid out scrolls. */
  #settle(): void {
    for (const [element, state] of this.#pending) {
      if (!natives.isConnected(element)) continue;
      this.#pending.delete(element);
      showState(element, state);
      if (state.scrollLeft !== undefined || state.scrollTop !== undefined) showScroll(element, state);
    }
  }

  /** Its styles belong to its own document, and its elements are laid out only now. */
  #frameShown(frame: Element): void {
    const container = this.#frames.get(frame)?.container;
    if (!container) return;
    for (const node of natives.nodesBelow(container)) {
      const shadow = this.#shadows.get(node);
      if (shadow) adoptStyles(container as Document, shadow);
    }
    this.#settle();
  }
}
