import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { startChromium } from '../support/desktop.ts';
import { startProduct, type Product } from '../support/product.ts';

/** A visitor of the sample shop with several tabs, dialogs and slow pages, and an agent who follows. */
describe('co-browse over the tabs and pages of a site', () => {
  const stack = new AsyncDisposableStack();
  let product: Product;
  let visitor: ShopVisitor;
  let second: ShopVisitor;
  let agent: PageViewer;
  before(async () => {
    product = stack.use(await startProduct());
    const browser = stack.use(await startChromium({ window: { x: 0, width: 1_280 } }));
    agent = new PageViewer(await browser.newPerson(`${product.url}/dashboard`));
    await agent.signIn();
    visitor = await ShopVisitor.enter(await browser.newPerson('about:blank'), product.url);
    await visitor.getHelp();
    await share();
  });
  after(() => stack.disposeAsync());

  const share = async (): Promise<void> => {
    await agent.page.bringToFront();
    await agent.press('button', 'Request co-browse');
    await visitor.page.bringToFront();
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Oak side table');
  };

  it('[B-31] shows the tab of the site that the customer comes to, under the same OK, and tells the agent which it is', async () => {
    second = new ShopVisitor(await visitor.secondTab('/demo/shop/contact.html'));
    await second.page.bringToFront();
    await agent.seeInPage('Write to us');
    await agent.seeText('Tab 2');
    await second.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
    assert.equal((await agent.seenPage())?.includes('Oak side table'), false);
  });

  it('[B-31] goes back with the customer, also where the other tab is closed', async () => {
    await visitor.page.bringToFront();
    await agent.seeInPage('Oak side table');
    await agent.seeText('Tab 1');
    await second.page.bringToFront();
    await agent.seeInPage('Write to us');
    await second.page.close();
    await visitor.page.bringToFront();
    await agent.seeInPage('Oak side table');
  });

  it('[I6] Stop can be pressed while the site has a modal dialog open', async () => {
    await visitor.page.evaluate(() => {
      const dialog = document.createElement('dialog');
      dialog.textContent = 'Ten per cent off today';
      document.body.append(dialog);
      dialog.showModal();
    });
    await agent.seeInPage('Ten per cent off today');
    await visitor.inFrame((frame) => frame.press('button', 'Stop sharing'));
    await agent.seeNoPage();
    await visitor.page.evaluate(() => document.querySelector('dialog')?.remove());
    await share();
  });

  it('goes on with Back, also to a page that the browser has kept', async () => {
    await visitor.follow('Account');
    await agent.seeInPage('Your account');
    await visitor.page.goBack();
    await agent.seeInPage('Oak side table');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
  });

  it('[I13] ends where the next page comes too late, and goes on by one click of the customer’s', async () => {
    await visitor.page.goto('about:blank');
    await agent.seeText('can continue with one click');
    await agent.seeNoPage();
    await visitor.page.goto(`${product.url}/demo/shop/contact.html`);
    await visitor.inFrame(async (frame) => {
      await frame.seeText('Continue sharing this web page with Mia Keller?');
      assert.equal(await agent.seenPage(), null, 'nothing resumes by itself');
      await frame.waitUntilOkCounts();
      await frame.press('button', 'Continue sharing');
    });
    await agent.seeInPage('Write to us');
  });
});
