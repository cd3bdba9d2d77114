import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import {
  DESKTOP_WIDTH_PX,
  openColourWindow,
  PICKS_WHOLE_SCREEN,
  startChromium,
  startDesktop,
  type ColourWindow,
  type TestBrowser,
} from '../support/desktop.ts';
import { startProduct, type Product } from '../support/product.ts';
import { COLOUR_AT, HALF_PX } from '../support/scene.ts';

const ORANGE: [number, number, number] = [210, 120, 20];

/**
 * The page cannot be told, so the customer shares something else: here the whole screen, which the browser's own dialog is set to
 * choose. On it is a window of another program, as an e-mail program would be.
 */
describe('an application in the place of the page', () => {
  const stack = new AsyncDisposableStack();
  let product: Product;
  let customers: TestBrowser;
  let program: ColourWindow;
  let agent: PageViewer;
  before(async () => {
    product = stack.use(await startProduct());
    const desktop = stack.use(await startDesktop());
    program = stack.use(await openColourWindow(desktop, HALF_PX, HALF_PX));
    customers = stack.use(await startChromium({ desktop, args: [PICKS_WHOLE_SCREEN], window: { x: 0, width: HALF_PX } }));
    const agents = stack.use(await startChromium({ window: { x: 0, width: DESKTOP_WIDTH_PX } }));
    agent = new PageViewer(await agents.newPerson(`${product.url}/dashboard`));
    await agent.signIn();
    await program.paint(`rgb(${ORANGE.join()})`);
  });
  after(() => stack.disposeAsync());

  const CASES: readonly [title: string, prepare: (page: Page) => Promise<unknown>][] = [
    ['the recorder does not come', async (page) => {
      const client = await page.createCDPSession();
      await client.send('Network.enable');
      await client.send('Network.setBlockedURLs', { urls: ['*/recorder.js*'] });
    }],
    ['the browser is too old for it', (page) => page.evaluateOnNewDocument(() => Reflect.deleteProperty(URL, 'parse'))],
  ];
  for (const [title, prepare] of CASES) {
    it(`[002-35] [002-36] is chosen in the browser’s own dialog where ${title}, and the agent is told what it is`, async () => {
      const page = await customers.newPerson('about:blank');
      await prepare(page);
      const visitor = await ShopVisitor.enter(page, product.url);
      await visitor.getHelp();
      await agent.press('button', 'Request co-browse');
      await visitor.inFrame((frame) => frame.ok());
      await agent.seeColour(ORANGE, ...COLOUR_AT);
      await agent.seeText('Not the web page');
      await agent.seeText('Application of Visitor');
      assert.equal(await agent.seenPage(), null);
      await visitor.inFrame(async (frame) => {
        await frame.seeText('Your whole screen is being shared');
        await frame.press('button', 'Stop sharing');
      });
      await agent.seeNoPicture();
      await visitor.inFrame(async (frame) => {
        await frame.press('button', 'End session');
        await frame.press('button', 'Yes');
        await frame.seeText('The connection has ended');
      });
      await agent.press('button', 'Close tab');
      await page.close();
    });
  }
});
