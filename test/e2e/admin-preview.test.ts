import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { startChromium } from '../support/desktop.ts';
import { startForeignSite } from '../support/foreign-site.ts';
import { accessible } from '../support/page-checks.ts';
import { Person } from '../support/people.ts';
import { DEMO_PASSWORD, startProduct } from '../support/product.ts';

/** As a careful site sends it: nothing of ours but the snippet and its frames, and cut off from whoever opens it. */
const CAREFUL = {
  'Content-Security-Policy': "default-src 'none'; script-src HELP; frame-src HELP; base-uri 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

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

/** At a page that goes on as if it was in front, while the other tab is. */
async function signIn(page: Page): Promise<Person> {
  await (await page.createCDPSession()).send('Emulation.setFocusEmulationEnabled', { enabled: true });
  const admin = new Person(page);
  await admin.type('User name', 'admin');
  await admin.type('Password', DEMO_PASSWORD);
  await admin.press('button', 'Sign in');
  return admin;
}

/** The tab in which the page is tried out, as it is opened. */
async function tryOut({ page }: Person, act: () => Promise<void>): Promise<Person> {
  const known = new Set(await page.browserContext().pages());
  const opened = new Promise<Page>((resolve) => {
    page.browserContext().on('targetcreated', async (target) => {
      const found = await target.page();
      if (found && !known.has(found)) resolve(found);
    });
  });
  await act();
  const tab = await opened;
  tab.setDefaultTimeout(15_000);
  return new Person(tab);
}

const openWithMarks = (admin: Person, address: string): Promise<Person> =>
  tryOut(admin, async () => {
    await admin.type('Page to try out', address);
    await admin.press('button', 'Open with marks');
  });

describe('masks that an administrator tries out on a page of the site [B-30]', () => {
  it('marks what is hidden as it is typed, lists what looks private, and hides it with one press', async () => {
    await using product = await startProduct();
    await using browser = await startChromium({ window: { x: 0, width: 1_280 } });
    const admin = await signIn(await browser.newPerson(`${product.url}/admin`));
    await admin.press('button', 'Sample shop Co-browse on');

    await admin.type('Page to try out', 'https://elsewhere.example/');
    await admin.press('button', 'Open with marks');
    await admin.seeText('This address is not of the published website.');

    const page = await openWithMarks(admin, `${product.url}/demo/shop/contact.html`);
    await admin.seeText(/[1-9]\d* places are hidden\./);
    assert.match(await legendOf(page.page), /^Striped: agents do not see it\./);
    await admin.seeText('Nothing that is shown looks private.');
    await page.page.evaluate(() => document.querySelector('main')?.insertAdjacentHTML('beforeend', '<p class="shop-mail">help@acorn.example</p>'));
    await admin.seeText('1 place is shown and looks private.');
    await page.page.$eval('.shop-mail', (element) => element.scrollIntoView({ block: 'center' }));
    await page.until(async () => (await marksOf(page.page)).seen === 1, 'a frame around it');
    const { hidden } = await marksOf(page.page);

    // Of two tabs of one window one is seen.
    await admin.page.bringToFront();
    await accessible(admin, 'preview');
    await admin.press('button', 'Hide p.shop-mail');
    await admin.seeNo('button', 'Hide p.shop-mail');
    await admin.seeText('The page is not seen at the moment.');
    assert.doesNotMatch(await admin.text(), /Nothing that is shown/, 'nobody looked yet');
    await page.page.bringToFront();
    await admin.seeText('Nothing that is shown looks private.');
    await page.until(async () => (await marksOf(page.page)).hidden === hidden + 1, 'it is striped');
    assert.equal(await admin.page.evaluate(() => {
      const editor = document.querySelector('sideseat-admin')!.shadowRoot!.querySelector('sideseat-site-editor')!;
      return editor.shadowRoot!.querySelector<HTMLTextAreaElement>('[name=masks]')!.value;
    }), 'p.shop-mail');
    await page.page.close();
    await admin.see('button', 'Save draft');
    await admin.seeText('The page is not seen at the moment.');
  });

  it('works on a page of another site that is cut off and allows no connection, and goes on with the next page', async () => {
    await using site = await startForeignSite(CAREFUL);
    await using product = await startProduct(site.env);
    site.help = product.url;
    await using browser = await startChromium({ window: { x: 0, width: 1_280 } });
    const admin = await signIn(await browser.newPerson(`${product.url}/admin`));
    await admin.press('button', 'Elsewhere Co-browse on');
    const page = await openWithMarks(admin, site.url);
    await admin.seeText('Nothing that is shown looks private.');
    assert.equal(page.page.url(), `${site.url}/`, 'the code is no longer in the address');
    assert.equal(await page.page.evaluate(() => window.opener), null);
    await page.page.evaluate(() => document.body.append('Call +49 30 1234567'));
    await admin.seeText('1 place is shown and looks private.');
    await Promise.all([page.page.waitForNavigation(), page.press('link', 'Next page')]);
    await admin.seeText('Nothing that is shown looks private.');
    await Promise.all([page.page.waitForNavigation(), page.press('link', 'Private page')]);
    await admin.seeText('Co-browse pauses on this page');

    // With the preview the marks end, and the next page has none.
    await admin.page.bringToFront();
    await admin.press('button', 'Accounts');
    await page.page.bringToFront();
    await page.until(async () => (await page.page.$('sideseat-marks')) === null, 'no marks');
    await page.page.goto(site.url);
    await page.see('button', 'Get help');
    assert.equal(await page.page.$('sideseat-marks'), null);
  });

  it('shows nothing for a wrong code, nor in pages of other origins', async () => {
    await using site = await startForeignSite();
    await using product = await startProduct(site.env);
    site.help = product.url;
    // The same page, with the site's key, on an origin that is none of the site's.
    const copy = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><title>Copy</title><script async src="${product.url}/cobrowse/v1/connect.js" data-site="elsewhere-key-0123456789"></script>`);
    });
    copy.listen(0, 'localhost');
    await once(copy, 'listening');
    await using browser = await startChromium({ window: { x: 0, width: 1_280 } });
    const admin = await signIn(await browser.newPerson(`${product.url}/admin`));
    await admin.press('button', 'Elsewhere Co-browse on');
    let address = '';
    admin.page.on('response', async (answer) => {
      if (answer.request().method() === 'POST' && answer.url().endsWith('/previews')) address = `#sideseat-preview=${((await answer.json()) as { code: string }).code}`;
    });
    const page = await openWithMarks(admin, site.url);
    await admin.seeText('Nothing that is shown looks private.');
    assert.match(address, /^#sideseat-preview=[\w-]{43}$/);

    const wrong = new Person(await browser.newPerson(`${site.url}/#sideseat-preview=${'x'.repeat(43)}`));
    const gone = (): Promise<boolean> => wrong.page.evaluate(() => sessionStorage.getItem('sideseat.preview') === null && document.querySelector('sideseat-marks') === null);
    await wrong.until(gone, 'the wrong code is forgotten');

    const elsewhere = await browser.newPerson(`http://localhost:${(copy.address() as AddressInfo).port}/${address}`);
    const warned = new Promise<string>((resolve) => elsewhere.on('console', (message) => message.text().includes('preview:') && resolve(message.text())));
    await elsewhere.reload();
    assert.match(await warned, /The frame did not answer\. Is http:\/\/localhost:\d+ among the published addresses/);
    assert.equal(await legendOf(elsewhere), '', 'it was told nothing');
    assert.match(await legendOf(page.page), /^Striped/);
    copy.closeAllConnections();
    copy.close();
  });

  it('says what to check where no page answers', async () => {
    await using product = await startProduct();
    await using browser = await startChromium({ window: { x: 0, width: 1_280 } });
    const admin = await signIn(await browser.newPerson(`${product.url}/admin`));
    await admin.press('button', 'Sample shop Co-browse on');
    const page = await openWithMarks(admin, `${product.url}/join`);
    await admin.seeText('Waiting for the page…');
    await admin.seeText('The page does not answer. Has it the snippet');
    await admin.page.bringToFront();
    await admin.see('link', 'Open the page');
    await page.page.close();
  });
});
