import type { RemoteInput } from '../protocol/input.ts';
import type { InputInjector, Rect } from './injector.ts';
import { pixelAt } from './x11/pointer.ts';

type Pointed = Extract<RemoteInput, { x: number }>;

/**
 * Keeps input from afar out of the helper's own window: what points into it is dropped, and a button that is let go there
 * goes up where the pointer was before.
 */
export class OffWindow {
  readonly #injector: Pick<InputInjector, 'inject'>;
  readonly #rect: () => Rect | undefined;
  #before: { input: Pointed; surface: Rect } | undefined;

  /** @param rect - Where the window is at this moment, if there is one. */
  constructor(injector: Pick<InputInjector, 'inject'>, rect: () => Rect | undefined) {
    this.#injector = injector;
    this.#rect = rect;
  }

  async inject(input: RemoteInput, surface: Rect): Promise<void> {
    if (!('x' in input)) return this.#injector.inject(input, surface);
    if (!isInside(pixelAt(input, surface), this.#rect())) {
      this.#before = { input, surface };
      return this.#injector.inject(input, surface);
    }
    if (input.kind !== 'button' || input.down || this.#before === undefined) return;
    const { x, y } = this.#before.input;
    await this.#injector.inject({ ...input, x, y }, this.#before.surface);
  }
}

function isInside({ x, y }: { x: number; y: number }, rect: Rect | undefined): boolean {
  if (rect === undefined) return false;
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}
