import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FirefoxVisitor } from '../support/cobrowse-firefox.ts';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { DESKTOP_WIDTH_PX, startChromium, startDesktop } from '../support/desktop.ts';
import { startFirefox } from '../support/firefox.ts';
import { startForeignSite } from '../support/foreign-site.ts';
import { startProduct } from '../support/product.ts';

const window = { x: 0, width: DESKTOP_WIDTH_PX };

/** Sites of other origins, and what they and browsers may forbid. */
describe('co-browse on a web site of another origin', () => {
  it('[002-27] works in pages that are isolated from other origins, with a policy of the lines that are documented alone', async () => {
    await using site = await startForeignSite({
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Content-Security-Policy': "default-src 'none'; script-src HELP; frame-src HELP; require-trusted-types-for 'script'; trusted-types sideseat",
    });
    await using product = await startProduct(site.env);
    site.help = product.url;
    await using browser = await startChromium({ window });
    const agent = await new PageViewer(await browser.newPerson(`${product.url}/dashboard`)).signIn();
    const visitor = new ShopVisitor(await browser.newPerson(site.url));
    assert.equal(await visitor.page.evaluate(() => crossOriginIsolated), true);
    await visitor.getHelp();
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Page /');
    await visitor.follow('Next page');
    await agent.seeInPage('Page /next');
    await visitor.page.reload();
    await visitor.page.evaluate(() => document.body.append('Said after the reload'));
    await agent.seeInPage('Said after the reload');
  });

  it('[002-27] works, over pages too, where the browser forbids storage, locks and channels to frames of other sites', async () => {
    await using site = await startForeignSite();
    await using product = await startProduct(site.env);
    site.help = product.url;
    await using desktop = await startDesktop();
    await using firefox = await startFirefox(desktop, DESKTOP_WIDTH_PX, { 'network.cookie.cookieBehavior': 1 });
    await using chromium = await startChromium({ window });
    const agent = await new PageViewer(await chromium.newPerson(`${product.url}/dashboard`)).signIn();
    const visitor = new FirefoxVisitor(await firefox.newPerson(site.url));
    await visitor.getHelp();
    const isForbidden = async (): Promise<string> => {
      try {
        return await navigator.locks.request('any', async () => String(localStorage.length));
      } catch (cause) {
        return (cause as Error).name;
      }
    };
    assert.equal(await visitor.inFrame((frame) => frame.page.evaluate(isForbidden)), 'SecurityError');
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Page /');
    await visitor.follow('Next page');
    await agent.seeInPage('Page /next');
  });
});
