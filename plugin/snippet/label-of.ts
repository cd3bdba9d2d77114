import { isField } from '../../gateway/cobrowse/mask/private-field.ts';

const PRESSED = 'button, a, option, summary';
/** What is pressed, or names something else, is no content of its own. */
const NAMES_OTHERS = `${PRESSED}, label, legend, dt, th, h1, h2, h3, h4, h5, h6`;

/** What a text or a field is called where it stands: its label, the term before it, the head of its row; empty where nothing names it. */
export function labelOf(element: Element): string {
  if (!isField(element) && element.closest(NAMES_OTHERS)) return '';
  for (const found of namesAround(element)) {
    const text = found.trim();
    if (text) return text;
  }
  return '';
}

function* namesAround(element: Element): Generator<string> {
  for (const name of ['aria-label', 'name', 'itemprop', 'placeholder']) yield element.getAttribute(name) ?? '';
  for (const label of (element as Partial<HTMLInputElement>).labels ?? []) yield label.textContent;
  for (let at: Element | null = element, depth = 0; at && depth < 3; at = at.parentElement, depth += 1) {
    if (at.localName === 'td') yield at.parentElement?.querySelector('th')?.textContent ?? '';
    const before = at.previousElementSibling;
    if (before && !before.matches(PRESSED)) yield before.textContent;
    if (/^(?:dd|td|li|p|section|article|main)$/.test(at.localName)) return;
  }
}
