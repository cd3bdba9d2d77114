import { frameDocument } from '../../gateway/cobrowse/record/page-elements.ts';
import { DOCUMENT, type Place } from '../../gateway/protocol/cobrowse-limits.ts';
import type { PageEvent, PageNode } from '../../gateway/protocol/cobrowse-events.ts';

interface ModelNode {
  readonly id: number;
  readonly node: PageNode | null;
  text: string;
  readonly attributes: Map<string, string>;
  css: string;
  state: Record<string, unknown>;
  parent: ModelNode | null;
  readonly places: Record<Place, ModelNode[]>;
}

/** A page as its events tell it, in plain maps: what does not fit throws. */
export class PageModel {
  readonly nodes = new Map<number, ModelNode>();
  readonly tags = new Map<number, string>();
  readonly #parts = new Map<string, string[]>();
  #seq = 0;
  isReady = false;

  apply(event: PageEvent): void {
    if (event.seq !== this.#seq + 1) throw new Error(`gap after ${this.#seq}`);
    this.#seq = event.seq;
    if (event.type === 'page.began') {
      this.nodes.clear();
      this.isReady = false;
      this.nodes.set(DOCUMENT, newNode(DOCUMENT, null));
    }
    if (event.type === 'page.nodes') event.nodes.forEach((node) => this.#add(node));
    if (event.type === 'page.ready') this.isReady = true;
    if (event.type === 'page.asset') this.#asset(event);
    if (event.type === 'page.selected' && event.range) for (const { id } of [event.range.from, event.range.to]) this.#get(id);
    if (event.type !== 'page.changed') return;
    event.removed?.forEach((id) => this.#remove(this.#get(id)));
    event.added?.forEach((node) => this.#add(node));
    event.texts?.forEach(({ id, text }) => (this.#get(id).text = text));
    event.attributes?.forEach(({ id, name, value }) => this.#attribute(id, name, value));
    event.styles?.forEach(({ id, css }) => (this.#get(id).css = css));
    event.states?.forEach(({ id, state }) => Object.assign(this.#get(id).state, state));
  }

  /** The page in one text, for comparing. */
  get picture(): string {
    return (this.nodes.get(DOCUMENT)?.places.child ?? []).map(pictureOfModel).join('');
  }

  #get(id: number): ModelNode {
    const found = this.nodes.get(id);
    if (!found) throw new Error(`nobody knows ${id}`);
    return found;
  }

  #attribute(id: number, name: string, value: string | null): void {
    if (value === null) this.#get(id).attributes.delete(name);
    else this.#get(id).attributes.set(name, value);
  }

  #asset({ id, name, part, parts, text }: Extract<PageEvent, { type: 'page.asset' }>): void {
    const key = `${id} ${name}`;
    const known = part === 0 ? [] : (this.#parts.get(key) ?? []);
    if (known.length !== part) throw new Error(`part ${part} of ${key} out of order`);
    known.push(text);
    this.#parts.set(key, known);
    if (known.length < parts) return;
    if (name === 'css') this.#get(id).css = known.join('');
    else this.#attribute(id, name, known.join(''));
  }

  #add(described: PageNode): void {
    const { id, parent, before, place = 'child' } = described;
    if (this.nodes.has(id)) throw new Error(`${id} is there already`);
    const tag = 'tag' in described ? described.tag : '#text';
    if ((this.tags.get(id) ?? tag) !== tag) throw new Error(`${id} is another node now`);
    this.tags.set(id, tag);
    const above = this.#get(parent);
    const node = newNode(id, described);
    node.parent = above;
    const siblings = above.places[place];
    const at = before === undefined ? siblings.length : siblings.findIndex((sibling) => sibling.id === before);
    if (at < 0) throw new Error(`${before} is no sibling of ${id}`);
    siblings.splice(at, 0, node);
    this.nodes.set(id, node);
  }

  #remove(node: ModelNode): void {
    for (const siblings of Object.values(node.parent?.places ?? {})) {
      const at = siblings.indexOf(node);
      if (at >= 0) siblings.splice(at, 1);
    }
    const forget = (gone: ModelNode): void => {
      this.nodes.delete(gone.id);
      Object.values(gone.places).flat().forEach(forget);
    };
    forget(node);
  }
}

function newNode(id: number, node: PageNode | null): ModelNode {
  const element = node && 'tag' in node ? node : null;
  return {
    id,
    node,
    text: node && 'text' in node ? node.text : '',
    attributes: new Map(Object.entries(element?.attributes ?? {})),
    css: element?.css ?? '',
    state: { ...element?.state },
    parent: null,
    places: { child: [], shadow: [], document: [] },
  };
}

const pictureOfModel = (node: ModelNode): string => {
  if (!node.node || !('tag' in node.node)) return JSON.stringify(node.text);
  const inside = (['document', 'shadow', 'child'] as const).map((place) => {
    const children = node.places[place].map(pictureOfModel).join('');
    return children && `${place}(${children})`;
  });
  return `<${node.node.tag}${shown((name) => node.attributes.get(name) ?? null)}>${inside.join('')}`;
};

/** The same text from the page itself. */
export function pictureOfPage(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return JSON.stringify((node as Text).data);
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeType === Node.COMMENT_NODE ? '' : picturesIn(node);
  const element = node as Element;
  if (/^(?:script|title|template)$/.test(element.localName)) return '';
  const frame = element.localName === 'iframe' ? frameDocument(element as HTMLIFrameElement) : null;
  const inside = [
    frame && `document(${picturesIn(frame)})`,
    element.shadowRoot?.childNodes.length && picturesIn(element.shadowRoot) && `shadow(${picturesIn(element.shadowRoot)})`,
    !frame && picturesIn(element) && `child(${picturesIn(element)})`,
  ];
  return `<${element.localName}${shown((name) => element.getAttribute(name))}>${inside.filter(Boolean).join('')}`;
}

const picturesIn = (node: Node): string => [...node.childNodes].map(pictureOfPage).join('');
const shown = (read: (name: string) => string | null): string =>
  ['class', 'title', 'dir'].map((name) => (read(name) === null ? '' : ` ${name}=${read(name)}`)).join('');
