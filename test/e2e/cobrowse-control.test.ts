import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { OWN_HAND_MS } from '../../gateway/cobrowse/act/customer-hand.ts';
import { AdminClient } from '../support/admin-client.ts';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { startChromium } from '../support/desktop.ts';
import { GIFT_PAGES, putGiftBoxTogether } from '../support/gift-box.ts';
import { DEMO_PASSWORD, startProduct, type Product } from '../support/product.ts';

/** The sample shop, an agent who uses the page of a customer, and the real server between them. */
describe('co-browse with control in the sample shop', () => {
  const stack = new AsyncDisposableStack();
  let product: Product;
  let visitor: ShopVisitor;
  let agent: PageViewer;
  before(async () => {
    product = stack.use(await startProduct());
    const browser = stack.use(await startChromium({ window: { x: 0, width: 1_280 } }));
    agent = new PageViewer(await browser.newPerson(`${product.url}/dashboard`));
    await agent.page.setViewport({ width: 1_600, height: 1_200 });
    await agent.signIn();
    visitor = await ShopVisitor.enter(await browser.newPerson('about:blank'), product.url);
    await visitor.page.setViewport({ width: 1_000, height: 1_300 });
  });
  after(() => stack.disposeAsync());

  /** The customer goes to a page of the shop, and the agent takes control there, after another OK where a slow machine cost the share. */
  const useAt = async (path: string, heading: string, heightPx = 1_300): Promise<void> => {
    await visitor.page.setViewport({ width: 1_000, height: heightPx });
    await visitor.page.goto(`${product.url}/demo/shop/${path}`);
    await agent.seeNo('button', 'Release control');
    const isShared = await visitor.inFrame((frame) => frame.seeText(/Mia Keller (?:can use|is using) this page/)).then(() => true, () => false);
    if (!isShared) {
      await agent.press('button', 'Request co-browse: Control');
      await visitor.inFrame((frame) => frame.ok());
    }
    await agent.until(async () => (await agent.text()).includes(`/demo/shop/${path}`), `the page ${path}`);
    await agent.seeInPage(heading);
    await agent.takePage();
  };
  const visitorSees = (text: string): Promise<void> => visitor.seeText(text);
  const loaded = (): string[] => visitor.requests.flatMap((url) => /\/cobrowse\/v1\/((?:recorder|hand)\.js)\?v=\d+$/.exec(url)?.[1] ?? []);

  it('shows the customer where the agent points, with the agent’s name, before any control', async () => {
    await visitor.page.goto(`${product.url}/demo/shop/plain.html`);
    await visitor.getHelp();
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Put a gift box together');
    const place = await agent.placeInPage('h1');
    assert.ok(place);
    await agent.page.mouse.move(place.x, place.y);
    await agent.page.mouse.move(place.x + 3, place.y + 2);
    await visitor.until(() => visitor.page.evaluate(() => document.querySelector('sideseat-pointer') !== null), 'the agent’s pointer');
    await agent.page.mouse.move(5, 5);
    await visitor.until(() => visitor.page.evaluate(() => document.querySelector('sideseat-pointer') === null), 'no pointer');
    assert.deepEqual(loaded(), ['recorder.js'], 'what acts is loaded only with control');
  });

  it('[002-28] [B-32] is added to the page that is seen by a question of its own, and begins with a click', async () => {
    await agent.clickInPage('input[type=checkbox]');
    await agent.press('button', 'Remote control');
    await agent.press('menuitem', 'Request co-browse: Control');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller asks to use this web page with you'));
    assert.match(await visitor.text(), /wrapped, with a green ribbon/, 'nothing was clicked before the OK');
    await visitor.inFrame((frame) => frame.ok());
    await visitor.inFrame((frame) => frame.seeText('Mia Keller can use this page'));
    await agent.takePage();
    await visitor.inFrame((frame) => frame.seeText('Mia Keller is using this page'));
    assert.ok(loaded().includes('hand.js'));
  });

  it('[B-32] [002-29] stops in the middle with one click, and the page is still seen', async () => {
    await visitor.inFrame((frame) => frame.press('button', 'Stop control'));
    await agent.seeNo('button', 'Release control');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
    await agent.clickInPage('input[type=checkbox]');
    await agent.seeInPage('Put a gift box together');
    assert.equal(await visitor.page.$eval('[name=wrapped]', (field) => (field as HTMLInputElement).checked), true);
    await agent.press('button', 'Request co-browse: Control');
    await visitor.inFrame((frame) => frame.ok());
  });

  for (const [page, path] of GIFT_PAGES)
    it(`[B-32] uses every kind of element of a page of ${page}`, async () => {
      await useAt(path, 'Put a gift box together');
      await putGiftBoxTogether(agent, visitor, path);
    });

  it('[B-32] follows a link of the site, where the agent clicks into the page again', async () => {
    await useAt('plain.html', 'Put a gift box together');
    await agent.useInPage('p.also a:nth-of-type(2)');
    await agent.until(async () => (await agent.text()).includes('/demo/shop/react.html'), 'the next page');
    await agent.seeNo('button', 'Release control');
    await agent.seeInPage('A box for somebody');
    await agent.takePage();
    await agent.useInPage('input[type=text]');
    await agent.typeInPage('Ada');
    await visitorSees('A box for Ada');
  });

  it('[B-32] scrolls with the wheel, goes back, and selects text', async () => {
    await useAt('plain.html', 'Put a gift box together', 500);
    const place = await agent.placeInPage('h1');
    assert.ok(place);
    await agent.page.mouse.move(place.x, place.y);
    await agent.page.mouse.wheel({ deltaY: 200 });
    await visitor.until(() => visitor.page.evaluate(() => scrollY > 50), 'the customer’s page scrolls');
    await agent.page.mouse.wheel({ deltaY: -2_000 });
    await visitor.until(() => visitor.page.evaluate(() => scrollY === 0), 'and back');
    await agent.until(async () => (await agent.placeInPage('h1'))?.y === place.y, 'the heading where it was');
    const from = await agent.restingPlaceInPage('h1');
    const to = await agent.restingPlaceInPage('p.also a');
    await agent.page.mouse.move(from.x, from.y);
    await agent.page.mouse.down();
    await agent.page.mouse.move(to.x, to.y, { steps: 4 });
    await agent.page.mouse.up();
    await visitor.until(() => visitor.page.evaluate(() => String(getSelection()).length > 3), 'the customer’s selection');
    await agent.press('button', 'Back');
    await agent.until(async () => !visitor.page.url().endsWith('/plain.html'), 'the page before');
  });

  it('[B-32] does nothing private, marked or foreign, and says why', async () => {
    await useAt('checkout.html', 'Card number');
    await agent.useInPage('[placeholder="MM/YY"]');
    await agent.seeText('This is private or hidden. Only Visitor can use it.');
    await agent.typeInPage('4111');
    await agent.useInPage('form button');
    await agent.seeText('Only Visitor can use it.');
    await agent.useInPage('form > label:nth-of-type(3) input');
    await agent.typeInPage('second floor');
    await agent.seeInPage('second floor');
    assert.equal(await visitor.page.$eval('[name=expiry]', (field) => (field as HTMLInputElement).value), '');
    await useAt('contact.html', 'Write to us');
    await agent.useInPage('input[type=file]');
    await agent.seeText(/Only Visitor can (use it|choose files)/);
  });

  it('[B-32] the customer comes first', async () => {
    await useAt('contact.html', 'Write to us');
    await visitor.page.type('[name=question]', 'mine');
    await agent.useInPage('input[type=checkbox]');
    await agent.seeText('Visitor is using the page: wait a moment.');
    assert.equal(await visitor.page.$eval('[name=news]', (field) => (field as HTMLInputElement).checked), false);
  });

  it('[B-32] sends no form and leaves no page where the site keeps that for the customer: from the next OK on, and shown there', async () => {
    await useAt('plain.html', 'Put a gift box together');
    const admin = await new AdminClient(product.url).signIn('admin', DEMO_PASSWORD);
    const [site] = await admin.sites();
    assert.ok(site);
    const { config } = (await admin.site(site.key)).body.published!;
    const { status } = await admin.publish(site.key, { ...config, cobrowse: { ...config.cobrowse, customerOnly: ['leave', 'submit'] } });
    assert.equal(status, 200);
    await agent.useInPage('form button:nth-of-type(2)');
    await visitorSees('In your basket.');
    await visitor.inFrame((frame) => frame.press('button', 'Stop control'));
    await agent.seeNo('button', 'Release control');
    await agent.press('button', 'Request co-browse: Control');
    await visitor.inFrame((frame) => frame.ok());
    await agent.takePage();
    await setTimeout(OWN_HAND_MS); // the customer has just clicked
    await agent.useInPage('input[type=text]');
    await agent.typeInPage('Grace');
    await visitorSees('A box for Grace');
    await agent.useInPage('form button:nth-of-type(2)');
    await agent.seeText('Visitor has to click here. The page shows where.');
    await agent.useInPage('p.also a:nth-of-type(2)');
    await agent.seeText('Visitor has to click here. The page shows where.');
    assert.doesNotMatch(await visitor.text(), /In your basket/);
    await visitor.press('button', 'Put into the basket');
    await visitorSees('In your basket.');
  });
});
