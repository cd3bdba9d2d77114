import * as v from 'valibot';

/**
 * What a mouse and a keyboard can do to a shared desktop. Positions are fractions of the shared surface, so that neither
 * end needs to know the other's pixels; printable text travels as text, everything else as physical keys.
 */

/** Fraction of the surface's width or height, from its left or upper edge. */
const Fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const position = { x: Fraction, y: Fraction };

/** As in `MouseEvent.button`: left, middle, right, back, forward. */
export const BUTTONS = [0, 1, 2, 3, 4] as const;
export type Button = (typeof BUTTONS)[number];

/** Steps of a wheel in one message; a page gathers what comes faster. */
export const WHEEL_STEPS_MAX = 20;
const WheelSteps = v.pipe(v.number(), v.integer(), v.minValue(-WHEEL_STEPS_MAX), v.maxValue(WHEEL_STEPS_MAX));

/** Longest text in one message, in UTF-16 units: what is pasted or composed at once. Longer text is cut into several. */
export const TEXT_MAX_LENGTH = 512;

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}` as const);
const DIGITS = [...'0123456789'].map((digit) => `Digit${digit}` as const);
const KEYPAD_DIGITS = [...'0123456789'].map((digit) => `Numpad${digit}` as const);
const FUNCTIONS = Array.from({ length: 12 }, (_, index) => `F${index + 1}` as const);

/** Physical keys, as in `KeyboardEvent.code`. A key that is not here is not sent. */
export const KEY_CODES = [
  ...LETTERS,
  ...DIGITS,
  ...KEYPAD_DIGITS,
  ...FUNCTIONS,
  'Backquote',
  'Minus',
  'Equal',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'Semicolon',
  'Quote',
  'Comma',
  'Period',
  'Slash',
  'IntlBackslash',
  'IntlRo',
  'IntlYen',
  'Space',
  'Enter',
  'Tab',
  'Backspace',
  'Escape',
  'Insert',
  'Delete',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'NumpadAdd',
  'NumpadSubtract',
  'NumpadMultiply',
  'NumpadDivide',
  'NumpadDecimal',
  'NumpadEnter',
  'NumLock',
  'CapsLock',
  'ScrollLock',
  'PrintScreen',
  'Pause',
  'ContextMenu',
  'ShiftLeft',
  'ShiftRight',
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
  'MetaLeft',
  'MetaRight',
] as const;
export type KeyCode = (typeof KEY_CODES)[number];

/** Keys that change what others mean. */
export const MODIFIER_CODES = [
  'ShiftLeft',
  'ShiftRight',
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
  'MetaLeft',
  'MetaRight',
] as const satisfies readonly KeyCode[];
export type ModifierCode = (typeof MODIFIER_CODES)[number];

const Move = v.strictObject({ kind: v.literal('move'), ...position });
const ButtonChange = v.strictObject({
  kind: v.literal('button'),
  ...position,
  button: v.picklist(BUTTONS),
  down: v.boolean(),
});
/** `right` and `down` in steps of a wheel; negative ones go left and up. */
const Wheel = v.strictObject({ kind: v.literal('wheel'), ...position, right: WheelSteps, down: WheelSteps });
const KeyChange = v.strictObject({ kind: v.literal('key'), code: v.picklist(KEY_CODES), down: v.boolean() });
/** Without control characters; Enter and Tab are keys. */
export const TypedText = v.pipe(v.string(), v.nonEmpty(), v.maxLength(TEXT_MAX_LENGTH), v.regex(/^[^\p{Cc}\p{Cs}]+$/u));
const Text = v.strictObject({ kind: v.literal('text'), text: TypedText });

/** One act of a mouse or keyboard. */
export const RemoteInput = v.variant('kind', [Move, ButtonChange, Wheel, KeyChange, Text]);
export type RemoteInput = v.InferOutput<typeof RemoteInput>;
export type InputKind = RemoteInput['kind'];

/** Whether it lets a key or button go. Nothing that limits input holds that up: nothing stays down for want of budget. */
export const letsGo = (input: RemoteInput): boolean => (input.kind === 'key' || input.kind === 'button') && !input.down;
