import type { XClient, XEvent, XExtensions } from 'x11';
import type { Rect } from '../injector.ts';
import type { XConnection } from '../x11/x-connection.ts';
import { overlap } from './placement.ts';
import type { XWindow } from './x-window.ts';

/** Of X: a window that shows something, and one that can be seen. */
const INPUT_OUTPUT = 1;
const VIEWABLE = 2;
/** The lower bits of an identifier; those of its owner begin above the ones that the owner may choose. */
const IDENTIFIER_BITS = 0x1fffffff;
/** What happens to a window on the desktop, when another one may be above ours. */
const MOVES = new Set(['MapNotify', 'UnmapNotify', 'ConfigureNotify', 'CirculateNotify', 'ReparentNotify', 'DestroyNotify']);
/** A window that is dragged moves a hundred times a second. */
const LOOK_EVERY_MS = 50;

export interface SurroundingsEvents {
  /** After anything moved: whether our window is where it belongs and nothing is above any part of it. */
  seen(isVisible: boolean): void;
  /** Somebody destroyed it. */
  gone(): void;
  /** A monitor was added, removed or changed. */
  monitorsChanged(): void;
}

/**
 * What is around a window. It asks for the order of all windows after each change, instead of for the display's own
 * `VisibilityNotify`: a desktop with a compositor, which most are, makes every window count as visible.
 */
export class Surroundings {
  readonly #connection: XConnection;
  readonly #window: XWindow;
  readonly #events: SurroundingsEvents;
  #randrFirstEvent = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  private constructor(connection: XConnection, window: XWindow, events: SurroundingsEvents) {
    this.#connection = connection;
    this.#window = window;
    this.#events = events;
  }

  static async watch(connection: XConnection, window: XWindow, events: SurroundingsEvents): Promise<Surroundings> {
    const surroundings = new Surroundings(connection, window, events);
    const { client, root } = connection;
    const { StructureNotify, SubstructureNotify } = client.eventMask;
    client.ChangeWindowAttributes(root, { eventMask: StructureNotify | SubstructureNotify });
    const randr = await connection.ask<XExtensions['randr']>((reply) => client.require('randr', reply)).catch(() => undefined);
    if (randr) {
      surroundings.#randrFirstEvent = randr.firstEvent;
      randr.SelectInput(root, randr.NotifyMask.All);
    }
    client.on('event', (event) => surroundings.#hear(event));
    return surroundings;
  }

  /** Looks soon, and says what it saw. */
  look(): void {
    if (this.#timer || this.#isClosed) return;
    const inMs = Math.max(0, this.#lookedAtMs + LOOK_EVERY_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lookedAtMs = performance.now();
      void this.#lookNow();
    }, inMs);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #hear({ name, type, wid1 }: XEvent): void {
    if (this.#isClosed) return;
    const isOfScreen = name === 'ConfigureNotify' && wid1 === this.#connection.root;
    const isOfMonitors = type === this.#randrFirstEvent || type === this.#randrFirstEvent + 1;
    if (isOfScreen || isOfMonitors) this.#events.monitorsChanged();
    if (MOVES.has(name)) this.look();
  }

  async #lookNow(): Promise<void> {
    const { client, root } = this.#connection;
    const wanted = this.#window.rect;
    try {
      const { children } = await this.#connection.ask<{ children: number[] }>((reply) => client.QueryTree(root, reply));
      const place = children.indexOf(this.#window.id);
      const above = children.slice(place + 1).filter((window) => !this.#isServers(client, window));
      const [own, ...others] = await Promise.all([this.#window.id, ...above].map((window) => this.#shownAt(window)));
      if (this.#isClosed) return;
      if (place < 0) return this.#events.gone();
      const isInPlace = own !== undefined && isSame(own, wanted);
      this.#events.seen(isInPlace && others.every((other) => other === undefined || !overlap(other, wanted)));
    } catch {
      // The connection is lost, which its own event tells.
    }
  }

  /** Compositors paint the whole desktop into a window above all, which belongs to the display itself. */
  #isServers(client: XClient, window: number): boolean {
    return (window & IDENTIFIER_BITS & ~client.display.resource_mask) === 0;
  }

  /** @returns `undefined` where it cannot be seen, or is gone by now */
  async #shownAt(window: number): Promise<Rect | undefined> {
    const { client } = this.#connection;
    const connection = this.#connection;
    const [attributes, geometry] = await Promise.all([
      connection.ask<{ klass: number; mapState: number }>((reply) => client.GetWindowAttributes(window, reply)),
      connection.ask<{ xPos: number; yPos: number; width: number; height: number; borderWidth: number }>((reply) =>
        client.GetGeometry(window, reply),
      ),
    ]).catch(() => []);
    if (!attributes || !geometry || attributes.klass !== INPUT_OUTPUT || attributes.mapState !== VIEWABLE) return undefined;
    const { xPos: x, yPos: y, borderWidth } = geometry;
    return { x, y, width: geometry.width + 2 * borderWidth, height: geometry.height + 2 * borderWidth };
  }
}

const isSame = (one: Rect, other: Rect): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
