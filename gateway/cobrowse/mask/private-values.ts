import { BLOCKED, isTextHidden, MASKED, PRIVATE_VALUE, type Treatment } from './masking.ts';
import { isChoice, isField } from './private-field.ts';
import { TextMatcher, VALUE_LENGTH_MIN } from './text-matcher.ts';

/** A value is looked for as long as this after it was last seen, for pages that show it elsewhere after it was sent. */
const REMEMBERED_MS = 60_000;
/** A page may hide more than can be looked for: of what is in fields, and of hidden text, so many each. The longest are the most telling. */
const VALUES_MAX = 5_000;
const TEXT_MAX_LENGTH = 4_000;
/** Values that the page itself put in a hidden field are often short words, which tell nobody anything. */
const HIDDEN_LENGTH_MIN = 8;
/** Of hidden text, what tells of somebody: it has numbers or several words, or it is long. Single words may stand anywhere. */
const TELLING = /^(?=.{5,200}$).*[\d@\s]|^.{10,200}$/s;

/**
 * Knows the values of everything private, those of the last minute among them. Fields are read each time, since nothing tells of
 * their values; hidden text only once, and again when something in it changed: a page may hide ten thousand cells of a table.
 */
export class PrivateValues {
  readonly #fields = new Set<Element>();
  /** Elements whose text is hidden, with what was read there. */
  readonly #texts = new Map<Element, readonly string[]>();
  /** What is to be read, or read again. */
  readonly #unread = new Set<Element>();
  readonly #lastOf = new WeakMap<Element, string>();
  /** When each was last seen, in milliseconds. */
  readonly #seen = new Map<string, number>();
  /** Those of them that stood in a field: they are looked for however much text is hidden. */
  readonly #ofFields = new Set<string>();
  /** In how many hidden texts each stands. */
  readonly #standing = new Map<string, number>();
  /** Values came or went since the last matcher was made. */
  #hasChanged = false;
  /** Of the latest reading, in milliseconds. */
  #now = 0;

  /** Fields whose values are hidden, and elements whose text is. */
  watch(element: Element): void {
    if (isField(element)) this.#fields.add(element);
    else if (!this.#texts.has(element)) this.#texts.set(element, []);
    this.#unread.add(element);
  }

  /** Something that is not sent at all, with the fields in it. */
  watchAll(element: Element): void {
    this.watch(element);
    for (const field of element.querySelectorAll('input, textarea')) this.watch(field);
  }

  forget(element: Element): void {
    this.#fields.delete(element);
    this.#unread.delete(element);
    this.#keepText(element, null);
  }

  /** Something changed in a node: its text, or what is in it. */
  noteChanged(node: Node): void {
    if (this.#texts.size === 0) return;
    for (let at: Node | null = node; at; at = at.parentNode) if (this.#texts.has(at as Element)) this.#unread.add(at as Element);
  }

  /**
   * Reads all values anew.
   * @returns `null` where nothing has changed
   */
  refresh(now: number): TextMatcher | null {
    this.#now = now;
    for (const field of this.#fields) this.#read(field);
    for (const element of this.#texts.keys()) if (!element.isConnected) this.#readLast(element);
    for (const [value, at] of this.#seen) if (now - at > REMEMBERED_MS) this.#expire(value);
    return this.refreshUnread(now);
  }

  /** The same of what began to be watched, or changed, since it was last read. */
  refreshUnread(now: number): TextMatcher | null {
    this.#now = now;
    for (const element of this.#unread) {
      if (this.#fields.has(element)) this.#read(element);
      else if (this.#texts.has(element)) this.#keepText(element, textsIn(element));
    }
    this.#unread.clear();
    if (!this.#hasChanged) return null;
    this.#hasChanged = false;
    const ofTexts = [...this.#seen.keys()].filter((value) => !this.#ofFields.has(value));
    return new TextMatcher([...longest(this.#ofFields), ...longest(ofTexts)]);
  }

  #read(field: Element): void {
    // For the last time: what takes the place of a field often has its value.
    if (!field.isConnected) this.#fields.delete(field);
    if (isChoice(field) || field.localName === 'select') return;
    const value = (field as HTMLInputElement).value.trim();
    const last = this.#lastOf.get(field);
    // Of what is being typed only the longest counts: its first letters are no value.
    if (last !== undefined && value !== last && value.startsWith(last) && !this.#standing.has(last)) this.#drop(last);
    this.#lastOf.set(field, value);
    const isHidden = (field as HTMLInputElement).type === 'hidden';
    if (value.length >= (isHidden ? HIDDEN_LENGTH_MIN : VALUE_LENGTH_MIN) && value.length <= TEXT_MAX_LENGTH) this.#seeInField(value);
  }

  #readLast(element: Element): void {
    this.#keepText(element, textsIn(element));
    this.#keepText(element, null);
  }

  /** @param texts - `null`: the element is watched no longer */
  #keepText(element: Element, texts: readonly string[] | null): void {
    const before = this.#texts.get(element);
    if (!before) return;
    for (const text of texts ?? []) {
      this.#standing.set(text, (this.#standing.get(text) ?? 0) + 1);
      this.#see(text);
    }
    for (const text of before) {
      const left = (this.#standing.get(text) ?? 1) - 1;
      if (left > 0) this.#standing.set(text, left);
      else this.#standing.delete(text);
      this.#see(text);
    }
    if (texts) this.#texts.set(element, texts);
    else this.#texts.delete(element);
  }

  #see(value: string): void {
    if (!this.#seen.has(value)) this.#hasChanged = true;
    this.#seen.set(value, this.#now);
  }

  #seeInField(value: string): void {
    if (!this.#ofFields.has(value)) this.#hasChanged = true;
    this.#ofFields.add(value);
    this.#see(value);
  }

  #expire(value: string): void {
    if (this.#standing.has(value)) this.#seen.set(value, this.#now);
    else this.#drop(value);
  }

  #drop(value: string): void {
    this.#ofFields.delete(value);
    if (this.#seen.delete(value)) this.#hasChanged = true;
  }
}

/**
 * Watches an element where something of it is hidden.
 * @param around - How what it is in is treated
 */
export function watchPrivate(values: PrivateValues, element: Element, treatment: Treatment, around: Treatment): void {
  if (treatment & BLOCKED) values.watchAll(element);
  else if (treatment & PRIVATE_VALUE && !isChoice(element)) values.watch(element);
  else if (treatment & MASKED && !(around & MASKED)) values.watch(element);
  else if (isField(element)) values.forget(element);
  else if (element.hasAttribute('contenteditable') && isTextHidden(treatment)) values.watch(element);
}

/** What tells of somebody in a text that is hidden; nothing of one that is too long to be looked for. */
function textsIn(element: Element): readonly string[] {
  const texts: string[] = [];
  let length = 0;
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data } = walker.currentNode as Text;
    length += data.length;
    if (length > TEXT_MAX_LENGTH) return [];
    const part = data.trim();
    if (TELLING.test(part)) texts.push(part);
  }
  return texts;
}

/** By their lengths and without comparing each with each: there may be tens of thousands. */
function longest(values: Iterable<string>): string[] {
  const byLength: string[][] = [];
  for (const value of values) (byLength[value.length] ??= []).push(value);
  const found: string[] = [];
  for (let length = byLength.length - 1; length >= 0 && found.length < VALUES_MAX; length -= 1) found.push(...(byLength[length] ?? []));
  return found.slice(0, VALUES_MAX);
}
