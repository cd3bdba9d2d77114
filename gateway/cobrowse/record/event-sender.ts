import { ASSET_PART_MAX_LENGTH, CSS_MAX_LENGTH, DATA_MAX_LENGTH, LIST_MAX } from '../../protocol/cobrowse-limits.ts';
import type { PageEvent, PageNode } from '../../protocol/cobrowse-events.ts';
import type { TextMatcher } from '../mask/text-matcher.ts';

type Unnumbered<Event> = Event extends { seq: number } ? Omit<Event, 'seq'> : never;
/** An event that has no number yet. */
export type NewEvent = Unnumbered<PageEvent>;
export type Change = Omit<Extract<NewEvent, { type: 'page.changed' }>, 'type'>;
type ChangeKind = keyof Change;
type ChangeItem<Kind extends ChangeKind> = NonNullable<Change[Kind]>[number];

/** Bytes of one event, about: read and sent in a moment, and on a slow line nothing waits long behind it. */
const EVENT_MAX_BYTES = 60_000;
/** A longer value of an attribute, a picture mostly, is told after its node and by itself. */
const ATTRIBUTE_MAX_LENGTH = 16_384;
/** In which order the members of one event are carried out. */
const ORDER: readonly ChangeKind[] = ['removed', 'added', 'texts', 'attributes', 'styles', 'states'];
/** Names of classes and styles: plain words in them are the page's own. */
const LOOK_ATTRIBUTES = /^(?:class|id|style|part|slot|d|points|transform)$/;

/** Numbers events, keeps them within a frame, and holds back those in which something private stands. */
export class EventSender {
  readonly #send: (event: PageEvent) => void;
  readonly #leaked: () => void;
  readonly #secrets: () => TextMatcher | null;
  /** Between a pause and the next snapshot. */
  #isMuted = false;
  #seq = 0;
  #nodes: PageNode[] = [];
  #change: { [Kind in ChangeKind]?: ChangeItem<Kind>[] } = {};
  #bytes = 0;

  /**
   * @param leaked - Called instead of `send` for an event in which something private stands
   * @param secrets - Values that must not leave, as they are now; `null`: nothing is looked for
   */
  constructor(send: (event: PageEvent) => void, leaked: () => void, secrets: () => TextMatcher | null) {
    this.#send = send;
    this.#leaked = leaked;
    this.#secrets = secrets;
  }

  /** Everything that waits is sent before it. */
  send(event: NewEvent): void {
    this.flush();
    this.#sendNow(event);
  }

