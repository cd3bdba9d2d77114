import { setTimeout } from 'node:timers/promises';
import type { Colour, Place, XScreen } from './x-screen.ts';

export const RED: Colour = [220, 20, 20];
export const GREEN: Colour = [20, 200, 20];
/** After video coding; stronger than the red and the green that our pages have. */
export const isRed = ([red, green, blue]: Colour): boolean => red > 195 && green < 90 && blue < 90;
export const isGreen = ([red, green, blue]: Colour): boolean => green > 160 && red < 90 && blue < 90;

/** On a desktop of 1,280 × 720, beside a browser on its left half. */
export const PATCH_AT: Place = { x: 900, y: 300 };
export const PATCH_PX = 240;

/** The pixel is looked at so often: a sample is at most so much too long, for every peer alike. */
const LOOK_EVERY_MS = 1;
const FIND_EVERY_MS = 100;
const LOST_AFTER_MS = 15_000;

/** When the pixel looks so, in the clock of `performance.now()`. */
export async function untilLooks(screen: XScreen, at: Place, looks: (colour: Colour) => boolean): Promise<number> {
  const deadlineMs = performance.now() + LOST_AFTER_MS;
  while (!looks(await screen.pixel(at))) {
    if (performance.now() > deadlineMs) throw new Error('the change never came to the viewer');
    await setTimeout(LOOK_EVERY_MS);
  }
  return performance.now();
}

/** Where the owner's patch is on the viewer's display. */
export async function untilFound(screen: XScreen, looks: (colour: Colour) => boolean): Promise<Place> {
  for (const deadlineMs = performance.now() + LOST_AFTER_MS; performance.now() < deadlineMs; await setTimeout(FIND_EVERY_MS)) {
    const found = await screen.find(looks);
    if (found) return found;
  }
  throw new Error("the owner's patch never came to the viewer");
}
