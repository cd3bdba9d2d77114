import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { weighBundles } from '../../support/bundle-weight.ts';
import { PageViewer, ShopVisitor } from '../../support/cobrowse-people.ts';
import type { TestBrowser } from '../../support/desktop.ts';
import { startProduct } from '../../support/product.ts';
import { root } from '../../support/run-report.ts';
import { BEGAN, type CobrowsePeer, type CobrowseVisit } from './cobrowse-peer.ts';

/** The product: the shop's snippet and recorder, the session server, the agent's dashboard. `shop`: the origin of its sample shop. */
export async function openCobrowseSideseat(customers: TestBrowser, agents: TestBrowser): Promise<CobrowsePeer & { readonly shop: string }> {
  const stack = new AsyncDisposableStack();
  // Each customer comes from an address of its own: of one address only few may connect in a while.
  const product = stack.use(await startProduct({ SIDESEAT_TRUST_PROXY: 'loopback' }));
  const { snippet, recorder } = weighBundles(path.join(root, 'dist'));
  let visits = 0;
  return {
    name: 'Sideseat',
    shop: product.url,
    loads: { 'connect.js': snippet, 'recorder.js': recorder },
    async open(file) {
      visits += 1;
      const agent = new PageViewer(await agents.newPerson(`${product.url}/dashboard`));
      await agent.signIn();
      const page = await customers.newPerson('about:blank');
      await page.setExtraHTTPHeaders({ 'x-forwarded-for': `10.3.${visits >> 8}.${visits & 255}` });
      await markBeginning(page);
      await page.goto(`${product.url}/demo/shop/${file}`);
      return visitOf(new ShopVisitor(page), agent);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function visitOf(visitor: ShopVisitor, agent: PageViewer): CobrowseVisit {
  return {
    customer: visitor.page,
    agent: agent.page,
    async share() {
      await visitor.getHelp();
      await agent.press('button', 'Request co-browse');
      await visitor.inFrame((frame) => frame.ok());
    },
    beganMs: () => visitor.page.evaluate(() => (globalThis as unknown as { benchBeganMs: number }).benchBeganMs),
    async [Symbol.asyncDispose]() {
      await visitor.inFrame(async (frame) => {
        await frame.press('button', 'End session');
        await frame.press('button', 'Yes');
        await frame.seeText('The connection has ended');
      });
      await visitor.page.browserContext().close();
      await agent.page.browserContext().close();
    },
  };
}

/** The frame in the shop's page, which is of the same origin and thread here, orders the recording through its port. */
async function markBeginning(page: Page): Promise<void> {
  await page.evaluateOnNewDocument((mark) => {
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function postMessage(this: MessagePort, ...message: unknown[]) {
      if ((message[0] as { type?: string } | null)?.type === 'page.record') {
        performance.mark(mark);
        Object.assign(globalThis.top ?? {}, { benchBeganMs: performance.timeOrigin + performance.now() });
      }
      Reflect.apply(post, this, message);
    };
  }, BEGAN);
}
