/** How wide a text is, in whatever unit the limit has. */
export type Measure = (text: string) => number;

const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const words = new Intl.Segmenter('ja', { granularity: 'word' });

/** Scripts that are written without spaces. */
const EAST_ASIAN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u;
/** What may not begin a line: it belongs to the word before, in French with a space between. */
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
const OPENING = /[\p{Ps}\p{Pi}]$/u;

/** The text, or its beginning and an ellipsis, never wider than `limit`. */
export function cutToFit(text: string, limit: number, measure: Measure): string {
  if (measure(text) <= limit) return text;
  const parts = [...graphemes.segment(text)].map(({ segment }) => segment);
  while (parts.length > 0 && measure(parts.join('').trimEnd() + ELLIPSIS) > limit) parts.pop();
  return parts.join('').trimEnd() + ELLIPSIS;
}

/** Breaks a text into lines between its words; what is too long for the last line ends in an ellipsis. */
export function wrap(text: string, limit: number, measure: Measure, linesMax: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    const longer = line + piece;
    if (line === '' || lines.length === linesMax - 1 || measure(longer.trimEnd()) <= limit) line = longer;
    else {
      lines.push(line.trim());
      line = piece;
    }
  }
  return [...lines, line.trim()].map((each) => cutToFit(each, limit, measure));
}

/** Breaks an address, which has no words, wherever the line is full. */
export function wrapAnywhere(text: string, limit: number, measure: Measure, linesMax: number): string[] {
  const lines: string[] = [''];
  for (const { segment } of graphemes.segment(text)) {
    const last = lines.length - 1;
    if (lines.length === linesMax || measure(lines[last] + segment) <= limit) lines[last] += segment;
    else lines.push(segment);
  }
  return lines.map((line) => cutToFit(line, limit, measure));
}

/** What stays together on a line, each with the space behind it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = pieces.at(-1);
    if (last === undefined || canBreak(last, segment)) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}

function canBreak(before: string, after: string): boolean {
  if (/^\s/u.test(after) || CLOSING.test(after)) return false;
  if (/\s$/u.test(before)) return !OPENING.test(before.trimEnd());
  return EAST_ASIAN.test(before.slice(-1)) && EAST_ASIAN.test(after) && !OPENING.test(before);
}
