import { launch } from 'puppeteer-core';
import { DESKTOP_HEIGHT_PX, PICKS_WHOLE_SCREEN, startChromium, type Desktop, type TestBrowser } from './desktop.ts';
import { HALF_PX } from './scene.ts';

/** What puppeteer adds so that hidden pages run as fast as visible ones; people's browsers have none of it. */
const HIDES_THROTTLING = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-ipc-flooding-protection',
];

/** A customer's browser that slows hidden pages down, as people's browsers do. */
export async function startThrottlingBrowser(desktop: Desktop): Promise<TestBrowser> {
  const browser = await launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    headless: false,
    defaultViewport: null,
    env: { ...process.env, DISPLAY: desktop.display, LANGUAGE: 'en_GB' },
    ignoreDefaultArgs: HIDES_THROTTLING,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--lang=en-GB',
      '--window-position=0,0',
      `--window-size=${HALF_PX},${DESKTOP_HEIGHT_PX}`,
      PICKS_WHOLE_SCREEN,
    ],
  });
  return {
    browser,
    async newPerson(url) {
      const page = await (await browser.createBrowserContext()).newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(url);
      return page;
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** A browser in a network that lets no UDP out: its WebRTC has neither UDP nor a relay. */
export function startBrowserWithoutUdp(desktop: Desktop, window?: { x: number; width: number }): Promise<TestBrowser> {
  const args = ['--webrtc-ip-handling-policy=disable_non_proxied_udp', PICKS_WHOLE_SCREEN];
  return startChromium({ desktop, args, ...(window && { window }) });
}
