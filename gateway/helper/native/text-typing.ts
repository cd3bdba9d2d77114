import { setImmediate as breathe } from 'node:timers/promises';
import type { LibNut, NativePlatform } from './libnut.ts';

/** What every code page of Windows has at the same place. */
const ASCII = /^[ -~]$/;

/** Types text, whatever the owner's layout; what cannot be typed rightly is left out and counted. */
export class TextTyping {
  readonly #addon: LibNut;
  readonly #platform: NativePlatform;
  #leftOut = 0;

  constructor(addon: LibNut, platform: NativePlatform) {
    this.#addon = addon;
    this.#platform = platform;
  }

  /** Characters, so far. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /**
   * No modifier may be held meanwhile.
   * @param signal ends it early, between two characters
   */
  async type(text: string, signal: AbortSignal): Promise<void> {
    for (const character of text) {
      if (signal.aborted) return;
      if (this.#platform === 'darwin') this.#addon.typeString(character);
      else if (ASCII.test(character)) this.#typeByCode(character);
      else this.#leftOut += 1;
      await breathe();
    }
  }

  /**
   * By its number on the keypad while Alt is held, which Windows makes a character of in every window and layout. The addon's
   * own typing on Windows is right only where the window has the program's layout, and the character no dead key.
   */
  #typeByCode(character: string): void {
    this.#addon.keyToggle('alt', 'down');
    for (const digit of `0${character.charCodeAt(0)}`) {
      this.#addon.keyToggle(`numpad_${digit}`, 'down');
      this.#addon.keyToggle(`numpad_${digit}`, 'up');
    }
    this.#addon.keyToggle('alt', 'up');
  }
}
