import type { XDevice, XEvent, XExtensions } from 'x11';
import type { Rect } from '../../gateway/helper/injector.ts';
import { listDevices, setBits } from '../../gateway/helper/x11/devices.ts';
import { keycodeOf } from '../../gateway/helper/x11/keycodes.ts';
import { XConnection } from '../../gateway/helper/x11/x-connection.ts';
import type { KeyCode } from '../../gateway/protocol/input.ts';

/** Window events that are watched: keys, buttons and moves. */
const KEYS_BUTTONS_MOVES = 0b1001111;
const INPUT_OUTPUT = 0;
const REVERT_TO_PARENT = 2;
/** The upper bits of QueryPointer's mask: buttons 1 to 5. */
const BUTTON_MASK = 0x1f00;
/** RRSetMonitor, of RandR 1.5. */
const SET_MONITOR = 43;

/** Another client of a display: it sees what programs on that desktop see. */
export class XWatcher implements Disposable {
  readonly connection: XConnection;
  readonly #events: string[] = [];

  private constructor(connection: XConnection) {
    this.connection = connection;
    connection.client.on('event', (event) => {
      const line = describe(event);
      if (line !== undefined) this.#events.push(line);
    });
  }

  static async open(display: string): Promise<XWatcher> {
    return new XWatcher(await XConnection.open(display, () => {}));
  }

  /** Opens a window with the keyboard's focus over a display of this size, whose events are kept. */
  async openWindow(width: number, height: number): Promise<void> {
    const { client, root } = this.connection;
    const window = client.AllocID();
    const values = { overrideRedirect: 1, eventMask: KEYS_BUTTONS_MOVES } as const;
    client.CreateWindow(window, root, 0, 0, width, height, 0, 0, INPUT_OUTPUT, 0, values);
    client.MapWindow(window);
    await this.connection.settled();
    client.SetInputFocus(window, REVERT_TO_PARENT);
    await this.connection.settled();
  }

  /**
   * What the window got since the last call, for example `press 1 at 3,4` for a button, `press key 38` and
   * `move to 5,6`.
   */
  async takeEvents(): Promise<string[]> {
    await this.connection.settled();
    return this.#events.splice(0);
  }

  async pointer(): Promise<{ x: number; y: number; buttons: number }> {
    const { client, root } = this.connection;
    const { rootX, rootY, keyMask } = await this.connection.ask<{ rootX: number; rootY: number; keyMask: number }>(
      (reply) => client.QueryPointer(root, reply),
    );
    return { x: rootX, y: rootY, buttons: keyMask & BUTTON_MASK };
  }

  /** Whether the pointer is there, give or take so many pixels. */
  async isPointerAt(x: number, y: number, withinPx: number): Promise<boolean> {
    const pointer = await this.pointer();
    return Math.abs(pointer.x - x) <= withinPx && Math.abs(pointer.y - y) <= withinPx;
  }

  async keysDown(): Promise<number[]> {
    return setBits(await this.connection.ask<Uint8Array>((reply) => this.connection.client.QueryKeymap(reply)));
  }

  async lockedModifiers(): Promise<number> {
    const { xkb } = this.connection;
    const { lockedMods } = await this.connection.ask<{ lockedMods: number; lockedGroup: number }>((reply) =>
      xkb.GetState(xkb.UseCoreKbd, reply),
    );
    return lockedMods;
  }

  /** Symbols of all keys in the keyboard map. */
  keyboardMap(): Promise<number[][]> {
    const { client, firstKeycode, lastKeycode } = this.connection;
    return this.connection.ask((reply) =>
      client.GetKeyboardMapping(firstKeycode, lastKeycode - firstKeycode + 1, reply),
    );
  }

  /** RRSetMonitor: a monitor without an output of its own. @returns the atom of its name */
  async addMonitor(name: string, { x, y, width, height }: Rect): Promise<number> {
    const { client, root } = this.connection;
    const randr = await this.connection.ask<XExtensions['randr']>((reply) => client.require('randr', reply));
    const atom = await this.connection.ask<number>((reply) => client.InternAtom(false, name, reply));
    const bytes = Buffer.alloc(32);
    bytes[0] = randr.majorOpcode;
    bytes[1] = SET_MONITOR;
    bytes.writeUInt16LE(bytes.length / 4, 2);
    bytes.writeUInt32LE(root, 4);
    bytes.writeUInt32LE(atom, 8);
    bytes.writeInt16LE(x, 16);
    bytes.writeInt16LE(y, 18);
    bytes.writeUInt16LE(width, 20);
    bytes.writeUInt16LE(height, 22);
    client.seq_num += 1;
    client.pack_stream.put(bytes);
    client.pack_stream.submit();
    await this.connection.settled();
    return atom;
  }

