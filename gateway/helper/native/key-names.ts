import type { KeyCode } from '../../protocol/input.ts';
import type { NativePlatform } from './libnut.ts';

type Numbered = `Key${string}` | `Digit${number}` | `Numpad${number}` | `F${number}`;

/** The addon's names of the keys that are not numbered or lettered; of a character's key, what it types in the US layout. */
const NAMES: Readonly<Record<Exclude<KeyCode, Numbered | Nameless>, string>> = {
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Space: 'space',
  Enter: 'return',
  Tab: 'tab',
  Backspace: 'backspace',
  Escape: 'escape',
  Insert: 'insert',
  Delete: 'delete',
  Home: 'home',
  End: 'end',
  PageUp: 'pageup',
  PageDown: 'pagedown',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  NumpadAdd: 'add',
  NumpadSubtract: 'subtract',
  NumpadMultiply: 'multiply',
  NumpadDivide: 'divide',
  NumpadDecimal: 'numpad_decimal',
  NumpadEnter: 'enter',
  NumLock: 'num_lock',
  CapsLock: 'caps_lock',
  ScrollLock: 'scroll_lock',
  ContextMenu: 'menu',
  ShiftLeft: 'shift',
  ShiftRight: 'right_shift',
  ControlLeft: 'control',
  ControlRight: 'right_control',
  AltLeft: 'alt',
  AltRight: 'right_alt',
  MetaLeft: 'meta',
  MetaRight: 'right_meta',
};

/**
 * Without a name in the addon, or with one that presses another key: its PrintScreen and Pause on Windows go out as keys of
 * the second block, where they mean something else or nothing.
 */
const NAMELESS = ['IntlBackslash', 'IntlRo', 'IntlYen', 'PrintScreen', 'Pause'] as const satisfies readonly KeyCode[];
type Nameless = (typeof NAMELESS)[number];

/**
 * The keys that cannot be pressed: on Windows the keypad's `/` would go out as that of the main block, which types something
 * else in most layouts; a Mac lacks the others, and its CapsLock obeys the keyboard itself alone.
 */
const KEYS_LEFT_OUT: Readonly<Record<NativePlatform, readonly KeyCode[]>> = {
  win32: [...NAMELESS, 'NumpadDivide'],
  darwin: [...NAMELESS, 'Insert', 'NumLock', 'CapsLock', 'ScrollLock', 'ContextMenu'],
};

/**
 * The addon's name of a physical key. The addon knows places by what they type: in another layout than that of the US, the
 * key that types the same character is meant.
 * @returns `undefined` for those of `KEYS_LEFT_OUT`
 */
export function keyNameOf(code: KeyCode, platform: NativePlatform): string | undefined {
  if (KEYS_LEFT_OUT[platform].includes(code)) return undefined;
  if (code in NAMES) return NAMES[code as keyof typeof NAMES];
  const [, block, key = ''] = /^(Key|Digit|Numpad)?(.+)$/.exec(code) ?? [];
  return block === 'Numpad' ? `numpad_${key}` : key.toLowerCase();
}
