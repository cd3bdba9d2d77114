import { isFontAddress, isFragment, isPictureAddress } from './cobrowse-safe-address.ts';
import {
  addressEnd,
  beginsName,
  beginsNumber,
  continuesName,
  nameEnd,
  numberEnd,
  plainName,
  spaceEnd,
  stringEnd,
} from './cobrowse-safe-css-tokens.ts';

/** Rules that bring nothing from elsewhere; all others are left out with what is in them. */
const RULES = new Set(
  ('media supports keyframes -webkit-keyframes -moz-keyframes font-face layer container property counter-style scope ' +
    'starting-style font-feature-values font-palette-values position-try page').split(' '),
);
/** Functions in which a text may be an address. They stay if all that is in them is harmless. */
const ADDRESS_FUNCTIONS = new Set(['url', 'image-set', '-webkit-image-set', '-webkit-cross-fade', 'cross-fade']);
/** What may be inside of those. Not `var()` and its like: what they stand for is not known here. */
const INNER_FUNCTIONS = /^(?:url|calc|rgba?|hsla?|(?:-webkit-)?(?:repeating-)?(?:linear|radial|conic)-gradient)$/;
/** Functions that are left out whatever is in them. */
const ACTIVE_FUNCTIONS = new Set(['src', 'image', 'paint', 'element', '-moz-element', 'expression', 'url-prefix', 'domain']);
/** Properties that ran scripts in browsers of old. */
const ACTIVE_PROPERTIES = new Set(['behavior', '-ms-behavior', '-moz-binding']);

