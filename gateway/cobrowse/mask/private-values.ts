import { BLOCKED, isTextHidden, MASKED, PRIVATE_VALUE, type Treatment } from './masking.ts';
import { isChoice, isField } from './private-field.ts';
import { TextMatcher, VALUE_LENGTH_MIN } from './text-matcher.ts';

/** A value is looked for as long as this after it was last seen, for pages that show it elsewhere after it was sent. */
const REMEMBERED_MS = 60_000;
/** A page may hide more than can be looked for. The longest are the most telling. */
const VALUES_MAX = 5_000;
const TEXT_MAX_LENGTH = 4_000;
/** Values that the page itself put in a hidden field are often short words, which tell nobody anything. */
const HIDDEN_LENGTH_MIN = 8;
/** Of hidden text, what tells of somebody: it has numbers or several words, or it is long. Single words may stand anywhere. */
const TELLING = /^(?=.{5,200}$).*[\d@\s]|^.{10,200}$/s;

/** Knows the values of everything private, those of the last minute among them. */
export class PrivateValues {
  readonly #fields = new Set<Element>();
  readonly #texts = new Set<Element>();
  readonly #lastOf = new WeakMap<Element, string>();
  /** When each was last seen, in milliseconds. */
  readonly #seen = new Map<string, number>();
  #known = '';

  /** Fields whose values are hidden, and elements whose text is. */
  watch(element: Element): void {
    if (isField(element)) this.#fields.add(element);
    else this.#texts.add(element);
  }

  /** Something that is not sent at all, with the fields in it. */
  watchAll(element: Element): void {
    this.watch(element);
    for (const field of element.querySelectorAll('input, textarea')) this.#fields.add(field);
  }

  forget(element: Element): void {
    this.#fields.delete(element);
    this.#texts.delete(element);
  }

  /** A value that was found where it must not be. */
  add(value: string, now: number): void {
    this.#seen.set(value, now);
  }

  /**
   * Reads all values anew.
   * @returns `null` where nothing has changed
   */
  refresh(now: number): TextMatcher | null {
    for (const field of this.#fields) this.#read(field, now);
    for (const element of this.#texts) this.#readText(element, now);
    for (const [value, at] of this.#seen) if (now - at > REMEMBERED_MS) this.#seen.delete(value);
    const values = [...this.#seen.keys()].sort((one, other) => other.length - one.length).slice(0, VALUES_MAX);
    const known = values.join('\n');
    if (known === this.#known) return null;
    this.#known = known;
    return new TextMatcher(values);
  }

  #read(field: Element, now: number): void {
    // For the last time: what takes the place of a field often has its value.
    if (!field.isConnected) this.#fields.delete(field);
    if (isChoice(field) || field.localName === 'select') return;
    const value = (field as HTMLInputElement).value.trim();
    const last = this.#lastOf.get(field);
    // Of what is being typed only the longest counts: its first letters are no value.
    if (last !== undefined && value !== last && value.startsWith(last)) this.#seen.delete(last);
    this.#lastOf.set(field, value);
    const isHidden = (field as HTMLInputElement).type === 'hidden';
    if (value.length >= (isHidden ? HIDDEN_LENGTH_MIN : VALUE_LENGTH_MIN) && value.length <= TEXT_MAX_LENGTH) this.#seen.set(value, now);
  }

  #readText(element: Element, now: number): void {
    if (!element.isConnected) this.#texts.delete(element);
    if ((element.textContent ?? '').length > TEXT_MAX_LENGTH) return;
    const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const part = (walker.currentNode as Text).data.trim();
      if (TELLING.test(part)) this.#seen.set(part, now);
    }
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
