import type { KeyCode } from '../../protocol/input.ts';
import type { NativePlatform } from './libnut.ts';

const CONTROL: readonly KeyCode[] = ['ControlLeft', 'ControlRight'];
const ALT: readonly KeyCode[] = ['AltLeft', 'AltRight'];
const META: readonly KeyCode[] = ['MetaLeft', 'MetaRight'];
const SHIFT: readonly KeyCode[] = ['ShiftLeft', 'ShiftRight'];

/** What would take the desktop away from its owner's eyes: the screen is locked, or the owner signed out. */
const CHORDS: Readonly<Record<NativePlatform, readonly (readonly (readonly KeyCode[])[])[]>> = {
  win32: [
    [CONTROL, ALT, ['Delete']],
    [META, ['KeyL']],
  ],
  darwin: [
    [CONTROL, META, ['KeyQ']],
    [SHIFT, META, ['KeyQ']],
  ],
};

/** Whether a press of this key, while `down` are held, completes what no input from afar may do. */
export function isForbiddenChord(code: KeyCode, down: ReadonlySet<KeyCode>, platform: NativePlatform): boolean {
  const isDown = (key: KeyCode): boolean => key === code || down.has(key);
  return CHORDS[platform].some((rows) => rows.flat().includes(code) && rows.every((row) => row.some(isDown)));
}
