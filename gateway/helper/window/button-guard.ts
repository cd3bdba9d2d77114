import type { Rect } from '../injector.ts';
import type { ButtonId } from './content.ts';
import type { PlacedButton } from './layout.ts';

/** A press within this time after a button appeared was meant for what was there before. */
const NEW_FOR_MS = 500;

/** Keeps a hand that is on its way already from pressing what has just come under it. */
export class ButtonGuard {
  #since = new Map<ButtonId, { atMs: number; rect: Rect }>();

  /** What is there from now on; a button that stays where it is keeps its age. */
  update(buttons: readonly PlacedButton[], nowMs: number): void {
    const since = buttons.map(({ id, rect }): [ButtonId, { atMs: number; rect: Rect }] => {
      const before = this.#since.get(id);
      return [id, { atMs: before && isSame(before.rect, rect) ? before.atMs : nowMs, rect }];
    });
    this.#since = new Map(since);
  }

  /** The whole window has just come into sight, or moved by itself. */
  reappeared(nowMs: number): void {
    for (const each of this.#since.values()) each.atMs = nowMs;
  }

  allows(id: ButtonId, nowMs: number): boolean {
    const since = this.#since.get(id);
    return since !== undefined && nowMs - since.atMs >= NEW_FOR_MS;
  }
}

const isSame = (one: Rect, other: Rect): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
