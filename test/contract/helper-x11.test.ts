import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer-core';
import { startInjector, type InjectorCommand } from '../../gateway/helper/injector-client.ts';
import { InjectorError, type InputInjector, type OwnerEvents, type Rect } from '../../gateway/helper/injector.ts';
import { keycodeOf } from '../../gateway/helper/x11/keycodes.ts';
import { completesKillChord } from '../../gateway/helper/x11/kill-chord.ts';
import { openX11Injector } from '../../gateway/helper/x11/x11-injector.ts';
import { BUTTONS, KEY_CODES, type Button, type KeyCode } from '../../gateway/protocol/input.ts';
import {
  DESKTOP_HEIGHT_PX,
  DESKTOP_WIDTH_PX,
  startChromium,
  startDesktop,
  type Desktop,
  type TestBrowser,
} from '../support/desktop.ts';
import { isRunning, until } from '../support/media-lab.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

const WHOLE: Rect = { x: 0, y: 0, width: DESKTOP_WIDTH_PX, height: DESKTOP_HEIGHT_PX };
/** A second monitor, to the right. */
const OFFSET: Rect = { x: 800, y: 120, width: 480, height: 600 };
/** From the death of a process until nothing is held any more. */
const UP_WITHIN_MS = 200;
/** Longest time for a browser to show what was typed. */
const SHOWN_WITHIN_MS = 5_000;

/** Fractions of a pixel's centre, as a sender sends them. */
const centreOf = (x: number, y: number, { width, height }: Rect): { x: number; y: number } => ({
  x: (x + 0.5) / width,
  y: (y + 0.5) / height,
});

/** The owner's acts as they are told. */
class Told implements OwnerEvents {
  readonly events: string[] = [];
  acted = (): void => void this.events.push('acted');
  killed = (): void => void this.events.push('killed');
  lost = (): void => void this.events.push('lost');
}

/** What a person can do by remote control, in short. */
class Remote {
  readonly injector: InputInjector;
  surface = WHOLE;

  constructor(injector: InputInjector) {
    this.injector = injector;
  }

  async move(x: number, y: number): Promise<void> {
    await this.injector.inject({ kind: 'move', ...centreOf(x, y, this.surface) }, this.surface);
  }

  async button(button: Button, down: boolean, x: number, y: number): Promise<void> {
    await this.injector.inject({ kind: 'button', ...centreOf(x, y, this.surface), button, down }, this.surface);
  }

  async click(x: number, y: number): Promise<void> {
    await this.button(0, true, x, y);
    await this.button(0, false, x, y);
  }

  async key(code: KeyCode, down: boolean): Promise<void> {
    await this.injector.inject({ kind: 'key', code, down }, this.surface);
  }

  async tap(...codes: KeyCode[]): Promise<void> {
    for (const code of codes) await this.key(code, true);
    for (const code of codes.toReversed()) await this.key(code, false);
  }

  async type(text: string): Promise<void> {
    await this.injector.inject({ kind: 'text', text }, this.surface);
  }
}

describe('[helper] physical keys', () => {
  it('knows a keycode of its own for every key of the protocol', () => {
    assert.equal(new Set(KEY_CODES.map(keycodeOf)).size, KEY_CODES.length);
  });

  it('takes any left or right modifier for the kill chord, and nothing less than all four', () => {
    const [control, alt, shift, s] = (['ControlRight', 'AltLeft', 'ShiftRight', 'KeyS'] as const).map(keycodeOf);
    assert.ok(completesKillChord(s!, new Set([control!, alt!, shift!])));
    assert.ok(completesKillChord(alt!, new Set([control!, s!, shift!])));
    assert.ok(!completesKillChord(s!, new Set([control!, alt!])));
    assert.ok(!completesKillChord(keycodeOf('KeyA'), new Set([control!, alt!, shift!, s!])));
  });
});

