import { ActRefused, type ActedPage } from './acted-page.ts';
import { viewOf } from './composed-tree.ts';
import { expectRange } from './edited-range.ts';
import { isEditable, isTextField, selectionOf, selectIn, setValue, stepFrom, type TextField } from './text-field.ts';

/** A number that is not one yet, as it is typed: a field for numbers would hold nothing meanwhile. */
interface Draft {
  readonly field: TextField;
  readonly text: string;
  /** What the field holds meanwhile. */
  readonly shown: string;
}

const REMOVES: Record<string, 'backward' | 'forward'> = { deleteContentBackward: 'backward', deleteContentForward: 'forward' };

/** Types into whatever has the keyboard, so that the page's own scripts see what they see when a person types. */
export class Typing {
  readonly #page: ActedPage;
  #draft: Draft | null = null;
  /** A field that was typed into, and what it held before: it says `change` once that is left. */
  #changing: { readonly field: TextField; readonly before: string } | null = null;

  constructor(page: ActedPage) {
    this.#page = page;
  }

  /** @throws {ActRefused} */
  insert(element: Element, text: string, inputType = 'insertText'): void {
    if (isTextField(element)) this.#replace(element, text, inputType, selectionOf(element));
    else if (isEditable(element)) this.#edit(element, inputType, text, () => element.ownerDocument.execCommand('insertText', false, text));
    else throw new ActRefused('unfit');
  }

  /** A new line, where one may stand. */
  breakLine(element: Element): void {
    if (isTextField(element)) this.#replace(element, '\n', 'insertLineBreak', selectionOf(element));
    else this.#edit(element, 'insertParagraph', null, () => element.ownerDocument.execCommand('insertParagraph'));
  }

  /** What is selected, or one character. */
  remove(element: Element, isForward: boolean): void {
    const inputType = isForward ? 'deleteContentForward' : 'deleteContentBackward';
    if (!isTextField(element)) {
      this.#edit(element, inputType, null, () => element.ownerDocument.execCommand(isForward ? 'forwardDelete' : 'delete'));
      return;
    }
    const { from, to } = selectionOf(element);
    const value = this.#textOf(element);
    const end = element.selectionStart === null ? value.length : to;
    const at = element.selectionStart === null ? value.length : from;
    const range = at === end ? [at, stepFrom(value, at, isForward ? 1 : -1)].sort((a, b) => a - b) : [at, end];
    if (range[0] !== range[1]) this.#replace(element, '', inputType, { from: range[0] ?? at, to: range[1] ?? end });
  }

  /** What was typed is final: as when a person leaves the field. */
  commit(): void {
    const changing = this.#changing;
    this.#changing = null;
    this.#draft = null;
    if (changing && changing.field.value !== changing.before) changing.field.dispatchEvent(new (viewOf(changing.field).Event)('change', { bubbles: true }));
  }

  #replace(field: TextField, text: string, inputType: string, { from, to }: { from: number; to: number }): void {
    if (field.readOnly || field.matches(':disabled')) throw new ActRefused('disabled');
    const { value } = field;
    const whole = this.#textOf(field);
    const [start, end] = field.selectionStart === null && text !== '' ? [whole.length, whole.length] : [from, to];
    const room = field.maxLength < 0 ? Infinity : field.maxLength - whole.length + (end - start);
    const added = text.slice(0, Math.max(0, room));
    if (text !== '' && added === '') return;
    if (!this.#announce(field, inputType, added || null)) return;
    if (this.#changing?.field !== field) this.#expectChange(field, value);
    const next = whole.slice(0, start) + added + whole.slice(end);
    setValue(field, next);
    this.#draft = null;
    if (field.type === 'number' && field.value !== next) {
      // Not a number yet, or not any more: what it was stays until it is one.
      if (next !== '') setValue(field, value);
      this.#draft = { field, text: next, shown: field.value };
    }
    selectIn(field, start + added.length, start + added.length);
    this.#tell(field, inputType, added || null);
  }

  /** What was typed stays as it is, and the page does not hear that it is changed. */
  drop(): void {
    this.#changing = null;
    this.#draft = null;
  }

  #textOf(field: TextField): string {
    const draft = this.#draft;
    return draft?.field === field && draft.shown === field.value ? draft.text : field.value;
  }

  #expectChange(field: TextField, before: string): void {
    this.commit();
    this.#changing = { field, before };
    field.addEventListener('blur', () => this.#changing?.field === field && this.commit(), { once: true });
  }

  /** The browser itself changes what is edited, and says so. */
  #edit(element: Element, inputType: string, data: string | null, change: () => void): void {
    const removes = REMOVES[inputType] ?? null;
    expectRange(this.#page, element, removes);
    if (!this.#announce(element, inputType, data)) return;
    // What the page made of that is judged, too.
    expectRange(this.#page, element, removes);
    change();
  }

  #announce(element: Element, inputType: string, data: string | null): boolean {
    const init = { inputType, data, bubbles: true, cancelable: true, composed: true };
    return element.dispatchEvent(new (viewOf(element).InputEvent)('beforeinput', init));
  }

  #tell(element: Element, inputType: string, data: string | null): void {
    element.dispatchEvent(new (viewOf(element).InputEvent)('input', { inputType, data, bubbles: true, composed: true }));
  }
}
