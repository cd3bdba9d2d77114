import { setBits } from './devices.ts';
import type { KeyboardMap } from './keyboard-map.ts';
import type { OwnerWatch } from './owner-watch.ts';
import type { XConnection } from './x-connection.ts';

const ALL_MODIFIERS = 0xff;

/** What is set and held on the keyboard, by whomever. */
export interface KeyboardState {
  readonly down: Set<number>;
  readonly lockedMods: number;
  /** The layout in use, where the owner has several and no key is held that switches for its time. */
  readonly lockedGroup: number;
}

export async function readKeyboardState(connection: XConnection): Promise<KeyboardState> {
  const { client, xkb } = connection;
  const [state, keymap] = await Promise.all([
    connection.ask<Omit<KeyboardState, 'down'>>((reply) => xkb.GetState(xkb.UseCoreKbd, reply)),
    connection.ask<Uint8Array>((reply) => client.QueryKeymap(reply)),
  ]);
  return { ...state, down: new Set(setBits(keymap)) };
}

/** What was lifted so that a key types the plain symbol, to be put back afterwards. */
export interface Lifted {
  readonly modifiers: readonly number[];
  readonly locks: number;
}

export function liftModifiers(connection: XConnection, map: KeyboardMap, state: KeyboardState): Lifted {
  const modifiers = [...state.down].filter((keycode) => map.modifierKeycodes.has(keycode));
  for (const keycode of modifiers) connection.key(keycode, false);
  const locks = state.lockedMods & map.textLocks;
  setLocks(connection, locks, 0);
  return { modifiers, locks };
}

/**
 * Puts back the locks, and presses again what is still held: by us, or, with a finger on it, by the owner.
 * @param held keycodes that we hold
 */
export async function putBackModifiers(
  connection: XConnection,
  { modifiers, locks }: Lifted,
  held: ReadonlySet<number>,
  owner: OwnerWatch,
): Promise<void> {
  if (locks !== 0) setLocks(connection, locks, locks);
  await connection.settled();
  if (modifiers.length === 0) return;
  const stillHeld = modifiers.filter((keycode) => held.has(keycode) || owner.down.has(keycode));
  for (const keycode of stillHeld) {
    connection.key(keycode, true);
    // Until then it is down on XTEST's keyboard too, where a press of it would pass for a repeat.
    if (!held.has(keycode)) owner.onceReleased(keycode, () => connection.key(keycode, false));
  }
  await connection.settled();
}

/** Of the `affected` locks, sets those in `locks` and no others; ends what is latched, the group too. */
function setLocks({ xkb }: XConnection, affected: number, locks: number): void {
  xkb.LatchLockState(xkb.UseCoreKbd, affected, locks, 0, 0, ALL_MODIFIERS, 0, 1, 0);
}
