import { setTimeout } from 'node:timers/promises';
import type { XClient } from 'x11';
import { seededRandom } from '../support/seeded-random.ts';
import type { XScreen } from './x-screen.ts';

/** What somebody does on a desktop; the same pictures in the same order every time. */
export const WORKS = ['still screen', 'typing', 'scrolling log', 'video'] as const;
export type WorkName = (typeof WORKS)[number];

/** Where it is drawn: a window that covers most of a desktop of 1,280 × 720. */
export const WORK_AREA = { x: 20, y: 20, width: 1_200, height: 660 } as const;

const LINE_PX = 16;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz 0123456789/:._-';
const INK = 0x10_10_10;
const PAPER = 0xff_ff_ff;

/** A window full of small text in which the work goes on until `stop`, which resolves when its last change is drawn. */
export interface Work {
  stop(): Promise<void>;
  close(): void;
}

export async function startWork(screen: XScreen, name: WorkName): Promise<Work> {
  const { client, root } = screen;
  const [window, gc, font] = [client.AllocID(), client.AllocID(), client.AllocID()];
  const { x, y, width, height } = WORK_AREA;
  const values = { backgroundPixel: PAPER, overrideRedirect: 1 } as const;
  client.CreateWindow(window, root, x, y, width, height, 0, 0, 0, 0, values);
  client.MapWindow(window);
  client.RaiseWindow(window);
  client.OpenFont(font, 'fixed');
  client.CreateGC(gc, window, { foreground: INK, background: PAPER, font });
  const pen: Pen = { client, window, gc, random: seededRandom(7), row: 0, column: 0 };
  for (let line = 0; line * LINE_PX < height; line += 1) writeLine(pen, line * LINE_PX + 12);
  await screen.drawn();
  let isOver = false;
  const [step, everyMs] = STEPS[name];
  const going = (async () => {
    while (!isOver) {
      step?.(pen);
      await Promise.all([screen.drawn(), setTimeout(everyMs)]);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await going;
    },
    close: () => client.DestroyWindow(window),
  };
}

interface Pen {
  client: XClient;
  window: number;
  gc: number;
  random: () => number;
  row: number;
  column: number;
}

/** One change each, and after how many milliseconds the next one comes. */
const STEPS: Record<WorkName, readonly [((pen: Pen) => void) | null, number]> = {
  'still screen': [null, 100],
  // A fast typist.
  typing: [type, 120],
  'scrolling log': [scroll, 100],
  video: [drawFrame, 33],
};

function writeLine({ client, window, gc, random }: Pen, y: number): void {
  const text = Array.from({ length: 195 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
  client.ImageText8(window, gc, 4, y, text);
}

function type(pen: Pen): void {
  const { client, window, gc, random } = pen;
  const letter = LETTERS[Math.floor(random() * LETTERS.length)] ?? ' ';
  client.ImageText8(window, gc, 4 + pen.column * 6, 12 + pen.row * LINE_PX, letter);
  pen.column = (pen.column + 1) % 190;
  if (pen.column === 0) pen.row = (pen.row + 1) % 40;
}

function scroll(pen: Pen): void {
  const { client, window, gc } = pen;
  const { width, height } = WORK_AREA;
  client.CopyArea(window, window, gc, 0, LINE_PX, 0, 0, width, height - LINE_PX);
  client.ClearArea(window, 0, height - LINE_PX, width, LINE_PX, 0);
  writeLine(pen, height - 4);
}

/** 640 × 360 pixels of blocks, each of another colour than before. */
function drawFrame({ client, window, gc, random }: Pen): void {
  for (let block = 0; block < 144; block += 1) {
    client.ChangeGC(gc, { foreground: Math.floor(random() * 0x1_00_00_00) });
    client.PolyFillRectangle(window, gc, [(block % 16) * 40, Math.floor(block / 16) * 40, 40, 40]);
  }
  client.ChangeGC(gc, { foreground: INK });
}
