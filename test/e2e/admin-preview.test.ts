import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { startChromium } from '../support/desktop.ts';
import { startForeignSite } from '../support/foreign-site.ts';
import { Person } from '../support/people.ts';
import { accessible } from '../support/page-checks.ts';
import { DEMO_PASSWORD, startProduct } from '../support/product.ts';

/** What is marked in a page that is tried out: striped, and framed. */
const marksOf = (page: Page): Promise<{ hidden: number; seen: number }> =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll('sideseat-marks')].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('div') ?? [])]);
    const count = (look: string): number => boxes.filter(({ className }) => className === look).length;
    return { hidden: count('hidden'), seen: count('seen') };
  });

/** What it says at the foot of the page: the marks are beside its body. */
const legendOf = (page: Page): Promise<string> =>
  page.evaluate(() => [...document.querySelectorAll('sideseat-marks')].map(({ shadowRoot }) => shadowRoot?.querySelector('p')?.textContent ?? '').join(''));

async function signIn(page: Page): Promise<Person> {
  const admin = new Person(page);
  await admin.type('User name', 'admin');
  await admin.type('Password', DEMO_PASSWORD);
  await admin.press('button', 'Sign in');
  return admin;
}

/** The window in which the page is tried out. */
async function tryOut(admin: Person, address: string): Promise<Person> {
  await admin.type('Page to try out', address);
  const opened = new Promise<Page | null>((resolve) => admin.page.once('popup', resolve));
  await admin.press('button', 'Open with marks');
  const popup = await opened;
  assert.ok(popup);
  return new Person(popup);
}

describe('masks that an administrator tries out on a page of the site [B-30]', () => {
  it('marks what is hidden as it is typed, lists what looks private, and hides it with one press', async () => {
    await using product = await startProduct();
    await using browser = await startChromium({ window: { x: 0, width: 1_280 } });
    const admin = await signIn(await browser.newPerson(`${product.url}/admin`));
    await admin.press('button', 'Sample shop Co-browse on');

    await admin.type('Page to try out', 'https://elsewhere.example/');
    await admin.press('button', 'Open with marks');
    await admin.seeText('This address is not among those under “Addresses”.');

    const page = await tryOut(admin, `${product.url}/demo/shop/contact.html`);
    await admin.seeText(/Places that are hidden: [1-9]/);
    assert.match(await legendOf(page.page), /^Striped: agents do not see it\./);
    await admin.seeText('Nothing that is shown looks private.');
    await page.page.evaluate(() => document.querySelector('main')?.insertAdjacentHTML('beforeend', '<p class="shop-mail">help@acorn.example</p>'));
    await admin.seeText('Shown, and looks private: 1.');
    await page.page.$eval('.shop-mail', (element) => element.scrollIntoView({ block: 'center' }));
    await page.until(async () => (await marksOf(page.page)).seen === 1, 'a frame around it');
    await accessible(admin, 'preview');

    const { hidden } = await marksOf(page.page);
    await admin.press('button', 'Hide p.shop-mail');
    await admin.seeText('Nothing that is shown looks private.');
    await page.until(async () => (await marksOf(page.page)).hidden === hidden + 1, 'it is striped');
    assert.equal(await admin.page.evaluate(() => {
      const editor = document.querySelector('sideseat-admin')!.shadowRoot!.querySelector('sideseat-site-editor')!;
      return editor.shadowRoot!.querySelector<HTMLTextAreaElement>('[name=masks]')!.value;
    }), 'p.shop-mail');
    await admin.see('button', 'Save draft');

    await page.page.close();
    await admin.seeText('The window was closed.');
  });

  it('works on a page of another origin, goes on with the next page, and takes orders from nobody else', async () => {
    await using site = await startForeignSite();
    await using product = await startProduct(site.env);
    site.help = product.url;
    await using browser = await startChromium({ window: { x: 0, width: 1_280 } });
    const admin = await signIn(await browser.newPerson(`${product.url}/admin`));
    await admin.press('button', 'Elsewhere Co-browse on');
    const page = await tryOut(admin, site.url);
    await admin.seeText('Nothing that is shown looks private.');
    await page.page.evaluate(() => document.body.append('Call +49 30 1234567'));
    await admin.seeText('Shown, and looks private: 1.');
    await Promise.all([page.page.waitForNavigation(), page.press('link', 'Next page')]);
    await admin.seeText('Nothing that is shown looks private.');

    // The page's own scripts, and whoever else frames or opens it, are not the administrator.
    await page.page.evaluate(() => window.postMessage({ type: 'preview.masks', masks: { mode: 'maskAll', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [] }, legend: 'forged' }, '*'));
    await page.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    assert.match(await legendOf(page.page), /^Striped/);

    const other = await browser.newPerson(site.url);
    await other.evaluate(() => (window.name = 'sideseat-preview'));
    await other.reload();
    await new Person(other).see('button', 'Get help');
    assert.deepEqual(await marksOf(other), { hidden: 0, seen: 0 }, 'nobody opened it');
  });
});
