import type { Page } from 'puppeteer-core';
import { PICKS_WHOLE_SCREEN, startChromium, startDesktop } from '../support/desktop.ts';
import { AgentPerson, CustomerPerson } from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import type { Bench } from './bench.ts';
import { atMost, toFigure } from './figures.ts';
import { isRed, PATCH_AT, PATCH_PX, RED, untilFound, untilLooks } from './patch.ts';
import { VIEWER_WINDOW } from './peers/peer.ts';
import { openXScreen, type Place, type XScreen } from './x-screen.ts';

/** An agent may ask a customer so often in a while. */
const SHARES_A_SESSION = 3;
const LOOKS_A_SHARE = 5;

/**
 * From the moment the browser's picker resolves until the owner's desktop is on the agent's display: at the first share
 * of a session, at later ones, and from the click on Look again.
 */
export const firstFrame: Bench = {
  name: 'first-frame',
  async run({ samples }) {
    const sessions = samples(34, 7);
    const took: Record<'first' | 'again' | 'look', number[]> = { first: [], again: [], look: [] };
    await using owner = await startDesktop();
    await using viewer = await startDesktop();
    await using product = await startProduct();
    await using customers = await startChromium({ desktop: owner, args: [PICKS_WHOLE_SCREEN], window: { x: 0, width: 640 } });
    using ownerScreen = await openXScreen(owner.display);
    using viewerScreen = await openXScreen(viewer.display);
    await using agents = await startChromium({ desktop: viewer, args: VIEWER_WINDOW });
    const agent = await new AgentPerson(await agents.newPerson(`${product.url}/dashboard`)).signIn();
    await ownerScreen.openPatch(PATCH_AT, PATCH_PX, RED);
    let at: Place | null = null;
    for (let session = 1; session <= sessions; session += 1) {
      const customer = await meet(agent, customers.newPerson('about:blank'), product.url, session);
      for (let share = 0; share < SHARES_A_SESSION; share += 1) {
        await agent.requestView();
        const [shownMs] = await Promise.all([at ? untilLooks(viewerScreen, at, isRed) : null, customer.ok()]);
        at ??= await untilFound(viewerScreen, isRed); // where it is: the first share is no sample
        const pickedMs = await pickedAt(customer.page);
        if (shownMs !== null) took[share === 0 ? 'first' : 'again'].push(shownMs - pickedMs);
        await agent.seeText('Picture current');
        for (let look = 0; look < LOOKS_A_SHARE; look += 1) took.look.push(await lookAgain(agent, viewerScreen, at));
        await customer.press('button', 'Stop screen sharing');
        await untilLooks(viewerScreen, at, (colour) => !isRed(colour));
      }
      await customer.page.browserContext().close();
    }
    return [
      toFigure('OK to first frame, first share', 'ms', took.first, atMost({ p50: 300 }, 'ms')),
      toFigure('OK to first frame, share again', 'ms', took.again, atMost({ p50: 300 }, 'ms')),
      toFigure('Look again to first frame', 'ms', took.look, atMost({ p95: 300 }, 'ms')),
    ];
  },
};

async function meet(agent: AgentPerson, opening: Promise<Page>, url: string, number: number): Promise<CustomerPerson> {
  const pin = await agent.createSession(`Customer ${number}`);
  const page = await opening;
  await page.evaluateOnNewDocument(() => {
    const choose = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getDisplayMedia = async (options) => {
      const stream = await choose(options);
      Object.assign(globalThis, { pickedAtMs: performance.timeOrigin + performance.now() });
      return stream;
    };
  });
  await page.goto(`${url}/join`);
  const customer = await new CustomerPerson(page).join(pin);
  await agent.press('button', 'Start');
  await customer.seeText('You are connected with');
  return customer;
}

/** When the picker of this page resolved last, in our clock. */
async function pickedAt(page: Page): Promise<number> {
  const unixMs = await page.evaluate(() => (globalThis as unknown as { pickedAtMs: number }).pickedAtMs);
  return unixMs - performance.timeOrigin;
}

async function lookAgain(agent: AgentPerson, screen: XScreen, at: Place): Promise<number> {
  await agent.press('button', 'Stop looking');
  await untilLooks(screen, at, (colour) => !isRed(colour));
  const button = await agent.find('button', 'Look again');
  // It is inert until the server has taken the command before.
  await agent.until(() => button.evaluate((element) => element.ariaDisabled !== 'true'), 'a button that can be pressed');
  const clickedMs = performance.now();
  const [shownMs] = await Promise.all([untilLooks(screen, at, isRed), button.click()]);
  await agent.see('button', 'Stop looking');
  return shownMs - clickedMs;
}
