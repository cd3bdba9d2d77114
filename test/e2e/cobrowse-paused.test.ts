import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { DESKTOP_WIDTH_PX, startChromium } from '../support/desktop.ts';
import { startForeignSite } from '../support/foreign-site.ts';
import { startProduct } from '../support/product.ts';

const window = { x: 0, width: DESKTOP_WIDTH_PX };

/** A page that its site keeps private, with a visitor and an agent who follows. */
describe('a page of which the site wants nothing to be seen', () => {
  const stack = new AsyncDisposableStack();
  let agent: PageViewer;
  let visitor: ShopVisitor;
  before(async () => {
    const site = stack.use(await startForeignSite());
    const product = stack.use(await startProduct(site.env));
    site.help = product.url;
    const browser = stack.use(await startChromium({ window }));
    agent = await new PageViewer(await browser.newPerson(`${product.url}/dashboard`)).signIn();
    visitor = new ShopVisitor(await browser.newPerson(`${site.url}/private`));
    await visitor.getHelp();
  });
  after(() => stack.disposeAsync());

  it('[B-32] [I6] pauses co-browse where the customer says OK on it: both are told that nobody sees it', async () => {
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeText('The site keeps this page private');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller does not see this page'));
    assert.equal((await agent.seenPage())?.trim() ?? '', '');
  });

  it('[B-32] [I6] lets go on with the next page, and pauses again on the way back', async () => {
    await visitor.follow('Next page');
    await agent.seeInPage('Page /next');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
    await visitor.follow('Private page');
    await agent.seeText('The site keeps this page private');
    await visitor.inFrame((frame) => frame.seeText('Mia Keller does not see this page'));
    assert.doesNotMatch(visitor.sent.join('\n'), /Page \/private/);
  });
});
