import { homedir } from 'node:os';
import type { XEvent } from 'x11';
import type { Locale } from '../../protocol/vocabulary.ts';
import { InjectorError, type Monitor, type Rect } from '../injector.ts';
import { listMonitors } from '../x11/monitors.ts';
import { XConnection } from '../x11/x-connection.ts';
import { isolate } from './clean-text.ts';
import { offersEnd, siblingsOf, toContent, type ButtonId, type Content } from './content.ts';
import { draw } from './draw.ts';
import { fontFolders } from './fonts/find-fonts.ts';
import { FontSet } from './fonts/font-set.ts';
import { WindowHandling } from './handling.ts';
import { layOut, TYPE, type Layout } from './layout.ts';
import { OwnerHand } from './owner-hand.ts';
import { cornerOf, keepInside, scaleOf } from './placement.ts';
import { rasterise, readyRaster } from './raster.ts';
import { StaysOnTop } from './stays-on-top.ts';
import { Surroundings } from './surroundings.ts';
import { WINDOW_TEXTS, type WindowTexts } from './texts/texts.ts';
import type { HelperWindow, WindowEvents, WindowView } from './window.ts';
import { XWindow } from './x-window.ts';

export interface WindowOptions {
  locale: Locale;
  /** The program of `@resvg/resvg-wasm`. */
  wasm: Uint8Array;
  /** Where to look for fonts; those of the desktop where it is left out. */
  fontFolders?: readonly string[];
}

/** End session has to be pressed again within this time. */
const CONFIRM_WITHIN_MS = 5_000;

/** A property of the display in which desktops write what programs should know. */
const RESOURCE_MANAGER = 23;
/** The longest that is read of it, in units of four bytes. */
const RESOURCES_MAX = 16_384;
/** Of a focus event: it only tells that the pointer is here. */
const NOTIFY_POINTER = 5;

/**
 * Opens the helper's window on an X11 display, with a connection of its own.
 * @param display for example `:0`
 * @throws WindowError; InjectorError `unreachable`, `unsupported` or `lost`
 */
