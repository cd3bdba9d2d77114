import type { XDevice } from 'x11';
import {
  isHeldModifier,
  ISO_LEVEL3_SHIFT,
  isKeypad,
  keysymsOf,
  NO_SYMBOL,
  NUM_LOCK,
  SHIFT_L,
  SHIFT_R,
} from './keysyms.ts';
import { isSpare } from './spare-mark.ts';
import type { XConnection } from './x-connection.ts';

/** GetDeviceKeyMapping of XInput 1: the core request tells of whichever keyboard was used last. */
const GET_DEVICE_KEY_MAPPING = 24;
const KEYSYMS_AT = 24;

/**
 * Columns of a key's keysyms in the core protocol, for each group (layout): without anything, with Shift, with AltGr,
 * with both. From "The X Keyboard Extension", 12.4.
 */
const GROUP_COLUMNS: readonly (readonly number[])[] = [
  [0, 1, 4, 5],
  [2, 3, 6, 7],
];

const LOCK_ROW = 1;

/** Programs take the lowest keycode, which is 8, for "no key". */
const FIRST_SPARE_KEYCODE = 9;

/** How a character is typed. */
export interface Stroke {
  keycode: number;
  shift: boolean;
  /** AltGr. */
  level3: boolean;
}

/** The keyboard map of the server as it was when it was read. */
export class KeyboardMap {
  readonly shiftKeycode: number | undefined;
  readonly level3Keycode: number | undefined;
  /** Keys that change what others mean while they are held; without those that lock. */
  readonly modifierKeycodes: ReadonlySet<number>;
  /** The bits of the locks that make text wrong: all but NumLock, which only concerns the keypad. */
  readonly textLocks: number;
  readonly #firstKeycode: number;
  readonly #rows: readonly (readonly number[])[];
  readonly #strokes = new Map<string, Stroke>();

  private constructor(
    firstKeycode: number,
    rows: readonly (readonly number[])[],
    modifiers: readonly (readonly number[])[],
  ) {
    this.#firstKeycode = firstKeycode;
    this.#rows = rows;
    const numLockRow = modifiers.findIndex((keycodes) => keycodes.some((key) => this.symbols(key).includes(NUM_LOCK)));
    this.textLocks = 0xff & ~(numLockRow < 0 ? 0 : 1 << numLockRow);
    // The core protocol does not list every modifier key: AltGr of most layouts is known by its symbol only.
    const listed = modifiers.filter((_, row) => row !== LOCK_ROW && row !== numLockRow).flat();
    const known = this.#keycodes().filter((keycode) => isHeldModifier(this.symbols(keycode)[0] ?? NO_SYMBOL));
    this.modifierKeycodes = new Set([...listed, ...known]);
    const modifierWith = (...keysyms: number[]): number | undefined =>
      [...this.modifierKeycodes].find((keycode) => keysyms.includes(this.symbols(keycode)[0] ?? NO_SYMBOL));
    this.shiftKeycode = modifierWith(SHIFT_L, SHIFT_R);
    this.level3Keycode = modifierWith(ISO_LEVEL3_SHIFT);
    for (const group of GROUP_COLUMNS.keys()) this.#indexGroup(group);
  }

  /** Reads the map of the keyboard through which XTEST types. */
  static async read(connection: XConnection, keyboard: XDevice): Promise<KeyboardMap> {
    const { firstKeycode, lastKeycode } = connection;
    const bytes = Buffer.alloc(8);
    bytes[0] = connection.xinput.majorOpcode;
    bytes[1] = GET_DEVICE_KEY_MAPPING;
    bytes[4] = keyboard.deviceId;
    bytes[5] = firstKeycode;
    bytes[6] = lastKeycode - firstKeycode + 1;
    const [rows, modifiers] = await Promise.all([
      connection.request(bytes, parseRows),
      connection.ask<number[][]>((reply) => connection.client.GetModifierMapping(reply)),
    ]);
    return new KeyboardMap(firstKeycode, rows, modifiers);
  }

  symbols(keycode: number): readonly number[] {
    return this.#rows[keycode - this.#firstKeycode] ?? [];
  }

  /** Keys without a meaning in the layout, which may be given one. */
  spareKeycodes(): number[] {
    return this.#keycodes().filter((keycode) => keycode >= FIRST_SPARE_KEYCODE && isSpare(this.symbols(keycode)));
  }

  /** @param group the layout in use, where the owner has several; beyond the second the layout is not known */
  strokeFor(character: string, group: number): Stroke | undefined {
    for (const keysym of keysymsOf(character)) {
      const stroke = this.#strokes.get(`${group} ${keysym}`);
      if (stroke !== undefined) return stroke;
    }
    return undefined;
  }

  #keycodes(): number[] {
    return Array.from(this.#rows, (_, index) => index + this.#firstKeycode);
  }

  #indexGroup(group: number): void {
    const keycodes = this.#keycodes().filter((key) => !isSpare(this.symbols(key)) && !this.symbols(key).some(isKeypad));
    for (const [level, column] of GROUP_COLUMNS[group]!.entries()) {
      const stroke = { shift: (level & 1) !== 0, level3: (level & 2) !== 0 };
      if (stroke.shift && this.shiftKeycode === undefined) continue;
      if (stroke.level3 && this.level3Keycode === undefined) continue;
      for (const keycode of keycodes) {
        const keysym = this.symbols(keycode)[column] ?? NO_SYMBOL;
        const name = `${group} ${keysym}`;
        if (keysym === NO_SYMBOL || this.#strokes.has(name)) continue;
        this.#strokes.set(name, { keycode, ...stroke });
      }
    }
  }
}

function parseRows(body: Buffer): number[][] {
  const columns = body.readUInt8(0);
  const rows: number[][] = [];
  for (let at = KEYSYMS_AT; at + 4 * columns <= body.length; at += 4 * columns)
    rows.push(Array.from({ length: columns }, (_, column) => body.readUInt32LE(at + 4 * column)));
  return rows;
}
