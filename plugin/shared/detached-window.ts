import type { CSSResultOrNative } from 'lit';
import { css } from 'lit';
import { sheetsFor } from './portable-element.ts';
import { tokens } from './tokens.ts';

export interface DetachedWindowOptions {
  /** Its colours and sizes, as a host theme sets them, are the window's too; it hears the keys that are passed on. */
  like: Element;
  /** Whether a key that is pressed in the window is to be heard by the page. Default: none. */
  isForPage?(event: KeyboardEvent): boolean;
  styles: readonly CSSResultOrNative[];
  /** Of what is shown in it, in CSS pixels; a window larger than the screen is not opened. */
  widthPx: number;
  heightPx: number;
  /** The person closed it. */
  onClosed(): void;
  /** It came to the front, or is hidden now. */
  onVisibility?(): void;
}

/** Part of the screen that the window takes at most. */
const SCREEN_PART = 0.9;
const windowStyles = css`
  :host {
    height: 100dvh;
    background: var(--ss-bg);
  }
`;
const pageStyles = css`
  body {
    margin: 0;
    overflow: hidden;
  }
`;

/**
 * An empty window of the page's own, for another monitor. It lives in the page: same origin, same policy for contents,
 * the page's scripts and no others, so a picture that is shown in it needs no connection of its own. It ends with the page.
 */
export class DetachedWindow {
  readonly window: Window & typeof globalThis;
  /** What is rendered here is in the window. */
  readonly root: ShadowRoot;
  readonly #options: DetachedWindowOptions;
  readonly #ended = new AbortController();

  /** To be called within a click. @returns `null` where the browser opens none. */
  static open(options: DetachedWindowOptions): DetachedWindow | null {
    const { availWidth, availHeight } = screen;
    const width = Math.round(Math.min(options.widthPx, availWidth * SCREEN_PART));
    const height = Math.round(Math.min(options.heightPx, availHeight * SCREEN_PART));
    const opened = window.open('', '', `popup,width=${width},height=${height}`);
    return opened && new DetachedWindow(opened as Window & typeof globalThis, options);
  }

  private constructor(opened: Window & typeof globalThis, options: DetachedWindowOptions) {
    this.window = opened;
    this.#options = options;
    const { document: page } = opened;
    page.adoptedStyleSheets = sheetsFor(opened, [pageStyles]);
    const host = page.createElement('div');
    this.#followTheme(options.like, host);
    this.root = host.attachShadow({ mode: 'open' });
    this.root.adoptedStyleSheets = sheetsFor(opened, [...options.styles, windowStyles]);
    page.body.append(host);
    const { signal } = this.#ended;
    opened.addEventListener('pagehide', () => this.#closed(), { signal });
    page.addEventListener('visibilitychange', () => options.onVisibility?.(), { signal });
    page.addEventListener('keydown', (event) => this.#passOn(event), { signal });
    window.addEventListener('pagehide', () => this.close(), { signal });
  }

  /** @param language - Of everything in it. */
  name(title: string, language: string): void {
    const { document: page } = this.window;
    if (page.title !== title) page.title = title;
    page.documentElement.lang = language;
  }

  /** Does not call `onClosed`. */
  close(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.window.close();
  }

  /** A theme is set on any ancestor, as a style, a class or another attribute that its rules look at. */
  #followTheme(like: Element, host: HTMLElement): void {
    const copy = (): void => copyTheme(like, host);
    const observer = new MutationObserver(copy);
    for (const place of withAncestors(like)) observer.observe(place, { attributes: true });
    this.#ended.signal.addEventListener('abort', () => observer.disconnect());
    copy();
  }

  /** It is heard where the window comes from, as if it had been pressed there. */
  #passOn(event: KeyboardEvent): void {
    const { isForPage, like } = this.#options;
    if (event.defaultPrevented || !isForPage?.(event)) return;
    if (!like.dispatchEvent(new KeyboardEvent(event.type, event))) event.preventDefault();
  }

  #closed(): void {
    this.close();
    this.#options.onClosed();
  }
}

/** Light or dark, and the public names of the tokens; see tokens.css. */
function copyTheme(from: Element, to: HTMLElement): void {
  const theme = getComputedStyle(from);
  to.ownerDocument.documentElement.style.colorScheme = theme.colorScheme;
  for (const [name] of tokens.cssText.matchAll(/--sideseat-[\w-]+/g)) {
    to.style.setProperty(name, theme.getPropertyValue(name)); // an empty value removes it
  }
}

/** An element and all around it, through shadow roots. */
function* withAncestors(element: Element): Iterable<Element> {
  for (let place: Node | null = element; place; place = place instanceof ShadowRoot ? place.host : place.parentNode) {
    if (place instanceof Element) yield place;
  }
}
