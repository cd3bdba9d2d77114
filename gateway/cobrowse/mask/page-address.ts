import type { MaskRules } from './mask-policy.ts';
import { bullets } from './private-text.ts';

const ADDRESS_MAX_LENGTH = 2_048;
const TITLE_MAX_LENGTH = 300;

/** Numbers of four digits and more, addresses of e-mail and long codes tell of one person; words tell of a page. */
const PERSONAL_PART = /@|\d{4}|^(?=.*\d)[\w.~=+-]{16,}$|^.{40,}$/;

/** Of an address: origin and path, without what tells of one person. */
export function publicAddress(href: string, rules: MaskRules): string {
  const url = urlOf(href);
  if (!url || !/^https?:$/.test(url.protocol)) return url?.protocol ?? '';
  const path = url.pathname
    .split('/')
    .map((part) => (rules.has('addressPath') && PERSONAL_PART.test(decoded(part)) ? '•••' : part))
    .join('/');
  return (url.origin + path + (rules.has('addressQuery') ? '' : url.search + url.hash)).slice(0, ADDRESS_MAX_LENGTH);
}

/** A title without numbers and addresses of e-mail. */
export function publicTitle(title: string, rules: MaskRules): string {
  const cut = title.replace(/\s+/g, ' ').trim().slice(0, TITLE_MAX_LENGTH);
  if (!rules.has('title')) return cut;
  return cut.replace(/\S+/g, (word) => (PERSONAL_PART.test(word) ? bullets(word) : word));
}

/** What `URL.parse` does, for browsers that are too old for it: their customers connect, too, and share something else than the page. */
export function urlOf(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // It is no encoded text, so nobody can say what it holds.
    return '@';
  }
}
