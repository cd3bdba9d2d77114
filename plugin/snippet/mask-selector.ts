/** Classes and names that scripts make up look like this; the next build has others. */
const MADE_UP = /\d{3,}|[A-Z].*\d|\d.*[A-Z]|__|--/;
const isLasting = (name: string): boolean => name.length <= 40 && !MADE_UP.test(name);

/** A selector for an element and those like it, as an administrator would write it: by what is likely to stay in the page. */
export function maskSelector(element: Element): string {
  const own = stepOf(element);
  if (/[#[.]/.test(own)) return own;
  const root = element.getRootNode();
  for (let above = element.parentElement; above && above !== element.ownerDocument.body; above = above.parentElement) {
    const step = stepOf(above);
    if (/[#[.]/.test(step)) return `${step} ${own}`;
    if (above.getRootNode() !== root) break;
  }
  return own;
}

function stepOf(element: Element): string {
  const { id, localName, classList } = element;
  if (id && isLasting(id)) return `#${CSS.escape(id)}`;
  const name = element.getAttribute('name');
  if (name && isLasting(name)) return `${localName}[name="${CSS.escape(name)}"]`;
  const lasting = [...classList].filter(isLasting).slice(0, 2);
  return localName + lasting.map((each) => `.${CSS.escape(each)}`).join('');
}
