import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Image, XExtensions } from 'x11';
import type { Rect } from '../../gateway/helper/injector.ts';
import { toContent, type ButtonId, type Content } from '../../gateway/helper/window/content.ts';
import { fontFolders } from '../../gateway/helper/window/fonts/find-fonts.ts';
import { FontSet } from '../../gateway/helper/window/fonts/font-set.ts';
import { internAtom } from '../../gateway/helper/window/intern-atom.ts';
import { layOut, TYPE, type MeasureKind } from '../../gateway/helper/window/layout.ts';
import { openWindow } from '../../gateway/helper/window/open-window.ts';
import type { Picture } from '../../gateway/helper/window/raster.ts';
import { WINDOW_TEXTS } from '../../gateway/helper/window/texts/texts.ts';
import type { HelperWindow, WindowEvents, WindowView } from '../../gateway/helper/window/window.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { until } from './media-lab.ts';
import type { DesktopOwner, XWatcher } from './x-watcher.ts';

/** The program that draws the window, as the built helper has it within. */
export const windowWasm = (): Uint8Array => readFileSync(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm')));

/** What a window told, in order. */
export class WindowTold implements WindowEvents {
  readonly events: string[] = [];
  stopControl = (): void => void this.events.push('stopControl');
  endSession = (): void => void this.events.push('endSession');
  quit = (): void => void this.events.push('quit');
  entered = (text: string): void => void this.events.push(`entered ${text}`);
  covered = (isCovered: boolean): void => void this.events.push(isCovered ? 'covered' : 'seen');
  lost = (): void => void this.events.push('lost');
}

export function openTestWindow(display: string, events: WindowEvents, locale: Locale = 'en'): Promise<HelperWindow> {
  return openWindow(display, { locale, wasm: windowWasm() }, events);
}

const Z_PIXMAP = 2;
const ALL_PLANES = 0xffffffff;

/** What is to be seen on a part of a display. */
export async function pictureOf({ connection }: XWatcher, { x, y, width, height }: Rect): Promise<Picture> {
  const { client, root } = connection;
  const { data } = await connection.ask<Image>((reply) =>
    client.GetImage(Z_PIXMAP, root, x, y, width, height, ALL_PLANES, reply),
  );
  const rgba = new Uint8Array(4 * width * height);
  for (let at = 0; at < rgba.length; at += 4) rgba.set([data[at + 2]!, data[at + 1]!, data[at]!, 255], at);
  return { width, height, rgba };
}

/** What is written into a property of a window, `null` where it has none. */
export async function propertyOf({ connection }: XWatcher, window: number, name: string): Promise<string | null> {
  const { client } = connection;
  const atom = await internAtom(connection, name);
  const { data } = await connection.ask<{ data: Buffer }>((reply) => client.GetProperty(0, window, atom, 0, 0, 1_000, reply));
  return data.length > 0 ? String(data) : null;
}

/** The helper's window as other programs of the desktop know it. */
export async function findHelperWindow(watcher: XWatcher): Promise<number> {
  for (const window of (await windowsOf(watcher)).toReversed())
    if ((await propertyOf(watcher, window, 'WM_CLASS'))?.startsWith('sideseat-helper')) return window;
  throw new Error('there is no window of the helper');
}

/** All windows of a desktop, the lowest first. */
export async function windowsOf({ connection }: XWatcher): Promise<number[]> {
  const { client, root } = connection;
  const { children } = await connection.ask<{ children: number[] }>((reply) => client.QueryTree(root, reply));
  return children;
}

/** Requests of RandR 1.5. */
const SET_MONITOR = 43;
const DELETE_MONITOR = 44;

/** Two monitors side by side on a desktop, the right one the main one. @returns Unplugs the right one. */
export async function splitMonitors({ connection }: XWatcher, left: Rect, right: Rect): Promise<() => Promise<void>> {
  const { client, root } = connection;
  const randr = await connection.ask<XExtensions['randr']>((reply) => client.require('randr', reply));
  const { outputs } = await connection.ask<{ outputs: number[] }>((reply) => randr.GetScreenResourcesCurrent(root, reply));
  const send = async (bytes: Buffer, request: number, atom: number): Promise<void> => {
    bytes[0] = randr.majorOpcode;
    bytes[1] = request;
    bytes.writeUInt16LE(bytes.length / 4, 2);
    bytes.writeUInt32LE(root, 4);
    bytes.writeUInt32LE(atom, 8);
    client.seq_num += 1;
    client.pack_stream.put(bytes);
    client.pack_stream.submit();
    await connection.settled();
  };
  const set = async (name: string, rect: Rect, isMain: boolean, ofOutputs: readonly number[]): Promise<number> => {
    const { x, y, width, height } = rect;
    const atom = await internAtom(connection, name);
    const bytes = Buffer.alloc(32 + 4 * ofOutputs.length);
    bytes[12] = isMain ? 1 : 0;
    bytes.writeUInt16LE(ofOutputs.length, 14);
    bytes.writeInt16LE(x, 16);
    bytes.writeInt16LE(y, 18);
    bytes.writeUInt16LE(width, 20);
    bytes.writeUInt16LE(height, 22);
    for (const [index, output] of ofOutputs.entries()) bytes.writeUInt32LE(output, 32 + 4 * index);
    await send(bytes, SET_MONITOR, atom);
    return atom;
  };
  // The display's only output is the left one's, so that no monitor has the whole of it.
  await set('left', left, false, outputs);
  const unplugged = await set('right', right, true, []);
  return () => send(Buffer.alloc(12), DELETE_MONITOR, unplugged);
}

/** The middle of a button, on the display. */
export function middleOf(window: HelperWindow, view: WindowView, id: ButtonId, isConfirming = false): { x: number; y: number } {
  fonts ??= FontSet.load(fontFolders(undefined));
  const measure: MeasureKind = (text, kind) => fonts!.widthOf(text, TYPE[kind].size, TYPE[kind].isBold);
  const contentOf = (one: WindowView, asks: boolean): Content =>
    toContent(one, { texts: WINDOW_TEXTS.en, locale: 'en', company: '', isConfirming: asks });
  const { rect } = window;
  const button = layOut(contentOf(view, isConfirming), [], measure).buttons.find((one) => one.id === id);
  if (!button) throw new Error(`there is no button ${id}`);
  // Buttons stand at the bottom of the window, which may be higher than this state alone needs.
  return { x: Math.round(rect.x + button.rect.x + button.rect.width / 2), y: rect.y + rect.height - FROM_BOTTOM };
}

const FROM_BOTTOM = 28;
let fonts: FontSet | undefined;

/** The owner's hand on mouse and keyboard of a desktop, at a place of it. */
export class WindowOwner {
  readonly #owner: DesktopOwner;
  readonly #watcher: XWatcher;

  constructor(owner: DesktopOwner, watcher: XWatcher) {
    this.#owner = owner;
    this.#watcher = watcher;
  }

  async moveTo(x: number, y: number): Promise<void> {
    for (;;) {
      const at = await this.#watcher.pointer();
      if (at.x === x && at.y === y) return;
      // Slowly at the end, since a quick mouse goes further.
      const step = (distance: number): number => Math.sign(distance) * (Math.abs(distance) > 20 ? 10 : Math.min(Math.abs(distance), 1));
      await this.#owner.moveBy(step(x - at.x), step(y - at.y));
    }
  }

  async click({ x, y }: { x: number; y: number }): Promise<void> {
    await this.moveTo(x, y);
    await this.#owner.button(1, true);
    await this.#owner.button(1, false);
  }

  /** As people do where nothing happens. */
  async clickUntil(place: { x: number; y: number }, hasHappened: () => boolean, what: string): Promise<void> {
    await this.moveTo(place.x, place.y);
    let clickedMs = Number.NEGATIVE_INFINITY;
    await until(
      async () => {
        if (hasHappened()) return true;
        if (performance.now() - clickedMs > 200) {
          clickedMs = performance.now();
          await this.click(place);
        }
        return hasHappened();
      },
      10_000,
      what,
    );
  }
}
