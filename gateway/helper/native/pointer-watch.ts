import type { OwnerEvents } from '../injector.ts';
import type { LibNut } from './libnut.ts';

export interface Point {
  x: number;
  y: number;
}

const LOOK_EVERY_MS = 50;
const LOOK_ON_FOR_MS = 1_000;
/** A mouse makes up to a thousand events a second; whoever listens pauses for about one second at each. */
const TELL_ACTED_EVERY_MS = 100;
/** Windows counts in 65,536ths of the screen and macOS in fractions of a point: either may end beside the pixel. */
const NEAR_PX = 2;
/** More than the fastest sender puts between two looks. */
const PUT_MAX = 64;

export const isNear = (one: Point, other: Point): boolean =>
  Math.abs(one.x - other.x) <= NEAR_PX && Math.abs(one.y - other.y) <= NEAR_PX;

/**
 * Tells the owner's hand by the pointer alone, as the addon hears no mouse and no keyboard: it is somewhere else than where
 * it was put. It looks only while inputs come and for a second after, and sees no click and no key of the owner's.
 */
export class PointerWatch {
  readonly #addon: Pick<LibNut, 'getMousePos'>;
  readonly #events: Pick<OwnerEvents, 'acted'>;
  /** Where the pointer was last seen, and where it was put since: it may be late. */
  #expected: Point[] = [];
  #timer: NodeJS.Timeout | undefined;
  #leftLooks = 0;
  #pauseLooks = 0;

  constructor(addon: Pick<LibNut, 'getMousePos'>, events: Pick<OwnerEvents, 'acted'>) {
    this.#addon = addon;
    this.#events = events;
  }

  /** To be called before each input. */
  inputComes(): void {
    this.#leftLooks = LOOK_ON_FOR_MS / LOOK_EVERY_MS;
    if (this.#timer) return;
    this.#expected = [this.#addon.getMousePos()];
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** To be called before the pointer is put somewhere. */
  willPut(point: Point): void {
    this.#expected.push(point);
    if (this.#expected.length > PUT_MAX) this.#expected.splice(1, 1);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const seen = this.#addon.getMousePos();
    const at = this.#expected.findLastIndex((point) => isNear(point, seen));
    this.#expected = at < 0 ? [seen] : this.#expected.slice(at);
    this.#pauseLooks -= 1;
    if (at < 0 && this.#pauseLooks <= 0) {
      this.#pauseLooks = TELL_ACTED_EVERY_MS / LOOK_EVERY_MS;
      this.#events.acted();
    }
    this.#leftLooks -= 1;
    if (this.#leftLooks <= 0) this.stop();
  }
}
