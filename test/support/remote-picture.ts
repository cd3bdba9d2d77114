import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Person } from './people.ts';

/** A window that opens takes its time; a picture flows into it before. */
const PICTURE_WITHIN_MS = 5_000;

/** The picture is smaller than the desktop: one pixel of it is some pixels there. */
export const PICTURE_STEP_PX = 4;

/** Somebody's own mouse over the picture of the other one's desktop, with places in that desktop's own pixels. */
export class RemotePicture {
  readonly #page: Page;

  constructor(viewer: Person) {
    this.#page = viewer.page;
  }

  /** Where a place of the desktop is in the viewer's page, once it shows a picture. */
  async at(x: number, y: number): Promise<{ x: number; y: number }> {
    const deadline = performance.now() + PICTURE_WITHIN_MS;
    let place = await this.#find(x, y);
    while (!place) {
      if (performance.now() > deadline) throw new Error('there is no picture');
      await wait(50);
      place = await this.#find(x, y);
    }
    return place;
  }

  #find(x: number, y: number): Promise<{ x: number; y: number } | null> {
    return this.#page.evaluate(
      (atX, atY) => {
        const find = (root: ParentNode): HTMLVideoElement | null => {
          for (const element of root.querySelectorAll('*')) {
            if (element.localName === 'video' && element.parentElement?.checkVisibility()) return element as HTMLVideoElement;
            const inside = element.shadowRoot && find(element.shadowRoot);
            if (inside) return inside;
          }
          return null;
        };
        const video = find(document);
        if (!video?.videoWidth) return null;
        const rect = video.getBoundingClientRect();
        const scale = Math.min(rect.width / video.videoWidth, rect.height / video.videoHeight);
        return {
          // A real mouse tells the corner of the pixel that it is on.
          x: Math.floor(rect.left + (rect.width - video.videoWidth * scale) / 2 + (atX + 0.5) * scale),
          y: Math.floor(rect.top + (rect.height - video.videoHeight * scale) / 2 + (atY + 0.5) * scale),
        };
      },
      x,
      y,
    );
  }

  async moveTo(x: number, y: number): Promise<void> {
    const place = await this.at(x, y);
    await this.#page.mouse.move(place.x, place.y);
  }

  async click(x: number, y: number, options: { button?: 'left' | 'right' | 'middle'; count?: number } = {}): Promise<void> {
    const place = await this.at(x, y);
    await this.#page.mouse.click(place.x, place.y, options);
  }
}
