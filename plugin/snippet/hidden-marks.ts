import { placesOf } from './place-of.ts';

/** Places that are marked at most; more would only be one grey page. */
const MARKS_MAX = 500;
/** How often, in milliseconds, the marks follow what they mark; scrolling moves them at once. */
const FOLLOW_EVERY_MS = 250;

const CSS = `
:host { all: initial !important; position: fixed !important; inset: 0 !important; z-index: 2147483646 !important; pointer-events: none !important; }
div {
  position: absolute;
  box-sizing: border-box;
  background: repeating-linear-gradient(45deg, rgb(180 35 24 / 30%) 0 6px, rgb(180 35 24 / 12%) 6px 12px);
  border: 2px solid #b42318;
  border-radius: 3px;
}
.seen { background: none; border: 3px dashed #b54708; }
@media (forced-colors: active) { div { border-color: Highlight; } }
`;

/** Boxes over places of a page: of which something is hidden from the agent, or `seen`. They take no clicks, and no agent sees them. */
export class HiddenMarks {
  readonly #document: Document;
  readonly #elements: () => Iterable<Element>;
  readonly #look: 'hidden' | 'seen';
  readonly #boxes: HTMLElement[] = [];
  #host: HTMLElement | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(document: Document, elements: () => Iterable<Element>, look: 'hidden' | 'seen' = 'hidden') {
    this.#document = document;
    this.#elements = elements;
    this.#look = look;
  }

  show(): void {
    if (this.#host) return;
    const host = this.#document.createElement('sideseat-marks');
    host.setAttribute('data-cobrowse', 'block');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    this.#document.documentElement.append(host);
    this.#host = host;
    this.#timer = setInterval(() => this.#follow(), FOLLOW_EVERY_MS);
    addEventListener('scroll', this.#follow, { capture: true, passive: true });
    addEventListener('resize', this.#follow);
    this.#follow();
  }

  hide(): void {
    clearInterval(this.#timer);
    removeEventListener('scroll', this.#follow, { capture: true });
    removeEventListener('resize', this.#follow);
    this.#host?.remove();
    this.#host = null;
    this.#boxes.length = 0;
  }

  readonly #follow = (): void => {
    const root = this.#host?.shadowRoot;
    if (!root) return;
    const places = [...this.#elements()].filter((element) => !element.matches('sideseat-snippet, sideseat-marks')).flatMap(placesOf).filter(isSeen);
    const shown = places.slice(0, MARKS_MAX);
    while (this.#boxes.length > shown.length) this.#boxes.pop()?.remove();
    shown.forEach(({ left, top, width, height }, index) => {
      const box = (this.#boxes[index] ??= root.appendChild(this.#document.createElement('div')));
      box.className = this.#look;
      Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    });
  };
}

const isSeen = ({ width, height, bottom, right, top, left }: DOMRect): boolean =>
  width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
