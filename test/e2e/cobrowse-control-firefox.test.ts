import { after, before, describe, it } from 'node:test';
import { FirefoxVisitor } from '../support/cobrowse-firefox.ts';
import { PageViewer } from '../support/cobrowse-people.ts';
import { DESKTOP_WIDTH_PX, startChromium, startDesktop } from '../support/desktop.ts';
import { startFirefox } from '../support/firefox.ts';
import { GIFT_PAGES, putGiftBoxTogether } from '../support/gift-box.ts';
import { startProduct, type Product } from '../support/product.ts';

/** The sample shop in a real Firefox, whose page an agent in Chromium uses. */
describe('co-browse with control, with a customer at Firefox', () => {
  const stack = new AsyncDisposableStack();
  let product: Product;
  let visitor: FirefoxVisitor;
  let agent: PageViewer;
  before(async () => {
    product = stack.use(await startProduct());
    const desktop = stack.use(await startDesktop(1_400));
    const firefox = stack.use(await startFirefox(desktop, DESKTOP_WIDTH_PX));
    const chromium = stack.use(await startChromium({ window: { x: 0, width: DESKTOP_WIDTH_PX } }));
    agent = new PageViewer(await chromium.newPerson(`${product.url}/dashboard`));
    await agent.page.setViewport({ width: 1_600, height: 1_200 });
    await agent.signIn();
    visitor = await FirefoxVisitor.enter(await firefox.newPerson('about:blank'), product.url);
    await visitor.page.goto(`${product.url}/demo/shop/plain.html`);
  });
  after(() => stack.disposeAsync());

  it('[002-28] is asked for and begins with a click', async () => {
    await visitor.getHelp();
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Put a gift box together');
    await agent.press('button', 'Request co-browse: Control');
    await visitor.inFrame((frame) => frame.ok());
    await agent.takePage();
    await visitor.inFrame((frame) => frame.seeText('Mia Keller is using this page'));
  });

  for (const [page, path] of GIFT_PAGES)
    it(`[B-32] uses every kind of element of a page of ${page}`, async () => {
      if (path !== 'plain.html') {
        await visitor.page.goto(`${product.url}/demo/shop/${path}`);
        await agent.until(async () => (await agent.text()).includes(`/demo/shop/${path}`), `the page ${path}`);
        await agent.seeInPage('Put a gift box together');
        await agent.takePage();
      }
      await putGiftBoxTogether(agent, visitor, path);
    });

  it('[B-32] [002-29] stops in the middle with one click', async () => {
    await visitor.inFrame((frame) => frame.press('button', 'Stop sharing'));
    await agent.seeNoPage();
    await visitor.inFrame((frame) => frame.seeText('You stopped sharing.'));
  });
});
