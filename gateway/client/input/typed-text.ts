import { TEXT_MAX_LENGTH, type KeyCode, type RemoteInput } from '../../protocol/input.ts';

/** Keys pressed in this order and released in the reverse one: a shortcut, as `tap(['AltLeft', 'Tab'])`. */
export const tap = (codes: readonly KeyCode[]): RemoteInput[] => [
  ...codes.map((code) => ({ kind: 'key', code, down: true }) as const),
  ...codes.toReversed().map((code) => ({ kind: 'key', code, down: false }) as const),
];

/**
 * Text as messages: cut into as many as it takes, never within what is one character to a reader. Line breaks and tabs are
 * taps of their keys; other control characters, and halves of a character, are dropped.
 */
export function typeText(text: string): RemoteInput[] {
  return text.split(/(\r\n?|\n|\t)/).flatMap((part) => {
    if (part === '\t') return tap(['Tab']);
    return /^[\r\n]/.test(part) ? tap(['Enter']) : cut(part.replace(/[\p{Cc}\p{Cs}]/gu, ''));
  });
}

function cut(text: string): RemoteInput[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    // One character with hundreds of accents does not fit as a whole.
    for (const unit of segment.length > TEXT_MAX_LENGTH ? segment : [segment]) {
      if (piece.length + unit.length > TEXT_MAX_LENGTH) {
        pieces.push(piece);
        piece = '';
      }
      piece += unit;
    }
  }
  return [...pieces, piece].filter(Boolean).map((part) => ({ kind: 'text', text: part }));
}
