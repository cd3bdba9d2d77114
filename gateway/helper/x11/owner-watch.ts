import type { XEvent } from 'x11';
import type { OwnerEvents } from '../injector.ts';
import { deviceState, type InputDevices } from './devices.ts';
import { completesKillChord } from './kill-chord.ts';
import type { XConnection } from './x-connection.ts';

/** Raw events come from the devices themselves: no window, grab or focus hides them. */
const RAW_EVENTS = [
  'RawKeyPress',
  'RawKeyRelease',
  'RawButtonPress',
  'RawButtonRelease',
  'RawMotion',
  'RawTouchBegin',
  'RawTouchUpdate',
  'RawTouchEnd',
];

/** Of X: four to seven are the wheel's. */
const WHEEL_BUTTONS = [4, 5, 6, 7];

/** A mouse makes up to a thousand events a second; whoever listens pauses for about one second at each. */
const TELL_ACTED_EVERY_MS = 100;

/** Tells what the owner does with their own devices, and knows which keys they hold. */
export class OwnerWatch {
  readonly #events: Pick<OwnerEvents, 'acted' | 'pressed' | 'killed'>;
  readonly #injected: ReadonlySet<number>;
  readonly #down = new Set<number>();
  readonly #onceReleased = new Map<number, () => void>();
  #toldAtMs = Number.NEGATIVE_INFINITY;

  private constructor(devices: InputDevices, events: Pick<OwnerEvents, 'acted' | 'pressed' | 'killed'>) {
    this.#events = events;
    this.#injected = new Set(devices.injected.map(({ deviceId }) => deviceId));
  }

  static async start(
    connection: XConnection,
    devices: InputDevices,
    events: Pick<OwnerEvents, 'acted' | 'pressed' | 'killed'>,
  ): Promise<OwnerWatch> {
    const watch = new OwnerWatch(devices, events);
    const { client, root, xinput } = connection;
    client.on('event', (event) => watch.#hear(event));
    // By the master devices each act comes once, with the device that did it as its source.
    xinput.XISelectEvents(root, [{ deviceId: xinput.AllMasterDevices, mask: RAW_EVENTS }]);
    for (const device of devices.owners) {
      const { keycodes } = await deviceState(connection, device);
      for (const keycode of keycodes) watch.#down.add(keycode);
    }
    return watch;
  }

  /** Keycodes that the owner holds down, as of the latest answer of the display. */
  get down(): ReadonlySet<number> {
    return this.#down;
  }

  /** Calls back when the owner lets this key go, at once where they have; a second one for the same key replaces it. */
  onceReleased(keycode: number, then: () => void): void {
    if (this.#down.has(keycode)) this.#onceReleased.set(keycode, then);
    else then();
  }

  #released(keycode: number): void {
    this.#down.delete(keycode);
    const then = this.#onceReleased.get(keycode);
    this.#onceReleased.delete(keycode);
    then?.();
  }

  #hear({ name, sourceId, detail = 0 }: XEvent): void {
    // A device that we do not know is the owner's: it was plugged in later.
    if (!name.startsWith('XIRaw') || sourceId === undefined || this.#injected.has(sourceId)) return;
    if (name === 'XIRawKeyRelease') this.#released(detail);
    if (name === 'XIRawKeyPress') {
      if (completesKillChord(detail, this.#down)) this.#events.killed();
      this.#down.add(detail);
    }
    if (name === 'XIRawTouchBegin' || (name === 'XIRawButtonPress' && !WHEEL_BUTTONS.includes(detail))) this.#events.pressed();
    const nowMs = performance.now();
    if (nowMs - this.#toldAtMs < TELL_ACTED_EVERY_MS) return;
    this.#toldAtMs = nowMs;
    this.#events.acted();
  }
}
