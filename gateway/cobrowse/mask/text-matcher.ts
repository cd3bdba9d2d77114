import { bullets, type TextRange } from './private-text.ts';

/** Shorter values are found everywhere. */
export const VALUE_LENGTH_MIN = 3;
/** Values shorter than this count only where no letter or digit stands beside them. */
const WHOLE_WORD_BELOW = 6;

interface Pattern {
  readonly value: string;
  readonly isShort: boolean;
  /** A style sheet may have such a word of its own accord. */
  readonly isPlainWord: boolean;
}

/**
 * Finds many values in a text at once, whatever their case and the spaces and dashes in them: one pass, in which the hash of
 * three characters says where it is worth looking closer.
 */
export class TextMatcher {
  readonly #starts = new Uint8Array(65_536);
  readonly #patterns = new Map<number, Pattern[]>();

  constructor(values: Iterable<string>) {
    for (const value of new Set([...values].map(compact))) {
      if (value.length < VALUE_LENGTH_MIN) continue;
      const hash = hashOf(value.charCodeAt(0), value.charCodeAt(1), value.charCodeAt(2));
      this.#starts[hash] = 1;
      const pattern = { value, isShort: value.length < WHOLE_WORD_BELOW, isPlainWord: value.length < WHOLE_WORD_BELOW || /^[a-z]+$/.test(value) };
      const others = this.#patterns.get(hash);
      if (others) others.push(pattern);
      else this.#patterns.set(hash, [pattern]);
    }
  }

  get isEmpty(): boolean {
    return this.#patterns.size === 0;
  }

  /**
   * Where values stand in a text.
   * @param isLook - The text is about the look of a page (a style sheet, names of classes): plain words are its own.
   * @param most - Ranges that are wanted
   */
  rangesIn(text: string, isLook = false, most = Number.POSITIVE_INFINITY): TextRange[] {
    const ranges: TextRange[] = [];
    if (this.isEmpty || text.length < VALUE_LENGTH_MIN) return ranges;
    const lower = lowered(text);
    const starts = this.#starts;
    let first = 0;
    let second = 0;
    let firstAt = -1;
    let secondAt = -1;
    let until = 0;
    for (let at = 0; at < lower.length; at += 1) {
      const code = lower.charCodeAt(at);
      // Most of a text are letters: the test for gaps is kept short.
      if (code <= 45 ? isGap(code) : code === 160) continue;
      if (starts[(first * 961 + second * 31 + code) & 0xffff] && firstAt >= until) {
        const end = this.#endAt(lower, firstAt, hashOf(first, second, code), isLook);
        if (end > 0) {
          ranges.push([firstAt, end]);
          if (ranges.length >= most) return ranges;
          until = end;
        }
      }
      first = second;
      firstAt = secondAt;
      second = code;
      secondAt = at;
    }
    return ranges;
  }

  isIn(text: string, isLook = false): boolean {
    return this.rangesIn(text, isLook, 1).length > 0;
  }

  #endAt(lower: string, start: number, hash: number, isLook: boolean): number {
    let longest = 0;
    for (const pattern of this.#patterns.get(hash) ?? []) {
      if (isLook && pattern.isPlainWord) continue;
      const end = endOf(pattern.value, lower, start);
      if (end > longest && !(pattern.isShort && (isWord(lower, start - 1) || isWord(lower, end)))) longest = end;
    }
    return longest;
  }
}

/** The values that a text holds as bullets. */
export function maskValues(text: string, matcher: TextMatcher, isLook = false): string {
  let masked = text;
  for (const [from, to] of matcher.rangesIn(text, isLook)) masked = masked.slice(0, from) + bullets(masked.slice(from, to)) + masked.slice(to);
  return masked;
}

function endOf(value: string, text: string, start: number): number {
  let at = start;
  for (let index = 0; index < value.length; index += 1, at += 1) {
    while (at < text.length && isGap(text.charCodeAt(at))) at += 1;
    if (text.charCodeAt(at) !== value.charCodeAt(index)) return 0;
  }
  return at;
}

const isGap = (code: number): boolean => code === 32 || code === 45 || code === 160 || (code >= 9 && code <= 13);
const isWord = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at));
const hashOf = (first: number, second: number, third: number): number => (first * 961 + second * 31 + third) & 0xffff;
const compact = (value: string): string => lowered(value).replace(/[\s-]+/g, '');

/** In lower case and of the same length: there are letters that become two. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/./gsu, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter));
}
