import type { KeyCode, RemoteInput } from '../../protocol/input.ts';
import { InjectorError, type InputInjector, type Monitor, type OwnerEvents, type Rect } from '../injector.ts';
import { deviceState, listDevices, type InputDevices } from './devices.ts';
import { keycodeOf } from './keycodes.ts';
import { isForbiddenChord } from './forbidden-chords.ts';
import { listMonitors } from './monitors.ts';
import { OwnerWatch } from './owner-watch.ts';
import { pixelAt, wheelClicks, xButtonOf } from './pointer.ts';
import { TextTyping } from './text-typing.ts';
import { XConnection } from './x-connection.ts';

/**
 * The mouse and keyboard of an X11 display, by XTEST. What a killed injector left held down there is released first.
 * The owner's acts are told apart by their device, so another program that speaks XTEST, such as an on-screen
 * keyboard, is not taken for the owner.
 * @param display for example `:0`
 * @throws InjectorError `unreachable` or `unsupported`
 */
export async function openX11Injector(display: string, events: OwnerEvents): Promise<InputInjector> {
  let isOpen = true;
  const told: OwnerEvents = {
    acted: () => isOpen && events.acted(),
    pressed: () => isOpen && events.pressed(),
    killed: () => isOpen && events.killed(),
    lost: () => {
      if (isOpen) events.lost();
      isOpen = false;
    },
  };
  const connection = await XConnection.open(display, told.lost);
  const devices = await listDevices(connection);
  await releaseLeftovers(connection, devices);
  const owner = await OwnerWatch.start(connection, devices, told);
  return new X11Injector({ connection, devices, owner, onClose: () => (isOpen = false) });
}

/** Whatever XTEST holds down, by whoever: no two injectors are at work on one display. */
async function releaseLeftovers(connection: XConnection, { injected }: InputDevices): Promise<void> {
  const states = await Promise.all(injected.map((device) => deviceState(connection, device)));
  for (const keycode of states.flatMap(({ keycodes }) => keycodes)) connection.key(keycode, false);
  for (const button of states.flatMap(({ buttons }) => buttons)) connection.button(button, false);
  await connection.settled();
}

interface X11InjectorParts {
  connection: XConnection;
  devices: InputDevices;
  owner: OwnerWatch;
  onClose: () => void;
}

class X11Injector implements InputInjector {
  readonly #connection: XConnection;
  readonly #devices: InputDevices;
  readonly #owner: OwnerWatch;
  readonly #text: TextTyping;
  readonly #onClose: () => void;
  readonly #heldKeycodes = new Set<number>();
  readonly #heldButtons = new Set<number>();
  /** Of everything that was asked since the last `releaseAll`. */
  #current = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor({ connection, devices, owner, onClose }: X11InjectorParts) {
    this.#connection = connection;
    this.#devices = devices;
    this.#owner = owner;
    this.#onClose = onClose;
    const { SlaveKeyboard } = connection.xinput.DeviceType;
    const keyboard = devices.injected.find(({ use }) => use === SlaveKeyboard);
    if (keyboard === undefined) throw new InjectorError('unsupported', 'the display has no keyboard for XTEST');
    this.#text = new TextTyping({ connection, keyboard, owner, held: this.#heldKeycodes });
  }

  monitors(): Promise<readonly Monitor[]> {
    return listMonitors(this.#connection);
  }

  inject(input: RemoteInput, surface: Rect): Promise<void> {
    if (this.#closed) return Promise.reject(new InjectorError('lost', 'the injector is closed'));
    const { signal } = this.#current;
    return this.#enqueue(async () => {
      if (!signal.aborted) await this.#perform(input, surface, signal);
    });
  }

  releaseAll(): Promise<void> {
    this.#current.abort();
    this.#current = new AbortController();
    return this.#enqueue(() => this.#release());
  }

  close(): Promise<void> {
    this.#closed ??= this.releaseAll().then(async () => {
      await this.#text.restoreMap();
      // A modifier that was put back for the owner, who still holds it, is XTEST's too.
      await releaseLeftovers(this.#connection, this.#devices);
      this.#onClose();
      this.#connection.close();
    });
    return this.#closed;
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(step);
    this.#queue = done.catch(() => {});
    return done;
  }

  async #perform(input: RemoteInput, surface: Rect, signal: AbortSignal): Promise<void> {
    if (input.kind === 'text') return this.#text.type(input.text, signal);
    if (input.kind === 'key') this.#key(input.code, input.down);
    else this.#connection.moveTo(pixelAt(input, surface));
    if (input.kind === 'button') this.#button(xButtonOf(input.button), input.down);
    if (input.kind === 'wheel') for (const button of wheelClicks(input.right, input.down)) this.#click(button);
    await this.#connection.settled();
  }

  #key(code: KeyCode, down: boolean): void {
    const keycode = keycodeOf(code);
    const held = this.#heldKeycodes;
    // A repeat is made here by the display itself; and to let go what we do not hold would let go what the owner holds.
    if (down === held.has(keycode)) return;
    if (down && isForbiddenChord(keycode, new Set([...held, ...this.#owner.down]))) return;
    this.#connection.key(keycode, down);
    if (down) held.add(keycode);
    else held.delete(keycode);
  }

  #button(button: number, down: boolean): void {
    const held = this.#heldButtons;
    if (down === held.has(button)) return;
    this.#connection.button(button, down);
    if (down) held.add(button);
    else held.delete(button);
  }

  #click(button: number): void {
    this.#connection.button(button, true);
    this.#connection.button(button, false);
  }

  async #release(): Promise<void> {
    for (const keycode of this.#heldKeycodes) this.#connection.key(keycode, false);
    for (const button of this.#heldButtons) this.#connection.button(button, false);
    this.#heldKeycodes.clear();
    this.#heldButtons.clear();
    await this.#connection.settled();
  }
}
