import {
  CSS_MAX_LENGTH,
  DATA_MAX_LENGTH,
  TEXT_MAX_LENGTH,
  type ElementState,
  type PageEvent,
  type PageNode,
} from './cobrowse-events.ts';
import { shownAddress } from './cobrowse-safe-address.ts';
import { AssetParts, assetParts } from './cobrowse-safe-assets.ts';
import { safeAttributeName, safeAttributeValue } from './cobrowse-safe-attributes.ts';
import { safeCss } from './cobrowse-safe-css.ts';
import { hasNoText, isStyle, safeElement, type SafeElement } from './cobrowse-safe-names.ts';
import { KnownTree, type KnownNode, type TreeRefusal } from './cobrowse-safe-tree.ts';
import { forgetUses, mayName } from './cobrowse-safe-uses.ts';

/** UTF-16 units of one page: of its texts and attributes, pictures among them, and of its style sheets, fonts among them. */
export const PAGE_TEXT_MAX_LENGTH = 32 * 1_048_576;
export const PAGE_CSS_MAX_LENGTH = 4 * 1_048_576;
/** Of one element. */
const ATTRIBUTES_MAX = 1_000;
/** What an attribute costs beside its name and value. */
const ATTRIBUTE_LENGTH = 16;

/**
 * Why an event does not pass. `gap`: one is missing before it. `unknownNode`: it speaks of a node that there is not.
 * `tooLarge`: the page is more than can be shown. `malformed`: no page can be like that. After each of these a new snapshot
 * is to be asked for, once: until it begins all is `lost`.
 */
export type PageRefusal = 'gap' | TreeRefusal | 'lost';
export type Accepted = { readonly events: readonly PageEvent[] } | { readonly refused: PageRefusal };

type Nodes = Extract<PageEvent, { type: 'page.nodes' }>;
type Changed = Extract<PageEvent, { type: 'page.changed' }>;
type AssetPart = Extract<PageEvent, { type: 'page.asset' }>;
type ChangedAttribute = NonNullable<Changed['attributes']>[number];
type Selected = Extract<PageEvent, { type: 'page.selected' }>;

/**
 * What is known of a co-browsed page by the events of its customer: enough to say of the next one whether it fits, and to take
 * out of it what must not reach an agent's browser. The server asks it for each event before it passes it on, and the agent's
 * page again. It keeps numbers and sizes, never contents.
 */
export class KnownPage {
  #tree = new KnownTree();
  #assets = new AssetParts();
  #textLength = 0;
  #cssLength = 0;
  #stage: 'none' | 'building' | 'ready' | 'lost' = 'none';
  #seq = 0;
  /** Of the events that pass: parts of an asset are kept back until the last is here. */
  #passedSeq = 0;

  get nodes(): number {
    return this.#tree.size;
  }

  ids(): Iterable<number> {
    return this.#tree.ids();
  }

  /** Decoded by its schema before. Events that pass are numbered anew, without gaps. */
  accept(event: PageEvent): Accepted {
    // What comes before a beginning or a pause does not count for it: it may be missing.
    const isFresh = event.type === 'page.began' || event.type === 'page.paused';
    if (isFresh ? event.seq <= this.#seq : this.#stage !== 'lost' && event.seq !== this.#seq + 1) return this.#lose('gap');
    if (isFresh) this.#begin();
    else if (this.#stage === 'lost') return { refused: 'lost' };
    this.#seq = event.seq;
    const passed = this.#pass(event);
    return typeof passed === 'string' ? this.#lose(passed) : { events: passed };
  }

  #begin(): void {
    this.#tree = new KnownTree();
    this.#assets = new AssetParts();
    this.#textLength = 0;
    this.#cssLength = 0;
    this.#stage = 'building';
  }

  #lose(refused: PageRefusal): Accepted {
    this.#begin();
    this.#stage = 'lost';
    return { refused };
  }

