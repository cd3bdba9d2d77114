import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { startInjector } from '../../gateway/helper/injector-client.ts';
import type { OwnerEvents } from '../../gateway/helper/injector.ts';
import { keyNameOf } from '../../gateway/helper/native/key-names.ts';
import type { LibNut, NativePlatform } from '../../gateway/helper/native/libnut.ts';
import { loadAddon, removeAddon } from '../../gateway/helper/native/load-addon.ts';
import { hasKillChord, openNativeInjector } from '../../gateway/helper/native/native-injector.ts';
import { openInjector } from '../../gateway/helper/open-injector.ts';
import { KEY_CODES, type KeyCode, type RemoteInput } from '../../gateway/protocol/input.ts';

const IGNORED: OwnerEvents = { acted() {}, pressed() {}, killed() {}, lost() {} };
const PLATFORMS: readonly NativePlatform[] = ['win32', 'darwin'];
const SCREEN = { x: 0, y: 0, width: 1_920, height: 1_080 };
const MIDDLE = { x: 960.5 / 1_920, y: 540.5 / 1_080 };
const key = (code: KeyCode, down: boolean): RemoteInput => ({ kind: 'key', code, down });
const button = (number: 0 | 1 | 2 | 3 | 4, down: boolean): RemoteInput => ({ kind: 'button', button: number, down, ...MIDDLE });

/** Writes down what is asked of it; its pointer goes where it is put, unless it is stuck. */
class ScriptedAddon implements LibNut {
  calls: string[] = [];
  position = { x: 100, y: 100 };
  isStuck = false;
  setMouseDelay = (delayMs: number) => void this.calls.push(`mouseDelay ${delayMs}`);
  setKeyboardDelay = (delayMs: number) => void this.calls.push(`keyboardDelay ${delayMs}`);
  getScreenSize = () => ({ width: SCREEN.width, height: SCREEN.height });
  getMousePos = () => ({ ...this.position });
  moveMouse = (x: number, y: number) => {
    this.calls.push(`move ${x} ${y}`);
    if (!this.isStuck) this.position = { x, y };
  };
  mouseToggle = (direction: string, name: string) => void this.calls.push(`${name} ${direction}`);
  scrollMouse = (left: number, up: number) => void this.calls.push(`scroll ${left} ${up}`);
  keyToggle = (name: string, direction: string) => void this.calls.push(`${name} ${direction}`);
  typeString = (text: string) => void this.calls.push(`type ${text}`);

  /** What was asked since the last time. */
  take(): string[] {
    return this.calls.splice(0);
  }
}

async function open(platform: NativePlatform = 'win32') {
  const addon = new ScriptedAddon();
  const told: string[] = [];
  const tell = (event: keyof OwnerEvents) => () => void told.push(event);
  const events = { acted: tell('acted'), pressed: tell('pressed'), killed: tell('killed'), lost: tell('lost') };
  const injector = await openNativeInjector(addon, events, platform);
  addon.take();
  return { addon, told, injector, inject: (input: RemoteInput) => injector.inject(input, SCREEN) };
}

/** Presses and releases by the addon that have no counterpart. */
function stillDown(calls: readonly string[]): string[] {
  const down = new Set<string>();
  for (const [name = '', direction] of calls.map((call) => call.split(' '))) {
    if (direction === 'down') down.add(name);
    if (direction === 'up') down.delete(name);
  }
  return [...down];
}

beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }));
afterEach(() => mock.timers.reset());

