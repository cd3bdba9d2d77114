import { setTimeout } from 'node:timers/promises';
import { PageViewer, ShopVisitor } from '../support/cobrowse-people.ts';
import { startChromium } from '../support/desktop.ts';
import { startProduct } from '../support/product.ts';
import type { Bench } from './bench.ts';
import { toFigure, type Figure } from './figures.ts';
import { untilShown } from './peers/cobrowse-peer.ts';

/** Between two clicks, at random: they come at any time within a frame of either display. */
const [PAUSE_MS, PAUSE_SPREAD_MS] = [120, 160];
/** Where the shop shows how many things are in the basket, and the first button that puts one in. */
const PLACE = '.basket span';
const BUTTON = '.product button';

/**
 * An agent's click in a page that a customer shares, in real browsers: until the customer's page has reacted (its script has heard the
 * click), and until the agent sees what came of it.
 */
export const cobrowseControl: Bench = {
  name: 'cobrowse-control',
  async run({ samples }) {
    await using product = await startProduct();
    await using customers = await startChromium({});
    await using agents = await startChromium({});
    const agent = new PageViewer(await agents.newPerson(`${product.url}/dashboard`));
    await agent.page.setViewport({ width: 1_600, height: 1_200 });
    await agent.signIn();
    const visitor = await ShopVisitor.enter(await customers.newPerson('about:blank'), product.url);
    await visitor.page.setViewport({ width: 1_280, height: 1_100 });
    await visitor.getHelp();
    await agent.press('button', 'Request co-browse');
    await visitor.inFrame((frame) => frame.ok());
    await agent.seeInPage('Oak side table');
    await agent.press('button', 'Request co-browse: Control');
    await visitor.inFrame(async (frame) => {
      await frame.seeText('asks to use this web page');
      await frame.ok();
    });
    await agent.takePage();
    return await measure(visitor, agent, samples(200, 50));
  },
};

async function measure(visitor: ShopVisitor, agent: PageViewer, wanted: number): Promise<Figure[]> {
  await visitor.page.evaluate(() => {
    const noted = globalThis as unknown as { clickedMs: number };
    document.addEventListener('click', () => (noted.clickedMs = performance.timeOrigin + performance.now()), true);
  });
  await agent.page.evaluate(() => {
    const noted = globalThis as unknown as { pressedMs: number };
    document.addEventListener('pointerup', () => (noted.pressedMs = performance.timeOrigin + performance.now()), true);
  });
  const place = await agent.restingPlaceInPage(BUTTON);
  const [reacted, seen]: [number[], number[]] = [[], []];
  for (let n = 1; n <= wanted; n += 1) {
    await setTimeout(PAUSE_MS + Math.random() * PAUSE_SPREAD_MS);
    const shown = untilShown(agent.page, PLACE, String(n));
    await agent.page.mouse.click(place.x, place.y);
    const shownMs = await shown;
    const pressedMs = await agent.page.evaluate(() => (globalThis as unknown as { pressedMs: number }).pressedMs);
    const clickedMs = await visitor.page.evaluate(() => (globalThis as unknown as { clickedMs: number }).clickedMs);
    reacted.push(clickedMs - pressedMs);
    seen.push(shownMs - pressedMs);
  }
  return [toFigure('agent clicks until the customer’s page reacts', 'ms', reacted), toFigure('… until the agent sees what came of it', 'ms', seen)];
}
