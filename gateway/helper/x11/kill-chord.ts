import { KILL_CHORD } from '../injector.ts';
import { keycodeOf } from './keycodes.ts';

const ROWS = KILL_CHORD.map((row) => row.map(keycodeOf));

/** Whether a press of this key, while `down` are held, completes the kill chord. */
export function completesKillChord(keycode: number, down: ReadonlySet<number>): boolean {
  const isDown = (key: number): boolean => key === keycode || down.has(key);
  return ROWS.some((row) => row.includes(keycode)) && ROWS.every((row) => row.some(isDown));
}
