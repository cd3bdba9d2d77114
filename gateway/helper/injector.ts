import type { KeyCode, RemoteInput } from '../protocol/input.ts';

/** Part of a display, in its pixels. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A screen of a display. */
export interface Monitor extends Rect {
  /** The number that browsers have for it; `null` for the whole display. */
  screenId: number | null;
}

/**
 * The real mouse and keyboard of one desktop. It knows nothing of sessions and grants: whoever holds it decides what
 * may be injected, and when.
 */
export interface InputInjector {
  /** The monitors as they are now, the whole display where it cannot name them. */
  monitors(): Promise<readonly Monitor[]>;
  /**
   * Injects in the order of the calls; there is no need to wait for one before the next.
   * @param surface what the input's fractions are fractions of: usually one of `monitors()`
   * @returns Resolves when the display has taken it, or when a later `releaseAll` made it void.
   * @throws InjectorError where the display is gone
   */
  inject(input: RemoteInput, surface: Rect): Promise<void>;
  /**
   * Releases every key and button that this injector holds down. It does not queue: what was asked before and is not
   * injected yet, the rest of a long text for example, is dropped. Calling it again is harmless.
   */
  releaseAll(): Promise<void>;
  /** `releaseAll`, takes back what was changed in the keyboard map, and lets the display go. */
  close(): Promise<void>;
}

/** What an injector tells. Nothing is told after `close` or after `lost`. */
export interface OwnerEvents {
  /**
   * The owner's own mouse, touchscreen or keyboard did something. Told at the first act and then at most ten times a
   * second while it goes on.
   */
  acted(): void;
  /** The owner pressed a button of their own mouse, or touched the screen; the wheel is none. Told each time. */
  pressed(): void;
  /** The owner pressed `KILL_CHORD` on their own keyboard. Injected keys never cause it, not even one of them. */
  killed(): void;
  /** The display is gone, or the program that spoke to it; nothing is held down any more, as far as can be. */
  lost(): void;
}

/**
 * The keys with which the owner stops everything: Ctrl+Alt+Shift+S ("stop"), one of each row, by their physical
 * places. Every keyboard has them, and no desktop that we know of takes them for itself.
 */
export const KILL_CHORD: readonly (readonly KeyCode[])[] = [
  ['ControlLeft', 'ControlRight'],
  ['AltLeft', 'AltRight'],
  ['ShiftLeft', 'ShiftRight'],
  ['KeyS'],
];

/**
 * - `unreachable`: there is no such display, or it lets us not in
 * - `unsupported`: it lacks an extension that is needed
 * - `lost`: it was there and is gone
 */
export type InjectorErrorReason = 'unreachable' | 'unsupported' | 'lost';

export class InjectorError extends Error {
  override readonly name = 'InjectorError';
  readonly reason: InjectorErrorReason;

  constructor(reason: InjectorErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
