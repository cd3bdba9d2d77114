import { POINTER_TAG } from '../../gateway/cobrowse/record/page-elements.ts';
import type { PagePoint } from '../../gateway/protocol/cobrowse-acts.ts';
import { placeOf } from './place-of.ts';

/** How often, in milliseconds, the pointer follows what it points at; scrolling moves it at once. */
const FOLLOW_EVERY_MS = 250;
/** How long a click is to be seen, in milliseconds. */
const CLICK_SHOWN_MS = 600;
const SVG = 'http://www.w3.org/2000/svg';

const CSS = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  width: 0 !important;
  height: 0 !important;
  overflow: visible !important;
  display: block !important;
  z-index: 2147483647 !important;
  pointer-events: none !important;
}
div { position: absolute; top: 0; left: 0; pointer-events: none; }
svg { position: absolute; top: -1px; left: -1px; overflow: visible; }
b {
  position: absolute;
  top: 22px;
  left: 14px;
  padding: 2px 8px;
  font: 600 13px/1.4 system-ui, sans-serif;
  color: #fff;
  white-space: nowrap;
  background: #1f5fbf;
  border: 1px solid #fff;
  border-radius: 10px;
}
b.left { right: 6px; left: auto; }
b.above { top: auto; bottom: 6px; }
i {
  position: absolute;
  top: -22px;
  left: -22px;
  width: 36px;
  height: 36px;
  border: 4px solid #1f5fbf;
  border-radius: 50%;
  opacity: 0;
}
i.pressed { opacity: 1; }
@media (prefers-reduced-motion: no-preference) {
  i.pressed { opacity: 0; animation: press ${CLICK_SHOWN_MS}ms ease-out; }
}
@keyframes press { from { opacity: 1; scale: 0.3; } to { opacity: 0; scale: 1; } }
`;

/**
 * The agent's pointer, with the agent's name, over the customer's page: at the same place of the same element, wherever that is
 * laid out. It is drawn above everything, takes no clicks, and is no part of what the agent sees.
 */
export class AgentPointer {
  readonly #document: Document;
  readonly #elementOf: (id: number) => Element | null;
  readonly #host: HTMLElement;
  readonly #pointer: HTMLElement;
  readonly #label: HTMLElement;
  readonly #ring: HTMLElement;
  #at: PagePoint | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ringTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was in the browser's top layer when the pointer was put above it. */
  #below: readonly Element[] = [];

  constructor(document: Document, elementOf: (id: number) => Element | null) {
    this.#document = document;
    this.#elementOf = elementOf;
    this.#host = document.createElement(POINTER_TAG);
    this.#host.ariaHidden = 'true'; // it says nothing that a screen reader could use
    this.#pointer = document.createElement('div');
    this.#label = document.createElement('b');
    this.#ring = document.createElement('i');
    this.#pointer.append(this.#ring, arrow(document), this.#label);
    const root = this.#host.attachShadow({ mode: 'closed' });
    const sheet = new (document.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#pointer);
  }

  /** @param isPressed - A click is to be seen there */
  show(at: PagePoint, name: string, isPressed = false): void {
    if (!this.#at) this.#appear();
    this.#at = at;
    this.#label.textContent = name;
    this.#follow();
    if (isPressed) this.#press();
  }

  hide(): void {
    this.#at = null;
    clearInterval(this.#timer);
    clearTimeout(this.#ringTimer);
    removeEventListener('scroll', this.#follow, { capture: true });
    removeEventListener('resize', this.#follow);
    this.#ring.classList.remove('pressed');
    this.#host.remove();
    this.#below = [];
  }

  #appear(): void {
    this.#document.documentElement.append(this.#host);
    this.#timer = setInterval(this.#follow, FOLLOW_EVERY_MS);
    addEventListener('scroll', this.#follow, { capture: true, passive: true });
    addEventListener('resize', this.#follow);
  }

  readonly #follow = (): void => {
    const element = this.#at && this.#elementOf(this.#at.id);
    this.#pointer.hidden = !element;
    if (!element || !this.#at) return;
    this.#rise();
    const { left, top, width, height } = placeOf(element);
    const [x, y] = [left + width * this.#at.x, top + height * this.#at.y];
    this.#pointer.style.translate = `${x}px ${y}px`;
    const { offsetWidth, offsetHeight } = this.#label;
    this.#label.classList.toggle('left', x + offsetWidth + 20 > innerWidth);
    this.#label.classList.toggle('above', y + offsetHeight + 24 > innerHeight);
  };

  /** Above the page's modal dialogs, which are above all else: shown anew, it is above the one that opened last. */
  #rise(): void {
    if (!('showPopover' in this.#host)) return;
    const below = [...this.#document.querySelectorAll('dialog:modal, [popover]:popover-open')].filter((element) => element !== this.#host);
    const isAbove = below.length === this.#below.length && below.every((element, index) => element === this.#below[index]);
    this.#below = below;
    if (isAbove) return;
    this.#host.popover = 'manual';
    if (this.#host.matches(':popover-open')) this.#host.hidePopover();
    this.#host.showPopover();
  }

  #press(): void {
    clearTimeout(this.#ringTimer);
    this.#ring.classList.remove('pressed');
    void this.#ring.offsetWidth; // begins the animation anew
    this.#ring.classList.add('pressed');
    this.#ringTimer = setTimeout(() => this.#ring.classList.remove('pressed'), CLICK_SHOWN_MS);
  }
}

/** Built node by node: a page's policy may forbid markup from a script. */
function arrow(document: Document): SVGElement {
  const make = (tag: string, attributes: Readonly<Record<string, string>>): SVGElement => {
    const element = document.createElementNS(SVG, tag) as SVGElement;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const svg = make('svg', { width: '22', height: '26', viewBox: '0 0 22 26' });
  svg.append(make('path', { d: 'M1 1v20l5.5-5 3.7 8.6 4.3-1.9-3.7-8.4H19z', fill: '#1f5fbf', stroke: '#fff', 'stroke-width': '2', 'stroke-linejoin': 'round' }));
  return svg;
}
