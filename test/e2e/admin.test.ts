import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { startChromium, type TestBrowser } from '../support/desktop.ts';
import { KeyboardPerson } from '../support/keyboard-person.ts';
import { accessible } from '../support/page-checks.ts';
import { Person } from '../support/people.ts';
import { DEMO_PASSWORD, startProduct, type Product } from '../support/product.ts';

/** The administrator's whole path by keyboard, and what it does to agents and visitors. Each step leans on the one before. */
describe('the administrator’s page', () => {
  const stack = new AsyncDisposableStack();
  let product: Product;
  let browser: TestBrowser;
  let admin: KeyboardPerson;
  let agent: PageViewer;
  let visitor: ShopVisitor;
  before(async () => {
    product = stack.use(await startProduct());
    browser = stack.use(await startChromium({ window: { x: 0, width: 1_280 } }));
    admin = new KeyboardPerson(await browser.newPerson(`${product.url}/admin`));
  });
  after(() => stack.disposeAsync());

  const save = async (): Promise<void> => {
    await admin.tabTo('button', 'Save draft');
    await admin.keys('Enter');
    await admin.hears('The draft is saved.');
  };
  const publish = async (): Promise<void> => {
    await admin.tabTo('button', 'Publish…');
    await admin.keys('Enter');
    await admin.reads('dialog', 'Publish Sample shop?');
    await admin.tabTo('button', 'Publish');
    await admin.keys('Enter');
    await admin.hears('Published.');
  };

  it('signs in with a sign-in of its own', async () => {
    await admin.reads('heading', 'Sign in');
    await accessible(new Person(admin.page), 'sign-in');
    await admin.tabTo('textbox', 'User name');
    await admin.write('admin');
    await admin.keys('Tab');
    await admin.write(DEMO_PASSWORD);
    await admin.keys('Enter');
    await admin.reads('heading', 'Websites');
    const dashboard = await browser.newPerson('about:blank');
    await dashboard.goto(`${product.url}/dashboard`);
    await new Person(dashboard).see('button', 'Sign in');
    await dashboard.close();
  });

  it('[B-30] hides a heading of the shop: a draft has no effect, what is published does', async () => {
    await admin.tabTo('button', 'Sample shop Co-browse on');
    await admin.keys('Enter');
    await admin.tabTo('textbox', 'Hide');
    await admin.write('h1');
    await save();
    await accessible(new Person(admin.page), 'draft');
    const before = await fetch(`${product.url}/cobrowse/v1/${await keyOf()}/site`).then((response) => response.json());
    assert.deepEqual((before as { masks: { masks: string[] } }).masks.masks, []);
    await publish();

    agent = new PageViewer(await browser.newPerson(`${product.url}/dashboard`));
    await agent.signIn();
    visitor = await ShopVisitor.enter(await browser.newPerson('about:blank'), product.url);
    await visitor.getHelp();
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Oak side table');
    assert.doesNotMatch((await agent.seenPage()) ?? '', /Furniture made to last/);
    assert.doesNotMatch(visitor.sent.join('\n'), /"Furniture made to last"/);
  });

  it('[B-30] shows what is no longer hidden from the next question on, and not under an OK that was given before', async () => {
    await admin.page.bringToFront();
    await admin.tabTo('textbox', 'Hide');
    await admin.page.keyboard.down('Control');
    await admin.keys('KeyA');
    await admin.page.keyboard.up('Control');
    await admin.keys('Backspace');
    await save();
    await publish();
    await visitor.page.bringToFront();
    await visitor.follow('Contact');
    await agent.seeInPage('Your question');
    assert.doesNotMatch((await agent.seenPage()) ?? '', /Write to us/);
    await visitor.inFrame((frame) => frame.press('button', 'Stop sharing'));
    await agent.page.bringToFront();
    await agent.press('button', 'Request co-browse');
    await visitor.page.bringToFront();
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Write to us');
    await visitor.follow('Shop');
  });

  it('[002-30] turns co-browse off: what is shared goes on, the next request says whom to ask', async () => {
    await admin.page.bringToFront();
    await admin.tabTo('checkbox', 'Agents may ask to see pages of this website');
    await admin.keys('Space');
    await save();
    await publish();
    await agent.page.bringToFront();
    await agent.seeInPage('Oak side table');
    await visitor.page.bringToFront();
    await visitor.inFrame((frame) => frame.press('button', 'Stop sharing'));
    await agent.page.bringToFront();
    await agent.seeNoPage();
    await agent.seeText('Co-browse is off here. Ask the site administrator.');
    assert.equal(await agent.isEnabled('button', 'Request co-browse'), false);
  });

  it('keeps what was typed over the end of the sign-in', async () => {
    await admin.page.bringToFront();
    await admin.tabTo('textbox', 'Take out');
    await admin.write('#advert');
    await admin.page.deleteCookie({ name: 'sideseat-admin', url: product.url });
    await admin.tabTo('button', 'Save draft');
    await admin.keys('Enter');
    await admin.reads('heading', 'Sign in');
    await accessible(new Person(admin.page), 'signed-out-with-typing');
    await admin.tabTo('textbox', 'Password');
    await admin.write(DEMO_PASSWORD);
    await admin.keys('Enter');
    await admin.reads('heading', 'Websites');
    assert.equal((await admin.tabTo('textbox', 'Take out')).role, 'textbox');
    await save();
    await admin.tabTo('button', 'Drop draft');
    await admin.keys('Enter');
    await admin.hears('The draft is gone.');
  });

  it('brings an old version back', async () => {
    await admin.page.bringToFront();
    await admin.page.evaluate(() => {
      const page = document.querySelector('sideseat-admin')!.shadowRoot!;
      for (const details of page.querySelector('sideseat-site-versions')!.shadowRoot!.querySelectorAll('details')) details.open = true;
    });
    await admin.tabTo('button', 'Make version 1 the draft');
    await admin.keys('Enter');
    await admin.hears('The old version is the draft now.');
    await publish();
    await agent.page.bringToFront();
    await agent.until(() => agent.isEnabled('button', 'Request co-browse'), 'co-browse is on again');
  });

  it('[002-32] forbids a page of the shop: what is shared ends there, and neither an agent nor a visitor can begin', async () => {
    await admin.page.bringToFront();
    await admin.tabTo('textbox', 'Pages that are never shared');
    await admin.write('*/account*');
    await save();
    await publish();
    await agent.page.bringToFront();
    await agent.press('button', 'Request co-browse');
    await visitor.page.bringToFront();
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Oak side table');
    await visitor.follow('Account');
    await visitor.inFrame((frame) => frame.seeText('This page may not be shared. Nothing is shared any more.'));
    await agent.page.bringToFront();
    await agent.seeText('came to a page that the site does not allow to be shared');
    await agent.seeText('This page may not be shared. Another page may work.');
    assert.equal(await agent.isEnabled('button', 'Request co-browse'), false);
    assert.doesNotMatch(visitor.sent.join('\n'), /Account for refunds/);

    const other = new ShopVisitor(await browser.newPerson(`${product.url}/demo/shop/account.html`));
    const events = await other.page.evaluateHandle(() => {
      const told: string[] = [];
      for (const name of ['opened', 'failed', 'ended']) document.addEventListener(`sideseat:${name}`, () => told.push(name));
      return told;
    });
    await other.press('button', 'Get help');
    await other.inFrame((frame) => frame.seeText('This page may not be shared. Another page may work.'));
    await other.until(async () => (await events.jsonValue()).length === 2, 'the page is told');
    assert.deepEqual(await events.jsonValue(), ['failed', 'ended']);
    await other.page.close();

    await visitor.page.bringToFront();
    await visitor.follow('Shop');
    await agent.page.bringToFront();
    await agent.until(async () => !(await agent.text()).includes('This page may not be shared'), 'the next page may be shared');
  });

  it('[B-32] [T-F-AGT-DISABLE] disables the agent, who is signed out at once, and enables the account again', async () => {
    await admin.page.bringToFront();
    await admin.tabTo('button', 'Accounts');
    await admin.keys('Enter');
    await admin.tabTo('button', 'Mia Keller Agents');
    await admin.keys('Enter');
    await admin.reads('heading', 'Effective rights of Mia Keller');
    await accessible(new Person(admin.page), 'account');
    await admin.tabTo('checkbox', 'Disabled');
    await admin.keys('Space');
    await admin.tabTo('button', 'Save');
    await admin.keys('Enter');
    await admin.hears('Saved. It holds at once.');
    await agent.page.bringToFront();
    await new Person(agent.page).see('button', 'Sign in');
    await admin.page.bringToFront();
    await admin.tabTo('checkbox', 'Disabled');
    await admin.keys('Space');
    await admin.tabTo('button', 'Save');
    await admin.keys('Enter');
    await admin.reads('button', 'Mia Keller Agents');
    await agent.page.bringToFront();
    await agent.signIn();
  });

  async function keyOf(): Promise<string> {
    const html = await fetch(`${product.url}/demo/shop/`).then((response) => response.text());
    return /data-site="([^"]+)"/.exec(html)?.[1] ?? '';
  }
});
