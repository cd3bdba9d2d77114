import { BLOCKED, IGNORED } from '../mask/masking.ts';
import type { KnownNode, KnownNodes } from './known-nodes.ts';
import type { NewEvent } from './event-sender.ts';
import type { Schedule } from './sliced-work.ts';

/** Milliseconds between two positions of the pointer or of a page that scrolls: 60 a second. */
const PACE_MS = 16;

export interface PageListenersOptions {
  readonly window: Window & typeof globalThis;
  readonly known: KnownNodes;
  readonly schedule: Schedule;
  readonly send: (event: NewEvent) => void;
  /** What is done at this place may be told. */
  readonly isPointerPrivate: boolean;
  readonly stateChanged: (element: Element) => void;
  readonly scrolled: (element: Element) => void;
  /** A frame, picture or style sheet was loaded, or could not be. */
  readonly loaded: (element: Element) => void;
  readonly navigated: () => void;
  readonly visibilityChanged: () => void;
}

/** Hears what a person does in a page. It prevents nothing, and nothing of the page is replaced for it. */
export class PageListeners {
  readonly #options: PageListenersOptions;
  readonly #ending = new AbortController();
  readonly #roots = new WeakSet<Node>();
  #paced: (() => void) | null = null;
  #waiting = new Map<string, () => void>();

  constructor(options: PageListenersOptions) {
    this.#options = options;
    const { window, navigated, visibilityChanged } = options;
    const { document } = window;
    this.#on(window, 'resize', () => this.#pace('resize', () => this.#resized()));
    for (const type of ['popstate', 'hashchange']) this.#on(window, type, navigated);
    this.#on(document, 'visibilitychange', visibilityChanged);
    this.#on(document.documentElement, 'pointerleave', () => this.#pace('point', () => options.send({ type: 'page.pointed', at: null })));
  }

  /** Of a document, a frame's document or a shadow root: not every event leaves it. */
  addRoot(root: Document | ShadowRoot): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    const { stateChanged, loaded } = this.#options;
    for (const type of ['input', 'change', 'toggle']) this.#on(root, type, (event) => stateChanged(targetOf(event)));
    for (const type of ['load', 'error']) this.#on(root, type, (event) => loaded(targetOf(event)));
    this.#on(root, 'reset', (event) => {
      // Fields have their values back only afterwards.
      const { elements } = targetOf(event) as HTMLFormElement;
      this.#options.schedule(() => [...(elements ?? [])].forEach(stateChanged), 0);
    });
    this.#on(root, 'scroll', (event) => this.#scrolled(event.target as Node));
    if (root.nodeType !== Node.DOCUMENT_NODE) return;
    this.#on(root, 'pointermove', (event) => this.#pointed(event as PointerEvent, false));
    this.#on(root, 'pointerdown', (event) => this.#pointed(event as PointerEvent, true));
    this.#on(root, 'selectionchange', () => this.#pace('select', () => this.#selected(root as Document)));
  }

  stop(): void {
    this.#ending.abort();
    this.#paced?.();
    this.#waiting.clear();
  }

  #on(target: EventTarget, type: string, heard: (event: Event) => void): void {
    target.addEventListener(type, heard, { signal: this.#ending.signal, capture: true, passive: true });
  }

  /** The first at once, then the last of each pace. */
  #pace(name: string, run: () => void): void {
    this.#waiting.set(name, run);
    if (this.#paced) return;
    this.#runWaiting();
  }

  #runWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const run of waiting.values()) run();
    this.#paced = this.#options.schedule(() => {
      this.#paced = null;
      if (this.#waiting.size) this.#runWaiting();
    }, PACE_MS);
  }

  #resized(): void {
    const { innerWidth, innerHeight } = this.#options.window;
    this.#options.send({ type: 'page.resized', viewport: { widthPx: innerWidth, heightPx: innerHeight } });
  }

  #scrolled(target: Node): void {
    const { window, scrolled, send } = this.#options;
    if (target === window.document) {
      this.#pace('scroll', () => send({ type: 'page.scrolled', scrollLeft: window.scrollX, scrollTop: window.scrollY }));
      return;
    }
    const element = target.nodeType === Node.DOCUMENT_NODE ? (target as Document).scrollingElement : (target as Element);
    if (element) scrolled(element);
  }

  #pointed(event: PointerEvent, isPressed: boolean): void {
    const { send, isPointerPrivate } = this.#options;
    const target = event.composedPath()[0];
    if (isPointerPrivate && target && this.#isSecretPlace(target as Node)) return;
    const at = this.#inPage(event);
    if (isPressed) {
      this.#waiting.delete('point');
      send({ type: 'page.pointed', at, isPressed: true });
    } else {
      this.#pace('point', () => send({ type: 'page.pointed', at }));
    }
  }

  /** Keys of a field for numbers on the page: the places would tell the number. */
  #isSecretPlace(target: Node): boolean {
    const { known } = this.#options;
    let node: Node | null = target;
    while (node && !known.get(node)) node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
    for (let found = known.get(node) ?? null; found; found = found.parent) if (found.treatment & (IGNORED | BLOCKED)) return true;
    return false;
  }

  /** In frames, positions count from the frame's own corner. */
  #inPage(event: PointerEvent): { xPx: number; yPx: number } {
    let { clientX: xPx, clientY: yPx } = event;
    for (let view = event.view; view && view !== this.#options.window; view = view.parent as Window & typeof globalThis) {
      const frame = view.frameElement as HTMLElement | null;
      const rect = frame?.getBoundingClientRect();
      xPx += (rect?.left ?? 0) + (frame?.clientLeft ?? 0);
      yPx += (rect?.top ?? 0) + (frame?.clientTop ?? 0);
    }
    return { xPx: Math.round(xPx), yPx: Math.round(yPx) };
  }

  #selected(document: Document): void {
    const { known, send } = this.#options;
    const selection = document.getSelection();
    const from = known.get(selection?.anchorNode ?? null);
    const to = known.get(selection?.focusNode ?? null);
    const isShown = selection && !selection.isCollapsed && isText(from) && isText(to);
    send({
      type: 'page.selected',
      range: isShown ? { from: { id: from.id, offset: selection.anchorOffset }, to: { id: to.id, offset: selection.focusOffset } } : null,
    });
  }
}

const targetOf = (event: Event): Element => (event.composedPath()[0] ?? event.target) as Element;
const isText = (known: KnownNode | undefined): known is KnownNode => known !== undefined && (known.node as Node).nodeType === Node.TEXT_NODE;
