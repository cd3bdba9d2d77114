import { XConnection } from '../../gateway/helper/x11/x-connection.ts';
import type { Colour, Place } from './x-screen.ts';

/** A program on an X display with one big button, which changes its colour when it is pressed. */
export interface XButton extends Disposable {
  /** Whether it has the first of its two colours now. */
  readonly isRed: boolean;
  /** When the next press arrives, in the clock of `performance.now()`. */
  nextPress(): Promise<number>;
}

const BUTTON_PRESS_MASK = 4;
const INPUT_OUTPUT = 1;

/** @param colours - Shown at first, and after the first press; then in turns. */
export async function openXButton(display: string, { x, y }: Place, sizePx: number, colours: readonly [Colour, Colour]): Promise<XButton> {
  const connection = await XConnection.open(display, () => undefined);
  const { client, root } = connection;
  const window = client.AllocID();
  const [first, second] = colours.map(([red, green, blue]) => (red << 16) | (green << 8) | blue);
  const values = { backgroundPixel: first!, overrideRedirect: 1, eventMask: BUTTON_PRESS_MASK } as const;
  client.CreateWindow(window, root, x, y, sizePx, sizePx, 0, 0, INPUT_OUTPUT, 0, values);
  client.MapWindow(window);
  client.RaiseWindow(window);
  await connection.settled();
  let isRed = true;
  let pressed = Promise.withResolvers<number>();
  client.on('event', ({ name }) => {
    if (name !== 'ButtonPress') return;
    const atMs = performance.now();
    isRed = !isRed;
    client.ChangeWindowAttributes(window, { backgroundPixel: isRed ? first! : second! });
    client.ClearArea(window, 0, 0, 0, 0, 0);
    pressed.resolve(atMs);
  });
  return {
    get isRed() {
      return isRed;
    },
    nextPress() {
      pressed = Promise.withResolvers();
      return pressed.promise;
    },
    [Symbol.dispose]: () => connection.close(),
  };
}