describe('the injector for Windows and macOS', () => {
  it('puts the pointer at the pixel that is meant, and clicks and scrolls there', async () => {
    for (const platform of PLATFORMS) {
      const { addon, inject } = await open(platform);
      await inject({ kind: 'move', x: 0, y: 1 });
      await inject({ kind: 'move', x: 1, y: 0 });
      await inject(button(2, true));
      await inject(button(2, false));
      await inject({ kind: 'wheel', ...MIDDLE, right: -1, down: 2 });
      const step = { win32: 120, darwin: 100 }[platform];
      assert.deepEqual(addon.take(), [
        'move 0 1079',
        'move 1919 0',
        'move 960 540',
        'right down',
        'move 960 540',
        'right up',
        'move 960 540',
        `scroll ${step} ${-2 * step}`,
      ]);
    }
  });

  it('is blocked by no call of the addon, and owns up to hearing no kill chord', async () => {
    const addon = new ScriptedAddon();
    await openNativeInjector(addon, { acted() {}, pressed() {}, killed() {}, lost() {} }, 'win32');
    assert.deepEqual(addon.calls.slice(0, 2), ['mouseDelay 0', 'keyboardDelay 0']);
    assert.equal(hasKillChord, false);
  });

  it('names the primary screen, and none where the pointer shows that there are several', async () => {
    const { addon, injector } = await open();
    assert.deepEqual(await injector.monitors(), [{ screenId: null, ...SCREEN }]);
    for (const position of [{ x: -5, y: 5 }, { x: 1_920, y: 5 }, { x: 5, y: 1_080 }]) {
      addon.position = position;
      assert.deepEqual(await injector.monitors(), []);
    }
  });

  it('leaves out the buttons that go back and forward', async () => {
    const { addon, inject } = await open();
    for (const number of [3, 4] as const) await inject(button(number, true));
    assert.deepEqual(addon.take(), []);
  });

  it('opens on no other system', async () => {
    const events = { acted() {}, pressed() {}, killed() {}, lost() {} };
    await assert.rejects(openNativeInjector(new ScriptedAddon(), events, 'linux'), { reason: 'unsupported' });
  });

  it('is the one that is opened there, with the file that it leaves; on Linux no addon is looked for', async () => {
    for (const platform of PLATFORMS) {
      const addon = new ScriptedAddon();
      const opened = await openInjector('', IGNORED, { platform, loadAddon: () => ({ addon, path: '/left' }) });
      assert.equal(opened.addonPath, '/left');
      addon.take();
      await opened.injector.inject({ kind: 'move', x: 0, y: 0 }, SCREEN);
      assert.deepEqual(addon.take(), ['move 0 0']);
      await opened.injector.close();
    }
    const noAddon = { platform: 'linux', loadAddon: () => assert.fail('an addon') } as const;
    await assert.rejects(openInjector(':9999', IGNORED, noAddon), { reason: 'unreachable' });
  });
});

describe('keys on Windows and macOS', () => {
  it('have a name of the addon each, but for those that would press another key or none', () => {
    for (const platform of PLATFORMS) {
      const nameless = KEY_CODES.filter((code) => keyNameOf(code, platform) === undefined);
      assert.deepEqual(new Set(nameless), new Set(LEFT_OUT[platform]));
      const names = KEY_CODES.map((code) => keyNameOf(code, platform)).filter((name) => name !== undefined);
      assert.equal(new Set(names).size, names.length, 'no two keys have the same one');
      for (const name of names) assert.ok(NAMES_OF_THE_ADDON[platform].has(name), `the addon knows ${name}`);
    }
    const some = ['KeyA', 'Digit7', 'Numpad7', 'F12', 'Slash', 'AltRight'] as const;
    assert.deepEqual(some.map((code) => keyNameOf(code, 'win32')), ['a', '7', 'numpad_7', 'f12', '/', 'right_alt']);
  });

  it('are released when everything is, and only those that are held', async () => {
    for (const platform of PLATFORMS) {
      const { addon, injector, inject } = await open(platform);
      for (const code of ['ControlLeft', 'KeyC', 'ArrowUp'] as const) await inject(key(code, true));
      await inject(button(0, true));
      await inject(key('KeyC', false));
      assert.deepEqual(stillDown(addon.calls), ['control', 'up', 'left']);
      await injector.releaseAll();
      assert.deepEqual(stillDown(addon.calls), []);
      addon.take();
      await injector.releaseAll();
      await inject(key('KeyX', false));
      assert.deepEqual(addon.take(), []);
    }
  });

  it('repeat while they are held, modifiers do not, and the other side of a held one is none', async () => {
    const { addon, inject } = await open('darwin');
    for (const code of ['KeyA', 'KeyA', 'ShiftLeft', 'ShiftLeft', 'ShiftRight'] as const) await inject(key(code, true));
    await inject(key('ShiftRight', false));
    assert.deepEqual(addon.take(), ['a down', 'a down', 'shift down']);
  });

  it('never lock the screen nor sign the owner out', async () => {
    const chords = {
      win32: [['ControlRight', 'AltLeft', 'Delete'], ['MetaLeft', 'KeyL']],
      darwin: [['ControlLeft', 'MetaRight', 'KeyQ'], ['ShiftLeft', 'MetaLeft', 'KeyQ']],
    } as const;
    for (const platform of PLATFORMS)
      for (const chord of chords[platform])
        for (const last of chord) {
          const { addon, inject } = await open(platform);
          for (const code of [...chord.filter((code) => code !== last), last]) await inject(key(code, true));
          assert.equal(addon.calls.length, chord.length - 1, `${chord.join('+')} ended by ${last}`);
        }
  });

  it('that a killed injector left held are released at the next one’s start, with no press', async () => {
    for (const platform of PLATFORMS) {
      const addon = new ScriptedAddon();
      await openNativeInjector(addon, { acted() {}, pressed() {}, killed() {}, lost() {} }, platform);
      const times = { win32: 1, darwin: 2 }[platform];
      for (const name of ['shift', 'right_shift', 'control', 'right_control', 'alt', 'right_alt', 'meta', 'right_meta'])
        assert.equal(addon.calls.filter((call) => call === `${name} up`).length, times);
      assert.ok(addon.calls.includes('left up'));
      assert.ok(!addon.calls.some((call) => call.endsWith(' down')));
    }
  });
});

