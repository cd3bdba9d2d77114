import type { CSSResultOrNative } from 'lit';
import { css } from 'lit';
import { sheetsFor } from '../../shared/portable-element.ts';
import { tokens } from '../../shared/tokens.ts';

export interface DetachedWindowOptions {
  /** Its colours and sizes, as a host theme set them, are the window's too. */
  like: Element;
  styles: readonly CSSResultOrNative[];
  /** Of what is shown in it, in CSS pixels; a window larger than the screen is not opened. */
  widthPx: number;
  heightPx: number;
  /** The person closed it. */
  onClosed(): void;
  /** It came to the front, or is hidden now. */
  onVisibility(): void;
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
    page.documentElement.style.colorScheme = getComputedStyle(options.like).colorScheme;
    const host = page.createElement('div');
    copyTheme(options.like, host);
    this.root = host.attachShadow({ mode: 'open' });
    this.root.adoptedStyleSheets = sheetsFor(opened, [...options.styles, windowStyles]);
    page.body.append(host);
    const { signal } = this.#ended;
    opened.addEventListener('pagehide', () => this.#closed(), { signal });
    page.addEventListener('visibilitychange', () => options.onVisibility(), { signal });
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

  #closed(): void {
    this.close();
    this.#options.onClosed();
  }
}

/** The public names of the tokens; see tokens.css. */
function copyTheme(from: Element, to: HTMLElement): void {
  const theme = getComputedStyle(from);
  for (const [name] of tokens.cssText.matchAll(/--sideseat-[\w-]+/g)) {
    const value = theme.getPropertyValue(name);
    if (value) to.style.setProperty(name, value);
  }
}
