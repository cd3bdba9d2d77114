import { setTimeout as sleep } from 'node:timers/promises';
import { InjectorError, type Monitor } from '../injector.ts';
import type { LibNut, NativePlatform } from './libnut.ts';
import { isNear, type Point, type PointerWatch } from './pointer-watch.ts';

const LOOK_EVERY_MS = 5;
/** A desktop that is busy takes a few frames; what takes longer than this is no click for now. */
const ARRIVES_WITHIN_MS = 250;
/** Farther than what counts as near. */
const TRY_PX = 4;

/** Why a pointer stays where it is, and the way out. */
const STAYS: Readonly<Record<NativePlatform, string>> = {
  darwin:
    'macOS lets this program not move the mouse. Open System Settings, Privacy & Security, Accessibility, switch on ' +
    'sideseat-helper (or the terminal that it was started from), and start it again.',
  win32:
    'Windows lets this program not move the mouse: the window in front runs as administrator, or Windows asks something. ' +
    'Close it, and try again.',
};

/** The pointer of the primary screen: the addon tells of no other. */
export class Pointer {
  readonly #addon: LibNut;
  readonly #platform: NativePlatform;
  readonly #watch: Pick<PointerWatch, 'willPut'>;

  constructor(addon: LibNut, platform: NativePlatform, watch: Pick<PointerWatch, 'willPut'>) {
    this.#addon = addon;
    this.#platform = platform;
    this.#watch = watch;
  }

  /** The whole primary screen; none where the pointer is on another one, as then it cannot be known which is shared. */
  screens(): Monitor[] {
    const { width, height } = this.#addon.getScreenSize();
    const { x, y } = this.#addon.getMousePos();
    const isOnIt = x >= 0 && y >= 0 && x < width && y < height;
    return isOnIt ? [{ screenId: null, x: 0, y: 0, width, height }] : [];
  }

  moveTo(point: Point): void {
    this.#watch.willPut(point);
    this.#addon.moveMouse(point.x, point.y);
  }

  /**
   * Moves, and waits until it is there: a button goes down where the pointer is, not where it was sent.
   * @returns Whether it is there: not where the owner's hand took it elsewhere, or `signal` ended it.
   * @throws InjectorError `unreachable` where it did not move at all
   */
  async arriveAt(point: Point, signal: AbortSignal): Promise<boolean> {
    const from = this.#addon.getMousePos();
    this.moveTo(point);
    for (let waitedMs = 0; !isNear(this.#addon.getMousePos(), point); waitedMs += LOOK_EVERY_MS) {
      if (waitedMs < ARRIVES_WITHIN_MS) await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return false;
      if (waitedMs < ARRIVES_WITHIN_MS) continue;
      const seen = this.#addon.getMousePos();
      if (seen.x === from.x && seen.y === from.y) throw new InjectorError('unreachable', STAYS[this.#platform]);
      return isNear(seen, point);
    }
    return true;
  }

  /**
   * Moves by a few pixels and back, to find out whether the system lets it: nothing else tells.
   * @throws InjectorError `unreachable`, with what its owner has to allow
   */
  async tryOut(): Promise<void> {
    const { signal } = new AbortController();
    const from = this.#addon.getMousePos();
    await this.arriveAt({ x: from.x + (from.x < TRY_PX ? TRY_PX : -TRY_PX), y: from.y }, signal);
    this.moveTo(from);
  }
}
