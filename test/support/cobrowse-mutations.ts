/** One change of a page as scripts make them, chosen by a seed: nodes come, go and move, also in shadow roots and frames. */
export function randomMutation(page: Document, random: () => number): void {
  const any = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const roots = rootsOf(page);
  const elements = roots.flatMap((root) => [...root.querySelectorAll('main, main *, div, section, span')]).filter((element) => element.localName !== 'iframe');
  const place = any(elements) as Element | undefined;
  if (!place) {
    page.body.append(page.createElement('main'));
    return;
  }
  const created = (): Element => {
    const element = (place.ownerDocument ?? page).createElement(any(['div', 'span', 'section', 'em']));
    element.className = `c${Math.floor(random() * 100)}`;
    element.append(`t${Math.floor(random() * 1_000)}`);
    return element;
  };
  const isCrowded = elements.length > 120;
  const kind = random();
  if (kind < 0.2) place.append(...(isCrowded ? [] : [created()]));
  else if (kind < 0.3) place.insertBefore(isCrowded ? page.createTextNode('x') : created(), any([null, ...place.childNodes]));
  else if (kind < 0.5) move(any(elements), place, any([null, ...place.childNodes]));
  else if (kind < (isCrowded ? 0.7 : 0.58)) removeSome(place);
  else if (kind < 0.72) place.setAttribute(any(['class', 'title', 'dir']), `v${Math.floor(random() * 50)}`);
  else if (kind < 0.74) place.removeAttribute(any(['class', 'title', 'dir']));
  else if (kind < 0.84) changeText(place, random);
  else if (kind < 0.88) place.append(page.createComment('no'), page.createElement('script'));
  else if (kind < 0.92 && !place.shadowRoot && /^(?:div|section|span|main)$/.test(place.localName)) place.attachShadow({ mode: 'open' }).append(created(), created());
  else if (kind < 0.94 && place.ownerDocument === page) place.append(page.createElement('iframe'));
  else place.replaceChildren(created(), 'between', created());
}

function rootsOf(root: Document | ShadowRoot): (Document | ShadowRoot)[] {
  const inside = [...root.querySelectorAll('*')].flatMap((element) => {
    const frame = element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null;
    if (frame?.body && !frame.body.firstChild) frame.body.append(frame.createElement('div'));
    return [element.shadowRoot, frame].filter((found) => found !== null).flatMap(rootsOf);
  });
  return [root, ...inside];
}

function move(element: Element, place: Element, before: ChildNode | null): void {
  if (element.localName === 'main' || element.contains(place) || element === before || holdsHost(element, place)) return;
  place.insertBefore(element, before);
}

const holdsHost = (element: Element, place: Node): boolean => {
  for (let root = place.getRootNode(); 'host' in root; root = (root as ShadowRoot).host.getRootNode()) if (element.contains((root as ShadowRoot).host)) return true;
  return false;
};

function removeSome(place: Element): void {
  if (place.localName !== 'main') place.remove();
}

function changeText(place: Element, random: () => number): void {
  const text = [...place.childNodes].find((node) => node.nodeType === Node.TEXT_NODE) as Text | undefined;
  if (!text) place.append('new');
  else if (random() < 0.3 && text.length > 2) text.splitText(1);
  else text.data = `changed ${Math.floor(random() * 1_000)}`;
}
