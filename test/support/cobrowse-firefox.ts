import type { Page } from 'puppeteer-core';
import { visitFrame } from './cobrowse-people.ts';
import { FirefoxCustomer } from './firefox.ts';

/** A visitor of the sample shop at Firefox. What leaves the page no driver tells there: what came to the agent does. */
export class FirefoxVisitor extends FirefoxCustomer {
  static async enter(page: Page, url: string): Promise<FirefoxVisitor> {
    await page.goto(`${url}/demo/shop/`);
    return new FirefoxVisitor(page);
  }

  /** The button of the snippet, then the frame that it opens. */
  async getHelp(): Promise<void> {
    await this.press('button', 'Get help');
    await this.inFrame((frame) => frame.seeText('An agent will be with you'));
  }

  /** What happens in the frame of our own origin; each page of the shop has another one. */
  async inFrame<T>(act: (frame: FirefoxFrameCustomer) => Promise<T>): Promise<T> {
    return act(new FirefoxFrameCustomer(await visitFrame(this.page), this.page));
  }

  async follow(name: string): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.press('link', name)]);
  }
}

/** The same person in the frame. The driver cannot tell where a frame is in Firefox's window (140 ESR), so the mouse is brought there by hand. */
class FirefoxFrameCustomer extends FirefoxCustomer {
  readonly #window: Page;

  /** @param window - The page that the frame is in. */
  constructor(frame: Page, window: Page) {
    super(frame);
    this.#window = window;
  }

  override async press(role: string, name: string): Promise<void> {
    await this.until(() => this.isEnabled(role, name), `${role} "${name}", which can be used`);
    const inFrame = await (await this.find(role, name)).evaluate((element) => {
      element.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    const frame = await this.#window.evaluate(() => {
      const { x, y } = document.querySelector('sideseat-snippet')!.shadowRoot!.querySelector('iframe')!.getBoundingClientRect();
      return { x, y };
    });
    await this.#window.mouse.click(frame.x + inFrame.x, frame.y + inFrame.y);
  }

  override async ok(): Promise<void> {
    await (await this.find('button', 'OK')).evaluate((button) => button.scrollIntoView());
    await this.waitUntilOkCounts();
    await this.press('button', 'OK');
  }
}
