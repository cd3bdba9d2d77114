import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';

type Watched = Window & { __ran?: unknown[] };

/** A server that nobody has any reason to ask for anything, and what it was asked for. */
export interface Sink extends AsyncDisposable {
  readonly origin: string;
  readonly asked: string[];
}

export async function startSink(): Promise<Sink> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end('<!doctype html>');
  });
  server.on('connection', () => asked.push('a connection'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What a page of the agent's, and every frame in it, must not do. */
export interface HostileWatch {
  /** Requests to anything but the session server, and those that a policy had to forbid. */
  readonly requests: string[];
  /** Documents, windows and questions that came up. */
  readonly escapes: string[];
  /** Scripts of payloads that ran, in the page or in a frame of it. */
  scripts(): Promise<number>;
}

/** @param origin - What it may ask for */
export async function watchPage(page: Page, origin: string): Promise<HostileWatch> {
  const requests: string[] = [];
  const escapes: string[] = [];
  const network = await page.createCDPSession();
  network.on('Network.requestWillBeSent', ({ request, type }) => {
    if (/^(?:data|blob|about):/.test(request.url)) return;
    if (!request.url.startsWith(`${origin}/`)) requests.push(`${type} ${request.url}`);
  });
  await network.send('Network.enable');
  page.on('dialog', (dialog) => {
    escapes.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() || !frame.url().startsWith('about:')) escapes.push(`document: ${frame.url()}`);
  });
  page.browserContext().on('targetcreated', (target) => escapes.push(`window: ${target.url()}`));
  return {
    requests,
    escapes,
    async scripts() {
      const ran = await Promise.all(page.frames().map((frame) => frame.evaluate(() => (globalThis as unknown as Watched).__ran?.length ?? 0).catch(() => 0)));
      return ran.reduce((sum, count) => sum + count, 0);
    },
  };
}

/**
 * Whether a page that is shared in `page` has this text in it, or gets it within half a second. It is read past the nodes' own
 * names, which may hide what they can do.
 */
export const showsText = (page: Page, text: string): Promise<boolean> =>
  page.evaluate(async (wanted) => {
    const find = (root: ParentNode): HTMLIFrameElement | null => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'iframe' && element.checkVisibility()) return element as HTMLIFrameElement;
        const inside = element.shadowRoot && find(element.shadowRoot);
        if (inside) return inside;
      }
      return null;
    };
    const isShown = (): boolean => {
      const shown = find(document)?.contentDocument;
      if (!shown) return false;
      const walker = Document.prototype.createTreeWalker.call(shown, shown, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) if ((walker.currentNode as Text).data.includes(wanted)) return true;
      return false;
    };
    const startedAt = performance.now();
    while (!isShown()) {
      if (performance.now() - startedAt > 500) return false;
      await new Promise(requestAnimationFrame);
    }
    return true;
  }, text);