describe('[helper] mouse and keys of a real display', { timeout: 60_000 }, () => {
  let desktop: Desktop;
  let watcher: XWatcher;
  let owner: DesktopOwner;
  let told: Told;
  let injector: InputInjector;
  let remote: Remote;

  beforeEach(async () => {
    desktop = await startDesktop();
    watcher = await XWatcher.open(desktop.display);
    owner = await DesktopOwner.open(desktop.display);
    told = new Told();
    injector = await openX11Injector(desktop.display, told);
    remote = new Remote(injector);
    await watcher.openWindow(DESKTOP_WIDTH_PX, DESKTOP_HEIGHT_PX);
    await watcher.takeEvents();
  });
  afterEach(async () => {
    await injector.close();
    watcher[Symbol.dispose]();
    owner[Symbol.dispose]();
    await desktop[Symbol.asyncDispose]();
  });

  it('moves to the very pixel, at every corner of every monitor', async () => {
    for (const surface of [WHOLE, OFFSET]) {
      remote.surface = surface;
      const { x, y, width, height } = surface;
      for (const right of [0, 1, width - 2, width - 1])
        for (const down of [0, 1, height - 2, height - 1]) {
          await remote.move(right, down);
          const { buttons: _, ...at } = await watcher.pointer();
          assert.deepEqual(at, { x: x + right, y: y + down });
        }
    }
  });

  it('meets each pixel of any width, a fraction of 1 too', async () => {
    const surface = { x: 10, y: 20, width: 100, height: 1 };
    remote.surface = surface;
    for (let pixel = 0; pixel < surface.width; pixel += 1) {
      await remote.move(pixel, 0);
      assert.equal((await watcher.pointer()).x, surface.x + pixel);
    }
    await injector.inject({ kind: 'move', x: 1, y: 1 }, surface);
    assert.deepEqual(await watcher.pointer(), { x: 109, y: 20, buttons: 0 });
    await injector.inject({ kind: 'move', x: 0.7, y: 1 }, { x: 3, y: 4, width: 1, height: 1 });
    assert.deepEqual(await watcher.pointer(), { x: 3, y: 4, buttons: 0 });
  });

  it('lists the monitors', async () => {
    assert.deepEqual(await injector.monitors(), [WHOLE]);
    await watcher.addMonitor('right', OFFSET);
    assert.ok((await injector.monitors()).some((monitor) => JSON.stringify(monitor) === JSON.stringify(OFFSET)));
  });

  it('presses each button where it says', async () => {
    for (const button of BUTTONS) {
      await remote.button(button, true, 40, 50);
      await remote.button(button, false, 40, 50);
    }
    const pressed = (await watcher.takeEvents()).filter((event) => !event.startsWith('move'));
    assert.deepEqual(
      pressed,
      [1, 2, 3, 8, 9].flatMap((button) => [`press ${button} at 40,50`, `release ${button} at 40,50`]),
    );
  });

  it('drags: the button stays down while the pointer moves', async () => {
    await remote.button(0, true, 100, 100);
    await remote.move(150, 120);
    assert.notEqual((await watcher.pointer()).buttons, 0);
    await remote.button(0, false, 200, 140);
    assert.deepEqual(await watcher.takeEvents(), [
      'move to 100,100',
      'press 1 at 100,100',
      'move to 150,120',
      'move to 200,140',
      'release 1 at 200,140',
    ]);
  });

  it('turns the wheel in every direction, after moving there', async () => {
    await injector.inject({ kind: 'wheel', ...centreOf(7, 8, WHOLE), right: -1, down: 2 }, WHOLE);
    await injector.inject({ kind: 'wheel', ...centreOf(7, 8, WHOLE), right: 1, down: -1 }, WHOLE);
    const [move, ...clicks] = await watcher.takeEvents();
    assert.equal(move, 'move to 7,8');
    assert.deepEqual(
      clicks.filter((event) => event !== move),
      [5, 5, 6, 4, 7].flatMap((button) => [`press ${button} at 7,8`, `release ${button} at 7,8`]),
    );
  });

  it('presses physical keys, and a key that comes again only once', async () => {
    await remote.key('KeyZ', true);
    await remote.key('KeyZ', true);
    await remote.key('KeyZ', false);
    await remote.key('KeyZ', false);
    assert.deepEqual(await watcher.takeEvents(), ['press key 52', 'release key 52']);
  });

  it('does not let go what it does not hold', async () => {
    await owner.key('ShiftLeft', true);
    await owner.button(1, true);
    await remote.key('ShiftLeft', false);
    await remote.button(0, false, 1, 1);
    assert.deepEqual(await watcher.keysDown(), [keycodeOf('ShiftLeft')]);
    assert.notEqual((await watcher.pointer()).buttons, 0);
  });

  it('releases everything, and once more for nothing', async () => {
    await remote.key('ControlLeft', true);
    await remote.key('KeyA', true);
    await remote.button(0, true, 9, 9);
    await remote.button(2, true, 9, 9);
    await injector.releaseAll();
    assert.deepEqual(await watcher.keysDown(), []);
    assert.equal((await watcher.pointer()).buttons, 0);
    await watcher.takeEvents();
    await injector.releaseAll();
    assert.deepEqual(await watcher.takeEvents(), []);
  });

  it('releaseAll drops what is not injected yet, the rest of a text too', async () => {
    const asked = [remote.key('ControlLeft', true), remote.type(KANJI), remote.key('KeyA', true)];
    await asked[0];
    await injector.releaseAll();
    await Promise.all(asked);
    assert.deepEqual(await watcher.keysDown(), []);
    const pressed = (await watcher.takeEvents()).filter((event) => event.startsWith('press'));
    assert.ok(!pressed.includes(`press key ${keycodeOf('KeyA')}`));
    assert.ok(pressed.length < KANJI.length, `${pressed.length} presses`);
  });

  it('[I7] tells what the owner does, by mouse and by keyboard', async () => {
    const acts = [() => owner.moveBy(5, 5), () => owner.button(3, true), () => owner.tap('KeyA')];
    for (const act of acts) {
      const before = told.events.length;
      // It is told at most ten times a second, so an act right after another may pass in silence.
      const isHeard = async (): Promise<boolean> => {
        await act();
        await injector.monitors();
        return told.events.length > before;
      };
      await until(isHeard, 500, 'the owner is heard');
    }
    const startedMs = performance.now();
    const before = told.events.length;
    while (performance.now() - startedMs < 500) await owner.moveBy(1, 0);
    await injector.monitors();
    assert.ok(told.events.length - before <= 6, `${told.events.length - before} times in half a second`);
    assert.ok(told.events.every((event) => event === 'acted'));
  });

  it('does not take injected input for the owner', async () => {
    await remote.move(20, 20);
    await remote.click(20, 20);
    await remote.tap('ShiftLeft', 'KeyB');
    await remote.type('a日');
    await injector.inject({ kind: 'wheel', ...centreOf(1, 1, WHOLE), right: 0, down: 3 }, WHOLE);
    await injector.monitors();
    assert.deepEqual(told.events, []);
  });

  it('[T-HOTKEY] tells the kill chord of the owner, also while the remote holds keys', async () => {
    await remote.key('KeyQ', true);
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyS'] as const) await owner.key(code, true);
    await until(() => told.events.includes('killed'), 500, 'the kill chord is heard');
    assert.equal(told.events.filter((event) => event === 'killed').length, 1);
  });

  it('[I7] injected input cannot press the kill chord, not even one key of it', async () => {
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyS'] as const) await remote.key(code, true);
    assert.ok(!(await watcher.keysDown()).includes(keycodeOf('KeyS')), 'dropped');
    // The owner's S, with the remote's modifiers.
    await owner.tap('KeyS');
    await injector.releaseAll();
    // The remote's S, with the owner's modifiers.
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft'] as const) await owner.key(code, true);
    await remote.key('KeyS', true);
    await injector.monitors();
    assert.ok(!(await watcher.keysDown()).includes(keycodeOf('KeyS')), 'dropped');
    assert.ok(!told.events.includes('killed'));
  });

  it('[I7] [I8] presses nothing that takes the desktop from its owner: another console, the end of the sign-in, the lock', async () => {
    const chords = [['ControlLeft', 'AltLeft', 'F1'], ['ControlRight', 'AltRight', 'F12'], ['ControlLeft', 'AltLeft', 'Delete'], ['ControlLeft', 'AltLeft', 'Backspace'], ['MetaLeft', 'KeyL']] as const;
    for (const chord of chords) {
      const last = keycodeOf(chord.at(-1) as KeyCode);
      for (const codes of [chord, chord.toReversed()]) {
        for (const code of codes) await remote.key(code, true);
        const down = await watcher.keysDown();
        assert.equal(down.length, codes.length - 1, `${codes.join('+')}: its last key is dropped`);
        assert.equal(down.includes(last), codes !== chord, codes.join('+'));
        await injector.releaseAll();
      }
    }
    await remote.tap('AltLeft', 'F1');
    assert.ok((await watcher.takeEvents()).includes(`press key ${keycodeOf('F1')}`), 'others pass');
  });

  it('[I2] leaves nothing of XTEST’s down when it closes while the owner holds a modifier', async () => {
    await owner.key('ShiftLeft', true);
    await remote.type('ab');
    await injector.close();
    await owner.key('ShiftLeft', false);
    assert.deepEqual(await watcher.keysDown(), []);
    await assert.rejects(remote.key('KeyA', true), { name: 'InjectorError', reason: 'lost' });
  });

  it('tells that the display is gone, and takes nothing more', async () => {
    await desktop[Symbol.asyncDispose]();
    await until(() => told.events.includes('lost'), 1_000, 'the loss is told');
    await assert.rejects(remote.move(1, 1), { name: 'InjectorError', reason: 'lost' });
    desktop = await startDesktop();
    injector = await openX11Injector(desktop.display, told);
  });

  it('says that a display cannot be reached', async () => {
    await assert.rejects(openX11Injector(':4242', told), { name: 'InjectorError', reason: 'unreachable' });
  });
});

