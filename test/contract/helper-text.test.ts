import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer-core';
import type { InputInjector } from '../../gateway/helper/injector.ts';
import { keycodeOf } from '../../gateway/helper/x11/keycodes.ts';
import { openX11Injector } from '../../gateway/helper/x11/x11-injector.ts';
import { startChromium, startDesktop, type Desktop, type TestBrowser } from '../support/desktop.ts';
import { until } from '../support/media-lab.ts';
import { KANJI, Remote, Told, trimmed, WHOLE } from '../support/remote-input.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

/** Longest time for a browser to show what was typed. */
const SHOWN_WITHIN_MS = 5_000;

const TEXT = 'Hello zy @#/ 123äß€A日本';

describe('[helper] text and shortcuts in Chromium', { timeout: 120_000 }, () => {
  let desktop: Desktop;
  let browser: TestBrowser;
  let page: Page;
  let watcher: XWatcher;
  let owner: DesktopOwner;
  let injector: InputInjector;
  let remote: Remote;

  before(async () => {
    desktop = await startDesktop();
    browser = await startChromium({ desktop });
    page = await browser.newPerson('data:text/html,<textarea autofocus style="width:100%;height:400px"></textarea>');
    await page.evaluate(() => {
      addEventListener('keydown', ({ key, ctrlKey, altKey, metaKey }) => {
        if (key.length === 1 && (ctrlKey || altKey || metaKey)) document.title += `shortcut ${key} `;
      });
    });
    watcher = await XWatcher.open(desktop.display);
    owner = await DesktopOwner.open(desktop.display);
    injector = await openX11Injector(desktop.display, new Told());
    remote = new Remote(injector);
    await page.bringToFront();
    await remote.click(400, 400);
    await page.waitForFunction(() => document.hasFocus());
  });
  after(async () => {
    await injector.close();
    watcher[Symbol.dispose]();
    owner[Symbol.dispose]();
    await browser[Symbol.asyncDispose]();
    await desktop[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await useLayout('us');
    await page.evaluate(() => {
      document.title = '';
      document.querySelector('textarea')!.value = '';
    });
  });

  async function useLayout(layout: string): Promise<void> {
    await promisify(execFile)('setxkbmap', [layout], { env: { ...process.env, DISPLAY: desktop.display } });
  }

  /** Types, and waits until the page has got as much. */
  async function assertTypes(text: string): Promise<void> {
    await page.$eval('textarea', (field) => (field.value = ''));
    await remote.type(text);
    await assertShows(text);
    assert.equal(await page.title(), '', 'text is not a shortcut');
  }

  async function assertShows(text: string): Promise<void> {
    const shown = (): Promise<string> => page.$eval('textarea', (field) => field.value);
    const isThere = async (): Promise<boolean> => (await shown()).length >= text.length;
    await until(isThere, SHOWN_WITHIN_MS, text).catch(() => {});
    assert.equal(await shown(), text);
  }

  for (const layout of ['us', 'de', 'fr', 'jp', 'ru', 'us,ru'])
    it(`types any text on the layout ${layout}`, async () => {
      await useLayout(layout);
      await assertTypes(TEXT);
      await assertTypes(TEXT);
      await assertTypes('Привет, мир! ёЁ 😀 `^~ naïve ①');
    });

  it('types on the second of two layouts', async () => {
    await useLayout('us,ru');
    await owner.switchGroup(1);
    await assertTypes(`${TEXT} Привет`);
    await owner.switchGroup(0);
    await assertTypes(TEXT);
  });

  it('types what the owner locked CapsLock for as it is, and leaves it locked', async () => {
    await useLayout('de');
    await owner.tap('CapsLock');
    const locked = await watcher.lockedModifiers();
    assert.notEqual(locked, 0);
    await assertTypes(`${TEXT} éÉжЖ`);
    assert.equal(await watcher.lockedModifiers(), locked);
    await owner.tap('CapsLock');
    assert.equal(await watcher.lockedModifiers(), 0);
  });

  for (const layout of ['us', 'de'])
    for (const code of ['ShiftLeft', 'ControlLeft', 'AltRight', 'MetaLeft'] as const)
      it(`types plain text while the owner holds ${code} on the layout ${layout}`, async () => {
        await useLayout(layout);
        await owner.key(code, true);
        await assertTypes(TEXT);
        assert.deepEqual(await watcher.keysDown(), [keycodeOf(code)], 'still held afterwards');
        await owner.key(code, false);
        await assertTypes(TEXT);
        assert.deepEqual(await watcher.keysDown(), []);
      });

  it('types plain text while the remote holds a modifier, and a letter of the text', async () => {
    await remote.key('ControlLeft', true);
    await assertTypes(TEXT);
    assert.deepEqual(await watcher.keysDown(), [keycodeOf('ControlLeft')]);
    await remote.key('ControlLeft', false);
    await owner.key('KeyL', true);
    await assertTypes('Hello');
    await owner.key('KeyL', false);
    assert.deepEqual(await watcher.keysDown(), []);
  });

  it('types a hundred kanji', async (t) => {
    for (const text of [KANJI, [...KANJI].toReversed().join('')]) {
      const startedMs = performance.now();
      await assertTypes(text);
      t.diagnostic(`${text.length} kanji in ${Math.round(performance.now() - startedMs)} ms`);
    }
  });

  it('carries out shortcuts: select all, copy, paste', async () => {
    await assertTypes('twice ');
    await remote.tap('ControlLeft', 'KeyA');
    await remote.tap('ControlLeft', 'KeyC');
    await remote.tap('End');
    await remote.tap('ControlLeft', 'KeyV');
    await assertShows('twice twice ');
  });

  it('gives the keyboard map back at the end, also what a killed one left behind', async () => {
    const before = await watcher.keyboardMap();
    const left = await openX11Injector(desktop.display, new Told());
    await left.inject({ kind: 'text', text: '残' }, WHOLE);
    const changed = await watcher.keyboardMap();
    assert.notDeepEqual(changed, before);
    const next = await openX11Injector(desktop.display, new Told());
    await next.close();
    const after = await watcher.keyboardMap();
    assert.deepEqual(after.map(trimmed), before.map(trimmed));
    await left.close();
  });
});
