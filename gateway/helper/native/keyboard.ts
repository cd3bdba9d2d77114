import { MODIFIER_CODES, type KeyCode } from '../../protocol/input.ts';
import { isForbiddenChord } from './forbidden-chords.ts';
import { keyNameOf } from './key-names.ts';
import type { LibNut, NativePlatform } from './libnut.ts';

const isModifier = (code: KeyCode): boolean => (MODIFIER_CODES as readonly KeyCode[]).includes(code);
const kindOf = (code: KeyCode): string => code.replace(/(Left|Right)$/, '');

/** The physical keys, and which of them are held down here. */
export class Keyboard {
  readonly #addon: Pick<LibNut, 'keyToggle'>;
  readonly #platform: NativePlatform;
  readonly #held = new Set<KeyCode>();

  constructor(addon: Pick<LibNut, 'keyToggle'>, platform: NativePlatform) {
    this.#addon = addon;
    this.#platform = platform;
  }

  /** A key that cannot be pressed here, or must not be, is left out. */
  press(code: KeyCode): void {
    if (keyNameOf(code, this.#platform) === undefined || isForbiddenChord(code, this.#held, this.#platform)) return;
    // The addon counts both sides of a modifier as one on macOS: two that are down would never be up again. Of other keys a
    // second press is a repeat, which no system makes of injected ones by itself.
    if (isModifier(code) && [...this.#held].some((held) => kindOf(held) === kindOf(code))) return;
    this.#toggle(code, 'down');
    this.#held.add(code);
  }

  /** To let go what is not held here would let go what the owner holds. */
  release(code: KeyCode): void {
    if (this.#held.delete(code)) this.#toggle(code, 'up');
  }

  releaseAll(): void {
    for (const code of this.#held) this.release(code);
  }

  /** Lets every modifier go. @returns Those that were down. */
  liftModifiers(): KeyCode[] {
    const lifted = [...this.#held].filter(isModifier);
    for (const code of lifted) this.release(code);
    return lifted;
  }

  /**
   * Lets go the modifiers that a killed process may have left down; no system tells of them. On macOS the addon flips a
   * modifier at each release: after the second one it is up for certain, with no press between.
   */
  releaseLeftovers(): void {
    for (const code of MODIFIER_CODES) {
      this.#toggle(code, 'up');
      if (this.#platform === 'darwin') this.#toggle(code, 'up');
    }
  }

  #toggle(code: KeyCode, direction: 'up' | 'down'): void {
    const name = keyNameOf(code, this.#platform);
    if (name !== undefined) this.#addon.keyToggle(name, direction);
  }
}