describe('text on Windows and macOS', () => {
  it('is typed whole on macOS', async () => {
    const { addon, injector, inject } = await open('darwin');
    await inject({ kind: 'text', text: 'zä€😀' });
    assert.deepEqual(addon.take(), ['type z', 'type ä', 'type €', 'type 😀']);
    assert.equal(injector.leftOut, 0);
  });

  it('is typed by its numbers on Windows; what has none everywhere is left out and counted', async () => {
    const { addon, injector, inject } = await open('win32');
    await inject({ kind: 'text', text: 'ä~€😀' });
    const digits = ['0', '1', '2', '6'].flatMap((digit) => [`numpad_${digit} down`, `numpad_${digit} up`]);
    assert.deepEqual(addon.take(), ['alt down', ...digits, 'alt up']);
    assert.equal(injector.leftOut, 3);
  });

  it('is typed with no modifier held, which is put back afterwards', async () => {
    const { addon, inject } = await open('darwin');
    for (const code of ['ShiftLeft', 'KeyB'] as const) await inject(key(code, true));
    await inject({ kind: 'text', text: 'a' });
    assert.deepEqual(addon.take(), ['shift down', 'b down', 'shift up', 'type a', 'shift down']);
    await inject(key('ShiftLeft', false));
    assert.deepEqual(addon.take(), ['shift up']);
  });

  it('[I7] ends where everything is released, and brings no modifier back', async () => {
    const { addon, injector, inject } = await open('darwin');
    await inject(key('ControlLeft', true));
    addon.typeString = (text) => {
      addon.calls.push(`type ${text}`);
      if (text === 'c') void injector.releaseAll();
    };
    await Promise.all([inject({ kind: 'text', text: 'abcdef' }), inject(key('KeyA', true))]);
    await injector.releaseAll();
    assert.deepEqual(addon.take(), ['control down', 'control up', 'type a', 'type b', 'type c']);
  });
});

