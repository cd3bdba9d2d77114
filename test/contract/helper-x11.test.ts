import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { InputInjector, Rect } from '../../gateway/helper/injector.ts';
import { keycodeOf } from '../../gateway/helper/x11/keycodes.ts';
import { completesKillChord } from '../../gateway/helper/x11/kill-chord.ts';
import { openX11Injector } from '../../gateway/helper/x11/x11-injector.ts';
import { BUTTONS, KEY_CODES, type KeyCode } from '../../gateway/protocol/input.ts';
import { DESKTOP_HEIGHT_PX, DESKTOP_WIDTH_PX, startDesktop, type Desktop } from '../support/desktop.ts';
import { until } from '../support/media-lab.ts';
import { centreOf, KANJI, Remote, Told, WHOLE } from '../support/remote-input.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

/** A second monitor, to the right. */
const OFFSET: Rect = { x: 800, y: 120, width: 480, height: 600 };

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
    const [only, ...others] = await injector.monitors();
    assert.deepEqual([others, { ...only, screenId: null }], [[], { screenId: null, ...WHOLE }]);
    const screenId = await watcher.addMonitor('right', OFFSET);
    assert.deepEqual((await injector.monitors()).find((monitor) => monitor.screenId === screenId), { screenId, ...OFFSET });
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
    assert.deepEqual(told.events.filter((event) => event !== 'acted'), ['pressed']);
  });

  it('[002-24] tells each press of the owner’s own mouse, and neither the wheel nor what lets go', async () => {
    const pressed = (): number => told.events.filter((event) => event === 'pressed').length;
    for (const button of [1, 2, 3] as const) {
      await owner.button(button, true);
      await owner.button(button, false);
    }
    await until(() => pressed() === 3, 500, 'three presses');
    for (const wheel of [4, 5] as const) {
      await owner.button(wheel, true);
      await owner.button(wheel, false);
    }
    await injector.monitors();
    assert.equal(pressed(), 3);
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
    await injector.monitors(); // has heard of them by now
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
