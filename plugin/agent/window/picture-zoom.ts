import type { ReactiveController, ReactiveElement } from 'lit';
import { fittingZoom, stepZoom, wheelZoom, type Zoom } from './zoom.ts';

/** What is shown, and how large it is by itself, in dots of the screen; the element around it scrolls. */
export interface ShownPicture {
  element: HTMLElement;
  widthDots: number;
  heightDots: number;
}

/** Where a turning wheel holds the picture: a part of it (0..1), and the place in the window. */
interface Anchor {
  partX: number;
  partY: number;
  clientX: number;
  clientY: number;
}

/**
 * The size of a picture within its box: fit, or a zoom with scroll bars; Ctrl and wheel, keys, dragging. At 100 % one
 * dot of the picture is one dot of the screen, at whatever pixel ratio and wherever it lies. Box and picture are found
 * anew with each update, since the host may show them in another window.
 */
export class PictureZoom implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #getPicture: () => ShownPicture | null;
  #zoom: Zoom = 'fit';
  #anchor: Anchor | null = null;
  #box: HTMLElement | null = null;
  #unfollow: () => void = () => undefined;
  #shownPercent = 0;

  constructor(host: ReactiveElement, getPicture: () => ShownPicture | null) {
    this.#host = host;
    this.#getPicture = getPicture;
    host.addController(this);
  }

  get isFit(): boolean {
    return this.#zoom === 'fit';
  }

  /** Dots of the screen for one of the picture; `null` while there is none. */
  get scale(): number | null {
    const picture = this.#getPicture();
    if (!picture || !picture.widthDots || !this.#box) return null;
    if (this.#zoom !== 'fit') return this.#zoom;
    const ratio = pixelRatio(this.#box);
    const room = { width: this.#box.clientWidth * ratio, height: this.#box.clientHeight * ratio };
    return fittingZoom({ width: picture.widthDots, height: picture.heightDots }, room);
  }

  readonly set = (zoom: Zoom): void => {
    this.#zoom = zoom;
    this.#host.requestUpdate();
  };

  readonly step = (direction: 1 | -1): void => {
    const { scale } = this;
    if (scale !== null) this.set(stepZoom(scale, direction));
  };

  /** Keys of the window: plus and minus, 0 to fit, 1 for 100 %. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.#actionOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };

  readonly onWheel = (event: WheelEvent): void => {
    const { scale } = this;
    const rect = this.#getPicture()?.element.getBoundingClientRect();
    // A browser turns the fingers' pinch into the same.
    if (!event.ctrlKey || scale === null || !rect) return;
    event.preventDefault();
    const { clientX, clientY } = event;
    const partX = (clientX - rect.left) / rect.width;
    const partY = (clientY - rect.top) / rect.height;
    this.#anchor = this.isFit ? null : { partX, partY, clientX, clientY };
    this.set(wheelZoom(scale, event.deltaY));
  };

  /** Dragging with a mouse or pen; fingers scroll by themselves. */
  readonly onPointerDown = (event: PointerEvent): void => {
    const box = this.#box;
    if (!box || this.isFit || event.button !== 0 || event.pointerType === 'touch') return;
    let { clientX, clientY } = event;
    const move = (to: PointerEvent): void => {
      box.scrollBy(clientX - to.clientX, clientY - to.clientY);
      ({ clientX, clientY } = to);
    };
    box.setPointerCapture(event.pointerId);
    box.classList.add('dragged');
    box.addEventListener('pointermove', move);
    box.addEventListener(
      'lostpointercapture',
      () => {
        box.classList.remove('dragged');
        box.removeEventListener('pointermove', move);
      },
      { once: true },
    );
  };

  hostConnected(): void {
    this.#follow(this.#getPicture()?.element.parentElement ?? null);
  }

  /** An update that was on its way when the host was taken out of its document follows nothing. */
  hostUpdated(): void {
    if (!this.#host.isConnected) return;
    this.#follow(this.#getPicture()?.element.parentElement ?? null);
    this.apply();
  }

  hostDisconnected(): void {
    this.#follow(null);
  }

  /** To be called when the picture has another size, too. */
  apply(): void {
    const picture = this.#getPicture();
    const box = this.#box;
    if (!picture || !box) return;
    const { element, widthDots, heightDots } = picture;
    const isSized = this.#zoom !== 'fit' && widthDots > 0;
    const cssPx = (dots: number): string => (isSized ? `${(dots * Number(this.#zoom)) / pixelRatio(box)}px` : '');
    element.style.width = cssPx(widthDots);
    element.style.height = cssPx(heightDots);
    element.style.translate = '';
    if (isSized) {
      this.#holdAnchor(element, box);
      alignToDots(element, pixelRatio(box));
    }
    this.#anchor = null;
  }

  #actionOf(key: string): (() => void) | null {
    if (key === '+' || key === '=') return () => this.step(1);
    if (key === '-' || key === '_') return () => this.step(-1);
    if (key === '0') return () => this.set('fit');
    return key === '1' ? () => this.set(1) : null;
  }

  #holdAnchor(picture: HTMLElement, box: HTMLElement): void {
    if (!this.#anchor) return;
    const { partX, partY, clientX, clientY } = this.#anchor;
    const rect = picture.getBoundingClientRect();
    box.scrollBy(rect.left + partX * rect.width - clientX, rect.top + partY * rect.height - clientY);
  }

  /** Learns of the box's size and its screen's pixel ratio, with the means of the window that it is in. */
  #follow(box: HTMLElement | null): void {
    if (box === this.#box) return;
    this.#unfollow();
    this.#box = box;
    const view = box?.ownerDocument.defaultView;
    if (!box || !view) return;
    const sizes = new view.ResizeObserver(() => this.#changed());
    sizes.observe(box);
    let ratio: MediaQueryList;
    const watchRatio = (): void => {
      ratio = view.matchMedia(`(resolution: ${view.devicePixelRatio}dppx)`);
      ratio.addEventListener('change', onRatio, { once: true });
    };
    const onRatio = (): void => {
      watchRatio();
      this.#changed();
    };
    watchRatio();
    this.#unfollow = () => {
      sizes.disconnect();
      ratio.removeEventListener('change', onRatio);
    };
  }

  #changed(): void {
    this.apply();
    const percent = Math.round((this.scale ?? 0) * 100);
    if (percent === this.#shownPercent) return;
    this.#shownPercent = percent;
    // Not within the observer's own round: other words may change the size of the box again.
    setTimeout(() => {
      if (this.#box) this.#host.requestUpdate();
    });
  }
}

const pixelRatio = (element: Element): number => element.ownerDocument.defaultView?.devicePixelRatio ?? 1;

/** A picture between two dots of the screen is blurred; it is moved by less than a dot. */
function alignToDots(picture: HTMLElement, ratio: number): void {
  const { left, top } = picture.getBoundingClientRect();
  const toDot = (px: number): number => (Math.round(px * ratio) - px * ratio) / ratio;
  picture.style.translate = `${toDot(left)}px ${toDot(top)}px`;
}
