import type { Page } from 'puppeteer-core';
import type { Picture } from '../picture-likeness.ts';

/** Before the page loads: remembers its connections, so that their numbers can be read. */
export async function rememberConnections(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const connections: RTCPeerConnection[] = [];
    const Native = RTCPeerConnection;
    Object.assign(globalThis, {
      connections,
      RTCPeerConnection: class extends Native {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          connections.push(this);
        }
      },
    });
  });
}

/** Of all connections of a page that remembers them. */
export function receivedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    let bytes = 0;
    for (const connection of connections) {
      for (const report of (await connection.getStats()).values())
        if (report.type === 'inbound-rtp') bytes += report.bytesReceived + report.headerBytesReceived;
    }
    return bytes;
  });
}

/** What the visible video or canvas of a page shows, in its own pixels. */
export async function shownPicture(page: Page): Promise<Picture> {
  const { width, height, base64 } = await page.evaluate(() => {
    const find = (parent: ParentNode): HTMLVideoElement | HTMLCanvasElement | null => {
      for (const element of parent.querySelectorAll('*')) {
        if (element instanceof HTMLCanvasElement && element.checkVisibility()) return element;
        if (element instanceof HTMLVideoElement && element.videoWidth > 0 && element.checkVisibility()) return element;
        const inside = element.shadowRoot && find(element.shadowRoot);
        if (inside) return inside;
      }
      return null;
    };
    const source = find(document);
    if (!source) throw new Error('no picture');
    const [pictureWidth, pictureHeight] =
      source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
    const context = new OffscreenCanvas(pictureWidth, pictureHeight).getContext('2d')!;
    context.drawImage(source, 0, 0);
    const { data } = context.getImageData(0, 0, pictureWidth, pictureHeight);
    let binary = '';
    for (let at = 0; at < data.length; at += 32_768)
      binary += String.fromCharCode(...data.subarray(at, Math.min(data.length, at + 32_768)));
    return { width: pictureWidth, height: pictureHeight, base64: btoa(binary) };
  });
  return { width, height, rgba: Buffer.from(base64, 'base64') };
}
