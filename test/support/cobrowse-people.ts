import type { CDPSession, Frame, Page } from 'puppeteer-core';
import { AgentPerson, CustomerPerson } from './people.ts';

/** A visitor of the sample shop, who sees its pages and the frame in them. */
export class ShopVisitor extends CustomerPerson {
  /** All that left this browser's pages over sockets and HTTP since it was opened, as it was sent. */
  readonly sent: string[] = [];
  readonly requests: string[] = [];

  static async enter(page: Page, url: string): Promise<ShopVisitor> {
    const visitor = new ShopVisitor(page);
    await visitor.#listen(await page.createCDPSession());
    await page.goto(`${url}/demo/shop/`);
    return visitor;
  }

  /** The button of the snippet, then the frame that it opens. */
  async getHelp(): Promise<void> {
    await this.press('button', 'Get help');
    await this.inFrame((frame) => frame.seeText('An agent will be with you'));
  }

  /** What happens in the frame of our own origin; each page of the shop has another one. */
  async inFrame<T>(act: (frame: CustomerPerson) => Promise<T>): Promise<T> {
    return act(new CustomerPerson(await visitFrame(this.page)));
  }

  async follow(name: string): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.press('link', name)]);
  }

  async #listen(client: CDPSession): Promise<void> {
    client.on('Network.webSocketFrameSent', ({ response }) => this.sent.push(response.payloadData));
    client.on('Network.requestWillBeSent', ({ request }) => {
      this.requests.push(request.url);
      this.sent.push(request.url, JSON.stringify(request.headers), request.postData ?? '');
    });
    await client.send('Network.enable');
  }
}

/** The frame of our own origin in a page of the shop, as soon as there is one. */
export async function visitFrame(page: Page): Promise<Page> {
  const found = await page.waitForFrame((frame) => /\/cobrowse\/v1\/[\w-]+\/frame/.test(frame.url()) && !frame.detached);
  return asPage(found, page);
}

/** What a person needs of a page is in a frame too, but for the keyboard, which is the page's. */
const asPage = (frame: Frame, page: Page): Page =>
  new Proxy(frame as unknown as Page, {
    get: (target, name) => {
      const owner = name in target ? target : page;
      const value: unknown = Reflect.get(owner, name, owner);
      return typeof value === 'function' ? value.bind(owner) : value;
    },
  });

/** An agent who looks at a shared page. */
export class PageViewer extends AgentPerson {
  /** All that has come to the agent's page over its sockets since `listen`. */
  readonly received: string[] = [];

  async listen(): Promise<void> {
    const client = await this.page.createCDPSession();
    client.on('Network.webSocketFrameReceived', ({ response }) => this.received.push(response.payloadData));
    await client.send('Network.enable');
  }

  /** Everything that is shown of the customer's page, with what its fields hold; `null` where there is none. */
  seenPage(): Promise<string | null> {
    return this.page.evaluate(() => {
      const find = (root: ParentNode): HTMLIFrameElement | null => {
        for (const element of root.querySelectorAll('*')) {
          if (element.localName === 'iframe' && element.checkVisibility()) return element as HTMLIFrameElement;
          const inside = element.shadowRoot && find(element.shadowRoot);
          if (inside) return inside;
        }
        return null;
      };
      const read = (node: Node): string => {
        if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
        const { shadowRoot, value, contentDocument } = node as HTMLInputElement & HTMLIFrameElement;
        const inside = contentDocument ? [contentDocument] : [...(shadowRoot ?? node).childNodes];
        return ` ${typeof value === 'string' ? value : ''} ${inside.map(read).join('')}`;
      };
      const document = find(globalThis.document)?.contentDocument;
      return document?.body ? read(document.body).replace(/\s+/g, ' ') : null;
    });
  }

  /** The middle of an element of the shared page, found through shadow roots and frames, in this window's CSS pixels. */
  placeInPage(selector: string): Promise<{ x: number; y: number } | null> {
    return this.page.evaluate((wanted) => {
      const findFrame = (root: ParentNode): HTMLIFrameElement | null => {
        for (const element of root.querySelectorAll('*')) {
          if (element.localName === 'iframe' && element.checkVisibility()) return element as HTMLIFrameElement;
          const inside = element.shadowRoot && findFrame(element.shadowRoot);
          if (inside) return inside;
        }
        return null;
      };
      const find = (root: ParentNode): Element | null => {
        const found = root.querySelector(wanted);
        if (found) return found;
        for (const { shadowRoot } of root.querySelectorAll('*')) {
          const inside = shadowRoot && find(shadowRoot);
          if (inside) return inside;
        }
        return null;
      };
      const frame = findFrame(document);
      const element = frame?.contentDocument && find(frame.contentDocument);
      if (!frame || !element) return null;
      const outer = frame.getBoundingClientRect();
      const scale = outer.width / frame.offsetWidth;
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: outer.left + (left + width / 2) * scale, y: outer.top + (top + height / 2) * scale };
    }, selector);
  }

  /** The same, once it is there and has not moved for a moment: the customer's page may still be answering what was done before. */
  async restingPlaceInPage(selector: string): Promise<{ x: number; y: number }> {
    let place: { x: number; y: number } | null = null;
    let movedAt = performance.now();
    await this.until(async () => {
      const before = place;
      place = await this.placeInPage(selector);
      const isSame = place !== null && before !== null && Math.hypot(place.x - before.x, place.y - before.y) < 1;
      if (!isSame) movedAt = performance.now();
      return isSame && performance.now() - movedAt > 60;
    }, `${selector} at rest in the shared page`);
    return place!;
  }

  /** Clicks an element of the shared page with the mouse. */
  async clickInPage(selector: string): Promise<void> {
    const { x, y } = await this.restingPlaceInPage(selector);
    await this.page.mouse.click(x, y);
  }

  /** Clicks into the page, which takes control of it and does nothing else. */
  async takePage(): Promise<void> {
    await this.seeText(/[Cc]lick into (?:it to start|the page to take it again)/);
    await this.clickInPage('h1');
    await this.usesPage();
  }

  /** What is done now goes to the customer's page: not while that page, or this one, is late to answer. */
  async usesPage(): Promise<void> {
    await this.seeText('You are using the page.');
  }

  /** Clicks an element of the page that is used. */
  async useInPage(selector: string): Promise<void> {
    await this.usesPage();
    await this.clickInPage(selector);
  }

  /** Types into the page that is used. */
  async typeInPage(text: string): Promise<void> {
    await this.usesPage();
    await this.page.keyboard.type(text);
  }

  async seeInPage(text: string): Promise<void> {
    await this.until(async () => (await this.seenPage())?.includes(text) ?? false, `"${text}" in the shared page`);
  }

  async seeNoPage(): Promise<void> {
    await this.until(async () => (await this.seenPage()) === null, 'no shared page');
  }
}

