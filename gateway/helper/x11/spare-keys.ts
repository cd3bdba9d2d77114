import type { KeyboardMap } from './keyboard-map.ts';
import { NO_SYMBOL, unicodeKeysym } from './keysyms.ts';
import { spareRow } from './spare-mark.ts';
import type { XConnection } from './x-connection.ts';

/**
 * How long a key keeps its symbol after it was pressed. A program reads the map anew when it comes to the notice of a
 * change, in order with the key events, but what it reads is the map of that moment: where a key has changed again by
 * then, it types the wrong character. A busy browser needs some tens of milliseconds.
 */
const KEEPS_SYMBOL_MS = 200;

interface Spare {
  readonly keycode: number;
  keysym: number;
  /** When it may get another symbol, by `performance.now()`. */
  freeAtMs: number;
}

/** Keycodes that the layout leaves empty, given to symbols which it lacks; the least recently used goes first. */
export class SpareKeys {
  readonly #connection: XConnection;
  /** Least recently used first. */
  #spares: Spare[] = [];
  /** One of them stays without a symbol. */
  #blank: number | undefined;
  #hasChanged = false;

  constructor(connection: XConnection) {
    this.#connection = connection;
  }

  /** Adopts a new map: another layout may leave other keys empty. */
  update(map: KeyboardMap): void {
    const known = new Map(this.#spares.map((spare) => [spare.keycode, spare.freeAtMs]));
    const keycodes = map.spareKeycodes();
    this.#blank = keycodes.find((keycode) => map.symbols(keycode).every((keysym) => keysym === NO_SYMBOL));
    this.#spares = keycodes
      .filter((keycode) => keycode !== this.#blank)
      .map((keycode) => ({
        keycode,
        keysym: map.symbols(keycode)[0] ?? NO_SYMBOL,
        freeAtMs: known.get(keycode) ?? 0,
      }))
      .sort((one, other) => one.freeAtMs - other.freeAtMs);
  }

  /**
   * The key that types this character from the next press on. It keeps its symbol until `pressed` and a while longer.
   * @returns `undefined` where none is free
   */
  keycodeFor(character: string): number | undefined {
    const keysym = unicodeKeysym(character);
    const nowMs = performance.now();
    const spare =
      this.#spares.find((one) => one.keysym === keysym) ?? this.#spares.find(({ freeAtMs }) => freeAtMs <= nowMs);
    if (spare === undefined) return undefined;
    if (spare.keysym !== keysym) {
      spare.keysym = keysym;
      this.#hasChanged = true;
      this.#write(spare.keycode, spareRow(keysym));
    }
    spare.freeAtMs = Number.POSITIVE_INFINITY;
    this.#spares = [...this.#spares.filter((one) => one !== spare), spare];
    return spare.keycode;
  }

  /**
   * To be called before the presses. Chromium still reads the first key after a change by the map before it, on an
   * idle machine once in two times: so that key is one that means nothing.
   */
  announce(): void {
    if (!this.#hasChanged || this.#blank === undefined) return;
    this.#hasChanged = false;
    this.#connection.key(this.#blank, true);
    this.#connection.key(this.#blank, false);
  }

  /** The presses of every key that was asked for are on their way. */
  pressed(): void {
    const freeAtMs = performance.now() + KEEPS_SYMBOL_MS;
    for (const spare of this.#spares) if (spare.freeAtMs === Number.POSITIVE_INFINITY) spare.freeAtMs = freeAtMs;
  }

  /** Milliseconds until one is free; `undefined`: there is none at all. To be asked after `pressed`. */
  waitMs(): number | undefined {
    const [next] = this.#spares;
    return next && Math.max(0, Math.ceil(next.freeAtMs - performance.now()));
  }

  /** Gives all back to the layout. */
  clear(): void {
    for (const { keycode, keysym } of this.#spares) if (keysym !== NO_SYMBOL) this.#write(keycode, [NO_SYMBOL]);
    this.#spares = [];
  }

  #write(keycode: number, keysyms: readonly number[]): void {
    this.#connection.client.ChangeKeyboardMapping(keycode, keysyms.length, keysyms);
  }
}
