import type { ElementState } from '../../protocol/cobrowse-events.ts';
import * as natives from './natives.ts';

/** Shows what was typed and chosen. Where an element has no such thing, nothing happens. */
export function showState(element: Element, state: ElementState): void {
  const { value, checked, indeterminate, selected, open } = state;
  switch (natives.isHtml(element) ? natives.nameOf(element) : '') {
    case 'input':
      if (value !== undefined) showValue(element as HTMLInputElement, value);
      if (checked !== undefined) natives.inputChecked.set(element as HTMLInputElement, checked);
      if (indeterminate !== undefined) natives.inputIndeterminate.set(element as HTMLInputElement, indeterminate);
      break;
    case 'textarea':
      if (value !== undefined) natives.textAreaValue.set(element as HTMLTextAreaElement, value);
      break;
    case 'select':
      if (value !== undefined) natives.selectValue.set(element as HTMLSelectElement, value);
      break;
    case 'option':
      if (selected !== undefined) natives.optionSelected.set(element as HTMLOptionElement, selected);
      break;
    case 'details':
    case 'dialog':
      if (open === true) natives.setAttribute(element, 'open', '');
      if (open === false) natives.removeAttribute(element, 'open');
      break;
    default:
  }
}

/** Nothing but an empty text may be set where files are chosen. */
function showValue(input: HTMLInputElement, value: string): void {
  if (natives.getAttribute(input, 'type') !== 'file') natives.inputValue.set(input, value);
}

export function showScroll(element: Element, { scrollLeft, scrollTop }: ElementState): void {
  natives.scrollTo(element, {
    ...(scrollLeft !== undefined && { left: scrollLeft }),
    ...(scrollTop !== undefined && { top: scrollTop }),
  });
}
