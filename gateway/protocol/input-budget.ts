import { letsGo, type InputKind, type RemoteInput } from './input.ts';

/** Characters of a text that count as one input: what is typed at once is short, and a display takes its time for each. */
const CHARACTERS_AN_INPUT = 8;
/**
 * Inputs of each kind a second, as a bucket with the same burst: a pointer at the rate of the fastest screens, and far more
 * keys, clicks and turns of a wheel than a person makes.
 */
export const INPUTS_PER_SECOND: Readonly<Record<InputKind, number>> = { move: 240, button: 100, wheel: 120, key: 100, text: 100 };

/** How much mouse and keyboard may do under one grant. Server and helper count each for themselves. */
export class InputBudget {
  readonly #left = new Map<InputKind, { tokens: number; atMs: number }>();

  /**
   * @param nowMs - By a clock that only goes forward.
   * @returns Whether this may pass. Letting go of a key or button always may.
   */
  take(input: RemoteInput, nowMs: number): boolean {
    if (letsGo(input)) return true;
    const rate = INPUTS_PER_SECOND[input.kind];
    const before = this.#left.get(input.kind) ?? { tokens: rate, atMs: nowMs };
    const cost = input.kind === 'text' ? Math.ceil(input.text.length / CHARACTERS_AN_INPUT) : 1;
    const tokens = Math.min(rate, before.tokens + ((nowMs - before.atMs) / 1_000) * rate);
    this.#left.set(input.kind, { tokens: tokens < cost ? tokens : tokens - cost, atMs: nowMs });
    return tokens >= cost;
  }
}
