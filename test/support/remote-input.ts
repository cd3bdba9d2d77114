import type { InputInjector, OwnerEvents, Rect } from '../../gateway/helper/injector.ts';
import type { Button, KeyCode } from '../../gateway/protocol/input.ts';
import { DESKTOP_HEIGHT_PX, DESKTOP_WIDTH_PX } from './desktop.ts';

/** A desktop's only monitor. */
export const WHOLE: Rect = { x: 0, y: 0, width: DESKTOP_WIDTH_PX, height: DESKTOP_HEIGHT_PX };

/** Fractions of a pixel's centre, as a sender sends them. */
export const centreOf = (x: number, y: number, { width, height }: Rect): { x: number; y: number } => ({
  x: (x + 0.5) / width,
  y: (y + 0.5) / height,
});

/** The owner's acts as they are told. */
export class Told implements OwnerEvents {
  readonly events: string[] = [];
  acted = (): void => void this.events.push('acted');
  pressed = (): void => void this.events.push('pressed');
  killed = (): void => void this.events.push('killed');
  lost = (): void => void this.events.push('lost');
}

/** What a person can do by remote control, in short. */
export class Remote {
  readonly injector: InputInjector;
  surface = WHOLE;

  constructor(injector: InputInjector) {
    this.injector = injector;
  }

  async move(x: number, y: number): Promise<void> {
    await this.injector.inject({ kind: 'move', ...centreOf(x, y, this.surface) }, this.surface);
  }

  async button(button: Button, down: boolean, x: number, y: number): Promise<void> {
    await this.injector.inject({ kind: 'button', ...centreOf(x, y, this.surface), button, down }, this.surface);
  }

  async click(x: number, y: number): Promise<void> {
    await this.button(0, true, x, y);
    await this.button(0, false, x, y);
  }

  async key(code: KeyCode, down: boolean): Promise<void> {
    await this.injector.inject({ kind: 'key', code, down }, this.surface);
  }

  async tap(...codes: KeyCode[]): Promise<void> {
    for (const code of codes) await this.key(code, true);
    for (const code of codes.toReversed()) await this.key(code, false);
  }

  async type(text: string): Promise<void> {
    await this.injector.inject({ kind: 'text', text }, this.surface);
  }
}

/** A hundred characters that no keyboard has. */
export const KANJI =
  '一丁七万丈三上下不与丑専且世丘丙業丞両並中串丸丹主久之乏乗乙九乞也乱乳乾亀了予争事二云互五井亘亜亡交' +
  '亥亦亨享京亭人什仁仇今介仏仔仕他付仙代令以仮仰仲件任企伊伍伎伏伐休会伝伯伴伶伸伺似位低住佐佑体何余作';

/** Symbols of a key, without the empty columns, of which there are as many as the widest key needs. */
export function trimmed(keysyms: readonly number[]): number[] {
  return keysyms.slice(0, keysyms.findLastIndex((keysym) => keysym !== 0) + 1);
}
