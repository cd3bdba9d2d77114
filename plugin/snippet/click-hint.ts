import { POINTER_TAG } from '../../gateway/cobrowse/record/page-elements.ts';
import { placeOf } from './place-of.ts';

/** How long a hint stays, in milliseconds, where nobody follows it. */
const SHOWN_MS = 20_000;
/** How often, in milliseconds, it follows what it is about. */
const FOLLOW_EVERY_MS = 250;

const CSS = `
:host { all: initial !important; position: fixed !important; inset: 0 auto auto 0 !important; display: block !important; z-index: 2147483647 !important; pointer-events: none !important; }
div { position: fixed; box-sizing: border-box; border: 3px solid #1f5fbf; border-radius: 6px; box-shadow: 0 0 0 2px #fff; }
p {
  position: fixed;
  box-sizing: border-box;
  max-width: min(320px, calc(100vw - 16px));
  margin: 0;
  padding: 6px 12px;
  font: 600 15px/1.4 system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans CJK JP', sans-serif;
  color: #fff;
  background: #1f5fbf;
  border: 1px solid #fff;
  border-radius: 8px;
}
@media (forced-colors: active) { div { border-color: Highlight; } p { color: HighlightText; background: Highlight; forced-color-adjust: none; } }
@media print { :host { display: none !important; } }
`;

/** Asks the customer for a click on an element that the site keeps for the customer. It takes no click itself, and no agent sees it. */
export class ClickHint {
  readonly #document: Document;
  #ending: AbortController | null = null;

  constructor(document: Document) {
    this.#document = document;
  }

  show(element: Element, words: string): void {
    this.hide();
    const host = this.#document.createElement(POINTER_TAG);
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    const frame = this.#document.createElement('div');
    const text = this.#document.createElement('p');
    text.role = 'status';
    root.append(frame, text);
    this.#document.documentElement.append(host);
    if ('showPopover' in host) {
      host.popover = 'manual'; // above the page's dialogs
      host.showPopover();
    }
    text.textContent = words; // once it is there: screen readers say what changes
    const place = (): void => (element.isConnected ? put(placeOf(element), frame, text) : this.hide());
    place();
    const timers = [setInterval(place, FOLLOW_EVERY_MS), setTimeout(() => this.hide(), SHOWN_MS)];
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    signal.addEventListener('abort', () => {
      timers.forEach(clearInterval);
      host.remove();
    });
    addEventListener('scroll', place, { capture: true, passive: true, signal });
    this.#document.addEventListener('click', (event) => event.isTrusted && this.hide(), { capture: true, signal });
  }

  hide(): void {
    this.#ending?.abort();
    this.#ending = null;
  }
}

/** Around the element, and below it, or above where there is no room. */
function put({ left, top, width, height }: DOMRect, frame: HTMLElement, text: HTMLElement): void {
  Object.assign(frame.style, { left: `${left - 4}px`, top: `${top - 4}px`, width: `${width + 8}px`, height: `${height + 8}px` });
  const { offsetWidth, offsetHeight } = text;
  const below = top + height + 10;
  const isRoom = below + offsetHeight < innerHeight;
  Object.assign(text.style, {
    left: `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`,
    top: `${isRoom ? below : Math.max(8, top - offsetHeight - 10)}px`,
  });
}
