import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { startChromium } from '../support/desktop.ts';
import { startProduct, type Product } from '../support/product.ts';

const CARD = '4111 1111 1111 1111';
const PASSWORD = 'correct-horse-7';

/** The sample shop with the snippet, a visitor and an agent in real browsers, and the real server between them. */
describe('co-browse in the sample shop', () => {
  const stack = new AsyncDisposableStack();
  let product: Product;
  let visitor: ShopVisitor;
  let agent: PageViewer;
  before(async () => {
    product = stack.use(await startProduct());
    const browser = stack.use(await startChromium({ window: { x: 0, width: 1_280 } }));
    agent = new PageViewer(await browser.newPerson(`${product.url}/dashboard`));
    await agent.signIn();
    visitor = await ShopVisitor.enter(await browser.newPerson('about:blank'), product.url);
  });
  after(() => stack.disposeAsync());

  it('[002-27] asks for nothing but its script, and keeps nothing, before the customer acts', async () => {
    await visitor.see('button', 'Get help');
    const ours = visitor.requests.filter((url) => url.includes('/cobrowse/') || url.includes('/api/'));
    assert.deepEqual(ours, [`${product.url}/cobrowse/v1/connect.js`]);
    const kept = await visitor.page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
    assert.deepEqual(kept, ['', 0, 0]);
  });

  it('[002-27] a click brings the customer to the agents, with title and address of the page', async () => {
    await visitor.getHelp();
    await agent.seeText('Furniture made to last · Acorn & Oak');
    await agent.seeText('/demo/shop/');
    assert.equal(await agent.seenPage(), null);
  });

  it('[002-27] [D-7] Request co-browse takes the customer and asks in one step', async () => {
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.see('button', 'OK'));
    assert.equal(await agent.seenPage(), null);
    assert.doesNotMatch(visitor.requests.join('\n'), /recorder\.js/, 'nothing is told before the OK');
  });

  it('[002-35] OK shares this page by itself, without a picker, and the customer sees who sees it', async () => {
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Furniture made to last');
    await agent.seeInPage('Oak side table');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
  });

  it('shows what changes, live', async () => {
    await agent.seeInPage('Basket 0');
    await visitor.press('button', 'Add to basket');
    await agent.seeInPage('Basket 1');
    await visitor.type('Search the shop', 'lamp', 'searchbox');
    await agent.seeInPage('lamp');
  });

  it('goes on under the same OK on the next page of the site', async () => {
    await visitor.follow('Basket 1');
    await agent.seeInPage('Your basket');
    await agent.seeInPage('1 × Oak side table');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
  });

  it('[B-30] what is private never leaves the browser', async () => {
    await visitor.type('Card number', CARD);
    await visitor.type('Name', 'Ada Byron');
    await visitor.type('Note for the driver', 'second floor');
    await agent.seeInPage('second floor');
    await visitor.follow('Account');
    await agent.seeInPage('Your account');
    await visitor.type('E-mail', 'ada@example.org');
    await visitor.type('Password', PASSWORD);
    await visitor.press('checkbox', 'Show the password');
    await visitor.press('button', 'Sign in');
    await agent.seeInPage('Bonus points');
    const sent = visitor.sent.join('\n');
    for (const secret of [CARD, CARD.replaceAll(' ', ''), PASSWORD, 'Ada Byron', 'ada@example.org', 'AO-5523-9917', 'DE89 3704', 'table with a scratch']) {
      assert.equal(sent.includes(secret), false, secret);
      assert.equal((await agent.seenPage())?.includes(secret), false, secret);
    }
  });

  for (const [page, link] of [['React', 'Gift box'], ['Vue', 'Vue'], ['web component', 'web component']] as const) {
    it(`shows what happens in a page of ${page}`, async () => {
      await visitor.follow(link);
      await agent.seeInPage('A box for somebody, wrapped, with a green ribbon.');
      await visitor.type('For', `Grace, by ${page}`);
      await agent.seeInPage(`A box for Grace, by ${page}, wrapped`);
    });
  }

  it('shows a frame of the site’s own in the page', async () => {
    await visitor.follow('Delivery');
    await agent.seeInPage('Delivery to Germany costs € 19.00.');
  });

  it('shows a table of ten thousand rows', async () => {
    await visitor.follow('Price list');
    await agent.seeInPage('P-10000');
  });

  it('[002-29] Stop ends it at once, and it begins again with a new OK', async () => {
    await visitor.follow('Shop');
    await agent.seeInPage('Oak side table');
    await visitor.inFrame((frame) => frame.press('button', 'Stop sharing'));
    await agent.seeNoPage();
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Oak side table');
  });

  it('ends with the session, and no later page opens the frame by itself', async () => {
    await visitor.inFrame(async (frame) => {
      await frame.press('button', 'End session');
      await frame.press('button', 'Yes');
      await frame.seeText('The connection has ended');
    });
    await agent.seeNoPage();
    const kept = await visitor.page.evaluate(() => Object.keys(sessionStorage).filter((key) => !key.startsWith('acorn-') && sessionStorage.getItem(key) === 'open'));
    assert.deepEqual(kept, []);
  });
});