  /** Of a snapshot. */
  addNode(node: PageNode): void {
    const { short, long } = parted(node);
    const bytes = bytesOfNode(short);
    if (this.#bytes + bytes > EVENT_MAX_BYTES || this.#nodes.length >= LIST_MAX) this.flush();
    this.#nodes.push(short);
    this.#bytes += bytes;
    for (const [name, value] of long) this.setLong(node.id, name, value);
  }

  /** Of a page that was told before. */
  addLater(node: PageNode): void {
    const { short, long } = parted(node);
    this.change('added', short);
    for (const [name, value] of long) this.setLong(node.id, name, value);
  }

  /** Changes are carried out in the order in which they come. */
  change<Kind extends ChangeKind>(kind: Kind, item: ChangeItem<Kind>): void {
    const bytes = bytesOf(item);
    const later = ORDER.slice(ORDER.indexOf(kind) + 1);
    const list = this.#change[kind];
    if (this.#nodes.length || this.#bytes + bytes > EVENT_MAX_BYTES || (list?.length ?? 0) >= LIST_MAX || later.some((other) => this.#change[other])) this.flush();
    const items: ChangeItem<Kind>[] = this.#change[kind] ?? [];
    items.push(item);
    (this.#change as Record<ChangeKind, unknown>)[kind] = items;
    this.#bytes += bytes;
  }

  /** A text of any length, in parts where it fits no event. */
  setLong(id: number, name: string, text: string): void {
    const cut = text.slice(0, name === 'css' ? CSS_MAX_LENGTH : DATA_MAX_LENGTH);
    if (bytesOfText(cut) < ASSET_PART_MAX_LENGTH) {
      if (name === 'css') this.change('styles', { id, css: cut });
      else this.change('attributes', { id, name, value: cut });
      return;
    }
    this.flush();
    // Looked at as a whole: what stands on the border of two parts would be found in neither.
    if (!cut.startsWith('data:') && this.#secrets()?.isIn(cut, true)) {
      this.#leaked();
      return;
    }
    const length = isAscii(cut) ? ASSET_PART_MAX_LENGTH : ASSET_PART_MAX_LENGTH / 2;
    const parts = Math.ceil(cut.length / length);
    for (let part = 0; part < parts; part += 1)
      this.#sendNow({ type: 'page.asset', id, name, part, parts, text: cut.slice(part * length, (part + 1) * length) }, false);
  }

  /** Sends what waits. */
  flush(): void {
    const nodes = this.#nodes;
    const change = this.#change;
    this.drop();
    if (nodes.length) this.#sendNow({ type: 'page.nodes', nodes });
    if (Object.keys(change).length) this.#sendNow({ type: 'page.changed', ...change } as NewEvent);
  }

  /** Nothing of what waits is sent. */
  drop(): void {
    this.#nodes = [];
    this.#change = {};
    this.#bytes = 0;
  }

  #sendNow(event: NewEvent, isLookedAt = true): void {
    if (event.type === 'page.began') this.#isMuted = false;
    if (this.#isMuted && event.type !== 'page.paused') return; // whoever asks anew is told of the pause again
    if (isLookedAt && this.#holdsSecret(event)) {
      this.#leaked();
      return;
    }
    this.#isMuted = event.type === 'page.paused';
    this.#seq += 1;
    this.#send({ ...event, seq: this.#seq } as PageEvent);
  }

  #holdsSecret(event: NewEvent): boolean {
    const texts = [...textsOf(event)];
    const secrets = texts.length ? this.#secrets() : null;
    return secrets !== null && !secrets.isEmpty && texts.some(([text, isLook]) => secrets.isIn(text, isLook));
  }
}

type Text = readonly [text: string, isLook: boolean];

/** Every text of an event that comes from the page; pictures and fonts hold none that can be read so. */
function* textsOf(event: NewEvent): Generator<Text> {
  if ('title' in event) yield [event.title, false];
  if ('address' in event) yield [event.address, false];
  if (event.type === 'page.nodes') for (const node of event.nodes) yield* textsOfNode(node);
  if (event.type !== 'page.changed') return;
  for (const node of event.added ?? []) yield* textsOfNode(node);
  for (const { text } of event.texts ?? []) yield [text, false];
  for (const { name, value } of event.attributes ?? []) yield* textsOfAttribute(name, value);
  for (const { css } of event.styles ?? []) yield [css, true];
  for (const { state } of event.states ?? []) if (state.value) yield [state.value, false];
}

function* textsOfNode(node: PageNode): Generator<Text> {
  if ('text' in node) yield [node.text, false];
  if (!('tag' in node)) return;
  for (const name in node.attributes) yield* textsOfAttribute(name, node.attributes[name] ?? null);
  if (node.css) yield [node.css, true];
  if (node.state?.value) yield [node.state.value, false];
}

function* textsOfAttribute(name: string, value: string | null): Generator<Text> {
  if (value && !value.startsWith('data:')) yield [value, LOOK_ATTRIBUTES.test(name)];
}

/** A node without the values that are too long for an event with others, and those. */
function parted(node: PageNode): { short: PageNode; long: readonly (readonly [name: string, value: string])[] } {
  if (!('tag' in node) || !node.attributes) return { short: node, long: [] };
  const all = Object.entries(node.attributes);
  const long = all.filter(([, value]) => value.length > ATTRIBUTE_MAX_LENGTH);
  if (!long.length) return { short: node, long };
  return { short: { ...node, attributes: Object.fromEntries(all.filter(([, value]) => value.length <= ATTRIBUTE_MAX_LENGTH)) }, long };
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
const bytesOfText = (text: string): number => (isAscii(text) ? text.length : text.length * 3);

function bytesOfNode(node: PageNode): number {
  let bytes = 60;
  for (const [text] of textsOfNode(node)) bytes += bytesOfText(text) + 20;
  if ('tag' in node) for (const name in node.attributes) if (node.attributes[name]?.startsWith('data:')) bytes += node.attributes[name].length + 20;
  return bytes;
}

function bytesOf(item: unknown): number {
  if (typeof item !== 'object' || item === null) return 12;
  if ('parent' in item) return bytesOfNode(item as PageNode);
  let bytes = 40;
  for (const value of Object.values(item)) if (typeof value === 'string') bytes += bytesOfText(value);
  return bytes + ('state' in item ? 120 + bytesOfText((item.state as { value?: string }).value ?? '') : 0);
}
