import type { KeyCode } from '../../protocol/input.ts';
import { keycodeOf } from './keycodes.ts';
import { completesKillChord } from './kill-chord.ts';

const CONTROL: readonly KeyCode[] = ['ControlLeft', 'ControlRight'];
const ALT: readonly KeyCode[] = ['AltLeft', 'AltRight'];
const META: readonly KeyCode[] = ['MetaLeft', 'MetaRight'];
const FUNCTIONS = Array.from({ length: 12 }, (_, index) => `F${index + 1}` as KeyCode);

/**
 * What would take the desktop away from its owner's eyes, and the kill key from the owner's hands: Ctrl+Alt+F1 to F12 (another
 * console), Ctrl+Alt+Backspace (ends the X server), Ctrl+Alt+Delete (ends the sign-in), Meta+L (locks the screen).
 */
const CHORDS = [
  { held: [CONTROL, ALT], keys: [...FUNCTIONS, 'Backspace', 'Delete'] },
  { held: [META], keys: ['KeyL'] },
].map(({ held, keys }) => ({ held: held.map((row) => row.map(keycodeOf)), keys: keys.map((key) => keycodeOf(key as KeyCode)) }));

/** Whether a press of this key, while `down` are held, completes what no input from afar may do; the kill chord is one. */
export function isForbiddenChord(keycode: number, down: ReadonlySet<number>): boolean {
  if (completesKillChord(keycode, down)) return true;
  const isDown = (key: number): boolean => key === keycode || down.has(key);
  return CHORDS.some(({ held, keys }) => keys.some(isDown) && held.every((row) => row.some(isDown)) && [...keys, ...held.flat()].includes(keycode));
}