describe('the owner’s hand on Windows and macOS', () => {
  it('[001-33] is seen where the pointer is elsewhere than it was put, at most ten times a second', async () => {
    const { addon, told, inject } = await open();
    await inject({ kind: 'move', ...MIDDLE });
    mock.timers.tick(200);
    assert.deepEqual(told, [], 'it rests where it was put');
    addon.position = { x: 962, y: 539 };
    mock.timers.tick(50);
    assert.deepEqual(told, [], 'a rounding is nobody’s hand');
    addon.position = { x: 700, y: 540 };
    mock.timers.tick(50);
    assert.deepEqual(told, ['acted']);
    for (let moved = 0; moved < 10; moved += 1) {
      addon.position = { x: addon.position.x - 20, y: 540 };
      mock.timers.tick(50);
    }
    assert.equal(told.length, 6);
  });

  it('is not a pointer that comes late to where it was put', async () => {
    const { addon, told, inject } = await open();
    addon.isStuck = true;
    for (const x of [0.2, 0.3, 0.4]) await inject({ kind: 'move', x, y: 0.5 });
    mock.timers.tick(50);
    for (const x of [384, 576, 768]) {
      addon.position = { x, y: 540 };
      mock.timers.tick(50);
    }
    assert.deepEqual(told, []);
    addon.position = { x: 384, y: 540 };
    mock.timers.tick(50);
    assert.deepEqual(told, ['acted'], 'it never goes back by itself');
  });

  it('is looked for while inputs come, a second longer, and then no more', async () => {
    const { addon, told, injector, inject } = await open();
    const getMousePos = mock.method(addon, 'getMousePos');
    await inject(key('KeyA', true));
    mock.timers.tick(1_000);
    assert.equal(getMousePos.mock.callCount(), 21, 'before the input, and 20 times after');
    addon.position = { x: 5, y: 5 };
    mock.timers.tick(60_000);
    assert.equal(getMousePos.mock.callCount(), 21);
    assert.deepEqual(told, []);
    await inject(key('KeyA', false));
    await injector.close();
    addon.position = { x: 900, y: 5 };
    mock.timers.tick(1_000);
    assert.deepEqual(told, [], 'nothing is told after it was closed');
  });

  it('takes the pointer away from a click, which then is none', async () => {
    const { addon, inject } = await open();
    addon.moveMouse = () => void (addon.position = { x: 5, y: 5 });
    await inject(button(0, true));
    assert.deepEqual(addon.take(), []);
  });
});

describe('a pointer that may not be moved', () => {
  it('is told when it opens on macOS, with the permission that is missing', async () => {
    const addon = new ScriptedAddon();
    addon.isStuck = true;
    const opened = openNativeInjector(addon, { acted() {}, pressed() {}, killed() {}, lost() {} }, 'darwin');
    await assert.rejects(opened, { name: 'InjectorError', reason: 'unreachable', message: /, Accessibility,/ });
    assert.ok(!addon.calls.some((call) => /up|down/.test(call)), 'nothing else was tried');
  });

  it('is where it was once macOS has let it move', async () => {
    const addon = new ScriptedAddon();
    await openNativeInjector(addon, { acted() {}, pressed() {}, killed() {}, lost() {} }, 'darwin');
    assert.deepEqual(addon.position, { x: 100, y: 100 });
    assert.ok(addon.calls.some((call) => call.startsWith('move')));
  });

  it('gets no button pressed, but every one released', async () => {
    const { addon, inject } = await open('win32');
    await inject(button(0, true));
    addon.isStuck = true;
    addon.position = { x: 5, y: 5 };
    await assert.rejects(inject(button(2, true)), { reason: 'unreachable' });
    await inject(button(0, false));
    assert.deepEqual(addon.take().filter((call) => !call.startsWith('move')), ['left down', 'left up']);
  });
});

describe('closing', () => {
  it('[I7] releases everything, and lets nothing in afterwards', async () => {
    const { addon, injector, inject } = await open();
    await inject(key('AltLeft', true));
    await inject(button(1, true));
    await Promise.all([injector.close(), injector.close()]);
    assert.deepEqual(stillDown(addon.calls), []);
    addon.take();
    await assert.rejects(inject(key('KeyA', true)), { reason: 'lost' });
    assert.deepEqual(addon.take(), []);
  });
});

