import type { MaskRules } from './mask-policy.ts';

/** From and to, in UTF-16 units. */
export type TextRange = readonly [number, number];

const DIGIT = '[0-9０-９]';
const GAP = '[\\s\\-.·/]';
/** Numbers as people write them, in groups. */
const LONG_NUMBER = new RegExp(`${DIGIT}(?:${GAP}{0,3}${DIGIT}){11,}`, 'g');
const GROUP = new RegExp(`${DIGIT}+`, 'g');
const CARD_DIGITS_MIN = 12;
const CARD_DIGITS_MAX = 19;
const IBAN = /(?<![a-z0-9])[a-z]{2}\d{2}(?:[ \u00a0-]?[a-z0-9]){11,30}/gi;
const IBAN_LENGTH_MIN = 15;

/** Where numbers of cards and accounts stand in a text. */
export function privateRanges(text: string, rules: MaskRules): TextRange[] {
  if (text.length < CARD_DIGITS_MIN) return [];
  return [...(rules.has('card') ? cardRanges(text) : []), ...(rules.has('iban') ? ibanRanges(text) : [])];
}

/** The ranges of a text as bullets: its length and its spaces remain. */
export function maskRanges(text: string, ranges: readonly TextRange[]): string {
  let masked = text;
  for (const [from, to] of ranges) masked = masked.slice(0, from) + bullets(masked.slice(from, to)) + masked.slice(to);
  return masked;
}

/** A bullet for everything but spaces. */
export const bullets = (text: string): string => text.replace(/\S/g, '•');

/** In place of what must not even show its length. */
export const FIXED_BULLETS = '••••••••';

function cardRanges(text: string): TextRange[] {
  const ranges: TextRange[] = [];
  for (const run of text.matchAll(LONG_NUMBER)) {
    const groups = [...run[0].matchAll(GROUP)].map((group) => ({ at: run.index + group.index, digits: plainDigits(group[0]) }));
    let first = 0;
    while (first < groups.length) {
      const last = lastOfCard(groups, first);
      if (last === null) {
        first += 1;
        continue;
      }
      const end = groups[last];
      const start = groups[first];
      if (start && end) ranges.push([start.at, end.at + end.digits.length]);
      first = last + 1;
    }
  }
  return ranges;
}

/** Of groups of digits: the one with which a card's number ends that begins with the first. */
function lastOfCard(groups: readonly { digits: string }[], first: number): number | null {
  let digits = '';
  let found: number | null = null;
  for (let last = first; last < groups.length; last += 1) {
    digits += groups[last]?.digits ?? '';
    // More digits in one group than any card has may hold a card's number.
    if (first === last && digits.length > CARD_DIGITS_MAX && holdsCard(digits)) return last;
    if (digits.length > CARD_DIGITS_MAX) break;
    if (digits.length >= CARD_DIGITS_MIN && isLuhn(digits)) found = last;
  }
  return found;
}

function holdsCard(digits: string): boolean {
  if (digits.length > 1_000) return true;
  for (let at = 0; at + 16 <= digits.length; at += 1) if (isLuhn(digits.slice(at, at + 16))) return true;
  return false;
}

function isLuhn(digits: string): boolean {
  if (/^0+$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function ibanRanges(text: string): TextRange[] {
  const ranges: TextRange[] = [];
  for (const match of text.matchAll(IBAN)) {
    // A word may follow without a mark between: the longest beginning that is an account's number counts.
    for (let length = match[0].length; length >= IBAN_LENGTH_MIN; length -= 1) {
      if (!isIban(match[0].slice(0, length))) continue;
      ranges.push([match.index, match.index + length]);
      break;
    }
  }
  return ranges;
}

/** ISO 13616: letters as numbers from 10, the first four moved to the end, 1 remains of a division by 97. */
function isIban(text: string): boolean {
  const plain = text.replace(/[^a-z0-9]/gi, '').toUpperCase();
  if (plain.length < IBAN_LENGTH_MIN) return false;
  let remainder = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    for (const digit of Number.parseInt(character, 36).toString()) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}

const plainDigits = (text: string): string => text.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