/** A hundred characters that no keyboard has. */
const KANJI =
  '一丁七万丈三上下不与丑専且世丘丙業丞両並中串丸丹主久之乏乗乙九乞也乱乳乾亀了予争事二云互五井亘亜亡交' +
  '亥亦亨享京亭人什仁仇今介仏仔仕他付仙代令以仮仰仲件任企伊伍伎伏伐休会伝伯伴伶伸伺似位低住佐佑体何余作';
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

/** Without the empty columns, of which there are as many as the widest key needs. */
function trimmed(keysyms: readonly number[]): number[] {
  return keysyms.slice(0, keysyms.findLastIndex((keysym) => keysym !== 0) + 1);
}

describe('[T-F-HELPER] the injector in a process of its own', { timeout: 60_000 }, () => {
  let desktop: Desktop;
  let watcher: XWatcher;
  let owner: DesktopOwner;
  let folder: string;
  let told: Told;
  let command: InjectorCommand;

  beforeEach(async () => {
    desktop = await startDesktop();
    watcher = await XWatcher.open(desktop.display);
    owner = await DesktopOwner.open(desktop.display);
    folder = await mkdtemp(join(tmpdir(), 'sideseat-injector-'));
    told = new Told();
    command = [process.execPath, support('injector-child.ts'), join(folder, 'pid')];
  });
  afterEach(async () => {
    watcher[Symbol.dispose]();
    owner[Symbol.dispose]();
    await desktop[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const childPid = async (): Promise<number> => Number(await readFile(join(folder, 'pid'), 'utf8'));

  async function nothingIsHeld(): Promise<boolean> {
    return (await watcher.keysDown()).length === 0 && (await watcher.pointer()).buttons === 0;
  }

  async function assertAllUp(t: TestContext, what: string): Promise<void> {
    const ms = await until(nothingIsHeld, 5_000, 'everything is up');
    t.diagnostic(`${what}: everything up after ${Math.round(ms)} ms`);
    assert.ok(ms <= UP_WITHIN_MS, `${ms} ms`);
  }

  async function pressSome(remote: Remote): Promise<void> {
    await remote.key('ShiftLeft', true);
    await remote.key('KeyA', true);
    await remote.button(0, true, 9, 9);
    assert.ok(!(await nothingIsHeld()));
  }

  it('does the same as in this one', async () => {
    const injector = await startInjector(command, desktop.display, told);
    const remote = new Remote(injector);
    assert.deepEqual(await injector.monitors(), [WHOLE]);
    await remote.move(77, 88);
    assert.deepEqual(await watcher.pointer(), { x: 77, y: 88, buttons: 0 });
    await pressSome(remote);
    await injector.releaseAll();
    assert.ok(await nothingIsHeld());
    assert.equal(told.events.length, 0);
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyS'] as const) await owner.key(code, true);
    await until(() => told.events.includes('killed'), 500, 'the kill chord is heard');
    assert.equal(told.events[0], 'acted');
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyS'] as const) await owner.key(code, false);

    await pressSome(remote);
    await injector.close();
    assert.ok(await nothingIsHeld());
    assert.ok(!told.events.includes('lost'));
  });

  it('everything goes up when the parent is killed', async (t) => {
    const parent = spawn(process.execPath, [support('injector-parent.ts'), desktop.display, ...command], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    assert.ok(!(await nothingIsHeld()));
    parent.kill('SIGKILL');
    await assertAllUp(t, 'parent killed');
  });

  it('everything goes up when the process itself is killed, and the loss is told afterwards', async (t) => {
    const remote = new Remote(await startInjector(command, desktop.display, told));
    await pressSome(remote);
    process.kill(await childPid(), 'SIGKILL');
    await assertAllUp(t, 'process killed');
    await until(() => told.events.includes('lost'), 1_000, 'the loss is told');
    await assert.rejects(remote.move(1, 1), { name: 'InjectorError', reason: 'lost' });
    await remote.injector.releaseAll();
    await remote.injector.close();
  });

  it('nothing stays down, and the keyboard map is whole, when it is killed within a text', async (t) => {
    const map = async (): Promise<string> => JSON.stringify((await watcher.keyboardMap()).map(trimmed));
    const before = await map();
    const remote = new Remote(await startInjector(command, desktop.display, told));
    await remote.key('KeyA', true);
    const typed = assert.rejects(remote.type(KANJI), InjectorError);
    await until(async () => (await map()) !== before, 1_000, 'a spare key is in use');
    process.kill(await childPid(), 'SIGKILL');
    await assertAllUp(t, 'killed within a text');
    await typed;
    await until(() => told.events.includes('lost'), 1_000, 'the loss is told');
    assert.equal(await map(), before);
  });

  it('a signal to both releases everything', async (t) => {
    const remote = new Remote(await startInjector(command, desktop.display, told));
    await pressSome(remote);
    process.kill(await childPid(), 'SIGTERM');
    await assertAllUp(t, 'process terminated');
    await until(() => told.events.includes('lost'), 1_000, 'the loss is told');
  });

  it('tells once that the display is gone, and ends its process', async () => {
    const injector = await startInjector(command, desktop.display, told);
    await desktop[Symbol.asyncDispose]();
    await until(() => told.events.includes('lost'), 1_000, 'the loss is told');
    const pid = await childPid();
    await until(() => !isRunning(pid), 1_000, 'the process has ended');
    await injector.close();
    assert.deepEqual(told.events, ['lost']);
    desktop = await startDesktop();
  });

  it('says that it cannot be started, or cannot open the display', async () => {
    const unreachable = { name: 'InjectorError', reason: 'unreachable' };
    await assert.rejects(startInjector(command, ':4242', told), unreachable);
    const missing: InjectorCommand = [join(folder, 'no-such-program')];
    await assert.rejects(startInjector(missing, desktop.display, told), unreachable);
    assert.deepEqual(told.events, []);
  });
});

function support(file: string): string {
  return fileURLToPath(new URL(`../support/${file}`, import.meta.url));
}
