/** Longest name in UTF-16 units that is looked at; it is cut to what fits anyway. */
const LENGTH_MAX = 256;

/** Controls, line breaks, signs that change the direction of a text, what has no width, lone surrogates, private characters. */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/gu;
/** More than two marks on a letter belong to no language's names, and reach into other lines. */
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** A text with a space for each character that would not be seen, or that would change how others are. */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, ' ');

/** A name or an address from the network as one line that says nothing but itself. */
export function cleanText(text: string): string {
  const short = text.slice(0, LENGTH_MAX).normalize('NFC');
  return withoutInvisible(short).replace(STACKED_MARKS, '$1').replace(/\s+/gu, ' ').trim();
}

/** Keeps a cleaned name from changing the direction of the words around it. */
export const isolate = (name: string): string => `${FIRST_STRONG_ISOLATE}${name}${POP_ISOLATE}`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** For a text or an attribute of XML. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
