import { TEXT_MAX_LENGTH } from '../../protocol/cobrowse-limits.ts';
import type { ElementState } from '../../protocol/cobrowse-events.ts';
import { CLASSIFIED, IGNORED, isTextHidden, type Masking, PRIVATE_VALUE, type Treatment } from '../mask/masking.ts';
import { isButton, isField } from '../mask/private-field.ts';
import { bullets, FIXED_BULLETS } from '../mask/private-text.ts';

/** Bullets are no value of these. */
const WITHOUT_TEXT = /^(?:range|color|file|hidden)$/;
/** … and of these neither, but they can be shown as text. */
const SHOWN_AS_TEXT = /^(?:number|date|datetime-local|month|week|time)$/;

/** Whether an element has a state of this kind at all. */
export const hasState = (element: Element): boolean => (isField(element) && !isButton(element)) || element.localName === 'option';

/** What a field shows, as far as it may be seen. */
export function stateOf(element: Element, treatment: Treatment, masking: Masking): ElementState {
  if (treatment & IGNORED || element.localName === 'select') return {};
  if (element.localName === 'option') return isTextHidden(treatment) ? {} : { selected: (element as HTMLOptionElement).selected };
  const { type, value, checked, indeterminate } = element as HTMLInputElement;
  if (/^(?:checkbox|radio)$/.test(type)) return treatment & PRIVATE_VALUE ? {} : { checked, ...(type === 'checkbox' && { indeterminate }) };
  if (WITHOUT_TEXT.test(type)) return treatment & PRIVATE_VALUE || type === 'file' || type === 'hidden' ? {} : { value };
  const shown = value.slice(0, TEXT_MAX_LENGTH);
  if (!(treatment & PRIVATE_VALUE)) return { value: masking.publicText(shown) };
  return { value: treatment & CLASSIFIED ? value && FIXED_BULLETS : bullets(shown) };
}

/** The type of a field in which its state can be shown. */
export const shownType = (type: string, treatment: Treatment): string => (treatment & PRIVATE_VALUE && SHOWN_AS_TEXT.test(type) ? 'text' : type);
