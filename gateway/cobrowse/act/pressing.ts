import type { ActKey } from '../../protocol/cobrowse-act-kinds.ts';
import { ActRefused, type ActedPage } from './acted-page.ts';
import { viewOf } from './composed-tree.ts';
import { nextStop } from './focus.ts';
import { expectAllowed, expectSubmit, SUBMITTERS } from './leaving.ts';
import { expectInFront, expectTouchable, isInFront } from './reach.ts';
import { scrollBy } from './scrolling.ts';
import { isEditable, isTextField, selectIn, setValue, stepFrom, type TextField } from './text-field.ts';
import type { Typing } from './typing.ts';

/** CSS pixels that an arrow scrolls, and the part of the window that a page is. */
const LINE_PX = 40;
const PAGE_PART = 0.875;
const BUTTONS = '[type=button i], [type=submit i], [type=reset i], [type=image i]';
const PRESSABLE = `button, summary, a[href], area[href], input:is([type=checkbox i], [type=radio i], ${BUTTONS})`;

/** How the DOM names what is not named by itself. */
const NAMES: Partial<Record<ActKey, { key: string; code: string }>> = { Space: { key: ' ', code: 'Space' }, SelectAll: { key: 'a', code: 'KeyA' } };

export interface KeyPress {
  readonly key: ActKey;
  readonly isShift: boolean;
}

/** Presses one key: the page's scripts hear of it, and where they do not prevent it, it does what it does in a browser. */
export class Pressing {
  readonly #page: ActedPage;
  readonly #typing: Typing;

  constructor(page: ActedPage, typing: Typing) {
    this.#page = page;
    this.#typing = typing;
  }

  /** @param target - What has the keyboard, or the page's body. @throws {ActRefused} */
  press(target: HTMLElement, { key, isShift }: KeyPress): void {
    this.#expectAllowed(target, key);
    const view = viewOf(target);
    const name = NAMES[key] ?? { key, code: key };
    const init = { ...name, view, shiftKey: isShift, ctrlKey: key === 'SelectAll', bubbles: true, cancelable: true, composed: true };
    const goesOn = target.dispatchEvent(new view.KeyboardEvent('keydown', init));
    if (goesOn && target.isConnected) {
      // What the page made of that is judged, too.
      expectTouchable(this.#page, target);
      this.#act(target, key, isShift);
    }
    const { activeElement } = target.ownerDocument;
    (activeElement ?? target).dispatchEvent(new view.KeyboardEvent('keyup', init));
  }

  #act(target: HTMLElement, key: ActKey, isShift: boolean): void {
    if (key === 'Tab') return this.#tab(target, isShift);
    if (key === 'Escape') return escape(this.#page, target.ownerDocument);
    if (isTextField(target) || isEditable(target)) return this.#inText(target, key, isShift);
    if ((key === 'Enter' || key === 'Space') && target.matches(PRESSABLE)) return this.#pressOn(target, key);
    const isUp = key === 'ArrowUp' || key === 'ArrowLeft';
    if (key.startsWith('Arrow') && stepValue(this.#page, target, isUp ? -1 : 1)) return;
    scrollByKey(target, key, isShift);
  }

  #tab(from: HTMLElement, isBack: boolean): void {
    this.#typing.commit();
    nextStop(this.#page, from.ownerDocument, from === from.ownerDocument.body ? null : from, isBack)?.focus();
    const { activeElement } = from.ownerDocument;
    if (activeElement && isTextField(activeElement)) selectIn(activeElement, 0, activeElement.value.length);
  }

  #pressOn(target: HTMLElement, key: ActKey): void {
    const isChoice = target.matches('input[type=checkbox i], input[type=radio i]');
    if (key === 'Space' && target.matches('a[href], area[href]')) return scrollByKey(target, key, false);
    if (key === 'Enter' && isChoice) return this.#submit(target as HTMLInputElement);
    target.click();
  }

  #inText(target: HTMLElement, key: ActKey, isShift: boolean): void {
    switch (key) {
      case 'Enter':
        if (target.localName === 'input') return this.#submit(target as HTMLInputElement);
        return this.#typing.breakLine(target);
      case 'Space':
        return this.#typing.insert(target, ' ');
      case 'Backspace':
      case 'Delete':
        return this.#typing.remove(target, key === 'Delete');
      default:
        if (isTextField(target)) this.#moveInField(target, key, isShift);
        else moveInText(target, key, isShift);
    }
  }

  #moveInField(field: TextField, key: ActKey, isShift: boolean): void {
    if (key === 'SelectAll') return field.select();
    if (field.type === 'number' && (key === 'ArrowUp' || key === 'ArrowDown')) return void stepValue(this.#page, field, key === 'ArrowUp' ? 1 : -1);
    const { value, selectionStart, selectionEnd, selectionDirection } = field;
    if (selectionStart === null || selectionEnd === null) return;
    const [anchor, moving] = selectionDirection === 'backward' ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
    const isSelected = selectionStart !== selectionEnd && !isShift;
    const [isLeft, isRight] = [key === 'ArrowLeft', key === 'ArrowRight'];
    const to = isSelected && (isLeft || isRight) ? (isLeft ? selectionStart : selectionEnd) : placeAfter(value, moving, key);
    selectIn(field, isShift ? anchor : to, to);
  }

  /** The button that Enter presses in the field of a form, or the form itself where it has none. */
  #submit(field: HTMLInputElement): void {
    this.#typing.commit();
    this.#expectSubmit(field);
    const { form } = field;
    const button = form && defaultButton(form);
    if (button) button.click();
    else if (form && !hasSeveralTexts(form)) form.requestSubmit();
  }

