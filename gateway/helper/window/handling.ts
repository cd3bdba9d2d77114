import { ButtonGuard } from './button-guard.ts';
import type { ButtonId } from './content.ts';
import type { Handling } from './draw.ts';
import type { Layout } from './layout.ts';
import type { HandEvents, HandPlace, KeyPress } from './owner-hand.ts';
import { isWithin } from './placement.ts';

/** A PIN has 9 digits at most, a code 10 characters. */
const ENTRY_MAX = 10;
/** Less is a hand that trembles, in pixels. */
const DRAG_FROM = 4;

export interface HandlingDeps {
  /** Pixels for each unit of the layout. */
  scale: number;
  now(): number;
  /** A button was pressed, by the mouse or a key. */
  act(id: ButtonId): void;
  /** The picture has to change. */
  changed(): void;
  /** The window's upper left corner should be there on the display. */
  dragTo(x: number, y: number): void;
  takeFocus(): void;
  giveFocusBack(): void;
}

/** What the owner's hand does in the window: a press counts when it ends where it began, and the window can be dragged. */
export class WindowHandling implements HandEvents {
  readonly #deps: HandlingDeps;
  readonly #guard = new ButtonGuard();
  #layout: Layout | undefined;
  #pressed: ButtonId | undefined;
  #isOverPressed = false;
  #drag: { x: number; y: number; fromX: number; fromY: number; hasMoved: boolean } | undefined;
  #hasFocus = false;
  #focused: ButtonId | 'field' | undefined;
  #entry = '';

  constructor(deps: HandlingDeps) {
    this.#deps = deps;
  }

  get shown(): Handling {
    return {
      pressed: this.#isOverPressed ? this.#pressed : undefined,
      focused: this.#hasFocus ? this.#focused : undefined,
      entry: this.#entry,
    };
  }

  get entry(): string {
    return this.#entry;
  }

  forgetEntry(): void {
    this.#entry = '';
  }

  /** What is in the window from now on. */
  use(layout: Layout): void {
    this.#layout = layout;
    this.#guard.update(layout.buttons, this.#deps.now());
    const stops = this.#stops;
    if (this.#pressed && !stops.includes(this.#pressed)) this.#pressed = undefined;
    if (this.#focused === undefined || !stops.includes(this.#focused)) this.#focused = layout.field ? 'field' : undefined;
  }

  /** The window came into sight again, or was moved by something else than the hand. */
  reappeared(): void {
    this.#guard.reappeared(this.#deps.now());
    this.#pressed = undefined;
  }

  focus(hasFocus: boolean): void {
    if (hasFocus === this.#hasFocus) return;
    this.#hasFocus = hasFocus;
    this.#focused = this.#layout?.field ? 'field' : undefined;
    this.#deps.changed();
  }

  pressed(place: HandPlace): void {
    const button = this.#buttonAt(place);
    if (button === undefined) {
      this.#drag = { x: place.x, y: place.y, fromX: place.rootX, fromY: place.rootY, hasMoved: false };
    } else if (this.#guard.allows(button, this.#deps.now())) {
      this.#pressed = button;
      this.#isOverPressed = true;
      this.#deps.changed();
    }
  }

  moved(place: HandPlace): void {
    if (this.#drag) {
      const { x, y, fromX, fromY } = this.#drag;
      this.#drag.hasMoved ||= Math.hypot(place.rootX - fromX, place.rootY - fromY) >= DRAG_FROM;
      if (this.#drag.hasMoved) this.#deps.dragTo(place.rootX - x, place.rootY - y);
    }
    const isOver = this.#pressed !== undefined && this.#buttonAt(place) === this.#pressed;
    if (isOver === this.#isOverPressed) return;
    this.#isOverPressed = isOver;
    this.#deps.changed();
  }

  released(place: HandPlace): void {
    const pressed = this.#pressed;
    if (this.#drag && !this.#drag.hasMoved) this.#deps.takeFocus();
    this.#drag = undefined;
    this.#pressed = undefined;
    this.#isOverPressed = false;
    if (pressed === undefined) return;
    this.#deps.changed();
    if (this.#buttonAt(place) === pressed) this.#deps.act(pressed);
  }

  key(press: KeyPress): void {
    // On a desktop where keys go to whatever is under the pointer, a click has to come first.
    if (!this.#hasFocus) return;
    if ('character' in press) this.#type(this.#entry + press.character);
    else if (press.command === 'backspace') this.#type(this.#entry.slice(0, -1));
    else if (press.command === 'tab') this.#moveFocus(press.isShifted ? -1 : 1);
    else if (press.isRepeat) return;
    else if (press.command === 'escape') this.#escape();
    else this.#activate(press.command);
  }

  get #stops(): readonly (ButtonId | 'field')[] {
    const buttons = this.#layout?.buttons.map(({ id }) => id) ?? [];
    return this.#layout?.field ? ['field', ...buttons] : buttons;
  }

  #type(entry: string): void {
    if (!this.#layout?.field) return;
    this.#entry = entry.slice(0, ENTRY_MAX);
    this.#focused = 'field';
    this.#deps.changed();
  }

  #moveFocus(by: 1 | -1): void {
    const stops = this.#stops;
    const from = this.#focused === undefined ? (by === 1 ? -1 : 0) : stops.indexOf(this.#focused);
    this.#focused = stops.at((from + by) % stops.length);
    this.#deps.changed();
  }

  #escape(): void {
    if (this.#stops.includes('keepSession')) this.#deps.act('keepSession');
    else this.#deps.giveFocusBack();
  }

  #activate(command: 'enter' | 'space'): void {
    const focused = this.#focused === 'field' && command === 'enter' ? 'connect' : this.#focused;
    if (focused === undefined || focused === 'field' || !this.#guard.allows(focused, this.#deps.now())) return;
    this.#deps.act(focused);
  }

  #buttonAt({ x, y }: HandPlace): ButtonId | undefined {
    const { scale } = this.#deps;
    return this.#layout?.buttons.find(({ rect }) => isWithin(x / scale, y / scale, rect))?.id;
  }
}
