import { CSS_MAX_LENGTH, DATA_MAX_LENGTH } from '../../protocol/cobrowse-limits.ts';

export const IMAGE_MAX_BYTES = 200 * 1_024;
export const IMAGES_MAX_BYTES = 6 * 1_024 * 1_024;
export const FONT_MAX_BYTES = 300 * 1_024;
export const FONTS_MAX_BYTES = 2 * 1_024 * 1_024;
/** At once, so that the page's own loads come first. */
const LOADS_MAX = 4;
/** Of the longer side of a picture that is too large as it is. */
const DRAWN_SIZES_PX = [1_200, 600, 300];
/** Stands for a picture that is not there yet, or never. */
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
const ADDRESS = /url\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^)"']*))\)/g;
const FONT = /\.(?:woff2?|ttf|otf)(?:[?#]|$)/i;
const SAFE_IMAGE = /^image\/(?:png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)$/;

type Loaded = { readonly state: 'loading'; readonly waiting: Set<() => void> } | { readonly state: 'done'; readonly data: string | null };

/** Pictures and fonts as data, loaded by the page itself as it loads its own: with its cookies, and no others' without their leave. */
export class PageAssets {
  readonly #window: Window & typeof globalThis;
  readonly #loaded = new Map<string, Loaded>();
  readonly #queue: (() => Promise<void>)[] = [];
  readonly #stopped = new AbortController();
  /** An element's styles can be sent anew. */
  readonly changed: (element: Element) => void;
  #running = 0;
  #imageBytes = 0;
  #fontBytes = 0;

  constructor(window: Window & typeof globalThis, changed: (element: Element) => void) {
    this.#window = window;
    this.changed = changed;
  }

  stop(): void {
    this.#stopped.abort();
    this.#queue.length = 0;
    this.#loaded.clear();
  }

  /**
   * Addresses in CSS as data, or as nothing.
   * @param ready - Called when one that was missing is there, or never will be
   */
  inline(css: string, base: string, ready: () => void): string {
    if (!css.includes('url(')) return css;
    let room = CSS_MAX_LENGTH - css.length;
    return css.replace(ADDRESS, (whole, double: string | undefined, single: string | undefined, bare: string | undefined) => {
      const address = (double ?? single ?? bare ?? '').trim().replace(/\\(.)/g, '$1');
      if (address.startsWith('#')) return whole;
      const url = URL.parse(address, base)?.href;
      const data = url ? this.#dataOf(url, ready) : null;
      if (!data || data.length > room) return `url("${NOTHING}")`;
      room -= data.length;
      return `url("${data}")`;
    });
  }

  /** @returns `undefined` while it is being loaded, `null` where it cannot be shown */
  image(image: HTMLImageElement, ready: () => void): string | null | undefined {
    const url = image.currentSrc || image.src;
    if (!url) return null;
    const known = this.#loaded.get(url);
    if (known?.state === 'done') return known.data;
    if (!image.complete) return undefined;
    this.#want(url, ready, () => this.#loadImage(url, image));
    return undefined;
  }

  #dataOf(url: string, ready: () => void): string | null {
    if (/^data:(?:image\/(?!svg)|font\/|application\/(?:x-)?font)[^,]*;base64,/.test(url)) return url.length <= DATA_MAX_LENGTH ? url : null;
    const known = this.#loaded.get(url);
    if (known?.state === 'done') return known.data;
    this.#want(url, ready, () => (FONT.test(url) ? this.#loadFont(url) : this.#loadImage(url)));
    return null;
  }

  #want(url: string, ready: () => void, load: () => Promise<string | null>): void {
    const known = this.#loaded.get(url);
    if (known?.state === 'loading') {
      known.waiting.add(ready);
      return;
    }
    const waiting = new Set([ready]);
    this.#loaded.set(url, { state: 'loading', waiting });
    this.#queue.push(async () => {
      const data = await load().catch(() => null);
      if (this.#stopped.signal.aborted) return;
      this.#loaded.set(url, { state: 'done', data });
      for (const call of waiting) call();
    });
    this.#next();
  }

  #next(): void {
    if (this.#running >= LOADS_MAX) return;
    const load = this.#queue.shift();
    if (!load) return;
    this.#running += 1;
    void load().finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  async #loadFont(url: string): Promise<string | null> {
    const blob = await this.#fetch(url);
    if (!blob || blob.size > FONT_MAX_BYTES || this.#fontBytes + blob.size > FONTS_MAX_BYTES) return null;
    this.#fontBytes += blob.size;
    const kind = /\.(woff2?|ttf|otf)/i.exec(url)?.[1]?.toLowerCase() ?? 'woff2';
    return await dataUrl(new Blob([blob], { type: `font/${kind}` }));
  }

  /** @param shown - The picture as the page shows it, which can be drawn where its file cannot be read */
  async #loadImage(url: string, shown?: HTMLImageElement): Promise<string | null> {
    const blob = await this.#fetch(url).catch(() => null);
    if (blob && SAFE_IMAGE.test(blob.type) && blob.size <= IMAGE_MAX_BYTES) return await this.#take(blob);
    const picture = shown ?? (await this.#decoded(url, blob));
    for (const size of DRAWN_SIZES_PX) {
      const drawn = picture && (await this.#drawn(picture, size));
      if (drawn && drawn.size <= IMAGE_MAX_BYTES) return await this.#take(drawn);
    }
    return null;
  }

  async #take(blob: Blob): Promise<string | null> {
    if (this.#imageBytes + blob.size > IMAGES_MAX_BYTES) return null;
    this.#imageBytes += blob.size;
    return await dataUrl(blob);
  }

  async #fetch(url: string): Promise<Blob | null> {
    const { fetch } = this.#window;
    const response = await fetch(url, { signal: this.#stopped.signal, cache: 'force-cache', credentials: 'same-origin', mode: 'cors' });
    return response.ok ? await response.blob() : null;
  }

  /** A picture of a style sheet: drawings (SVG) are drawn before they are sent. */
  async #decoded(url: string, blob: Blob | null): Promise<HTMLImageElement | null> {
    if (!blob?.type.startsWith('image/')) return null;
    const image = new this.#window.Image();
    image.src = url;
    await image.decode();
    return image;
  }

  async #drawn(image: HTMLImageElement, sizePx: number): Promise<Blob | null> {
    const width = image.naturalWidth || image.width;
    const height = image.naturalHeight || image.height;
    if (!width || !height) return null;
    const scale = Math.min(1, sizePx / Math.max(width, height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    // A picture of another site that did not allow it cannot be read back.
    return await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 }).catch(() => null);
  }
}

async function dataUrl(blob: Blob): Promise<string | null> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  const data = `data:${blob.type};base64,${btoa(text)}`;
  return data.length <= DATA_MAX_LENGTH ? data : null;
}
