/** Fields that text is typed into. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Types of `input` with text in them; of those below a selection cannot be read or set. */
const TEXT_TYPES = /^(?:text|search|tel|url|email|number|password)$/;

export const isTextField = (element: Element): element is TextField =>
  element.localName === 'textarea' || (element.localName === 'input' && TEXT_TYPES.test((element as HTMLInputElement).type));

export const isEditable = (element: Element): boolean => (element as HTMLElement).isContentEditable;

type Setter = (this: Element, value: string) => void;
const setterOf = (prototype: object): Setter => Object.getOwnPropertyDescriptor(prototype, 'value')?.set as Setter;
const setInput = setterOf(HTMLInputElement.prototype);
const setTextArea = setterOf(HTMLTextAreaElement.prototype);

/** Past what libraries put in front of it, which would take it for their own change (React compares with what it set last). */
export function setValue(field: TextField, value: string): void {
  (field.localName === 'textarea' ? setTextArea : setInput).call(field, value);
}

/** What is selected; a field whose selection cannot be read is typed into at its end. */
export function selectionOf(field: TextField): { from: number; to: number } {
  const { selectionStart, selectionEnd, value } = field;
  return { from: selectionStart ?? value.length, to: selectionEnd ?? value.length };
}

export function selectIn(field: TextField, from: number, to: number): void {
  // Fields for numbers and addresses of mail have none.
  if (field.selectionStart !== null) field.setSelectionRange(Math.min(from, to), Math.max(from, to), from > to ? 'backward' : 'forward');
}

/** The place before or after one character, as people count them. */
export function stepFrom(text: string, at: number, by: 1 | -1): number {
  const characters = [...new Intl.Segmenter().segment(by < 0 ? text.slice(0, at) : text.slice(at))];
  const length = (by < 0 ? characters.at(-1) : characters[0])?.segment.length ?? 0;
  return at + by * length;
}
