import { createHmac, randomInt } from 'node:crypto';

/** Digits of a PIN; 6 is the mission's form, and what a hit is worth (Waiting only) is the gate, not its length. */
export const PIN_LENGTH = 6;
/** How long a PIN or a link can be used. */
export const INVITE_LIFE_MS = 10 * 60_000;

/** A uniformly random PIN from the system's generator, leading zeros included. */
export const newPin = (): string => String(randomInt(10 ** PIN_LENGTH)).padStart(PIN_LENGTH, '0');

const LOOK_ALIKES: Record<string, string> = { O: '0', Q: '0', D: '0', I: '1', L: '1', Z: '2', S: '5', B: '8' };

/**
 * What the customer meant by the typed text: full-width digits, spaces, dashes and look-alike letters are forgiven.
 * @returns The digits, or `undefined` where this cannot be a PIN.
 */
export function normalizePin(typed: string): string | undefined {
  if (typed.length > 64) return undefined;
  const digits = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash_Punctuation}\p{Default_Ignorable_Code_Point}._]/gu, '')
    .replace(/[A-Z]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
  return /^\d+$/.test(digits) && digits.length === PIN_LENGTH ? digits : undefined;
}

/** A PIN has too little entropy for a plain hash: the key, which never leaves the data folder, makes the difference. */
export const hashPin = (key: Uint8Array, pin: string): string =>
  createHmac('sha256', key).update(pin).digest('base64url');
