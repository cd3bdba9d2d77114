import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PictureFrames } from '../agent-state.ts';

/**
 * Tells a picture whether its host is on a screen: in the document, laid out, scrolled into view, and the page in front.
 * Where the host shows it in a window of its own, that window counts instead.
 */
export class OnScreen implements ReactiveController {
  readonly #host: Element;
  readonly #getFrames: () => PictureFrames | null;
  readonly #getWindow: () => Window | null;
  readonly #onHidden: () => void;
  readonly #intersection = new IntersectionObserver((entries) => {
    this.#isInView = entries.at(-1)?.isIntersecting ?? false;
    this.update();
  });
  #isInView = false;
  #isConnected = false;
  #frames: PictureFrames | null = null;
  #hide: (() => void) | null = null;

  constructor(
    host: ReactiveControllerHost & Element,
    getFrames: () => PictureFrames | null,
    getWindow: () => Window | null = () => null,
    onHidden: () => void = () => undefined,
  ) {
    this.#host = host;
    this.#getFrames = getFrames;
    this.#getWindow = getWindow;
    this.#onHidden = onHidden;
    host.addController(this);
  }

  /** Whether the picture can be seen now. */
  get isShown(): boolean {
    return this.#hide !== null;
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#intersection.observe(this.#host);
    document.addEventListener('visibilitychange', this.update);
  }

  hostUpdated(): void {
    this.update();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#isInView = false;
    this.#intersection.disconnect();
    document.removeEventListener('visibilitychange', this.update);
    this.update();
  }

  /** To be called also when the window of its own comes to the front or goes to the back. */
  readonly update = (): void => {
    const frames = this.#getFrames();
    const isVisible = this.#isConnected && this.#isVisible();
    if (frames === this.#frames && isVisible === this.isShown) return;
    const hide = this.#hide;
    this.#frames = frames;
    this.#hide = isVisible ? (frames?.show() ?? null) : null;
    hide?.();
    if (hide && !isVisible) this.#onHidden();
  };

  #isVisible(): boolean {
    const ownWindow = this.#getWindow();
    if (ownWindow) return ownWindow.document.visibilityState === 'visible';
    return this.#isInView && document.visibilityState === 'visible';
  }
}
