/**
 * What a style sheet is cut into, as CSS Syntax Level 3 has it: just enough to tell names, functions, strings and addresses
 * from one another in the same way as a browser does, also where escapes and comments are in between.
 */

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isHexDigit = (code: number): boolean => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
export const isNewline = (code: number): boolean => code === 10 || code === 12 || code === 13;
export const isSpace = (code: number): boolean => code === 32 || code === 9 || isNewline(code);
/** A zero byte counts, since the browser reads it as U+FFFD. */
const isNameStart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128 || code === 0;
const isNameCharacter = (code: number): boolean => isNameStart(code) || isDigit(code) || code === 45;

/** A backslash that begins an escape; before a line's end it is none. */
const isEscape = (css: string, at: number): boolean => css.charCodeAt(at) === 92 && !isNewline(css.charCodeAt(at + 1));

/** Whether a name begins at `at`. */
export function beginsName(css: string, at: number): boolean {
  const code = css.charCodeAt(at);
  if (isNameStart(code)) return true;
  if (code === 92) return isEscape(css, at);
  if (code !== 45) return false;
  const next = css.charCodeAt(at + 1);
  return isNameStart(next) || next === 45 || isEscape(css, at + 1);
}

/** Whether what follows a `#` at `at - 1` makes it a hash token. */
export const continuesName = (css: string, at: number): boolean => isNameCharacter(css.charCodeAt(at)) || isEscape(css, at);

export function beginsNumber(css: string, at: number): boolean {
  let code = css.charCodeAt(at);
  if (code === 43 || code === 45) code = css.charCodeAt((at += 1));
  return isDigit(code) || (code === 46 && isDigit(css.charCodeAt(at + 1)));
}

/** Where the name that begins at `at` ends. */
export function nameEnd(css: string, at: number): number {
  for (;;) {
    if (at < css.length && isNameCharacter(css.charCodeAt(at))) at += 1;
    else if (at < css.length && isEscape(css, at)) at = escapeEnd(css, at);
    else return at;
  }
}

export function numberEnd(css: string, at: number): number {
  const code = css.charCodeAt(at);
  if (code === 43 || code === 45) at += 1;
  while (isDigit(css.charCodeAt(at))) at += 1;
  if (css.charCodeAt(at) === 46 && isDigit(css.charCodeAt(at + 1))) {
    at += 1;
    while (isDigit(css.charCodeAt(at))) at += 1;
  }
  if ((css.charCodeAt(at) | 32) === 101) {
    const sign = css.charCodeAt(at + 1);
    const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
    if (isDigit(css.charCodeAt(digits))) {
      at = digits;
      while (isDigit(css.charCodeAt(at))) at += 1;
    }
  }
  return at;
}

/** Where the string ends whose quote is at `at`: after the other quote, or before the line's end that cuts it off. */
export function stringEnd(css: string, at: number): number {
  const quote = css.charCodeAt(at);
  for (at += 1; at < css.length; at += 1) {
    const code = css.charCodeAt(at);
    if (code === quote) return at + 1;
    if (isNewline(code)) return at;
    // Also before a line's end, which a string goes on after; a carriage return takes its line feed along.
    if (code === 92) at += css.charCodeAt(at + 1) === 13 && css.charCodeAt(at + 2) === 10 ? 2 : 1;
  }
  return css.length;
}

/** Where an address without quotes ends, good or bad: after its bracket. `at` is behind the opening one. */
export function addressEnd(css: string, at: number): number {
  for (; at < css.length; at += 1) {
    const code = css.charCodeAt(at);
    if (code === 41) return at + 1;
    if (isEscape(css, at)) at = escapeEnd(css, at) - 1;
  }
  return css.length;
}

export function spaceEnd(css: string, at: number): number {
  while (isSpace(css.charCodeAt(at))) at += 1;
  return at;
}

/** A name as the browser understands it, in lower case. */
export function plainName(raw: string): string {
  if (!raw.includes('\\')) return raw.toLowerCase();
  const escapes = /\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?|([^]))/gi;
  const plain = raw.replace(escapes, (_whole, hex: string | undefined, character: string | undefined) =>
    hex === undefined ? (character ?? '') : characterOf(Number.parseInt(hex, 16)),
  );
  return plain.toLowerCase();
}

const characterOf = (code: number): string => (code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));

function escapeEnd(css: string, at: number): number {
  at += 1;
  if (at >= css.length) return at;
  if (!isHexDigit(css.charCodeAt(at))) {
    const code = css.charCodeAt(at);
    return at + (code >= 0xd800 && code < 0xdc00 ? 2 : 1);
  }
  const end = at + 6;
  while (at < end && isHexDigit(css.charCodeAt(at))) at += 1;
  if (css.charCodeAt(at) === 13 && css.charCodeAt(at + 1) === 10) return at + 2;
  return isSpace(css.charCodeAt(at)) ? at + 1 : at;
}
