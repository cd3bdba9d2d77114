import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Rect } from '../../gateway/helper/injector.ts';
import { openWindow } from '../../gateway/helper/window/open-window.ts';
import { WINDOW_TEXTS } from '../../gateway/helper/window/texts/texts.ts';
import { WindowError, type HelperWindow, type WindowView } from '../../gateway/helper/window/window.ts';
import { LOCALES } from '../../gateway/protocol/vocabulary.ts';
import { DESKTOP_HEIGHT_PX, DESKTOP_WIDTH_PX, startDesktop, type Desktop } from '../support/desktop.ts';
import {
  findHelperWindow,
  middleOf,
  openTestWindow,
  pictureOf,
  propertyOf,
  splitMonitors,
  WindowOwner,
  WindowTold,
  windowsOf,
  windowWasm,
} from '../support/helper-window.ts';
import { until } from '../support/media-lab.ts';
import { WHOLE } from '../support/remote-input.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

const VIEWER = 'Aiko Tanaka';
const CONTROLLED: WindowView = { state: 'controlled', viewerName: VIEWER };
const ENTER: WindowView = { state: 'enterCode' };
/** One of each state, with the colour of its frame. */
const VIEWS: readonly (readonly [view: WindowView, colour: string])[] = [
  [ENTER, '1f5fbf'],
  [{ state: 'connecting', host: 'support.example' }, '1f5fbf'],
  [{ state: 'connected', viewerName: VIEWER, company: 'Contoso', owner: 'customer' }, '59606d'],
  [{ state: 'armed', viewerName: VIEWER, sinceMs: Date.UTC(2026, 4, 12, 8, 42) }, '9a4a06'],
  [CONTROLLED, '9a4a06'],
  [{ state: 'paused', viewerName: VIEWER }, '9a4a06'],
  [{ state: 'lost', host: 'support.example' }, '59606d'],
  [{ state: 'unable' }, '59606d'],
  [{ state: 'openPage', url: 'https://support.example/s/3fKx9QmZp1vT7aYb2WcD8eRnUjHs5LgA' }, '1f5fbf'],
  [{ state: 'ended', reason: 'ownProofWrong', removal: 'removed' }, 'b42318'],
];

