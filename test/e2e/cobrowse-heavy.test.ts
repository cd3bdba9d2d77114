import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { startChromium } from '../support/desktop.ts';
import { startProduct, type Product } from '../support/product.ts';

/** A change takes so long at most until it is seen, in milliseconds, on a machine that does much else besides. */
const SEEN_WITHIN_MS = 60_000;
const STORM_MS = 10_000;
/** What is done with the next change that the recorder tells. */
type Spoilt = 'lost' | 'doubled' | 'swapped' | 'ofNoNode' | 'malformed';

/** Pages and recorders that are more than can be told, or that tell what cannot be, with the real server and an agent behind them. */
describe('a co-browsed page that is hard to tell', { timeout: 600_000 }, () => {
  const stack = new AsyncDisposableStack();
  let product: Product;
  let visitor: ShopVisitor;
  let agent: PageViewer;
  let basket = 0;
  before(async () => {
    product = stack.use(await startProduct());
    const browser = stack.use(await startChromium({ window: { x: 0, width: 1_280 } }));
    agent = new PageViewer(await browser.newPerson(`${product.url}/dashboard`));
    await agent.signIn();
    const page = await browser.newPerson('about:blank');
    await letSpoil(page);
    visitor = await ShopVisitor.enter(page, product.url);
    await visitor.getHelp();
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Oak side table');
  });
  after(() => stack.disposeAsync());

  const seeInPage = (text: string): Promise<void> =>
    agent.until(async () => (await agent.seenPage())?.includes(text) ?? false, `"${text}" in the shared page`, SEEN_WITHIN_MS);
  /** The page answers a click, and the agent sees what it does. */
  const addToBasket = async (): Promise<void> => {
    await visitor.press('button', 'Add to basket');
    basket += 1;
    await visitor.see('link', `Basket ${basket}`);
  };

  for (const spoilt of ['lost', 'doubled', 'swapped', 'ofNoNode', 'malformed'] as const) {
    it(`[F9] [B-31] is shown right again after a change that was ${spoilt}`, async () => {
      await visitor.page.evaluate((how) => Object.assign(globalThis, { spoilNext: how }), spoilt);
      await addToBasket();
      await visitor.page.waitForFunction('spoilNext === null');
      await addToBasket();
      await seeInPage(`Basket ${basket}`);
      await visitor.inFrame((frame) => frame.seeText('Mia Keller sees this page'));
    });
  }

  it('[T-COB-BOMB] with 100 changes each millisecond for ten seconds can be used all the time; the agent is told, and then sees it as it is', async () => {
    const storm = visitor.page.evaluate(
      (forMs) =>
        new Promise<number>((resolve) => {
          const box = document.body.appendChild(document.createElement('p'));
          const text = box.appendChild(document.createTextNode(''));
          const startedMs = performance.now();
          let changes = 0;
          const timer = setInterval(() => {
            const nowMs = performance.now();
            for (const due = Math.min(forMs, nowMs - startedMs) * 100; changes < due; changes += 1) text.data = `storm ${changes}`;
            if (nowMs - startedMs < forMs) return;
            clearInterval(timer);
            text.data = 'after the storm';
            resolve(changes);
          }, 1);
        }),
      STORM_MS,
    );
    await agent.until(async () => /changes faster than it can be shown/.test(await agent.text()), 'what the agent is told', SEEN_WITHIN_MS);
    await addToBasket();
    const changes = await storm;
    assert.ok(changes > 500_000, `${changes} changes`);
    await seeInPage('after the storm');
    await seeInPage(`Basket ${basket}`);
    await agent.until(async () => !/changes faster/.test(await agent.text()), 'that it goes on');
  });

  it('[T-COB-BOMB] of 50 MB can be used; the agent is told that it is too large, and sees the next page', async () => {
    await visitor.page.evaluate(() => {
      const many = document.createElement('div');
      many.hidden = true; // the browser would lay it out for seconds
      for (let count = 0; count < 800; count += 1) many.append(Object.assign(document.createElement('p'), { textContent: `${count} ${'lorem ipsum '.repeat(5_460)}` }));
      document.querySelector('footer')!.append(many);
    });
    await agent.until(async () => /too large to be shown/.test(await agent.text()), 'what the agent is told', SEEN_WITHIN_MS);
    await addToBasket();
    await visitor.inFrame((frame) => frame.seeText('Mia Keller'));
    await visitor.follow(`Basket ${basket}`);
    await seeInPage('Your basket');
  });
});

/** What the recorder tells goes through a port of the page, where one of its changes can be spoilt on its way. */
async function letSpoil(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    type Told = { type: 'page.event'; event: { type: string; seq: number } };
    const scope = globalThis as unknown as { spoilNext: Spoilt | null };
    scope.spoilNext = null;
    const post = MessagePort.prototype.postMessage;
    let late: Told | null = null;
    MessagePort.prototype.postMessage = function postMessage(this: MessagePort, ...message: unknown[]) {
      const send = (told: unknown): void => Reflect.apply(post, this, [told]);
      const [told] = message as [Told | null];
      if (told?.type !== 'page.event') return void Reflect.apply(post, this, message);
      const how = told.event.type === 'page.changed' ? scope.spoilNext : null;
      if (how) scope.spoilNext = null;
      if (how === 'lost') return;
      if (how === 'swapped') return void (late = told);
      if (how === 'ofNoNode') return send({ ...told, event: { type: 'page.changed', seq: told.event.seq, texts: [{ id: 999_999_999, text: 'nobody' }] } });
      if (how === 'malformed') return send({ ...told, event: { type: 'page.changed', seq: told.event.seq, removed: 'all' } });
      send(told);
      if (how === 'doubled') send(told);
      if (late) send(late);
      late = null;
    };
  });
}
