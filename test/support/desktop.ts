import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launch, type Browser, type Page } from 'puppeteer-core';

/** A real X display of its own (Xvfb). */
export interface Desktop extends AsyncDisposable {
  /** For DISPLAY, for example `:7`. */
  readonly display: string;
  readonly heightPx: number;
  /** Real keys, to whatever has the focus on this desktop. Names as xdotool knows them. */
  pressKeys(...keys: string[]): Promise<void>;
  /** The windows with this in their title. */
  findWindows(title: string): Promise<string[]>;
  /** Gives a window the keyboard. */
  focusWindow(window: string): Promise<void>;
}

export const DESKTOP_WIDTH_PX = 1_280;
export const DESKTOP_HEIGHT_PX = 720;

export async function startDesktop(heightPx = DESKTOP_HEIGHT_PX): Promise<Desktop> {
  const size = `${DESKTOP_WIDTH_PX}x${heightPx}x24`;
  // The server picks a free number and tells it once it is ready.
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [number] = (await once(server.stdout, 'data')) as [Buffer];
  const display = `:${String(number).trim()}`;
  const xdotool = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)('xdotool', args, { env: { ...process.env, DISPLAY: display } });
    return stdout;
  };
  return {
    display,
    heightPx,
    async pressKeys(...keys) {
      await xdotool('key', ...keys);
    },
    async findWindows(title) {
      // It fails where there is none.
      const found = await xdotool('search', '--onlyvisible', '--name', title).catch(() => '');
      return found.split('\n').filter(Boolean);
    },
    async focusWindow(window) {
      await xdotool('windowfocus', '--sync', window);
    },
    async [Symbol.asyncDispose]() {
      const exited = once(server, 'exit');
      server.kill();
      await exited;
    },
  };
}

export interface BrowserOptions {
  /** Where its windows open; headless where `undefined`. */
  desktop?: Desktop;
  args?: string[];
  /** Two windows fit beside each other on a desktop. */
  window?: { x: number; width: number };
  locale?: string;
}

export interface TestBrowser extends AsyncDisposable {
  readonly browser: Browser;
  /** A page in a browser profile of its own: it shares no cookies with the others. */
  newPerson(url: string): Promise<Page>;
}

/** Chromium as people use it: autoplay and timer rules are left alone. */
export async function startChromium(options: BrowserOptions): Promise<TestBrowser> {
  const { desktop, args = [], window, locale = 'en-GB' } = options;
  const { x = 0, width = DESKTOP_WIDTH_PX } = window ?? {};
  const browser = await launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    headless: desktop === undefined,
    defaultViewport: null,
    env: { ...process.env, ...(desktop && { DISPLAY: desktop.display }), LANGUAGE: locale.replace('-', '_') },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--lang=${locale}`,
      `--window-position=${x},0`,
      `--window-size=${width},${DESKTOP_HEIGHT_PX}`,
      ...args,
    ],
  });
  return {
    browser,
    async newPerson(url) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(url);
      return page;
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** Takes the place of a person who picks the whole screen in the browser's picker. */
export const PICKS_WHOLE_SCREEN = '--auto-select-desktop-capture-source=Entire screen';

/** The browser's own bar while it captures a screen: the capture light that no page can switch off. */
export const CAPTURE_BAR = 'is sharing your screen';

/** A window on a desktop that is one plain colour, to be found again in the agent's picture. */
export interface ColourWindow extends AsyncDisposable {
  paint(colour: string): Promise<void>;
}

export async function openColourWindow(desktop: Desktop, x: number, width: number): Promise<ColourWindow> {
  const { page, close } = await openAppWindow(desktop, '<title>colour</title><body>', { x, width });
  return {
    async paint(colour) {
      await page.evaluate((value) => {
        document.body.style.background = value;
      }, colour);
    },
    [Symbol.asyncDispose]: close,
  };
}

/** A window of a browser of its own, with nothing around the page but the system's frame. */
export async function openAppWindow(
  desktop: Desktop,
  html: string,
  { x, width }: { x: number; width: number },
): Promise<{ page: Page; close(): Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'sideseat-window-'));
  const browser = await launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    headless: false,
    defaultViewport: null,
    userDataDir: profile,
    env: { ...process.env, DISPLAY: desktop.display },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      `--app=data:text/html,${encodeURIComponent(html)}`,
      `--window-position=${x},0`,
      `--window-size=${width},${DESKTOP_HEIGHT_PX}`,
    ],
  });
  const [page] = await browser.pages();
  if (!page) throw new Error('the window did not open');
  return {
    page,
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
