import path from 'node:path';
import { startChromium } from '../support/desktop.ts';
import { weighBundles } from '../support/bundle-weight.ts';
import { startProduct } from '../support/product.ts';
import { root } from '../support/run-report.ts';
import type { Bench } from './bench.ts';
import { toFigure } from './figures.ts';

/** A page, and what somebody uses first in it. */
const PAGES = [
  { name: "customer's page", path: '/join', first: 'input#pin' },
  { name: "agent's page", path: '/dashboard', first: 'input[autocomplete="username"]' },
] as const;

/** What the pages weigh, and how soon each can be used in a browser that has never seen it. */
export const pages: Bench = {
  name: 'pages',
  async run({ samples }) {
    await using product = await startProduct();
    await using chromium = await startChromium({});
    const weights = Object.entries(weighBundles(path.join(root, 'dist'))).map(([part, bytes]) =>
      toFigure(`${part}, gzipped`, 'kB', [bytes / 1_000]),
    );
    const usable = [];
    for (const page of PAGES) {
      const tookMs: number[] = [];
      for (let n = samples(30, 10); n > 0; n -= 1) {
        const opened = await chromium.newPerson('about:blank');
        const startedMs = performance.now();
        await opened.goto(`${product.url}${page.path}`, { waitUntil: 'domcontentloaded' });
        await opened.waitForSelector(`>>> ${page.first}`, { visible: true });
        tookMs.push(performance.now() - startedMs);
        await opened.browserContext().close();
      }
      usable.push(toFigure(`${page.name} can be used`, 'ms', tookMs));
    }
    return [...weights, ...usable];
  },
};