describe('the addon’s file', () => {
  const BYTES = Buffer.from('the addon');
  const realTmpdir = tmpdir();
  let room: string;
  beforeEach(() => (process.env['TMPDIR'] = room = mkdtempSync(join(realTmpdir, 'native-injector-test-'))));
  afterEach(() => {
    process.env['TMPDIR'] = realTmpdir;
    rmSync(room, { recursive: true });
  });
  const unlink = (path: string): void => rmSync(path);
  const refuses = (): never => {
    throw new Error('EPERM');
  };

  it('[T-HELPER-SYMLINK] is its owner’s alone while it is loaded, and gone afterwards', () => {
    let seen: unknown;
    const { path } = loadAddon(BYTES, {
      unlink,
      dlopen: (module, file) => {
        seen = [lstatSync(dirname(file)).mode & 0o777, lstatSync(file).mode & 0o777, readFileSync(file, 'utf8')];
        module.exports = { loaded: true };
      },
    });
    assert.deepEqual(seen, [0o700, 0o600, 'the addon']);
    assert.equal(path, null);
    assert.deepEqual(readdirSync(room), []);
  });

  it('leaves nothing where it cannot be loaded', () => {
    assert.throws(() => loadAddon(BYTES), { name: 'InjectorError', reason: 'unsupported' });
    assert.deepEqual(readdirSync(room), []);
  });

  it('is removed by another process where the system did not let it go', () => {
    const { path } = loadAddon(BYTES, { unlink: refuses, dlopen: () => {} });
    assert.ok(path !== null && existsSync(path));
    assert.equal(removeAddon(path), true);
    assert.equal(existsSync(dirname(path)), false);
    assert.equal(removeAddon(path), false, 'and only once');
  });

  it('is removed when the process that loaded it has ended, also where it was killed', async () => {
    for (const end of ['close', 'kill'] as const) {
      const { path } = loadAddon(BYTES, { unlink: refuses, dlopen: () => {} });
      assert.ok(path !== null);
      const lost = Promise.withResolvers<void>();
      const answering = `process.stdin.setEncoding('utf8').on('data', (line) => {
        const { id, do: call } = JSON.parse(line);
        if (call !== 'open') process.exit(1);
        process.stdout.write(JSON.stringify({ id, result: { addonPath: ${JSON.stringify(path)} } }) + '\\n');
      });`;
      const desk = await startInjector([process.execPath, '-e', answering], ':9999', { ...IGNORED, lost: lost.resolve });
      assert.ok(existsSync(path), 'while it is in use');
      if (end === 'close') await desk.close();
      else await Promise.all([assert.rejects(desk.monitors()), lost.promise]);
      assert.deepEqual(readdirSync(room), [], end);
    }
  });

  it('[T-HELPER-SYMLINK] is never removed through a link, nor is anything else', () => {
    const theirs = join(room, 'theirs');
    mkdirSync(theirs);
    const file = join(theirs, 'libnut.node');
    writeFileSync(file, 'theirs');
    symlinkSync(theirs, join(room, 'sideseat-helper-folder'));
    mkdirSync(join(room, 'sideseat-helper-link'));
    symlinkSync(file, join(room, 'sideseat-helper-link', 'libnut.node'));
    mkdirSync(join(room, 'sideseat-helper-other'));
    writeFileSync(join(room, 'sideseat-helper-other', 'other.node'), '');
    const others = ['theirs/libnut.node', 'sideseat-helper-folder/libnut.node', 'sideseat-helper-link/libnut.node'];
    for (const name of [...others, 'sideseat-helper-other/other.node'])
      assert.equal(removeAddon(join(room, name)), false, name);
    assert.equal(readFileSync(file, 'utf8'), 'theirs');
    assert.ok(existsSync(join(room, 'sideseat-helper-other', 'other.node')));
  });
});

const LEFT_OUT: Readonly<Record<NativePlatform, readonly KeyCode[]>> = {
  win32: ['IntlBackslash', 'IntlRo', 'IntlYen', 'PrintScreen', 'Pause', 'NumpadDivide'],
  darwin: [
    'IntlBackslash',
    'IntlRo',
    'IntlYen',
    'PrintScreen',
    'Pause',
    'Insert',
    'NumLock',
    'CapsLock',
    'ScrollLock',
    'ContextMenu',
  ],
};

/** As read in the addons of 2.7.5; a name of one character is looked up in the owner's layout. */
const NAMES_OF_BOTH: readonly string[] = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789`-=[]\\;\',./',
  ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`),
  ...Array.from({ length: 10 }, (_, index) => `numpad_${index}`),
  ...'backspace delete return tab escape up down right left home end pageup pagedown space'.split(' '),
  ...'numpad_decimal enter add subtract multiply divide'.split(' '),
  ...'shift right_shift control right_control alt right_alt meta right_meta'.split(' '),
];
const NAMES_OF_THE_ADDON: Readonly<Record<NativePlatform, ReadonlySet<string>>> = {
  win32: new Set([...NAMES_OF_BOTH, 'insert', 'menu', 'caps_lock', 'num_lock', 'scroll_lock']),
  darwin: new Set(NAMES_OF_BOTH),
};
