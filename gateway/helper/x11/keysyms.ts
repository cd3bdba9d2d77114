import x11 from 'x11';

/** Of X.org's keysymdef.h. */
export const NO_SYMBOL = 0;
export const VOID_SYMBOL = 0xffffff;
export const SHIFT_L = 0xffe1;
export const SHIFT_R = 0xffe2;
export const NUM_LOCK = 0xff7f;
export const ISO_LEVEL3_SHIFT = 0xfe03;
const ISO_LEVEL5_SHIFT = 0xfe11;
const MODE_SWITCH = 0xff7e;
const CAPS_LOCK = 0xffe5;
const SHIFT_LOCK = 0xffe6;
const HYPER_R = 0xffee;

/** Any character that has no older keysym has this and its number in Unicode. */
const UNICODE = 0x01000000;

/** Keysyms of keys that change what others mean for as long as they are held. */
export function isHeldModifier(keysym: number): boolean {
  if ([ISO_LEVEL3_SHIFT, ISO_LEVEL5_SHIFT, MODE_SWITCH].includes(keysym)) return true;
  return keysym >= SHIFT_L && keysym <= HYPER_R && keysym !== CAPS_LOCK && keysym !== SHIFT_LOCK;
}

/** Keysyms of the keypad, whose meaning hangs on NumLock. */
export function isKeypad(keysym: number): boolean {
  return keysym >= 0xff80 && keysym <= 0xffbd;
}

/** The package describes a keysym that means a character as `(ä) LATIN SMALL LETTER A WITH DIAERESIS`. */
const DESCRIBED_CHARACTER = /^\((.)\) /u;

/** Older keysyms, in which most layouts write their Greek, Cyrillic, kana, and € among others. */
const olderKeysyms = new Map<string, number[]>();
for (const { code, description } of Object.values(x11.keySyms)) {
  const character = description === null ? undefined : DESCRIBED_CHARACTER.exec(description)?.[1];
  if (character === undefined || code >= UNICODE) continue;
  olderKeysyms.set(character, [...(olderKeysyms.get(character) ?? []), code]);
}

/** Every keysym that means this character and nothing else, to look for in a layout. */
export function keysymsOf(character: string): readonly number[] {
  return [unicodeKeysym(character), ...(olderKeysyms.get(character) ?? [])];
}

/** The keysym with which a character is put on a key: its code in Latin-1, else its number in Unicode. */
export function unicodeKeysym(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint < 0x100 ? codePoint : UNICODE | codePoint;
}
