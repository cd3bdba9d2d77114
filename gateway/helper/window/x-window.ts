import type { XClient } from 'x11';
import type { Rect } from '../injector.ts';
import type { XConnection } from '../x11/x-connection.ts';
import { internAtom } from './intern-atom.ts';
import type { Picture } from './raster.ts';
import { pixelFormatOf, toPixels, type PixelFormat } from './pixels.ts';

const INPUT_OUTPUT = 1;
const REPLACE = 0;
const Z_PIXMAP = 2;
/** Of X: what becomes of the focus when its window goes. */
const REVERT_TO_POINTER_ROOT = 1;
/** Predefined atoms. */
const WM_NAME = 39;
const STRING = 31;
const WM_CLASS = 67;
const ATOM = 4;
/** A PutImage has this many bytes before its pixels. */
const PUT_IMAGE_HEAD_BYTES = 24;

/** By this other programs of the desktop know what it is: instance and class. */
const CLASS_NAME = 'sideseat-helper\0Sideseat\0';

/**
 * A window that no window manager moves, hides or decorates. The display keeps its picture and paints it again by itself
 * whenever a part of it was hidden.
 */
export class XWindow {
  readonly id: number;
  readonly #connection: XConnection;
  readonly #format: PixelFormat;
  readonly #names: NameAtoms;
  readonly #gc: number;
  #rect: Rect = { x: 0, y: 0, width: 0, height: 0 };
  #isMapped = false;
  #focusBefore: number | undefined;

  private constructor(connection: XConnection, names: NameAtoms) {
    const { client, root } = connection;
    const { StructureNotify, FocusChange } = client.eventMask;
    this.#connection = connection;
    this.#format = pixelFormatOf(client.display);
    this.#names = names;
    this.id = client.AllocID();
    this.#gc = client.AllocID();
    const values = { overrideRedirect: 1, eventMask: StructureNotify | FocusChange } as const;
    client.CreateWindow(this.id, root, 0, 0, 1, 1, 0, 0, INPUT_OUTPUT, 0, values);
    client.CreateGC(this.#gc, this.id, {});
  }

  /** @throws WindowError `unsupported` */
  static async create(connection: XConnection): Promise<XWindow> {
    const { client } = connection;
    const [name, utf8, type, utility] = await Promise.all([
      internAtom(connection, '_NET_WM_NAME'),
      internAtom(connection, 'UTF8_STRING'),
      internAtom(connection, '_NET_WM_WINDOW_TYPE'),
      internAtom(connection, '_NET_WM_WINDOW_TYPE_UTILITY'),
    ]);
    const window = new XWindow(connection, { name, utf8 });
    client.ChangeProperty(REPLACE, window.id, WM_CLASS, STRING, 8, Buffer.from(CLASS_NAME, 'latin1'));
    client.ChangeProperty(REPLACE, window.id, type, ATOM, 32, [utility]);
    return window;
  }

  get rect(): Rect {
    return this.#rect;
  }

  /** What accessibility tools and other programs read. */
  setTitle(title: string): void {
    const { client } = this.#connection;
    const { name, utf8 } = this.#names;
    client.ChangeProperty(REPLACE, this.id, name, utf8, 8, Buffer.from(title));
    client.ChangeProperty(REPLACE, this.id, WM_NAME, STRING, 8, Buffer.from(title, 'latin1'));
  }

  /** Shows a picture of the size of `rect` there; its pixels are used up. */
  show(picture: Picture, rect: Rect): void {
    const { client } = this.#connection;
    const pixmap = client.AllocID();
    client.CreatePixmap(pixmap, this.id, this.#format.depth, picture.width, picture.height);
    this.#put(client, pixmap, picture);
    client.ChangeWindowAttributes(this.id, { backgroundPixmap: pixmap });
    client.FreePixmap(pixmap); // the window keeps it
    client.ReleaseID(pixmap);
    this.place(rect);
    client.ClearArea(this.id, 0, 0, 0, 0, 0);
    if (!this.#isMapped) this.map();
  }

  place(rect: Rect): void {
    this.#rect = rect;
    this.#connection.client.ConfigureWindow(this.id, rect);
  }

  /** Makes it visible, above all others. */
  map(): void {
    this.#isMapped = true;
    this.raise();
    this.#connection.client.MapWindow(this.id);
  }

  raise(): void {
    this.#connection.client.RaiseWindow(this.id);
  }

  /** Takes the keyboard from the window that has it, to give it back later. */
  async takeFocus(): Promise<void> {
    const { client } = this.#connection;
    const { focus } = await this.#connection.ask<{ focus: number }>((reply) => client.GetInputFocus(reply));
    if (focus === this.id) return;
    this.#focusBefore = focus;
    client.SetInputFocus(this.id, REVERT_TO_POINTER_ROOT);
  }

  /** Gives the keyboard back, unless somebody else has it by now. */
  async giveFocusBack(): Promise<void> {
    const { client } = this.#connection;
    const { focus } = await this.#connection.ask<{ focus: number }>((reply) => client.GetInputFocus(reply));
    if (focus !== this.id || this.#focusBefore === undefined) return;
    // A window that is gone by now refuses it: then it goes to whatever is under the pointer.
    client.SetInputFocus(REVERT_TO_POINTER_ROOT, REVERT_TO_POINTER_ROOT);
    client.SetInputFocus(this.#focusBefore, REVERT_TO_POINTER_ROOT);
  }

  destroy(): void {
    this.#connection.client.DestroyWindow(this.id);
  }

  /** In parts, since a request has a longest length. */
  #put(client: XClient, drawable: number, picture: Picture): void {
    const { width, height } = picture;
    const pixels = toPixels(picture, this.#format);
    const roomBytes = 4 * client.display.max_request_length - PUT_IMAGE_HEAD_BYTES;
    const rows = Math.max(1, Math.floor(roomBytes / (4 * width)));
    for (let y = 0; y < height; y += rows) {
      const count = Math.min(rows, height - y);
      const part = pixels.subarray(4 * width * y, 4 * width * (y + count));
      client.PutImage(Z_PIXMAP, drawable, this.#gc, width, count, 0, y, 0, this.#format.depth, part);
    }
  }
}

/** The property of a window's name in any script, and its kind of text. */
interface NameAtoms {
  name: number;
  utf8: number;
}