export async function openWindow(display: string, options: WindowOptions, events: WindowEvents): Promise<HelperWindow> {
  const fonts = FontSet.load(options.fontFolders ?? fontFolders(homedir()));
  const link: { lost(): void } = { lost: () => {} };
  const [connection] = await Promise.all([XConnection.open(display, () => link.lost()), readyRaster(options.wasm)]);
  try {
    const [xWindow, monitors, dpi] = await Promise.all([
      XWindow.create(connection),
      listMonitors(connection),
      readDpi(connection),
    ]);
    const [first] = monitors;
    if (first === undefined) throw new InjectorError('unsupported', 'the display has no monitor');
    const locale = fonts.canWrite(options.locale) ? options.locale : 'en';
    const window = new X11Window({ connection, xWindow, fonts, locale, monitors, scale: scaleOf(first, dpi), events });
    link.lost = () => window.lost();
    await window.watch();
    return window;
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function readDpi(connection: XConnection): Promise<number | undefined> {
  const { client, root } = connection;
  const { data } = await connection.ask<{ data: Buffer }>((reply) =>
    client.GetProperty(0, root, RESOURCE_MANAGER, 0, 0, RESOURCES_MAX, reply),
  );
  const found = /^Xft\.dpi:\s*(\d+(?:\.\d+)?)/m.exec(data.toString('latin1'))?.[1];
  return found === undefined ? undefined : Number(found);
}

interface X11WindowParts {
  connection: XConnection;
  xWindow: XWindow;
  fonts: FontSet;
  locale: Locale;
  monitors: readonly Monitor[];
  scale: number;
  events: WindowEvents;
}

class X11Window implements HelperWindow {
  readonly #connection: XConnection;
  readonly #xWindow: XWindow;
  readonly #fonts: FontSet;
  readonly #locale: Locale;
  readonly #texts: WindowTexts;
  readonly #scale: number;
  readonly #events: WindowEvents;
  readonly #handling: WindowHandling;
  readonly #onTop: StaysOnTop;
  #monitors: readonly Monitor[];
  #surroundings: Surroundings | undefined;
  #view: WindowView | undefined;
  #company = '';
  #shown = '';
  #confirming: NodeJS.Timeout | undefined;
  #wasSeen = true;
  #isOver = false;

  constructor({ connection, xWindow, fonts, locale, monitors, scale, events }: X11WindowParts) {
    this.#connection = connection;
    this.#xWindow = xWindow;
    this.#fonts = fonts;
    this.#locale = locale;
    this.#texts = WINDOW_TEXTS[locale];
    this.#monitors = monitors;
    this.#scale = scale;
    this.#events = events;
    this.#onTop = new StaysOnTop({
      raise: () => this.#putBack(),
      covered: (isCovered) => events.covered(isCovered),
    });
    this.#handling = new WindowHandling({
      scale,
      now: () => performance.now(),
      act: (id) => this.#act(id),
      changed: () => this.#redraw(),
      dragTo: (x, y) => xWindow.place(keepInside({ ...xWindow.rect, x, y }, this.#monitors)),
      takeFocus: () => this.#takeFocus(),
      giveFocusBack: () => this.#giveFocusBack(),
    });
  }

  get rect(): Rect {
    return this.#view === undefined ? { x: 0, y: 0, width: 0, height: 0 } : this.#xWindow.rect;
  }

  async watch(): Promise<void> {
    const connection = this.#connection;
    connection.client.on('event', (event) => this.#hear(event));
    await OwnerHand.over(connection, this.#xWindow.id, this.#handling);
    this.#surroundings = await Surroundings.watch(connection, this.#xWindow, {
      seen: (isVisible) => this.#see(isVisible),
      gone: () => this.lost(),
      monitorsChanged: () => void this.#followMonitors().catch(() => {}),
    });
  }

  show(view: WindowView): void {
    if (this.#isOver) return;
    const before = this.#view?.state;
    this.#view = view;
    if (view.state === 'connected') this.#company = view.company;
    if (!offersEnd(view)) this.#confirm(false);
    if (view.state !== 'enterCode' && view.state !== 'connecting') this.#handling.forgetEntry();
    this.#redraw();
    // Whoever has just started the helper is to type now; nobody can control anything yet.
    if (view.state === 'enterCode' && before === undefined) this.#takeFocus();
    // Whoever typed a code goes on where it was not good.
    const wasTyping = before === 'enterCode' || before === 'connecting';
    if (wasTyping && view.state !== 'enterCode' && view.state !== 'connecting') this.#giveFocusBack();
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#end();
    // Where the display is gone, there is no window either.
    await this.#xWindow.giveFocusBack().catch(() => {});
    this.#xWindow.destroy();
    await this.#connection.settled().catch(() => {});
    this.#connection.close();
  }

  lost(): void {
    if (this.#isOver) return;
    this.#end();
    this.#connection.close();
    this.#events.lost();
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#confirming);
    this.#onTop.close();
    this.#surroundings?.close();
  }

  #hear({ name, wid, detail }: XEvent): void {
    if (this.#isOver || wid !== this.#xWindow.id || detail === NOTIFY_POINTER) return;
    if (name === 'FocusIn' || name === 'FocusOut') this.#handling.focus(name === 'FocusIn');
  }

  // Where the display is lost, its own event tells.
  #takeFocus(): void {
    if (!this.#isOver) void this.#xWindow.takeFocus().catch(() => {});
  }

  #giveFocusBack(): void {
    if (!this.#isOver) void this.#xWindow.giveFocusBack().catch(() => {});
  }

  #act(id: ButtonId): void {
    if (this.#isOver) return;
    if (id === 'endSession') return this.#confirm(true);
    if (id === 'connect') {
      if (this.#handling.entry) this.#events.entered(this.#handling.entry);
      return;
    }
    this.#confirm(false);
    this.#giveFocusBack();
    if (id === 'stopControl') this.#events.stopControl();
    if (id === 'confirmEnd') this.#events.endSession();
    if (id === 'close') this.#events.quit();
  }

  #confirm(isAsked: boolean): void {
    clearTimeout(this.#confirming);
    const wasAsked = this.#confirming !== undefined;
    this.#confirming = isAsked ? setTimeout(() => this.#confirm(false), CONFIRM_WITHIN_MS) : undefined;
    if (isAsked !== wasAsked) this.#redraw();
  }

  #see(isVisible: boolean): void {
    if (this.#view === undefined) return;
    if (isVisible && !this.#wasSeen) this.#handling.reappeared();
    this.#wasSeen = isVisible;
    this.#onTop.see(isVisible);
  }

  #putBack(): void {
    this.#xWindow.place(this.#xWindow.rect);
    this.#xWindow.map();
    this.#surroundings?.look();
  }

  async #followMonitors(): Promise<void> {
    this.#monitors = await listMonitors(this.#connection);
    if (this.#isOver || this.#view === undefined) return;
    const { x, y } = this.#xWindow.rect;
    const inside = keepInside(this.#xWindow.rect, this.#monitors);
    if (inside.x === x && inside.y === y) return;
    this.#xWindow.place(inside);
    this.#handling.reappeared();
  }

  #redraw(): void {
    const view = this.#view;
    if (view === undefined || this.#isOver) return;
    const content = this.#contentOf(view, this.#confirming !== undefined);
    const layout = this.#layOut(content, view);
    this.#handling.use(layout);
    const placeholder = this.#texts['enterCode.field'];
    const svg = draw(layout, this.#handling.shown, placeholder, this.#scale, this.#fonts);
    if (svg === this.#shown) return;
    this.#shown = svg;
    const picture = rasterise(svg, this.#fonts.filesFor([...wordsOf(layout), placeholder]));
    const isFirst = this.#xWindow.rect.width === 0;
    const [first] = this.#monitors;
    const size = { width: picture.width, height: picture.height };
    const place = isFirst && first ? cornerOf(first, size, this.#scale) : { ...this.#xWindow.rect, ...size };
    this.#xWindow.show(picture, keepInside(place, this.#monitors));
    this.#xWindow.setTitle(titleOf(this.#texts, content));
  }

  #contentOf(view: WindowView, isConfirming: boolean): Content {
    return toContent(view, { texts: this.#texts, locale: this.#locale, company: this.#company, isConfirming });
  }

  #layOut(content: Content, view: WindowView): Layout {
    const sameSizeAs = siblingsOf(view).flatMap((sibling) => {
      const asked = offersEnd(sibling) ? [this.#contentOf(sibling, true)] : [];
      return [this.#contentOf(sibling, false), ...asked];
    });
    return layOut(content, sameSizeAs, (text, kind) => this.#fonts.widthOf(text, TYPE[kind].size, TYPE[kind].isBold));
  }
}

const wordsOf = ({ title, aside, texts, buttons }: Layout): string[] =>
  [title, aside, ...texts].map(({ text }) => text).concat(buttons.map(({ label }) => label));

/** The window's contents in one line, for those who hear it. */
function titleOf(texts: WindowTexts, { title, who, text, address }: Content): string {
  const parts = [`${texts.name}: ${title}`, who ? isolate(who.name) : '', text, address];
  return parts.filter(Boolean).join(' – ');
}