  [Symbol.dispose](): void {
    this.connection.close();
  }
}

function describe({ name, keycode, rootx, rooty }: XEvent): string | undefined {
  switch (name) {
    case 'KeyPress':
      return `press key ${keycode}`;
    case 'KeyRelease':
      return `release key ${keycode}`;
    case 'ButtonPress':
      return `press ${keycode} at ${rootx},${rooty}`;
    case 'ButtonRelease':
      return `release ${keycode} at ${rootx},${rooty}`;
    case 'MotionNotify':
      return `move to ${rootx},${rooty}`;
    default:
      return undefined;
  }
}

/** XTEST's only request that makes an event, and the numbers of XInput 1's events from its first one on. */
const FAKE_INPUT = 2;
const DEVICE_EVENTS = { keyDown: 1, keyUp: 2, buttonDown: 3, buttonUp: 4, motion: 5 };
const FIRST_AXIS_FOLLOWS = 0x80;

/** Plays the owner: acts on the display's own mouse and keyboard, which are not those of XTEST. */
export class DesktopOwner implements Disposable {
  readonly #connection: XConnection;
  readonly #mouse: XDevice;
  readonly #keyboard: XDevice;

  private constructor(connection: XConnection, mouse: XDevice, keyboard: XDevice) {
    this.#connection = connection;
    this.#mouse = mouse;
    this.#keyboard = keyboard;
  }

  static async open(display: string): Promise<DesktopOwner> {
    const connection = await XConnection.open(display, () => {});
    const { owners } = await listDevices(connection);
    const [mouse, keyboard] = ['Xvfb mouse', 'Xvfb keyboard'].map((name) => owners.find((one) => one.name === name));
    if (mouse === undefined || keyboard === undefined) throw new Error('this is not a display of Xvfb');
    return new DesktopOwner(connection, mouse, keyboard);
  }

  async key(code: KeyCode, down: boolean): Promise<void> {
    await this.#act(down ? DEVICE_EVENTS.keyDown : DEVICE_EVENTS.keyUp, keycodeOf(code), this.#keyboard);
  }

  async tap(code: KeyCode): Promise<void> {
    await this.key(code, true);
    await this.key(code, false);
  }

  async button(button: number, down: boolean): Promise<void> {
    await this.#act(down ? DEVICE_EVENTS.buttonDown : DEVICE_EVENTS.buttonUp, button, this.#mouse);
  }

  /** Moves the mouse by so much. */
  async moveBy(right: number, down: number): Promise<void> {
    await this.#act(DEVICE_EVENTS.motion, 1, this.#mouse, [right, down]);
  }

  /** Layouts with more than one group: 0 is the first. */
  async switchGroup(group: number): Promise<void> {
    const { xkb } = this.#connection;
    xkb.LatchLockState(xkb.UseCoreKbd, 0, 0, 1, group, 0, 0, 0, 0);
    await this.#connection.settled();
  }

  /** XTestFakeDevice…Event: an event of XInput 1, and one more with the values of the axes where there are any. */
  async #act(event: number, detail: number, device: XDevice, axes: readonly number[] = []): Promise<void> {
    const { client, xtest, xinput } = this.#connection;
    const bytes = Buffer.alloc(axes.length > 0 ? 68 : 36);
    bytes[0] = xtest.majorOpcode;
    bytes[1] = FAKE_INPUT;
    bytes.writeUInt16LE(bytes.length / 4, 2);
    bytes[4] = xinput.firstEvent + event;
    bytes[5] = detail;
    bytes[35] = device.deviceId | (axes.length > 0 ? FIRST_AXIS_FOLLOWS : 0);
    if (axes.length > 0) {
      bytes[36] = xinput.firstEvent;
      bytes[37] = device.deviceId;
      bytes[42] = axes.length;
      for (const [axis, value] of axes.entries()) bytes.writeInt32LE(value, 44 + 4 * axis);
    }
    client.seq_num += 1;
    client.pack_stream.put(bytes);
    client.pack_stream.submit();
    await this.#connection.settled();
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}
