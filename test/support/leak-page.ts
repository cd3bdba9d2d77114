import { changeSecret, htmlOf, newSecret, type SecretKind } from './cobrowse-secrets.ts';

/**
 * Private things in a page, and the ways in which they come to it. It runs in the page: in tests of the recorder, and in those of the
 * whole chain, to which it is served with nothing but its types taken out.
 */

/** A kind in a page, with every secret that it held so far. */
export interface Planted {
  readonly kind: SecretKind;
  readonly box: Element;
  readonly secrets: string[];
}
type Put = (host: Element, html: string) => void;
type Act = (element: HTMLInputElement, planted: Planted, page: Document) => void;

export interface Way {
  readonly name: string;
  /** Where in the page all of it is; in its `main` if not told. */
  readonly place?: (page: Document) => Element;
  readonly put?: Put;
  /** It comes into the page when that is shared already. */
  readonly isLate?: boolean;
  /** At first there is no secret in it. */
  readonly isEmpty?: boolean;
  readonly act?: Act;
}

export const isValue = ({ changes }: SecretKind): boolean => changes === 'value';

/** What is in it is looked for wherever the page may tell it, too. */
export const isWatched = ({ changes, heldBy, html, secret }: SecretKind): boolean =>
  secret === 'word' && (changes === 'value' || (changes === 'text' && /^(?:mark|blockMark|toolMask|toolBlock|siteMask|siteBlock)$/.test(heldBy?.[0] ?? '') && !/<option/.test(html)));

export const renew: Act = (element, planted) => {
  const secret = newSecret(planted.kind.secret);
  planted.secrets.push(secret);
  changeSecret(planted.kind, element, planted.kind.html, secret);
};

const windowIn = (element: Element): Window & typeof globalThis => (element.ownerDocument.defaultView ?? window) as Window & typeof globalThis;
const tell = (type: string, element: Element): void => {
  element.dispatchEvent(new (windowIn(element).InputEvent)(type, { bubbles: true, composed: true }));
};

const typed: Act = (element, planted) => {
  if (!isValue(planted.kind)) return;
  const secret = newSecret('word');
  planted.secrets.push(secret);
  for (let length = 1; length <= secret.length; length += 1) {
    element.value = secret.slice(0, length);
    tell('input', element);
  }
};

const entered =
  (type: string): Act =>
  (element, planted, page) => {
    if (!isValue(planted.kind)) return;
    renew(element, planted, page);
    tell(type, element);
  };

const toggled: Act = (element, planted, page) => {
  if (!isValue(planted.kind) || element.localName !== 'input') return;
  const { type } = element;
  element.type = type === 'password' ? 'text' : 'password';
  renew(element, planted, page);
  element.type = type === 'password' ? 'text' : type;
};

/** As libraries do that build a page anew for each state: the field that shows the password is another one. */
const replaced: Act = (element, planted, page) => {
  renew(element, planted, page);
  const copy = element.cloneNode(true) as HTMLInputElement;
  if (isValue(planted.kind)) copy.value = element.value;
  if (copy.type === 'password') copy.type = 'text';
  element.replaceWith(copy);
};

const away: Act = (element, planted, page) => {
  const { box } = planted;
  const next = box.nextSibling;
  const parent = box.parentNode;
  box.remove();
  renew(element, planted, page);
  parent?.insertBefore(box, next);
};

const attributesOf = new WeakMap<Element, readonly Attr[]>();

/** The HTML without any attribute: those come later, with what makes it private among them. */
const putBare: Put = (host, html) => {
  put(host, html);
  for (const element of host.querySelectorAll('*')) {
    attributesOf.set(element, [...element.attributes]);
    const isIt = element.classList.contains('it');
    for (const name of element.getAttributeNames()) element.removeAttribute(name);
    if (isIt) element.setAttribute('class', 'it');
  }
};
const dressed: Act = (element, planted, page) => {
  for (const one of planted.box.querySelectorAll('*')) for (const { name, value } of attributesOf.get(one) ?? []) one.setAttribute(name, value);
  renew(element, planted, page);
};

const inShadow: Put = (host, html) => put(host.attachShadow({ mode: 'open' }), html);
const inFrame = (page: Document): Element => {
  const frame = page.createElement('iframe');
  page.querySelector('main')?.append(frame);
  return frame.contentDocument?.body ?? page.body;
};

export const WAYS: readonly Way[] = [
  { name: 'there at first' },
  { name: 'changed later', act: renew },
  { name: 'added later', isLate: true },
  { name: 'typed', act: typed },
  { name: 'pasted', act: entered('input') },
  { name: 'filled in by the browser', act: entered('change') },
  { name: 'set by a script', act: (element, planted, page) => isValue(planted.kind) && renew(element, planted, page) },
  { name: 'shown by a switch of the type', act: toggled },
  { name: 'in a shadow root', put: inShadow, act: renew },
  { name: 'in a shadow root that comes later', isLate: true, put: inShadow, act: renew },
  { name: 'in a frame', place: inFrame, act: renew },
  { name: 'in a frame that comes later', isLate: true, place: inFrame, act: renew },
  { name: 'with its attributes later', put: putBare, isEmpty: true, act: dressed },
  { name: 'replaced by another element', act: replaced },
  { name: 'taken out and put back', act: away },
  { name: 'moved', act: (_element, { box }, page) => page.querySelector('main')?.prepend(box) },
];

function put(parent: Element | ShadowRoot, html: string): void {
  const box = parent.ownerDocument.createElement('div');
  box.innerHTML = html;
  parent.append(box);
}

/** Puts kinds into a page, each in a box of its own. */
export function plant(page: Document, kinds: readonly SecretKind[], way: Way): Planted[] {
  const place = way.place?.(page) ?? page.querySelector('main');
  return kinds.map((kind) => {
    const box = page.createElement('div');
    box.className = 'box';
    const secret = way.isEmpty ? '' : newSecret(kind.secret);
    place?.append(box);
    (way.put ?? put)(box, htmlOf(kind, secret));
    return { kind, box, secrets: secret ? [secret] : [] };
  });
}

/** What a way does with what was planted in it. */
export function carryOut({ act }: Way, planted: readonly Planted[], page: Document): void {
  for (const one of planted) {
    const element = itIn(one);
    if (element) act?.(element, one, page);
  }
}

/** Where the secret stands. */
const itIn = ({ box }: Planted): HTMLInputElement | null => (box.shadowRoot ?? box).querySelector<HTMLInputElement>('.it');