  #pass(event: PageEvent): PageEvent[] | PageRefusal {
    if (event.type === 'page.paused') {
      this.#stage = 'none';
      return [{ ...event, seq: this.#nextSeq() }];
    }
    if (this.#stage === 'none') return 'gap';
    switch (event.type) {
      case 'page.began': {
        const { language, ...rest } = event;
        const known = language !== undefined && /^[\w-]+$/.test(language) ? { language } : {};
        return [{ ...rest, ...known, address: shownAddress(event.address), seq: this.#nextSeq() }];
      }
      case 'page.nodes':
        return this.#nodes(event);
      case 'page.ready':
        if (this.#stage !== 'building') return 'malformed';
        this.#stage = 'ready';
        return [{ ...event, seq: this.#nextSeq() }];
      case 'page.changed':
        return this.#changed(event);
      case 'page.asset':
        return this.#asset(event);
      case 'page.selected':
        return [{ ...this.#selected(event), seq: this.#nextSeq() }];
      case 'page.named':
        return [{ ...event, address: shownAddress(event.address), seq: this.#nextSeq() }];
      default:
        return [{ ...event, seq: this.#nextSeq() }];
    }
  }

  #nextSeq = (): number => (this.#passedSeq += 1);

  #nodes(event: Nodes): PageEvent[] | PageRefusal {
    if (this.#stage !== 'building') return 'malformed';
    const nodes = safeList(event.nodes, (node) => this.#added(node));
    return typeof nodes === 'string' ? nodes : [{ type: event.type, seq: this.#nextSeq(), nodes }];
  }

  #changed(event: Changed): PageEvent[] | PageRefusal {
    const { removed, added, texts, attributes, styles, states } = event;
    const safe: Changed = { type: event.type, seq: 0 };
    for (const id of removed ?? []) {
      const node = this.#tree.get(id);
      if (!node) return 'unknownNode';
      this.#tree.remove(node, this.#forget);
    }
    if (removed) safe.removed = removed;
    const lists = {
      added: safeList(added, (node) => this.#added(node)),
      texts: safeList(texts, ({ id, text }) => this.#text(id, text)),
      attributes: safeList(attributes, ({ id, name, value }) => this.#attribute(id, name, value)),
      styles: safeList(styles, ({ id, css }) => this.#style(id, css)),
      states: safeList(states, ({ id, state }) => this.#state(id, state)),
    };
    const refused = Object.values(lists).find((list) => typeof list === 'string');
    if (typeof refused === 'string') return refused;
    const given = Object.entries(lists).filter(([name]) => event[name as keyof Changed] !== undefined);
    Object.assign(safe, Object.fromEntries(given));
    return [{ ...safe, seq: this.#nextSeq() }];
  }

  #added(node: PageNode): PageNode | PageRefusal {
    const isText = 'text' in node;
    const element = isText ? undefined : safeElement(node.tag, node.namespace, node.placeholder !== undefined);
    const known = this.#tree.add(node, element);
    if (typeof known === 'string') return known;
    if (isText) {
      const text = known.parent?.element && hasNoText(known.parent.element) ? '' : node.text;
      return this.#grow(known, text.length, 'text') ?? { ...node, text };
    }
    return element ? this.#element(known, node, element) : 'malformed';
  }

  #element(known: KnownNode, node: Exclude<PageNode, { text: string }>, element: SafeElement): PageNode | PageRefusal {
    const { attributes, css, state, tag: _tag, ...rest } = node;
    const safe: Exclude<PageNode, { text: string }> = { ...rest, tag: element.tag };
    if (attributes) {
      const kept: Record<string, string> = {};
      for (const given of Object.keys(attributes)) {
        const name = safeAttributeName(element, given);
        const value = name === undefined ? undefined : safeAttributeValue(element, name, attributes[given] ?? '');
        if (name === undefined || value === undefined || !mayName(known, name, value)) continue;
        kept[name] = value;
        const refused = this.#growNamed(known, name, value.length);
        if (refused) return refused;
      }
      safe.attributes = kept;
    }
    if (css !== undefined && isStyle(element)) {
      safe.css = safeCss(css);
      const refused = this.#grow(known, safe.css.length, 'css');
      if (refused) return refused;
    }
    if (state) {
      safe.state = state;
      const refused = this.#growNamed(known, ':value', state.value?.length ?? 0);
      if (refused) return refused;
    }
    return safe;
  }

  #text(id: number, text: string): { id: number; text: string } | PageRefusal | undefined {
    const node = this.#tree.get(id);
    if (!node) return 'unknownNode';
    if (node.element) return 'malformed';
    if (node.parent?.element && hasNoText(node.parent.element)) return undefined;
    return this.#grow(node, text.length, 'text') ?? { id, text };
  }

  #attribute(id: number, given: string, value: string | null): ChangedAttribute | PageRefusal | undefined {
    const node = this.#tree.get(id);
    if (!node) return 'unknownNode';
    if (!node.element) return 'malformed';
    const name = safeAttributeName(node.element, given);
    if (name === undefined) return undefined;
    const wanted = value === null ? null : (safeAttributeValue(node.element, name, value) ?? null);
    const safe = mayName(node, name, wanted) ? wanted : null;
    return this.#growNamed(node, name, safe?.length ?? 0) ?? { id, name, value: safe };
  }

  #style(id: number, css: string): { id: number; css: string } | PageRefusal | undefined {
    const node = this.#tree.get(id);
    if (!node) return 'unknownNode';
    if (!node.element) return 'malformed';
    if (!isStyle(node.element)) return undefined;
    const safe = safeCss(css);
    return this.#grow(node, safe.length, 'css') ?? { id, css: safe };
  }

  #state(id: number, state: ElementState): { id: number; state: ElementState } | PageRefusal {
    const node = this.#tree.get(id);
    if (!node) return 'unknownNode';
    if (!node.element) return 'malformed';
    return (state.value === undefined ? undefined : this.#growNamed(node, ':value', state.value.length)) ?? { id, state };
  }

  #asset(part: AssetPart): PageEvent[] | PageRefusal {
    if (!this.#tree.get(part.id)) return 'unknownNode';
    const asset = this.#assets.add(part);
    if (asset === undefined) return [];
    if (asset === 'malformed') return asset;
    const { id, name, text } = asset;
    if (text.length > (name === 'css' ? CSS_MAX_LENGTH : DATA_MAX_LENGTH)) return 'tooLarge';
    const safe = name === 'css' ? this.#style(id, text) : this.#attribute(id, name, text);
    if (typeof safe === 'string') return safe;
    if (safe === undefined) return [];
    if ('css' in safe) return assetParts({ id, name, text: safe.css }, this.#nextSeq);
    if (safe.value === null) return [{ type: 'page.changed', seq: this.#nextSeq(), attributes: [safe] }];
    return assetParts({ id, name: safe.name, text: safe.value }, this.#nextSeq);
  }

  #selected(event: Selected): Selected {
    const { range } = event;
    const isKnown = range && this.#isText(range.from.id) && this.#isText(range.to.id);
    return isKnown ? event : { ...event, range: null };
  }

  #isText(id: number): boolean {
    const node = this.#tree.get(id);
    return node !== undefined && !node.element;
  }

  /** Counts a text or style sheet in place of the one before. */
  #grow(node: KnownNode, length: number, kind: 'text' | 'css'): 'tooLarge' | undefined {
    if (kind === 'text') this.#textLength += length - node.length;
    else this.#cssLength += length - node.length;
    node.length = length;
    const isTooLarge = length > (kind === 'text' ? TEXT_MAX_LENGTH : CSS_MAX_LENGTH);
    const isPageTooLarge = this.#textLength > PAGE_TEXT_MAX_LENGTH || this.#cssLength > PAGE_CSS_MAX_LENGTH;
    return isTooLarge || isPageTooLarge ? 'tooLarge' : undefined;
  }

  /** The same of an attribute or of a field's value. */
  #growNamed(node: KnownNode, name: string, length: number): 'tooLarge' | undefined {
    node.lengths ??= new Map();
    const before = node.lengths.get(name);
    node.lengths.set(name, length);
    this.#textLength += length - (before ?? -(name.length + ATTRIBUTE_LENGTH));
    if (length > DATA_MAX_LENGTH || node.lengths.size > ATTRIBUTES_MAX) return 'tooLarge';
    return this.#textLength > PAGE_TEXT_MAX_LENGTH ? 'tooLarge' : undefined;
  }

  #forget = (node: KnownNode): void => {
    forgetUses(node);
    if (node.element) this.#cssLength -= node.length;
    else this.#textLength -= node.length;
    for (const [name, length] of node.lengths ?? []) this.#textLength -= length + name.length + ATTRIBUTE_LENGTH;
    this.#assets.forget(node.id);
  };
}

/** A list with each of its members made safe; those that become `undefined` are left out. The first refusal refuses all. */
function safeList<T extends object>(
  items: readonly T[] | undefined,
  safe: (item: T) => T | PageRefusal | undefined,
): T[] | PageRefusal {
  const kept: T[] = [];
  for (const item of items ?? []) {
    const result = safe(item);
    if (typeof result === 'string') return result;
    if (result) kept.push(result);
  }
  return kept;
}
