import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FirefoxVisitor } from '../support/cobrowse-firefox.ts';
import { PageViewer } from '../support/cobrowse-people.ts';
import { DESKTOP_WIDTH_PX, startChromium, startDesktop } from '../support/desktop.ts';
import { startFirefox } from '../support/firefox.ts';
import { startProduct } from '../support/product.ts';

const CARD = '4111 1111 1111 1111';

/** The sample shop in a real Firefox, the agent in Chromium, and the real server between them. */
describe('co-browse with a customer at Firefox', () => {
  const stack = new AsyncDisposableStack();
  let visitor: FirefoxVisitor;
  let agent: PageViewer;
  before(async () => {
    const product = stack.use(await startProduct());
    const desktop = stack.use(await startDesktop());
    const firefox = stack.use(await startFirefox(desktop, DESKTOP_WIDTH_PX));
    const chromium = stack.use(await startChromium({ window: { x: 0, width: DESKTOP_WIDTH_PX } }));
    agent = new PageViewer(await chromium.newPerson(`${product.url}/dashboard`));
    await agent.listen();
    await agent.signIn();
    visitor = await FirefoxVisitor.enter(await firefox.newPerson('about:blank'), product.url);
  });
  after(() => stack.disposeAsync());

  it('[002-27] a click brings the customer to the agents, with title and address of the page', async () => {
    await visitor.getHelp();
    await agent.seeText('Furniture made to last · Acorn & Oak');
    await agent.seeText('/demo/shop/');
    assert.equal(await agent.seenPage(), null);
  });

  it('[002-35] OK shares the page by itself, without a picker', async () => {
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Oak side table');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
  });

  it('shows what changes and what is typed, live', async () => {
    await visitor.press('button', 'Add to basket');
    await agent.seeInPage('Basket 1');
    await visitor.type('Search the shop', 'lamp', 'searchbox');
    await agent.seeInPage('lamp');
  });

  it('goes on under the same OK on the next page of the site', async () => {
    await visitor.follow('Basket 1');
    await agent.seeInPage('1 × Oak side table');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
  });

  it('[B-30] card numbers and names never arrive', async () => {
    await visitor.type('Card number', CARD);
    await visitor.type('Name', 'Ada Byron');
    await visitor.type('Note for the driver', 'second floor');
    await agent.seeInPage('second floor');
    const received = agent.received.join('\n');
    assert.match(received, /second floor/);
    for (const secret of [CARD, CARD.replaceAll(' ', ''), 'Ada Byron']) assert.equal(received.includes(secret), false, secret);
  });

  it('[002-29] [I6] Stop ends it at once, also over a modal dialog of the site, and it begins again with a new OK', async () => {
    await visitor.page.evaluate(() => {
      const dialog = document.createElement('dialog');
      dialog.textContent = 'Ten per cent off today';
      document.body.append(dialog);
      dialog.showModal();
    });
    await agent.seeInPage('Ten per cent off today');
    // Until the frame is in the dialog, where it may have been loaded anew.
    await visitor.until(() => visitor.page.evaluate(() => document.querySelector('dialog sideseat-snippet') !== null), 'the frame in the dialog');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
    await visitor.inFrame((frame) => frame.press('button', 'Stop sharing'));
    await agent.seeNoPage();
    await visitor.page.evaluate(() => document.querySelector('dialog')?.remove());
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Your basket');
  });
});
