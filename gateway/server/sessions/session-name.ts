import type { ErrorCode } from '../../protocol/vocabulary.ts';

/** Longest name of a session, in graphemes (what a reader counts as characters). */
export const NAME_MAX_GRAPHEMES = 64;
/** Against stacks of combining marks: longest name in UTF-16 units. */
const NAME_MAX_LENGTH = 256;
/** Names that would make a customer look like somebody else in a list. */
const RESERVED = new Set(['agent', 'support', 'system', 'administrator', 'admin', 'sideseat']);

/** Controls, line breaks, bidi overrides, zero-width characters and lone surrogates: nothing that a name needs. */
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** A zero-width joiner belongs to emoji and scripts, but not alone. */
const ONLY_JOINERS = /^[\u200d\s]*$/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Longest title of a page, in graphemes, that lists show. */
export const TITLE_MAX_GRAPHEMES = 120;

/** A page's own title: cleaned like a name, and cut. */
export function cleanTitle(title: string): string {
  const cleaned = title.slice(0, TITLE_MAX_GRAPHEMES * 8).normalize('NFC').replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
  return [...graphemes.segment(cleaned)].slice(0, TITLE_MAX_GRAPHEMES).map(({ segment }) => segment).join('').slice(0, TITLE_MAX_GRAPHEMES * 4);
}

/** Cleans a name as typed; the page shows it as text, isolated. */
export function cleanName(typed: string): { ok: true; name: string } | { ok: false; code: ErrorCode } {
  const name = typed.normalize('NFC').replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
  if (name === '' || ONLY_JOINERS.test(name)) return { ok: false, code: 'E_NAME_EMPTY' };
  if (name.length > NAME_MAX_LENGTH || [...graphemes.segment(name)].length > NAME_MAX_GRAPHEMES)
    return { ok: false, code: 'E_NAME_TOO_LONG' };
  if (RESERVED.has(name.normalize('NFKC').toLowerCase())) return { ok: false, code: 'E_NAME_RESERVED' };
  return { ok: true, name };
}
