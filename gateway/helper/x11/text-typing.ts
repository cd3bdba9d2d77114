import { setTimeout as sleep } from 'node:timers/promises';
import type { XDevice } from 'x11';
import { KeyboardMap, type Stroke } from './keyboard-map.ts';
import type { OwnerWatch } from './owner-watch.ts';
import { liftModifiers, putBackModifiers, readKeyboardState, type KeyboardState } from './plain-keyboard.ts';
import { SpareKeys } from './spare-keys.ts';
import type { XConnection } from './x-connection.ts';

/** Of a keyboard map, as bits. */
const EVERY_PART = 0xff;

interface TextTypingParts {
  connection: XConnection;
  /** Through which XTEST types. */
  keyboard: XDevice;
  owner: OwnerWatch;
  /** Keycodes that we hold down; typing takes away those that it had to let go. */
  held: Set<number>;
}

/**
 * Types text in any script. Meanwhile it lifts CapsLock and the modifiers that are held, by whomever, so that text is
 * neither changed by them nor taken for a shortcut.
 */
export class TextTyping {
  readonly #connection: XConnection;
  readonly #keyboard: XDevice;
  readonly #owner: OwnerWatch;
  readonly #held: Set<number>;
  readonly #spares: SpareKeys;
  #map: KeyboardMap | undefined;
  #isMapCurrent = false;

  constructor({ connection, keyboard, owner, held }: TextTypingParts) {
    this.#connection = connection;
    this.#keyboard = keyboard;
    this.#owner = owner;
    this.#held = held;
    this.#spares = new SpareKeys(connection);
    const { client, xkb } = connection;
    // Another layout, another keyboard, or what we did ourselves. A client that speaks XKB is not told otherwise.
    const changes = xkb.EventType.NewKeyboardNotify | xkb.EventType.MapNotify;
    xkb.SelectEvents(xkb.UseCoreKbd, changes, 0, changes, EVERY_PART, EVERY_PART);
    client.on('event', ({ name }) => {
      if (name === 'XkbEvent') this.#isMapCurrent = false;
    });
  }

  /**
   * A character that cannot be typed, as the layout lacks it and leaves no key empty, is left out.
   * @param signal ends it early, with nothing of its own held down
   */
  async type(text: string, signal: AbortSignal): Promise<void> {
    // The state comes first: its answer brings the notice of every change of the map before it.
    const state = await readKeyboardState(this.#connection);
    const map = await this.#currentMap();
    const lifted = liftModifiers(this.#connection, map, state);
    await this.#typePlain(text, map, state, signal);
    if (signal.aborted) for (const keycode of lifted.modifiers) this.#held.delete(keycode);
    await putBackModifiers(this.#connection, lifted, this.#held, this.#owner);
  }

  /** Takes back what was changed in the keyboard map, by a killed process before this one too. */
  async restoreMap(): Promise<void> {
    await this.#currentMap();
    this.#spares.clear();
  }

  async #currentMap(): Promise<KeyboardMap> {
    if (this.#map === undefined || !this.#isMapCurrent) {
      this.#isMapCurrent = true;
      this.#map = await KeyboardMap.read(this.#connection, this.#keyboard);
      this.#spares.update(this.#map);
    }
    return this.#map;
  }

  async #typePlain(text: string, map: KeyboardMap, state: KeyboardState, signal: AbortSignal): Promise<void> {
    let strokes: Stroke[] = [];
    for (const character of text) {
      let stroke = map.strokeFor(character, state.lockedGroup) ?? this.#spareStroke(character);
      while (stroke === undefined) {
        this.#press(strokes, map, state);
        strokes = [];
        const waitMs = this.#spares.waitMs();
        if (waitMs === undefined) break;
        await sleep(waitMs, undefined, { signal }).catch(() => {});
        if (signal.aborted) return;
        stroke = this.#spareStroke(character);
      }
      if (stroke !== undefined) strokes.push(stroke);
    }
    this.#press(strokes, map, state);
  }

  #spareStroke(character: string): Stroke | undefined {
    const keycode = this.#spares.keycodeFor(character);
    return keycode === undefined ? undefined : { keycode, shift: false, level3: false };
  }

  #press(strokes: readonly Stroke[], map: KeyboardMap, { down }: KeyboardState): void {
    let shift = false;
    let level3 = false;
    const setLevel = (next: Pick<Stroke, 'shift' | 'level3'>): void => {
      if (next.shift !== shift && map.shiftKeycode !== undefined) this.#connection.key(map.shiftKeycode, next.shift);
      if (next.level3 !== level3 && map.level3Keycode !== undefined)
        this.#connection.key(map.level3Keycode, next.level3);
      ({ shift, level3 } = next);
    };
    this.#spares.announce();
    for (const stroke of strokes) {
      setLevel(stroke);
      // Of a key that is down already a press is a repeat at best.
      if (down.delete(stroke.keycode)) {
        this.#connection.key(stroke.keycode, false);
        this.#held.delete(stroke.keycode);
      }
      this.#connection.key(stroke.keycode, true);
      this.#connection.key(stroke.keycode, false);
    }
    setLevel({ shift: false, level3: false });
    this.#spares.pressed();
  }
}
