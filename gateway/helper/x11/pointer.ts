import type { Button } from '../../protocol/input.ts';
import type { Rect } from '../injector.ts';

/** X numbers of `MouseEvent.button`: left, middle, right, back, forward. 4 to 7 are the wheel. */
const X_BUTTONS: Readonly<Record<Button, number>> = { 0: 1, 1: 2, 2: 3, 3: 8, 4: 9 };
const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const;

export function xButtonOf(button: Button): number {
  return X_BUTTONS[button];
}

/** A button to click for every step of the wheel. */
export function wheelClicks(right: number, down: number): readonly number[] {
  return [
    ...Array<number>(Math.abs(down)).fill(down < 0 ? WHEEL.up : WHEEL.down),
    ...Array<number>(Math.abs(right)).fill(right < 0 ? WHEEL.left : WHEEL.right),
  ];
}

/**
 * The pixel under a position. A sender means a pixel by its centre, `(pixel + 0.5) / width`, so that no rounding of
 * floating point numbers can reach the next one; a fraction of 1 is the last pixel.
 */
export function pixelAt(position: { x: number; y: number }, surface: Rect): { x: number; y: number } {
  return {
    x: surface.x + along(position.x, surface.width),
    y: surface.y + along(position.y, surface.height),
  };
}

function along(fraction: number, length: number): number {
  return Math.max(0, Math.min(Math.floor(fraction * length), length - 1));
}
