import x11, { type Image, type XClient } from 'x11';
import type { Picture } from './picture-likeness.ts';

/** Red, green, blue; 0 to 255 each. */
export type Colour = readonly [red: number, green: number, blue: number];
export interface Place {
  x: number;
  y: number;
}

/** A connection to a real X display, which reads what is on it and draws on it. */
export interface XScreen extends Disposable {
  readonly client: XClient;
  readonly root: number;
  /** Resolves once the X server has done all that it was asked for. */
  drawn(): Promise<void>;
  /** The whole display. */
  picture(): Promise<Picture>;
  /** The colour of one pixel now. */
  pixel(at: Place): Promise<Colour>;
  /** The middle of all pixels that look so; `null` where there are too few for a patch. */
  find(looks: (colour: Colour) => boolean): Promise<Place | null>;
  /** A window of one colour above all others, without a frame. */
  openPatch(at: Place, sizePx: number, colour: Colour): Promise<Patch>;
}

export interface Patch {
  /** Resolves once the X server has drawn it. */
  paint(colour: Colour): Promise<void>;
  close(): void;
}

/** Of the display, each way: pixels in between are not looked at. */
const STEP_PX = 8;
const SMALLEST_PATCH = 20;
const ZPIXMAP = 2;
const ALL_PLANES = 0xffff_ffff;

export async function openXScreen(display: string): Promise<XScreen> {
  const { client, screen } = await ask<Parameters<Parameters<typeof x11.createClient>[1]>[1]>((reply) =>
    x11.createClient({ display }, reply),
  );
  const { root, pixel_width: width, pixel_height: height } = screen[0]!;
  const image = (x: number, y: number, w: number, h: number): Promise<Image> =>
    ask((reply) => client.GetImage(ZPIXMAP, root, x, y, w, h, ALL_PLANES, reply));
  const drawn = async (): Promise<void> => void (await ask((reply) => client.GetInputFocus(reply)));
  return {
    client,
    root,
    drawn,
    async picture() {
      const { data } = await image(0, 0, width, height);
      const rgba = new Uint8Array(data.length);
      for (let at = 0; at < data.length; at += 4) rgba.set([data[at + 2]!, data[at + 1]!, data[at]!, 255], at);
      return { width, height, rgba };
    },
    async pixel({ x, y }) {
      return colourAt(await image(x, y, 1, 1), 0);
    },
    async find(looks) {
      const all = await image(0, 0, width, height);
      const found: Place[] = [];
      for (let y = 0; y < height; y += STEP_PX)
        for (let x = 0; x < width; x += STEP_PX) if (looks(colourAt(all, y * width + x))) found.push({ x, y });
      if (found.length < SMALLEST_PATCH) return null;
      const middle = (of: 'x' | 'y'): number => Math.round(found.reduce((sum, at) => sum + at[of], 0) / found.length);
      return { x: middle('x'), y: middle('y') };
    },
    async openPatch({ x, y }, sizePx, colour) {
      const patch = openWindow(client, root, { x, y }, sizePx, colour);
      await drawn();
      return {
        async paint(next) {
          client.ChangeWindowAttributes(patch, { backgroundPixel: toPixel(next) });
          client.ClearArea(patch, 0, 0, 0, 0, 0);
          await drawn();
        },
        close: () => client.DestroyWindow(patch),
      };
    },
    [Symbol.dispose]: () => client.terminate(),
  };
}

function openWindow(client: XClient, root: number, { x, y }: Place, sizePx: number, colour: Colour): number {
  const window = client.AllocID();
  const values = { backgroundPixel: toPixel(colour), overrideRedirect: 1 } as const;
  client.CreateWindow(window, root, x, y, sizePx, sizePx, 0, 0, 0, 0, values);
  client.MapWindow(window);
  client.RaiseWindow(window);
  return window;
}

const toPixel = ([red, green, blue]: Colour): number => (red << 16) | (green << 8) | blue;

function colourAt({ data }: Image, index: number): Colour {
  const [blue = 0, green = 0, red = 0] = data.subarray(index * 4, index * 4 + 3);
  return [red, green, blue];
}

const ask = <Result>(send: (reply: (error: Error | null, result: Result) => void) => void): Promise<Result> =>
  new Promise((resolve, reject) => send((error, result) => (error ? reject(error) : resolve(result))));
