import { launch, Puppeteer, type Page } from 'puppeteer-core';
import { findExecutable } from '../../gateway/media-node/janus-install.ts';
import type { Desktop } from './desktop.ts';
import { CustomerPerson } from './people.ts';

/** A real Firefox on a desktop, driven over WebDriver BiDi. */
export interface FirefoxBrowser extends AsyncDisposable {
  newPerson(url: string): Promise<Page>;
}

/** @param preferences - Of Firefox, beside those that every test has. */
export async function startFirefox(
  desktop: Desktop,
  widthPx: number,
  preferences: Readonly<Record<string, string | number | boolean>> = {},
): Promise<FirefoxBrowser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: findExecutable('firefox-esr') ?? findExecutable('firefox') ?? '/usr/bin/firefox-esr',
    headless: false,
    defaultViewport: null,
    env: { ...process.env, DISPLAY: desktop.display },
    args: [`--width=${widthPx}`, `--height=${desktop.heightPx}`],
    extraPrefsFirefox: {
      // Takes the place of a person who chooses the first screen in Firefox's own prompt. The capture is real.
      'media.navigator.permission.disabled': true,
      'intl.accept_languages': 'en-GB',
      ...preferences,
    },
  });
  return {
    async newPerson(url) {
      const page = await browser.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(url);
      return page;
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/**
 * A customer at Firefox. BiDi looks for roles outside of shadow roots only, so a query of our own looks inside. The driver's
 * locators never come to an end with some versions (140 ESR): what they wait for is waited for here.
 */
export class FirefoxCustomer extends CustomerPerson {
  protected override selector(role: string, name: string): string {
    return `${QUERY}/${JSON.stringify([role, name])}`;
  }

  override async see(role: string, name: string): Promise<void> {
    await this.find(role, name);
  }

  override async press(role: string, name: string): Promise<void> {
    await this.until(() => this.isEnabled(role, name), `${role} "${name}", which can be used`);
    await (await this.find(role, name)).click();
  }

  override async type(name: string, text: string, role = 'textbox'): Promise<void> {
    const field = await this.find(role, name);
    await field.evaluate((element) => (element as HTMLInputElement).select());
    await field.type(text);
  }
}

const QUERY = 'piercedRole';

const driver: Pick<typeof Puppeteer, 'registerCustomQueryHandler'> = Puppeteer;
driver.registerCustomQueryHandler(QUERY, {
  queryAll(root, wanted) {
    const [role, name] = JSON.parse(wanted) as [string, string];
    const roleOf = (element: Element): string | undefined =>
      element.getAttribute('role') ??
      { search: 'searchbox', checkbox: 'checkbox' }[(element as HTMLInputElement).type] ??
      { A: 'link', BUTTON: 'button', INPUT: 'textbox', SECTION: 'region', TEXTAREA: 'textbox' }[element.tagName];
    const nameOf = (element: Element): string => {
      const scope = element.getRootNode() as Document | ShadowRoot;
      const labelledBy = element.getAttribute('aria-labelledby');
      const label = labelledBy ? scope.getElementById(labelledBy) : (element as HTMLInputElement).labels?.[0];
      const text = element.getAttribute('aria-label') ?? (label ?? element).textContent;
      return text.replace(/\s+/g, ' ').trim();
    };
    const found: Element[] = [];
    const visit = (parent: ParentNode): void => {
      for (const element of parent.querySelectorAll('*')) {
        if (roleOf(element) === role && nameOf(element) === name && element.checkVisibility()) found.push(element);
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(root as ParentNode & Node);
    return found;
  },
});
