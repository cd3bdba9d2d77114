import assert from 'node:assert/strict';
import type { ElementHandle, Page } from 'puppeteer-core';
import { DEMO_PASSWORD } from './product.ts';

/** A person at a page, who sees roles and names as a screen reader tells them. */
export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** How this person's browser finds something; see `byRole`. */
  protected selector(role: string, name: string): string {
    return byRole(role, name);
  }

  async press(role: string, name: string): Promise<void> {
    await this.page.locator(this.selector(role, name)).click();
  }

  async type(name: string, text: string, role = 'textbox'): Promise<void> {
    await this.page.locator(this.selector(role, name)).fill(text);
  }

  /** Waits for something with this role and name. */
  async find(role: string, name: string): Promise<ElementHandle> {
    const handle = await this.page.waitForSelector(this.selector(role, name), { visible: true });
    assert.ok(handle, `${role} "${name}"`);
    return handle;
  }

  /** Waits until something with this role and name is there. */
  async see(role: string, name: string): Promise<void> {
    await this.page.locator(this.selector(role, name)).wait();
  }

  async seeNo(role: string, name: string): Promise<void> {
    await this.until(async () => (await this.page.$(this.selector(role, name))) === null, `no ${role} "${name}"`);
  }

  /** Waits until the page shows a text, shadow roots included. */
  async seeText(text: string | RegExp): Promise<void> {
    await this.until(async () => {
      const shown = (await this.text()).replace(/\s+/g, ' ');
      return typeof text === 'string' ? shown.includes(text) : text.test(shown);
    }, `the text ${String(text)}`);
  }

  /** Everything the page shows, shadow roots included, hidden parts left out. */
  text(): Promise<string> {
    return this.page.evaluate(() => {
      const read = (node: Node): string => {
        // By name and not by class: a window that a page fills has elements of that page's classes.
        if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
        const element = node as HTMLElement;
        if (node.nodeType !== Node.ELEMENT_NODE || element.hidden) return '';
        if (getComputedStyle(element).display === 'none' || element.matches('script, style, noscript')) return '';
        const assigned = element.localName === 'slot' ? (element as HTMLSlotElement).assignedNodes() : [];
        const inside = assigned.length > 0 ? assigned : (element.shadowRoot ?? element).childNodes;
        const text = [...inside].map(read).join('');
        return element.matches('b, bdi, strong, span') ? text : ` ${text} `;
      };
      const body = document.body as HTMLElement | null; // a document that has just begun has none
      return body ? read(body) : '';
    });
  }

  /** Whether the control can be used; a control that is not there cannot. */
  async isEnabled(role: string, name: string): Promise<boolean> {
    const handle = await this.page.$(this.selector(role, name));
    return (
      (await handle?.evaluate(
        (element) => !(element as HTMLButtonElement).disabled && element.getAttribute('aria-disabled') !== 'true',
      )) ?? false
    );
  }

  /** What a field holds. */
  async valueOf(role: string, name: string): Promise<string> {
    return (await this.find(role, name)).evaluate((element) => (element as HTMLInputElement).value);
  }

  /** What a screen reader adds to the name: the hint or the error that belongs to it. */
  async describe(role: string, name: string): Promise<string> {
    const description = await (await this.find(role, name)).evaluate((element) => {
      const scope = element.getRootNode() as Document | ShadowRoot;
      const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
      return ids.map((id) => scope.getElementById(id)?.textContent ?? '').join(' ');
    });
    return description.replace(/\s+/g, ' ').trim();
  }

  /** Waits until what belongs to a field or button reads so. */
  async seeDescription(role: string, name: string, text: string | RegExp): Promise<void> {
    await this.until(async () => {
      const described = await this.describe(role, name);
      return typeof text === 'string' ? described.includes(text) : text.test(described);
    }, `the description ${String(text)} of ${role} "${name}"`);
  }

  /** Another tab of the same browser, with the same cookies, in front of this one. */
  async secondTab(path: string): Promise<Page> {
    const page = await this.page.browserContext().newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(new URL(path, this.page.url()).href);
    return page;
  }

  async until(holds: () => Promise<boolean>, what: string, withinMs = 15_000): Promise<void> {
    const deadline = AbortSignal.timeout(withinMs);
    while (!(await holds())) {
      if (deadline.aborted) {
        const shown = (await this.text()).replace(/\s+/g, ' ');
        assert.fail(`${what} did not come; the page at ${this.page.url()} shows: ${shown}`);
      }
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** The picture as it is shown: its size, the colour at a place (fractions of it), and whether it moves. */
  picture(x: number, y: number): Promise<{ width: number; height: number; colour: [number, number, number] } | null> {
    return this.page.evaluate(
      (atX, atY) => {
        // A session whose tab is not in front has a video too, but nobody sees it.
        const find = (root: ParentNode): HTMLVideoElement | null => {
          for (const element of root.querySelectorAll('*')) {
            if (element.localName === 'video' && element.parentElement?.checkVisibility()) return element as HTMLVideoElement;
            const inside = element.shadowRoot && find(element.shadowRoot);
            if (inside) return inside;
          }
          return null;
        };
        const video = find(document);
        if (!video || !video.srcObject || video.videoWidth === 0) return null;
        const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
        const context = canvas.getContext('2d');
        context?.drawImage(video, 0, 0);
        const pixel = context?.getImageData(atX * video.videoWidth, atY * video.videoHeight, 1, 1).data ?? [0, 0, 0];
        return {
          width: video.videoWidth,
          height: video.videoHeight,
          colour: [pixel[0] ?? 0, pixel[1] ?? 0, pixel[2] ?? 0] as [number, number, number],
        };
      },
      x,
      y,
    );
  }

  /** Waits until the picture has this colour at that place; video compression may change it a little. */
  async seeColour(expected: [number, number, number], x: number, y: number): Promise<void> {
    await this.until(
      async () => {
        const picture = await this.picture(x, y);
        return picture?.colour.every((value, index) => Math.abs(value - (expected[index] ?? 0)) < 24) ?? false;
      },
      `the colour ${expected.join()}`,
      20_000,
    );
  }

  async seeNoPicture(): Promise<void> {
    await this.until(async () => (await this.picture(0, 0)) === null, 'a blank window');
  }

  /** Presses a button within an element of ours, where another one has a button of the same name. */
  async pressIn(element: string, name: string): Promise<void> {
    await this.page.locator(`>>> ${element} ${this.selector('button', name)}`).click();
  }
}

/** A puppeteer selector that pierces shadow roots. */
export const byRole = (role: string, name: string): string => `::-p-aria([name="${name}"][role="${role}"])`;

export class AgentPerson extends Person {
  async signIn(userName = 'agent'): Promise<this> {
    await this.type('User name', userName);
    await this.type('Password', DEMO_PASSWORD);
    await this.press('button', 'Sign in');
    await this.see('button', 'New session');
    return this;
  }

  /** Creates a session and leaves its tab open. @returns The PIN. */
  async createSession(name: string): Promise<string> {
    await this.press('button', 'New session');
    await this.see('dialog', 'Create new session');
    await this.type('Name', name);
    await this.press('button', 'Create PIN code');
    const pin = await this.invite();
    await this.press('button', 'Open session');
    return pin;
  }

  /** Creates a session with a link instead of a PIN, and leaves its tab open. @returns The link. */
  async createLinkSession(name: string): Promise<string> {
    await this.press('button', 'New session');
    await this.see('dialog', 'Create new session');
    await this.type('Name', name);
    await this.press('tab', 'Link');
    await this.press('button', 'Create link');
    const link = await this.invite();
    await this.press('button', 'Open session');
    return link;
  }

  /** What stands in the output of the Create new session dialog. */
  async invite(): Promise<string> {
    const output = await this.page.waitForSelector('>>> output');
    let text = '';
    await this.until(async () => {
      text = ((await output?.evaluate((element) => element.textContent)) ?? '').replace(/\s/g, '');
      return text !== '';
    }, 'a code');
    return text;
  }

  requestView(): Promise<void> {
    return this.#request('Request view');
  }

  requestControl(): Promise<void> {
    return this.#request('Request control');
  }

  async #request(command: string): Promise<void> {
    await this.press('button', command);
    await this.see('dialog', 'Request sent');
    await this.press('button', 'OK');
  }
}

export class CustomerPerson extends Person {
  async join(pin: string): Promise<this> {
    await this.type('PIN code', pin);
    await this.press('button', 'Connect to agent');
    await this.see('toolbar', 'Customer toolbar');
    return this;
  }

  /** The open question is answered OK; the browser's picker is a person of its own (see PICKS_WHOLE_SCREEN). */
  async ok(): Promise<void> {
    const button = await this.find('button', 'OK');
    await button.scrollIntoView();
    // It counts only after it has been in view for a while, and a busy machine draws it late.
    await button.evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          const observer = new IntersectionObserver(([entry]) => {
            if (!entry || entry.intersectionRatio < 0.75) return;
            observer.disconnect();
            resolve();
          }, { threshold: 0.75 });
          observer.observe(element);
        }),
    );
    await this.waitUntilOkCounts();
    await this.press('button', 'OK');
  }

  /** A click right after a question appeared does not count, so that nobody agrees by accident. */
  async waitUntilOkCounts(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const shownAt = performance.now();
          const look = (): void => {
            if (performance.now() - shownAt > 600) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
  }
}