describe('[helper] the helper’s own window', { timeout: 120_000 }, () => {
  let desktop: Desktop;
  let watcher: XWatcher;
  let devices: DesktopOwner;
  let owner: WindowOwner;
  let told: WindowTold;
  let window: HelperWindow;
  const others: HelperWindow[] = [];

  beforeEach(async () => {
    desktop = await startDesktop();
    watcher = await XWatcher.open(desktop.display);
    devices = await DesktopOwner.open(desktop.display);
    owner = new WindowOwner(devices, watcher);
    told = new WindowTold();
    window = await openTestWindow(desktop.display, told);
  });
  afterEach(async () => {
    await Promise.all([window, ...others.splice(0)].map((each) => each.close()));
    watcher[Symbol.dispose]();
    devices[Symbol.dispose]();
    await desktop[Symbol.asyncDispose]();
  });

  /** The window's name, once it is this state's. */
  const titled = async (words: string): Promise<string> => {
    let title: string | null = null;
    await until(
      async () => {
        title = await propertyOf(watcher, await findHelperWindow(watcher), '_NET_WM_NAME');
        return title?.includes(words) === true;
      },
      5_000,
      `“${words}” in the window’s name`,
    );
    return title ?? '';
  };
  const hasTold = (event: string): boolean => told.events.includes(event);
  const untilTold = (event: string, limitMs = 5_000): Promise<number> => until(() => hasTold(event), limitMs, event);
  const clickUntilTold = (view: WindowView, button: Parameters<typeof middleOf>[2], event: string): Promise<void> =>
    owner.clickUntil(middleOf(window, view, button), () => hasTold(event), event);
  const titleOfConfirm = WINDOW_TEXTS.en.confirmEnd;
  const focus = async (): Promise<number> =>
    (await watcher.connection.ask<{ focus: number }>((reply) => watcher.connection.client.GetInputFocus(reply))).focus;
  const untilFocused = async (): Promise<void> => {
    const own = await findHelperWindow(watcher);
    await until(async () => (await focus()) === own, 5_000, 'the keyboard');
  };

  it('[I6] shows each state in five languages by its colour and its words', async () => {
    for (const locale of LOCALES) {
      const texts = WINDOW_TEXTS[locale];
      const localised = await openTestWindow(desktop.display, new WindowTold(), locale);
      others.push(localised);
      for (const [view, colour] of VIEWS) {
        localised.show(view);
        const title = view.state === 'ended' ? texts['title.closed'] : texts[`title.${view.state}`];
        await titled(title);
        const { rgba } = await pictureOf(watcher, { ...localised.rect, width: 1, height: 1 });
        assert.equal(Buffer.from(rgba.subarray(0, 3)).toString('hex'), colour, `${view.state} in ${locale}`);
      }
      await localised.close();
    }
  });

  it('appears with the first state, in the upper right corner, above all others, known by its class', async () => {
    assert.deepEqual(window.rect, { x: 0, y: 0, width: 0, height: 0 });
    window.show(CONTROLLED);
    const { x, y, width, height } = window.rect;
    assert.deepEqual([x + width, y], [DESKTOP_WIDTH_PX - 16, 44]);
    assert.ok(width === 380 && height > 120 && height < 200, `${width}x${height}`);
    const title = await titled(WINDOW_TEXTS.en['title.controlled']);
    assert.match(title, /Aiko Tanaka.*Controls your mouse and keyboard/u);
    assert.equal((await windowsOf(watcher)).at(-1), await findHelperWindow(watcher));
    assert.equal(await propertyOf(watcher, await findHelperWindow(watcher), 'WM_CLASS'), 'sideseat-helper\0Sideseat\0');
  });

  it('[I7] tells that the owner pressed Stop control, and End session only after a second press', async () => {
    window.show(CONTROLLED);
    await clickUntilTold(CONTROLLED, 'stopControl', 'stopControl');
    let isAsked = false;
    const end = middleOf(window, CONTROLLED, 'endSession');
    const looking = titled(titleOfConfirm).then(() => (isAsked = true));
    await owner.clickUntil(end, () => isAsked, 'the question');
    await looking;
    assert.deepEqual(told.events, ['stopControl']);
    await owner.clickUntil(middleOf(window, CONTROLLED, 'confirmEnd', true), () => hasTold('endSession'), 'endSession');
    assert.deepEqual(told.events, ['stopControl', 'endSession']);
  });

  it('[I8] keeps the session where the question is answered No, or not at all', async () => {
    window.show(CONTROLLED);
    const { height } = window.rect;
    for (const answer of ['no', 'silence']) {
      let isAsked = false;
      const looking = titled(titleOfConfirm).then(() => (isAsked = true));
      await owner.clickUntil(middleOf(window, CONTROLLED, 'endSession'), () => isAsked, 'the question');
      await looking;
      assert.equal(window.rect.height, height, 'no button moves under the hand');
      let isOver = false;
      const over = until(
        async () => {
          const title = await propertyOf(watcher, await findHelperWindow(watcher), '_NET_WM_NAME');
          return title?.includes(titleOfConfirm) === false;
        },
        8_000,
        'the end of the question',
      ).then(() => (isOver = true));
      if (answer === 'no')
        await owner.clickUntil(middleOf(window, CONTROLLED, 'keepSession', true), () => isOver, 'the end of the question');
      await over;
    }
    assert.deepEqual(told.events, []);
  });

  it('[I8] [T-SELF-APPROVE] ignores presses in the first half second of a button', async () => {
    const connected: WindowView = { state: 'connected', viewerName: VIEWER, company: '', owner: 'customer' };
    window.show(CONTROLLED);
    const stop = middleOf(window, CONTROLLED, 'stopControl');
    await owner.moveTo(stop.x, stop.y);
    let shownMs = 0;
    let earlyClicks = 0;
    // On a busy machine a click may come late: then the button appears once more.
    while (earlyClicks === 0) {
      window.show(connected);
      window.show(CONTROLLED);
      shownMs = performance.now();
      for (;;) {
        await owner.click(stop);
        await watcher.connection.settled();
        if (performance.now() - shownMs >= 450) break;
        earlyClicks += 1;
        assert.deepEqual(told.events, []);
      }
    }
    told.events.length = 0; // of the last click, which may have come late enough
    await clickUntilTold(CONTROLLED, 'stopControl', 'stopControl');
    assert.ok(performance.now() - shownMs >= 500);
  });

  it('[I8] [T-SELF-APPROVE] ignores mouse and keys that XTEST makes, wherever they go', async () => {
    window.show(CONTROLLED);
    const { connection } = watcher;
    const press = async (): Promise<void> => {
      for (const id of ['stopControl', 'endSession'] as const) {
        connection.moveTo(middleOf(window, CONTROLLED, id));
        connection.button(1, true);
        connection.button(1, false);
      }
      for (const key of ['Tab', 'Enter', 'space', 'Escape']) await desktop.pressKeys(key);
      await connection.settled();
    };
    // The owner gives the window the keyboard, and then the hand from afar does what it can, until buttons are old enough.
    const { x, y } = window.rect;
    await owner.click({ x: x + 200, y: y + 10 });
    const startedMs = performance.now();
    while (performance.now() - startedMs < 1_200) await press();
    assert.deepEqual(told.events, []);
    // The hand from afar moved nothing either.
    assert.deepEqual(window.rect, { ...window.rect, x, y });
    await clickUntilTold(CONTROLLED, 'stopControl', 'stopControl');
    assert.deepEqual(told.events, ['stopControl']);
  });

  it('lets a press go that ends beside its button', async () => {
    window.show(ENTER);
    await untilFocused();
    await devices.tap('Digit1');
    const connect = middleOf(window, ENTER, 'connect');
    const close = middleOf(window, ENTER, 'close');
    await owner.clickUntil(connect, () => hasTold('entered 1'), 'what was entered');
    const before = told.events.length;
    await owner.moveTo(close.x, close.y);
    await devices.button(1, true);
    await owner.moveTo(connect.x, connect.y);
    await devices.button(1, false);
    await owner.clickUntil(connect, () => told.events.length > before, 'the next press');
    assert.ok(!hasTold('quit'));
  });

  it('[001-04] takes a PIN or a code by the owner’s keys, from the start, and keeps it after a problem', async () => {
    window.show(ENTER);
    await untilFocused();
    for (const key of ['Digit7', 'KeyK', 'KeyQ', 'Backspace', 'Numpad1', 'Minus', 'KeyM'] as const) await devices.tap(key);
    await until(
      async () => {
        await devices.tap('Enter');
        return told.events.length > 0;
      },
      5_000,
      'what was entered',
    );
    assert.equal(told.events[0], 'entered 7K1M');
    window.show({ state: 'connecting', host: 'support.example' });
    window.show({ state: 'enterCode', problem: 'invalid' });
    await titled(WINDOW_TEXTS.en['enterCode.invalid']);
    const connect = middleOf(window, { state: 'enterCode', problem: 'invalid' }, 'connect');
    const before = told.events.length;
    await owner.clickUntil(connect, () => told.events.length > before, 'entered once more');
    assert.equal(told.events.at(-1), 'entered 7K1M');
  });

  it('works by keyboard after a click into it, and gives the keyboard back', async () => {
    await watcher.openWindow(100, 100);
    window.show(CONTROLLED);
    await titled(WINDOW_TEXTS.en['title.controlled']);
    const { x, y } = window.rect;
    const own = await findHelperWindow(watcher);
    const before = await focus();
    assert.notEqual(before, own);
    await owner.click({ x: x + 200, y: y + 10 });
    await until(async () => (await focus()) === own, 5_000, 'the keyboard');
    await devices.tap('Tab');
    await until(
      async () => {
        if (!hasTold('stopControl')) await devices.tap('Enter');
        return hasTold('stopControl');
      },
      5_000,
      'stopControl by Enter',
    );
    await until(async () => (await focus()) === before, 5_000, 'the keyboard back');
    await owner.click({ x: x + 200, y: y + 10 });
    await until(async () => (await focus()) === own, 5_000, 'the keyboard again');
    await devices.tap('Escape');
    await until(async () => (await focus()) === before, 5_000, 'the keyboard back by Escape');
  });

  it('keeps the keyboard while a code is looked at, for whoever has to type again', async () => {
    await watcher.openWindow(100, 100);
    window.show(ENTER);
    await untilFocused();
    const own = await findHelperWindow(watcher);
    window.show({ state: 'connecting', host: 'support.example' });
    await titled(WINDOW_TEXTS.en['title.connecting']);
    window.show({ state: 'enterCode', problem: 'invalid' });
    await titled(WINDOW_TEXTS.en['enterCode.invalid']);
    assert.equal(await focus(), own);
    await devices.tap('Digit4');
    await until(
      async () => {
        if (!hasTold('entered 4')) await devices.tap('Enter');
        return hasTold('entered 4');
      },
      5_000,
      'what was typed',
    );
    window.show({ state: 'connected', viewerName: 'Mia Keller', company: 'Acme', owner: 'customer' });
    await until(async () => (await focus()) !== own, 5_000, 'the keyboard back');
  });

  it('moves with the owner’s mouse, never off the screen', async () => {
    window.show(CONTROLLED);
    const { x, y, width, height } = window.rect;
    await owner.moveTo(x + 200, y + 10);
    await devices.button(1, true);
    await owner.moveTo(x, y + 110);
    await until(() => window.rect.x === x - 200 && window.rect.y === y + 100, 5_000, 'the window with the mouse');
    await owner.moveTo(DESKTOP_WIDTH_PX - 1, DESKTOP_HEIGHT_PX - 1);
    const corner = { x: DESKTOP_WIDTH_PX - width, y: DESKTOP_HEIGHT_PX - height, width, height };
    await until(() => window.rect.x === corner.x && window.rect.y === corner.y, 5_000, 'the corner');
    await devices.button(1, false);
    assert.deepEqual(window.rect, corner);
  });

  /** Another program's window, above all others. */
  const cover = async (rect: Rect): Promise<number> => {
    const { client, root } = watcher.connection;
    const id = client.AllocID();
    client.CreateWindow(id, root, rect.x, rect.y, rect.width, rect.height, 0, 0, 1, 0, { overrideRedirect: 1 });
    client.MapWindow(id);
    await watcher.connection.settled();
    return id;
  };

  it('[T-COVER] comes back above a window that covers it, before anybody has to be told', async () => {
    window.show(CONTROLLED);
    const own = await findHelperWindow(watcher);
    for (const covering of [WHOLE, { ...window.rect, width: 5, height: 5 }]) {
      await cover(covering);
      await until(async () => (await windowsOf(watcher)).at(-1) === own, 900, 'the window above all');
    }
    assert.deepEqual(told.events, []);
  });

  it('[T-COVER] tells within about a second that a window keeps covering it, and when it can be seen again', async () => {
    window.show(CONTROLLED);
    const { client } = watcher.connection;
    const own = await findHelperWindow(watcher);
    const rival = await cover(WHOLE);
    const startedMs = performance.now();
    // It comes back each time that the helper's window comes up, as fast as it can.
    await until(
      async () => {
        if ((await windowsOf(watcher)).at(-1) === own) client.RaiseWindow(rival);
        return hasTold('covered');
      },
      3_000,
      'covered',
    );
    const tookMs = performance.now() - startedMs;
    assert.ok(tookMs > 900, `told after ${tookMs} ms`);
    client.DestroyWindow(rival);
    await untilTold('seen');
    assert.deepEqual(told.events, ['covered', 'seen']);
  });

  it('[T-COVER] two such windows do not fight: they raise themselves less and less', async () => {
    window.show(CONTROLLED);
    const other = await openTestWindow(desktop.display, new WindowTold());
    others.push(other);
    other.show(CONTROLLED);
    let raises = 0;
    const { client, root } = watcher.connection;
    client.ChangeWindowAttributes(root, { eventMask: client.eventMask.SubstructureNotify });
    client.on('event', ({ name }) => (raises += name === 'ConfigureNotify' ? 1 : 0));
    await untilTold('covered');
    assert.ok(raises < 20, `${raises} in about a second`);
  });

  it('comes back where another program hides or moves it', async () => {
    window.show(CONTROLLED);
    const { client } = watcher.connection;
    const own = await findHelperWindow(watcher);
    const isThere = async (): Promise<boolean> => {
      const { x, y, width, height } = window.rect;
      const attributes = await watcher.connection.ask<{ mapState: number }>((reply) => client.GetWindowAttributes(own, reply));
      const at = await watcher.connection.ask<{ xPos: number; yPos: number; width: number; height: number }>((reply) =>
        client.GetGeometry(own, reply),
      );
      return attributes.mapState === 2 && at.xPos === x && at.yPos === y && at.width === width && at.height === height;
    };
    client.UnmapWindow(own);
    await watcher.connection.settled();
    await until(isThere, 2_000, 'the window again');
    client.ConfigureWindow(own, { x: 5_000, y: 5_000, width: 1, height: 1 });
    await watcher.connection.settled();
    await until(isThere, 2_000, 'the window in its place');
  });

  it('goes to a monitor that is there when its own is unplugged', async () => {
    const left: Rect = { x: 0, y: 0, width: 640, height: 500 };
    const right: Rect = { x: 640, y: 220, width: 640, height: 500 };
    const unplugRight = await splitMonitors(watcher, left, right);
    const onRight = await openTestWindow(desktop.display, told);
    others.push(onRight);
    onRight.show(CONTROLLED);
    const { width, height } = onRight.rect;
    assert.deepEqual(onRight.rect, { x: 1_280 - 16 - width, y: 220 + 44, width, height });
    await unplugRight();
    await until(() => onRight.rect.x + width === 640, 5_000, 'the window on the left monitor');
    assert.equal(onRight.rect.y, 500 - height < 264 ? 500 - height : 264);
    assert.deepEqual(told.events, []);
  });

  it('tells lost where another program destroys it, or its connection is cut', async () => {
    window.show(CONTROLLED);
    watcher.connection.client.DestroyWindow(await findHelperWindow(watcher));
    await watcher.connection.settled();
    await untilTold('lost');
    const killed = new WindowTold();
    const second = await openTestWindow(desktop.display, killed);
    second.show(CONTROLLED);
    watcher.connection.client.KillClient(await findHelperWindow(watcher));
    await until(() => killed.events.includes('lost'), 5_000, 'lost');
    assert.deepEqual([told.events, killed.events], [['lost'], ['lost']]);
  });

  it('says nothing more after it was closed', async () => {
    window.show(CONTROLLED);
    const own = await findHelperWindow(watcher);
    await window.close();
    assert.ok(!(await windowsOf(watcher)).includes(own));
    window.show(ENTER);
    assert.deepEqual(told.events, []);
  });

  it('shows hostile names as names', async () => {
    const names = [
      '</text><rect width="380" height="200" fill="#ffffff"/>',
      '&lt;&#0;&amp;" onload="x',
      '\u202eezilibom\u202c\u2066\u0000\u0007\n\u2028x',
      `Z${'\u0300'.repeat(400)}`,
      'שלום עולם'.repeat(20),
      '\ud800\ud800\uffff\ufffe',
      '👩‍👩‍👧‍👦'.repeat(40),
      'W'.repeat(5_000),
      '',
    ];
    for (const viewerName of names) {
      window.show({ state: 'connected', viewerName, company: viewerName, owner: 'agent' });
      window.show({ state: 'controlled', viewerName });
      await titled(WINDOW_TEXTS.en['title.controlled']);
      // The band says it as before, and the frame is whole.
      const { rgba } = await pictureOf(watcher, { x: window.rect.x, y: window.rect.y, width: 380, height: window.rect.height });
      const colourAt = (x: number, y: number): string => {
        const at = 4 * (y * 380 + x);
        return Buffer.from(rgba.subarray(at, at + 3)).toString('hex');
      };
      const band = [colourAt(5, 5), colourAt(0, 60), colourAt(379, 60), colourAt(375, 28)];
      assert.deepEqual(band, Array(4).fill('9a4a06'), viewerName.slice(0, 20));
      const title = await titled(WINDOW_TEXTS.en['title.controlled']);
      assert.doesNotMatch(title, /[\p{Cc}\u202e]/u);
    }
  });

  it('does not open where there is no font', async () => {
    const opening = openWindow(desktop.display, { locale: 'en', wasm: windowWasm(), fontFolders: ['/nowhere'] }, told);
    await assert.rejects(opening, (error) => error instanceof WindowError && error.reason === 'noFont');
  });
});
