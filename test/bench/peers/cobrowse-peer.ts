import type { CDPSession, Page } from 'puppeteer-core';

/** A way to bring a customer's page to an agent's. */
export interface CobrowsePeer extends AsyncDisposable {
  readonly name: string;
  /** What a customer's page loads for it, by its name: bytes, gzipped. */
  readonly loads: Readonly<Record<string, number>>;
  /** A page of the sample shop in a customer's browser, by its file's name. Nothing is told of it yet. */
  open(file: string): Promise<CobrowseVisit>;
}

export interface CobrowseVisit extends AsyncDisposable {
  readonly customer: Page;
  /** The page in which a frame shows the customer's. */
  readonly agent: Page;
  /** Begins to tell the page and those that follow it in the same tab; does not wait until anything is shown. */
  share(): Promise<void>;
  /** When the recorder of the customer's present page began, in UTC milliseconds; the page's mark `BEGAN` stands there too. */
  beganMs(): Promise<number>;
}

/** A mark of the customer's page, which the peer sets when a recorder is told to begin. */
export const BEGAN = 'bench-recording-began';

/** Bytes that leave a page over its sockets, those of its frames among them, from now on. */
export async function countSentBytes(page: Page): Promise<{ readonly bytes: number }> {
  const client: CDPSession = await page.createCDPSession();
  const count = { bytes: 0 };
  client.on('Network.webSocketFrameSent', ({ response: { payloadData } }) => {
    count.bytes += Buffer.byteLength(payloadData);
  });
  await client.send('Network.enable');
  return count;
}

/**
 * Waits until a frame of the agent's page shows an element with this text, and it is drawn.
 * @returns when, in UTC milliseconds
 */
export function untilShown(agent: Page, selector: string, text: string): Promise<number> {
  return agent.evaluate(
    (wantedSelector, wantedText, limitMs) =>
      new Promise<number>((resolve, reject) => {
        const find = (root: ParentNode): HTMLIFrameElement | null => {
          for (const element of root.querySelectorAll('*')) {
            if (element.localName === 'iframe') return element as HTMLIFrameElement;
            const inside = element.shadowRoot && find(element.shadowRoot);
            if (inside) return inside;
          }
          return null;
        };
        const lateMs = performance.now() + limitMs;
        let frame: HTMLIFrameElement | null = null;
        const look = (): void => {
          if (!frame?.isConnected) frame = find(document);
          const isSeen = frame?.checkVisibility({ visibilityProperty: true });
          if (isSeen && frame?.contentDocument?.querySelector(wantedSelector)?.textContent === wantedText) {
            // Of this frame of the animation, layout and paint are still to come: a message is taken after them.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
            port2.postMessage(null);
          } else if (performance.now() > lateMs) {
            reject(new Error(`"${wantedText}" was not shown`));
          } else {
            requestAnimationFrame(look);
          }
        };
        requestAnimationFrame(look);
      }),
    selector,
    text,
    SHOWN_WITHIN_MS,
  );
}

/** What is not shown by then does not come. */
const SHOWN_WITHIN_MS = 60_000;
