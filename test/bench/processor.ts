import { setTimeout } from 'node:timers/promises';
import { meetByLink, shareCanvas, viewCanvas } from '../support/canvas-customer.ts';
import { startDesktop } from '../support/desktop.ts';
import { openMediaBrowser, type MediaPage } from '../support/media-browser.ts';
import { DEMO_PASSWORD, startProduct } from '../support/product.ts';
import { RawClient } from '../support/raw-client.ts';
import type { Bench } from './bench.ts';
import { startWork, WORKS } from './desktop-work.ts';
import { atMost, toFigure, type Figure } from './figures.ts';
import { openDirect } from './peers/direct.ts';
import { openNoVnc } from './peers/novnc.ts';
import { openSideseat } from './peers/sideseat.ts';
import { processorMs, productParts } from './processor-time.ts';
import { openXScreen } from './x-screen.ts';

type Parts = Readonly<Record<string, readonly number[]>>;

const SHARES = [1, 4, 8];
const FRAME_EVERY_MS = 33;
const SETTLE_MS = 4_000;
/** Each sample is the mean over so long. */
const WINDOW_MS = 3_000;

/**
 * What share of a processor a share takes: each part of it while somebody works on a real desktop, against the peers; and
 * what the product's own processes take for one, four and eight pictures of 640 × 360 that change 30 times a second.
 */
export const processor: Bench = {
  name: 'processor',
  async run({ samples }) {
    const windows = samples(10, 3);
    return [...(await measureWork(windows)), ...(await measureShares(windows))];
  },
};

async function measureWork(windows: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  await using owner = await startDesktop();
  await using viewer = await startDesktop();
  using screen = await openXScreen(owner.display);
  for (const open of [openSideseat, openDirect, openNoVnc]) {
    await using peer = await open({ owner, viewer });
    await using connected = await peer.connect();
    for (const name of WORKS) {
      const work = await startWork(screen, name);
      for (const [part, shares] of await shareOf(connected.parts, windows))
        figures.push(toFigure(`${name}: ${peer.name}, ${part}`, '%', shares));
      await work.stop();
      work.close();
    }
  }
  return figures;
}

async function measureShares(windows: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  await using product = await startProduct();
  const browser = await openMediaBrowser();
  const pictures: MediaPage[] = [];
  try {
    const agent = await (await new RawClient(product.url).signIn('agent', DEMO_PASSWORD)).connect('agent');
    for (const count of SHARES) {
      while (pictures.length < count) {
        const { sessionId, customer } = await meetByLink(agent, product.url, `Customer ${pictures.length + 1}`);
        await agent.done({ type: 'request.create', sessionId, capability: 'view' });
        await shareCanvas(customer, browser, FRAME_EVERY_MS);
        pictures.push(await viewCanvas(agent, sessionId, browser));
      }
      const parts = productParts(product);
      const all = { ...parts, together: Object.values(parts).flat() };
      for (const [part, shares] of await shareOf(all, windows)) {
        const each = shares.map((share) => share / count);
        const target = part === 'together' ? atMost({ p50: 4 }, '%') : undefined;
        figures.push(toFigure(`${count} live, for each: ${part}`, '%', each, target));
      }
    }
  } finally {
    await browser.close();
  }
  return figures;
}

/** Of one processor, in per cent, in so many windows. */
async function shareOf(parts: Parts, windows: number): Promise<Map<string, number[]>> {
  await setTimeout(SETTLE_MS);
  const shares = new Map<string, number[]>(Object.keys(parts).map((part) => [part, []]));
  for (let window = 0; window < windows; window += 1) {
    const startedMs = performance.now();
    const before = new Map(Object.entries(parts).map(([part, ids]) => [part, processorMs(ids)]));
    await setTimeout(WINDOW_MS);
    for (const [part, ids] of Object.entries(parts)) {
      const usedMs = processorMs(ids) - (before.get(part) ?? 0);
      shares.get(part)?.push((usedMs / (performance.now() - startedMs)) * 100);
    }
  }
  return shares;
}
