import type { Browser, Page } from 'puppeteer-core';
import { launch } from 'puppeteer-core';
import { SAMPLE_AT_MS } from '../../mocks/agent.ts';
import type { Choices } from '../../mocks/pages/choices.ts';
import { frameUrl } from '../../mocks/pages/choices.ts';
import { startStateServer } from './state-server.ts';

/** Pictures of the states that the development page shows, the same each time: clocks stand still, nothing moves. */

/** How one picture is taken. */
export interface Shot {
  /** Of a state in the catalogue. */
  readonly id: string;
  readonly theme: 'light' | 'dark';
  readonly locale?: Choices['locale'];
  /** CSS pixels. */
  readonly widthPx?: number;
  readonly forcedColours?: boolean;
}

/** A state that there is. */
export interface Shown {
  readonly id: string;
  /** A whole page, not an element alone. */
  readonly isPage: boolean;
}

export interface Studio {
  list(): Promise<readonly Shown[]>;
  /** A PNG of the whole page. @throws where the page fails or does not come to rest */
  take(shot: Shot): Promise<Uint8Array>;
  /** The families in which the browser draws our texts, Latin and Japanese, in alphabetical order. */
  fonts(): Promise<string>;
  stop(): Promise<void>;
}

const HEIGHT_PX = 800;
const USUAL_WIDTH_PX = 1_280;
/** On a machine that has other work. */
const PATIENCE_MS = 60_000;

/** Serves the states, and starts a headless Chromium. */
export async function openStudio(): Promise<Studio> {
  const server = await startStateServer();
  const browser = await startBrowser();
  const page = await preparePage(browser);
  let fail: (problem: Error) => void = () => undefined;
  page.on('pageerror', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  page.on('response', (response) => {
    if (response.status() >= 400) fail(new Error(`${response.status()} for ${response.url()}`));
  });
  const session = await page.createCDPSession();

  return {
    async list() {
      await page.goto(`${server.url}/mocks/pages/frame.html`, { waitUntil: 'load' });
      const code = `import('${server.catalogueUrl}').then((m) => m.catalogue.map(({ id, isPage }) => ({ id, isPage })))`;
      return (await page.evaluate(code)) as readonly Shown[];
    },
    async take({ id, theme, locale = 'en', widthPx = USUAL_WIDTH_PX, forcedColours = false }) {
      const { promise: failed, reject } = Promise.withResolvers<never>();
      fail = reject;
      await page.setViewport({ width: widthPx, height: HEIGHT_PX });
      await session.send('Emulation.setEmulatedMedia', {
        features: [
          { name: 'prefers-reduced-motion', value: 'reduce' },
          { name: 'prefers-color-scheme', value: theme },
          { name: 'forced-colors', value: forcedColours ? 'active' : '' },
        ],
      });
      const picture = async (): Promise<Uint8Array> => {
        await page.goto(`${server.url}${frameUrl(id, { theme, locale })}`, { waitUntil: 'load' });
        await page.waitForSelector('html[data-shown]');
        await page.evaluate(comeToRest);
        // Not puppeteer's way to take a whole page: what sticks to the window's edge would stand in its middle.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        if (height > HEIGHT_PX) {
          await page.setViewport({ width: widthPx, height });
          await page.evaluate(comeToRest);
        }
        return page.screenshot();
      };
      return Promise.race([picture(), failed]);
    },
    async fonts() {
      await page.goto(`${server.url}/mocks/pages/frame.html`, { waitUntil: 'load' });
      await page.waitForSelector('html[data-shown]');
      await page.$eval('#page', (element) => element.replaceChildren('Sideseat 日本語'));
      await session.send('DOM.enable');
      await session.send('CSS.enable');
      const { root: document } = await session.send('DOM.getDocument');
      const { nodeId } = await session.send('DOM.querySelector', { nodeId: document.nodeId, selector: '#page' });
      const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
      await session.send('CSS.disable');
      await session.send('DOM.disable');
      return fonts.map(({ familyName }) => familyName).sort().join(', ');
    },
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

const startBrowser = (): Promise<Browser> =>
  launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--hide-scrollbars',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      '--disable-lcd-text',
      '--lang=en-US',
    ],
  });

async function preparePage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.setDefaultNavigationTimeout(PATIENCE_MS);
  await page.emulateTimezone('UTC');
  // Countdowns that take the page's own clock stand still, too.
  await page.evaluateOnNewDocument((atMs: number) => {
    Date.now = () => atMs;
    performance.now = () => atMs - performance.timeOrigin;
  }, SAMPLE_AT_MS);
  return page;
}

/** Runs in the page. */
async function comeToRest(): Promise<void> {
  const deep = (parent: ParentNode): Element[] =>
    [...parent.children].flatMap((child) => [child, ...(child.shadowRoot ? deep(child.shadowRoot) : []), ...deep(child)]);
  await document.fonts.ready;
  for (const element of deep(document)) {
    if (!(element instanceof HTMLVideoElement) || !element.srcObject || element.readyState >= 2) continue;
    await new Promise((resolve) => element.addEventListener('loadeddata', resolve, { once: true }));
  }
  document.documentElement.style.caretColor = 'transparent';
  for (const animation of document.getAnimations()) animation.cancel();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
