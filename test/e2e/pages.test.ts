import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Page } from 'puppeteer-core';
import { GOOD_PIN } from '../../mocks/api.ts';
import type { Entry } from '../../mocks/pages/catalogue.ts';
import { frameUrl, type Choices } from '../../mocks/pages/choices.ts';
import { startChromium, type TestBrowser } from '../support/desktop.ts';
import { accessible, fitsItsWindow } from '../support/page-checks.ts';
import { AgentPerson, CustomerPerson, Person } from '../support/people.ts';
import { root } from '../support/run-report.ts';
import { startStateServer, type StateServer } from '../support/state-server.ts';

type Shown = Pick<Entry, 'id' | 'subject' | 'isPage'>;

/** On a machine that has other work. */
const PATIENCE_MS = 60_000;
const HEIGHT_PX = 800;
/** Rows of tabs, which are as long as there are sessions; a menu lists what is out of sight. */
const TABS = '.scroll';
/** Looked at at once. */
const PAGES = 2;
/** What whole pages are. */
const PAGES_ALONE = ['sideseat-admin', 'sideseat-agent'];

/** Whole pages as the development page shows them, without a server. */
describe('every page in every state', () => {
  let server: StateServer;
  let chromium: TestBrowser;
  let page: Page;
  const free: Page[] = [];
  let shown: readonly Shown[];
  before(async () => {
    server = await startStateServer();
    chromium = await startChromium({});
    for (let n = 0; n < PAGES; n++) {
      page = await chromium.newPerson('about:blank');
      page.setDefaultTimeout(PATIENCE_MS);
      page.setDefaultNavigationTimeout(PATIENCE_MS);
      free.push(page);
    }
    await page.goto(`${server.url}/mocks/pages/frame.html`);
    const code = `import('${server.catalogueUrl}').then(({ catalogue }) => catalogue.map(({ id, subject, isPage }) => ({ id, subject, isPage })))`;
    shown = (await page.evaluate(code)) as readonly Shown[];
  });
  after(async () => {
    await chromium?.[Symbol.asyncDispose]();
    await server?.stop();
  });

  const open = async (page: Page, id: string, choices: Partial<Choices> = {}): Promise<void> => {
    await page.goto(`${server.url}${frameUrl(id, choices)}`);
    await page.waitForSelector('html[data-shown]');
  };
  /** To be called in a test whose subtests run `PAGES` at once. */
  const each = async (t: TestContext, those: readonly Shown[], check: (page: Page, id: string) => Promise<void>): Promise<void> => {
    const checked = async (id: string): Promise<void> => {
      const own = free.pop();
      assert.ok(own);
      await check(own, id).finally(() => free.push(own));
    };
    await Promise.all(those.map(({ id }) => t.test(id, () => checked(id))));
  };
  /** Names of the animations that go on and on. */
  const moving = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const found: string[] = [];
      const visit = (place: Document | ShadowRoot): void => {
        for (const animation of place.getAnimations()) {
          const { duration, iterations } = animation.effect!.getComputedTiming();
          if (Number(duration) > 1 && iterations! > 1) found.push((animation as CSSAnimation).animationName);
        }
        for (const element of place.querySelectorAll('*')) if (element.shadowRoot) visit(element.shadowRoot);
      };
      visit(document);
      return found;
    });

  it('has nothing that axe objects to, in light, dark and forced colours, and nothing that moves on where that is not wanted', { concurrency: PAGES }, (t) =>
    // What a host's page around a panel has is not ours to say.
    each(t, shown.filter(({ subject }) => subject === 'page'), async (page, id) => {
      await page.setViewport({ width: 1_280, height: HEIGHT_PX });
      await open(page, id);
      await accessible(new Person(page), id);
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      assert.deepEqual(await moving(page), []);
      await page.emulateMediaFeatures([]);
    }));

  it('fits in German and Japanese, in a wide window and in one of 320 pixels', { concurrency: PAGES }, (t) =>
    each(t, shown.filter(({ isPage }) => isPage), async (page, id) => {
      for (const locale of ['de', 'ja'] as const) {
        await open(page, id, { locale });
        for (const width of [1_280, 320]) {
          await page.setViewport({ width, height: HEIGHT_PX });
          await fitsItsWindow(new Person(page), `${id}, ${locale}, ${width} px`, TABS);
        }
      }
    }));

  it('is shown, as is every element that the product defines', () => {
    const subjects = new Set(shown.map(({ subject }) => subject));
    const defined = globSync('plugin/**/*define*.ts', { cwd: root }).flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(/define\('(sideseat-[a-z-]+)'/g)].map(([, tag]) => tag ?? ''),
    );
    assert.ok(defined.length > 20);
    assert.deepEqual(defined.filter((tag) => !subjects.has(tag)).sort(), PAGES_ALONE);
  });

  it('comes alive without a server: an agent signs in, a customer joins', async () => {
    await page.setViewport({ width: 1_280, height: HEIGHT_PX });
    await open(page, 'live.agent');
    const agent = new AgentPerson(page);
    await agent.type('User name', 'mia');
    await agent.type('Password', 'anything');
    await agent.press('button', 'Sign in');
    await agent.see('button', 'New session');
    await open(page, 'live.customer');
    const customer = new CustomerPerson(page);
    await customer.type('PIN code', GOOD_PIN);
    await customer.press('button', 'Connect to agent');
    await customer.see('toolbar', 'Customer toolbar');
  });
});