/** Between what must not become one name. A space would not do: it belongs to an escape that stands before it. */
const APART = '/**/';
/** In `image-set()`: no address. */
const TYPE = /type\(\s*(["'])image\/[\w.+-]+\1\s*\)/iy;

/** Properties that name another element of the document. For others a browser would ask for the document anew. */
const REFERRING = /^(?:fill|stroke|(?:-webkit-|backdrop-)?filter|(?:-webkit-)?clip-path|mask|marker(?:-start|-mid|-end)?)$/;

/**
 * A style sheet, or the declarations of a `style` attribute, without anything that would bring something from elsewhere or
 * run. What stays is left as it is written. An address that is left out becomes `none`.
 */
export const safeCss = (css: string): string => new CssFilter(css, '').run();
/** The same for the value of one property alone. */
export const safeCssValue = (property: string, value: string): string => new CssFilter(value, property).run();

class CssFilter {
  readonly #css: string;
  #at = 0;
  /** What was read from here on is still to be copied. */
  #copied = 0;
  #result = '';
  /** The address function that is open, the outermost one: where it began, and how many brackets are open in it. */
  #open: { resultLength: number; depth: number; isBad: boolean } | undefined;

  /** The property of the declaration that is read; also what merely looks like one, such as `a` of `a:hover`. */
  #property: string;

  constructor(css: string, property: string) {
    this.#css = css;
    this.#property = property;
  }

  run(): string {
    while (this.#at < this.#css.length) this.#token();
    if (this.#open?.isBad) this.#dropOpen();
    if (this.#copied === 0) return this.#css;
    return this.#result + this.#css.slice(this.#copied);
  }

  #token(): void {
    const css = this.#css;
    const at = this.#at;
    const code = css.charCodeAt(at);
    if (code === 47 && css.charCodeAt(at + 1) === 42) this.#comment();
    else if (code === 34 || code === 39) this.#string();
    else if (code === 40) this.#openBracket(at + 1);
    else if (code === 41) this.#closeBracket();
    else if (code === 35 && continuesName(css, at + 1)) this.#plain(nameEnd(css, at + 1));
    else if (code === 64 && beginsName(css, at + 1)) this.#rule();
    else if (beginsNumber(css, at)) this.#number();
    // The end of an HTML comment, which is no name.
    else if (code === 45 && css.startsWith('-->', at)) this.#at += 3;
    else if (beginsName(css, at)) this.#name();
    else this.#at += 1;
  }

  #comment(): void {
    const end = this.#css.indexOf('*/', this.#at + 2);
    this.#at = end < 0 ? this.#css.length : end + 2;
  }

  #string(): void {
    const end = stringEnd(this.#css, this.#at);
    if (this.#open && !this.#isSafeAddress(this.#css.slice(this.#at + 1, end - 1))) this.#open.isBad = true;
    this.#at = end;
  }

  #number(): void {
    const end = numberEnd(this.#css, this.#at);
    if (beginsName(this.#css, end)) this.#plain(nameEnd(this.#css, end));
    else this.#at = end;
  }

  /** A hash or a number with its unit. Before a bracket it makes no sense, and browsers differ in what they take it for. */
  #plain(end: number): void {
    if (this.#css.charCodeAt(end) === 40) this.#replace(end, end, APART);
    this.#at = end;
  }

  #name(): void {
    const start = this.#at;
    const end = nameEnd(this.#css, start);
    const name = plainName(this.#css.slice(start, end));
    if (this.#css.charCodeAt(end) === 40) {
      this.#function(name, start, end + 1);
      return;
    }
    if (this.#css.charCodeAt(spaceEnd(this.#css, end)) === 58) this.#property = name;
    const before = this.#css.charCodeAt(start - 1);
    if (ACTIVE_PROPERTIES.has(name) && before !== 46) this.#replace(start, end, 'gone');
    this.#at = end;
  }

  #function(name: string, start: number, inside: number): void {
    if (name === 'url' && !isQuote(this.#css.charCodeAt(spaceEnd(this.#css, inside)))) {
      this.#address(start, inside);
      return;
    }
    if (this.#open) {
      TYPE.lastIndex = start;
      if (TYPE.test(this.#css)) {
        this.#at = TYPE.lastIndex;
        return;
      }
      if (!INNER_FUNCTIONS.test(name)) this.#open.isBad = true;
    } else if (ADDRESS_FUNCTIONS.has(name) || ACTIVE_FUNCTIONS.has(name)) {
      this.#copyUntil(start);
      this.#open = { resultLength: this.#result.length, depth: 0, isBad: ACTIVE_FUNCTIONS.has(name) };
    }
    this.#openBracket(inside);
  }

  #address(start: number, inside: number): void {
    const end = addressEnd(this.#css, inside);
    const isClosed = this.#css.charCodeAt(end - 1) === 41;
    // Spaces of CSS alone: others belong to the address.
    const address = this.#css.slice(inside, isClosed ? end - 1 : end).replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, '');
    if (!this.#isSafeAddress(address)) {
      if (this.#open) this.#open.isBad = true;
      else this.#replace(start, end, 'none');
    }
    this.#at = end;
  }

  #isSafeAddress(address: string): boolean {
    return isPictureAddress(address) || isFontAddress(address) || (isFragment(address) && REFERRING.test(this.#property));
  }

  #openBracket(next: number): void {
    if (this.#open) this.#open.depth += 1;
    this.#at = next;
  }

  #closeBracket(): void {
    this.#at += 1;
    if (!this.#open) return;
    this.#open.depth -= 1;
    if (this.#open.depth > 0) return;
    if (this.#open.isBad) this.#dropOpen();
    this.#open = undefined;
  }

  #dropOpen(): void {
    this.#result = this.#result.slice(0, this.#open?.resultLength) + 'none';
    this.#copied = this.#at;
  }

  #rule(): void {
    const start = this.#at;
    const end = nameEnd(this.#css, start + 1);
    this.#at = end;
    if (RULES.has(plainName(this.#css.slice(start + 1, end)))) return;
    if (this.#open) {
      this.#open.isBad = true;
      return;
    }
    this.#at = ruleEnd(this.#css, end);
    this.#replace(start, this.#at, APART);
  }

  #copyUntil(end: number): void {
    this.#result += this.#css.slice(this.#copied, end);
    this.#copied = end;
  }

  #replace(start: number, end: number, text: string): void {
    this.#copyUntil(start);
    this.#result += text;
    this.#copied = end;
  }
}

const isQuote = (code: number): boolean => code === 34 || code === 39;

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** Where an at-rule ends: after its `;` or its block, or before the `}` of the block it stands in. */
function ruleEnd(css: string, at: number): number {
  const open: string[] = [];
  while (at < css.length) {
    const character = css.charAt(at);
    if (css.startsWith('/*', at)) {
      const end = css.indexOf('*/', at + 2);
      at = end < 0 ? css.length : end + 2;
    } else if (character === '"' || character === "'") {
      at = stringEnd(css, at);
    } else if (beginsName(css, at)) {
      const end = nameEnd(css, at);
      const isAddress = css.charCodeAt(end) === 40 && plainName(css.slice(at, end)) === 'url';
      at = isAddress && !isQuote(css.charCodeAt(spaceEnd(css, end + 1))) ? addressEnd(css, end + 1) : end;
    } else {
      if (open.length === 0 && character === '}') return at;
      at += 1;
      if (open.length === 0 && character === ';') return at;
      const closing = CLOSING[character];
      if (closing) open.push(closing);
      else if (open.at(-1) === character) {
        open.pop();
        if (open.length === 0 && character === '}') return at;
      }
    }
  }
  return css.length;
}
