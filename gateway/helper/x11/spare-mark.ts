import { NO_SYMBOL, VOID_SYMBOL } from './keysyms.ts';

/**
 * What a spare key is given: the symbol in both groups, with and without Shift, and behind AltGr a mark which nothing
 * else writes. By the mark the keys that a killed process left behind are known for what they are.
 */
export function spareRow(keysym: number): readonly number[] {
  return [keysym, keysym, keysym, keysym, VOID_SYMBOL, VOID_SYMBOL];
}

/** Empty in the layout, now or before we used it. */
export function isSpare(row: readonly number[]): boolean {
  return row.every((keysym) => keysym === NO_SYMBOL) || (row[4] === VOID_SYMBOL && row[5] === VOID_SYMBOL);
}
