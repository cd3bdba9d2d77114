import type { XEvent } from 'x11';
import type { KeyCode } from '../../protocol/input.ts';
import { listDevices } from '../x11/devices.ts';
import { keycodeOf } from '../x11/keycodes.ts';
import type { XConnection } from '../x11/x-connection.ts';

const LEFT_BUTTON = 1;
/** Bits of X for held modifiers. */
const SHIFT = 1;
const CONTROL = 4;
const ALT = 8;
const WINDOWS_KEY = 64;
/** Keysyms of the digits on the keypad follow each other. */
const KEYPAD_0 = 0xffb0;
const LETTER_OR_DIGIT = /^[0-9A-Za-z]$/;

/** Keys that do something, by their physical places. */
const COMMANDS = {
  Tab: 'tab',
  Enter: 'enter',
  NumpadEnter: 'enter',
  Space: 'space',
  Escape: 'escape',
  Backspace: 'backspace',
} as const satisfies Partial<Record<KeyCode, string>>;

const commandOf = new Map(Object.entries(COMMANDS).map(([code, command]) => [keycodeOf(code as KeyCode), command]));

/** A key that the owner pressed while the window had the keyboard; `character` is a digit or a capital. */
export type KeyPress =
  | { command: (typeof COMMANDS)[keyof typeof COMMANDS]; isShifted: boolean; isRepeat: boolean }
  | { character: string };

/** A place in the window and on the whole display, in pixels. */
export interface HandPlace {
  x: number;
  y: number;
  rootX: number;
  rootY: number;
}

/** The left button and the keys; nothing else counts in the window. */
export interface HandEvents {
  pressed(place: HandPlace): void;
  moved(place: HandPlace): void;
  released(place: HandPlace): void;
  key(press: KeyPress): void;
}

/**
 * The owner's own devices over a window. What XTEST makes is left out, whoever made it, so nobody far away can press anything
 * here.
 */
export class OwnerHand {
  readonly #connection: XConnection;
  readonly #events: HandEvents;
  #injected: ReadonlySet<number> = new Set();

  private constructor(connection: XConnection, events: HandEvents) {
    this.#connection = connection;
    this.#events = events;
  }

  static async over(connection: XConnection, window: number, events: HandEvents): Promise<OwnerHand> {
    const hand = new OwnerHand(connection, events);
    const { client, root, xinput } = connection;
    const mask = ['ButtonPress', 'ButtonRelease', 'Motion', 'KeyPress'];
    xinput.XISelectEvents(root, [{ deviceId: xinput.AllDevices, mask: ['HierarchyChanged'] }]);
    xinput.XISelectEvents(window, [{ deviceId: xinput.AllMasterDevices, mask }]);
    await hand.#learnDevices();
    client.on('event', (event) => hand.#hear(event));
    return hand;
  }

  /** A second pointer on the desktop has devices of XTEST of its own. */
  async #learnDevices(): Promise<void> {
    const { injected } = await listDevices(this.#connection);
    this.#injected = new Set(injected.map(({ deviceId }) => deviceId));
  }

  #hear(event: XEvent): void {
    const { name, sourceId, detail } = event;
    // Where the display is lost, its own event tells.
    if (name === 'XIHierarchyChanged') void this.#learnDevices().catch(() => {});
    if (sourceId === undefined || this.#injected.has(sourceId)) return;
    if (name === 'XIMotion') this.#events.moved(placeOf(event));
    if (name === 'XIButtonPress' && detail === LEFT_BUTTON) this.#events.pressed(placeOf(event));
    if (name === 'XIButtonRelease' && detail === LEFT_BUTTON) this.#events.released(placeOf(event));
    if (name === 'XIKeyPress') void this.#press(event).catch(() => {});
  }

  async #press({ detail = 0, flags = 0, mods, group }: XEvent): Promise<void> {
    const { client, xinput } = this.#connection;
    const held = mods?.effective ?? 0;
    const isShifted = (held & SHIFT) !== 0;
    const command = commandOf.get(detail);
    // Asked for every key alike, since the answers come in the order of the keys.
    const [symbols = []] = await this.#connection.ask<number[][]>((reply) => client.GetKeyboardMapping(detail, 1, reply));
    if ((held & (CONTROL | ALT | WINDOWS_KEY)) !== 0) return; // a shortcut, such as the kill key
    if (command) return this.#events.key({ command, isShifted, isRepeat: (flags & xinput.KeyEventFlags.KeyRepeat) !== 0 });
    const character = characterOf(symbols, isShifted, group?.effective ?? 0);
    if (character) this.#events.key({ character });
  }
}

const placeOf = ({ x = 0, y = 0, rootx = 0, rooty = 0 }: XEvent): HandPlace => ({
  x: Math.floor(x),
  y: Math.floor(y),
  rootX: Math.floor(rootx),
  rootY: Math.floor(rooty),
});

/**
 * The letter or digit of a key. Where the key has none as it is pressed, the one beside it or of the first layout: some
 * layouts have digits only with Shift, some no Latin letters at all.
 * @param symbols in the columns of the core protocol: two for each of the first two layouts
 */
export function characterOf(symbols: readonly number[], isShifted: boolean, group: number): string | undefined {
  const column = 2 * (group & 1);
  const level = isShifted ? 1 : 0;
  const candidates = [column + level, column + 1 - level, level, 1 - level];
  return candidates.map((each) => letterOrDigit(symbols[each] ?? 0)).find((character) => character !== undefined);
}

function letterOrDigit(keysym: number): string | undefined {
  if (keysym >= KEYPAD_0 && keysym < KEYPAD_0 + 10) return String(keysym - KEYPAD_0);
  const character = String.fromCharCode(keysym & 0xff);
  return keysym < 0x80 && LETTER_OR_DIGIT.test(character) ? character.toUpperCase() : undefined;
}