  /** What the key would press is judged as a click on it. */
  #expectAllowed(target: HTMLElement, key: ActKey): void {
    if (key === 'Enter' && target.matches(`input:not(${BUTTONS})`)) this.#expectSubmit(target as HTMLInputElement);
    else if ((key === 'Enter' || key === 'Space') && target.matches(PRESSABLE)) expectAllowed(this.#page, target);
  }

  #expectSubmit({ form }: HTMLInputElement): void {
    const button = form && defaultButton(form);
    if (!form || (!button && hasSeveralTexts(form))) return;
    if (button && hasPlace(button)) expectInFront(this.#page, button);
    else expectTouchable(this.#page, button ?? form);
    if (button) expectAllowed(this.#page, button);
    else expectSubmit(this.#page, form, null);
  }
}

/** Of a form, wherever they stand in the page. Its own list has no pictures. */
const fieldsOf = (form: HTMLFormElement, selector: string): HTMLButtonElement[] =>
  [...(form.getRootNode() as Document | ShadowRoot).querySelectorAll<HTMLButtonElement>(selector)].filter((field) => field.form === form);
const defaultButton = (form: HTMLFormElement): HTMLButtonElement | null => fieldsOf(form, SUBMITTERS)[0] ?? null;
const hasSeveralTexts = (form: HTMLFormElement): boolean => fieldsOf(form, 'input').filter(isTextField).length > 1;
/** Sites hide the button that only Enter presses, or leave a dot of it for programs that read the page aloud. */
const hasPlace = (button: Element): boolean => {
  const { width, height } = button.getBoundingClientRect();
  return width > 1 && height > 1 && button.checkVisibility({ visibilityProperty: true, opacityProperty: true });
};

function placeAfter(value: string, at: number, key: ActKey): number {
  switch (key) {
    case 'ArrowLeft':
      return stepFrom(value, at, -1);
    case 'ArrowRight':
      return stepFrom(value, at, 1);
    case 'Home':
      return value.lastIndexOf('\n', at - 1) + 1;
    case 'End':
      return value.indexOf('\n', at) < 0 ? value.length : value.indexOf('\n', at);
    case 'ArrowUp':
    case 'PageUp':
      return lineBeside(value, at, -1);
    case 'ArrowDown':
    case 'PageDown':
      return lineBeside(value, at, 1);
    default:
      return at;
  }
}

/** The same column of the line before or after, as far as lines are broken by hand. */
function lineBeside(value: string, at: number, by: 1 | -1): number {
  const start = value.lastIndexOf('\n', at - 1) + 1;
  const end = value.indexOf('\n', at);
  if (by < 0) return start === 0 ? 0 : Math.min(value.lastIndexOf('\n', start - 2) + 1 + at - start, start - 1);
  if (end < 0) return value.length;
  const next = value.indexOf('\n', end + 1);
  return Math.min(end + 1 + at - start, next < 0 ? value.length : next);
}

const MOVES: Partial<Record<ActKey, readonly ['backward' | 'forward', 'character' | 'line' | 'lineboundary']>> = {
  ArrowLeft: ['backward', 'character'],
  ArrowRight: ['forward', 'character'],
  ArrowUp: ['backward', 'line'],
  ArrowDown: ['forward', 'line'],
  Home: ['backward', 'lineboundary'],
  End: ['forward', 'lineboundary'],
};

function moveInText(target: HTMLElement, key: ActKey, isShift: boolean): void {
  const selection = target.ownerDocument.getSelection();
  const move = MOVES[key];
  if (key === 'SelectAll') selection?.selectAllChildren(target);
  else if (move) selection?.modify(isShift ? 'extend' : 'move', ...move);
}

/** What arrows change: numbers, one of several choices. @returns whether it is such a thing. */
function stepValue(page: ActedPage, target: HTMLElement, by: 1 | -1): boolean {
  const { type } = target as HTMLInputElement;
  if (target.localName === 'select') return stepOption(page, target as HTMLSelectElement, by);
  if (target.localName !== 'input') return false;
  const input = target as HTMLInputElement;
  if (type === 'radio') return stepRadio(page, input, by);
  if (type !== 'number' && type !== 'range') return false;
  const before = input.value;
  const steps = input.cloneNode() as HTMLInputElement;
  steps.value = before;
  steps[by > 0 ? 'stepUp' : 'stepDown']();
  setValue(input, steps.value);
  if (input.value !== before) tellChange(input);
  return true;
}

function stepOption(page: ActedPage, select: HTMLSelectElement, by: 1 | -1): boolean {
  if (select.multiple) return true;
  let index = select.selectedIndex + by;
  while (select.options[index]?.matches(':disabled')) index += by;
  const option = select.options[index];
  if (!option) return true;
  const why = page.forbids(option);
  if (why) throw new ActRefused(why);
  select.selectedIndex = index;
  tellChange(select);
  return true;
}

function stepRadio(page: ActedPage, radio: HTMLInputElement, by: 1 | -1): boolean {
  const root = radio.getRootNode() as Document | ShadowRoot;
  const group = [...root.querySelectorAll<HTMLInputElement>('input[type=radio i]')].filter(
    ({ name, form, disabled }) => name === radio.name && form === radio.form && !disabled,
  );
  const next = group[(group.indexOf(radio) + by + group.length) % group.length];
  if (!next) return true;
  expectTouchable(page, next);
  expectAllowed(page, next);
  next.focus();
  next.click();
  return true;
}

function tellChange(element: HTMLElement): void {
  for (const type of ['input', 'change']) element.dispatchEvent(new (viewOf(element).Event)(type, { bubbles: true, composed: type === 'input' }));
}

/** Closes the dialog in front of all others: what is behind one is not met at any place. */
function escape(page: ActedPage, document: Document): void {
  const dialogs = [...document.querySelectorAll<HTMLDialogElement>('dialog:modal')];
  if (dialogs.length === 0) return;
  const dialog = dialogs.find((each) => isInFront(page, each));
  if (!dialog) throw new ActRefused('notThere');
  expectTouchable(page, dialog);
  if (dialog.dispatchEvent(new (viewOf(dialog).Event)('cancel', { cancelable: true }))) dialog.close();
}

function scrollByKey(target: HTMLElement, key: ActKey, isShift: boolean): void {
  const pagePx = viewOf(target).innerHeight * PAGE_PART;
  const by: Partial<Record<ActKey, readonly [number, number]>> = {
    ArrowUp: [0, -LINE_PX],
    ArrowDown: [0, LINE_PX],
    ArrowLeft: [-LINE_PX, 0],
    ArrowRight: [LINE_PX, 0],
    PageUp: [0, -pagePx],
    PageDown: [0, pagePx],
    Home: [0, -1e7],
    End: [0, 1e7],
    Space: [0, isShift ? -pagePx : pagePx],
  };
  const [right, down] = by[key] ?? [0, 0];
  if (right || down) scrollBy(target, right, down);
}
