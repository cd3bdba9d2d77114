import type { Button, RemoteInput } from '../../protocol/input.ts';
import { InjectorError, type InputInjector, type Monitor, type OwnerEvents, type Rect } from '../injector.ts';
import { pixelAt } from '../x11/pointer.ts';
import { Keyboard } from './keyboard.ts';
import type { LibNut, LibNutButton, NativePlatform } from './libnut.ts';
import { PointerWatch } from './pointer-watch.ts';
import { Pointer } from './pointer.ts';
import { TextTyping } from './text-typing.ts';

/** Whether `KILL_CHORD` is heard on Windows and macOS: the addon hears no keys, so its owner must not be told of it. */
export const hasKillChord = false;

/** The addon knows no button to go back or forward. */
const BUTTONS: Readonly<Partial<Record<Button, LibNutButton>>> = { 0: 'left', 1: 'middle', 2: 'right' };
/** One step of a wheel: as Windows counts it, and what a browser scrolls for it, in pixels. */
const WHEEL_STEP: Readonly<Record<NativePlatform, number>> = { win32: 120, darwin: 100 };

/** An injector that may not be able to type everything. */
export interface NativeInjector extends InputInjector {
  /** Characters that were left out so far, as they cannot be typed here: on Windows all but ASCII, on macOS none. */
  readonly leftOut: number;
}

/**
 * The mouse and keyboard of Windows or macOS, by the addon. It reaches the primary screen only, whichever is shared. The
 * owner's hand is known by the pointer alone: `acted` is told, `pressed` and `killed` never are, and neither is `lost`. What a
 * killed injector may have left held down, the left button and the modifiers, is released first.
 * @throws InjectorError `unreachable` where macOS does not let it; the message says what to allow
 */
export async function openNativeInjector(
  addon: LibNut,
  events: OwnerEvents,
  platform: NodeJS.Platform = process.platform,
): Promise<NativeInjector> {
  if (platform !== 'win32' && platform !== 'darwin')
    throw new InjectorError('unsupported', 'this is neither Windows nor macOS');
  addon.setMouseDelay(0);
  addon.setKeyboardDelay(0);
  const watch = new PointerWatch(addon, events);
  const pointer = new Pointer(addon, platform, watch);
  if (platform === 'darwin') await pointer.tryOut();
  const keyboard = new Keyboard(addon, platform);
  keyboard.releaseLeftovers();
  addon.mouseToggle('up', 'left');
  const text = new TextTyping(addon, platform);
  return new LibNutInjector({ addon, watch, pointer, keyboard, text, wheelStep: WHEEL_STEP[platform] });
}

interface LibNutInjectorParts {
  addon: LibNut;
  watch: PointerWatch;
  pointer: Pointer;
  keyboard: Keyboard;
  text: TextTyping;
  wheelStep: number;
}

class LibNutInjector implements NativeInjector {
  readonly #parts: LibNutInjectorParts;
  readonly #heldButtons = new Set<LibNutButton>();
  /** Of everything that was asked since the last `releaseAll`. */
  #current = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(parts: LibNutInjectorParts) {
    this.#parts = parts;
  }

  get leftOut(): number {
    return this.#parts.text.leftOut;
  }

  monitors(): Promise<readonly Monitor[]> {
    return Promise.resolve(this.#parts.pointer.screens());
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
    return this.#enqueue(async () => this.#release());
  }

  close(): Promise<void> {
    this.#closed ??= this.releaseAll().finally(() => this.#parts.watch.stop());
    return this.#closed;
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(step);
    this.#queue = done.catch(() => {});
    return done;
  }

  async #perform(input: RemoteInput, surface: Rect, signal: AbortSignal): Promise<void> {
    const { watch, keyboard, pointer, addon, wheelStep } = this.#parts;
    watch.inputComes();
    if (input.kind === 'text') return this.#type(input.text, signal);
    if (input.kind === 'key') return input.down ? keyboard.press(input.code) : keyboard.release(input.code);
    const point = pixelAt(input, surface);
    if (input.kind === 'move') return pointer.moveTo(point);
    if (input.kind === 'button') return this.#button(input, () => pointer.arriveAt(point, signal));
    if (await pointer.arriveAt(point, signal)) addon.scrollMouse(-input.right * wheelStep, -input.down * wheelStep);
  }

  async #button({ button, down }: { button: Button; down: boolean }, arrives: () => Promise<boolean>): Promise<void> {
    const name = BUTTONS[button];
    if (name === undefined || down === this.#heldButtons.has(name)) return;
    // A button that is let go is let go, wherever the pointer is.
    const isThere = await arrives().catch((error: unknown) => {
      if (down) throw error;
      return false;
    });
    if (down ? isThere : this.#heldButtons.has(name)) this.#toggle(name, down);
  }

  #toggle(name: LibNutButton, down: boolean): void {
    this.#parts.addon.mouseToggle(down ? 'down' : 'up', name);
    if (down) this.#heldButtons.add(name);
    else this.#heldButtons.delete(name);
  }

  async #type(text: string, signal: AbortSignal): Promise<void> {
    const { keyboard } = this.#parts;
    const lifted = keyboard.liftModifiers();
    await this.#parts.text.type(text, signal);
    if (!signal.aborted) for (const code of lifted) keyboard.press(code);
  }

  #release(): void {
    this.#parts.keyboard.releaseAll();
    for (const name of this.#heldButtons) this.#toggle(name, false);
  }
}
