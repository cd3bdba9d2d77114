import { lookOf } from '../../gateway/cobrowse/mask/looks-private.ts';

/** Names that people gave, and that fit a selector as they are. */
const PLAIN = /^[a-z][\w-]{0,39}$/i;
/** Those that scripts make up look like this; the next build has others. */
const MADE_UP = /\d{3,}|[A-Z].*\d|\d.*[A-Z]|__|--/;
const isLasting = (name: string): boolean => PLAIN.test(name) && !MADE_UP.test(name) && lookOf(name, '') === null;
/** With an id, a name or a class. */
const PARTICULAR = /[#[.]/;
/** What most of a page is in. */
const WHOLE = 'html, body, main, form, nav, table, h1';

/**
 * A selector for an element and those like it, as an administrator would write it: by what is likely to stay in the page, and without
 * anything that the page says; empty where there is none.
 */
export function maskSelector(element: Element): string {
  const own = stepOf(element);
  if (own === '' || PARTICULAR.test(own)) return own;
  const root = element.getRootNode();
  for (let above = element.parentElement; above && above !== element.ownerDocument.body; above = above.parentElement) {
    const step = stepOf(above);
    if (PARTICULAR.test(step)) return `${step} ${own}`;
    if (above.getRootNode() !== root) break;
  }
  return own;
}

/** Whether a selector of an element would hide much else: it names a kind of element alone, or what most of the page is in. */
export function isBroad(element: Element, selector: string): boolean {
  if (!PARTICULAR.test(selector)) return true;
  return [element, ...element.ownerDocument.querySelectorAll(selector)].some((each) => each.matches(WHOLE) || each.querySelector(WHOLE) !== null);
}

function stepOf(element: Element): string {
  const { id, localName, classList } = element;
  if (isLasting(id)) return `#${id}`;
  const name = element.getAttribute('name') ?? '';
  if (isLasting(name)) return `${localName}[name="${name}"]`;
  const lasting = [...classList].filter(isLasting).slice(0, 2);
  return (PLAIN.test(localName) ? localName : '') + lasting.map((each) => `.${each}`).join('');
}
