import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, readlink, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import type { Rect } from '../../gateway/helper/injector.ts';
import type { WindowView } from '../../gateway/helper/window/window.ts';
import { DESKTOP_HEIGHT_PX, DESKTOP_WIDTH_PX, startDesktop, type Desktop } from '../support/desktop.ts';
import { figure } from '../support/fault-figures.ts';
import { HelperHome, STARTED_WITHIN_MS } from '../support/helper-home.ts';
import { childrenOf, listening } from '../support/helper-processes.ts';
import type { HelperProgram } from '../support/helper-program.ts';
import { helperRelease, RELEASE_KEY_FILE } from '../support/helper-release.ts';
import { HelperServer, refusalOf } from '../support/helper-server.ts';
import { findHelperWindow, middleOf, WindowOwner } from '../support/helper-window.ts';
import { isRunning, until } from '../support/media-lab.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

/** Below the ports that systems give away. A release is for one address, so one port means one build for all runs. */
const PORTS = [28_123, 28_124, 28_125];
/** From the death of a process until nothing is held any more. */
const UP_WITHIN_MS = 200;
const CONTROLLED: WindowView = { state: 'controlled', viewerName: 'Mia Keller' };

/** The program as people download it, on a real display; the server is one that a test can make lie. */
describe('the single executable', { timeout: 300_000 }, () => {
  let desktop: Desktop;
  let watcher: XWatcher;
  let owner: DesktopOwner;
  let hand: WindowOwner;
  let server: HelperServer;
  let executable: string;
  let key: KeyObject;
  let home: HelperHome;

  before(async () => {
    desktop = await startDesktop();
    watcher = await XWatcher.open(desktop.display);
    owner = await DesktopOwner.open(desktop.display);
    hand = new WindowOwner(owner, watcher);
    server = await startServer();
    ({ executable } = await helperRelease(server.origin));
    key = createPrivateKey(await readFile(RELEASE_KEY_FILE));
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
    watcher[Symbol.dispose]();
    owner[Symbol.dispose]();
    await desktop[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    server.reset(key);
    home = await HelperHome.make(executable, desktop);
  });
  afterEach(async () => {
    await home[Symbol.asyncDispose]();
    assert.deepEqual([await watcher.keysDown(), (await watcher.pointer()).buttons], [[], 0], 'nothing stays down');
  });

  const controlled = async (): Promise<HelperProgram> => {
    const helper = await home.connected();
    server.grant();
    await helper.says(/controls your mouse/);
    server.press();
    await until(async () => (await watcher.keysDown()).length === 2 && (await watcher.pointer()).buttons !== 0, 5_000, 'keys and button down');
    return helper;
  };
  const endSession = (): void => server.send({ type: 'bye', reason: 'sessionEnded' });
  const stopped = async (helper: HelperProgram): Promise<number | null> => {
    helper.process.kill('SIGTERM');
    return helper.exited;
  };

  it('[000-13] [001-33] [T-HELPER-LOCAL] runs as two processes of one file without a port, and leaves nothing at all', async () => {
    const before = await home.allElse();
    const helper = await home.connected();
    const processes = [helper.process.pid ?? 0, ...(await childrenOf(helper.process.pid ?? 0))];
    assert.equal(processes.length, 2);
    for (const id of processes) {
      assert.equal(await readlink(`/proc/${id}/exe`), await realpath(home.file));
      assert.deepEqual(await listening(id), []);
    }
    assert.deepEqual(await home.files(), [home.name]);
    endSession();
    await until(() => home.isProgramGone(), 5_000, 'its file is gone');
    assert.ok(await home.showsWindow(), 'the window says what came of it');
    assert.equal(await stopped(helper), 0);
    assert.match(helper.output, /The session has ended.*The helper has removed itself\./s);
    assert.deepEqual([await home.files(), await home.allElse()], [[], before]);
    assert.ok((await stat(executable)).size > 0, 'another name of the file is left alone');
  });

  it('[T-HELPER-LOCAL] opens no port for a debugger, in neither process', async () => {
    const helper = await home.connected();
    const processes = [helper.process.pid ?? 0, ...(await childrenOf(helper.process.pid ?? 0))];
    for (const id of processes) process.kill(id, 'SIGUSR1');
    server.grant();
    await helper.says(/controls your mouse/);
    server.press();
    await until(async () => (await watcher.keysDown()).length === 2, 5_000, 'both processes at work');
    for (const id of processes) assert.deepEqual(await listening(id), [], String(id));
    assert.doesNotMatch(helper.output, /Debugger/);
    endSession();
    await helper.says(/has removed itself/);
  });

  it('[001-33] stays where it is killed, once the server wants it to stay', async () => {
    const helper = await home.connected();
    server.send({ type: 'removal', removesItself: false });
    server.grant();
    await helper.says(/controls your mouse/);
    helper.process.kill('SIGKILL');
    await until(async () => !(await home.showsWindow()), 5_000, 'its window is gone');
    assert.deepEqual(await home.files(), [home.name]);
  });

  it('[T-F-HELPER] [001-33] is gone, and everything up, when its first process is killed', async (t) => {
    const helper = await controlled();
    helper.process.kill('SIGKILL');
    await allUp(t);
    await until(() => home.isProgramGone(), 5_000, 'its file is gone');
    await until(async () => !(await home.showsWindow()), 5_000, 'its window is gone');
  });

  it('[T-F-HELPER] [T-INDICATOR-DIES] is gone, and everything up, when the process of its window is killed', async (t) => {
    const helper = await controlled();
    const [desk = 0] = await childrenOf(helper.process.pid ?? 0);
    process.kill(desk, 'SIGKILL');
    await allUp(t);
    assert.equal(await helper.exited, 3);
    assert.match(helper.output, /The display is gone.*The helper has removed itself/s);
    assert.deepEqual(await home.files(), []);
  });

  it('[T-INDICATOR-DIES] ends, and lets everything go, when somebody destroys its window', async (t) => {
    const helper = await controlled();
    watcher.connection.client.KillClient(await findHelperWindow(watcher));
    await allUp(t);
    assert.equal(await helper.exited, 3);
    assert.deepEqual(await home.files(), []);
  });

  it('is gone when it is ended by a signal, with all its processes', async () => {
    const helper = await home.connected();
    const [desk = 0] = await childrenOf(helper.process.pid ?? 0);
    assert.equal(await stopped(helper), 0);
    assert.deepEqual(await home.files(), []);
    await until(() => !isRunning(desk), 5_000, 'the other process has ended too');
  });

  it('[000-18] [I7] lets everything go when its owner presses Stop control, and tells the server', async (t) => {
    await controlled();
    const window = await place();
    await hand.clickUntil(middleOf(window, CONTROLLED, 'stopControl'), () => server.received.some(({ type }) => type === 'killed'), 'control is stopped');
    await allUp(t);
  });

  it('[000-18] ends the session when its owner says so twice', async () => {
    const helper = await controlled();
    const window = await place();
    const hasEnded = (): boolean => server.received.some(({ type }) => type === 'endSession');
    await hand.click(middleOf(window, CONTROLLED, 'endSession'));
    await hand.clickUntil(middleOf(window, CONTROLLED, 'confirmEnd', true), hasEnded, 'the session is to end');
    endSession();
    await helper.says(/You ended the session.*The session has ended.*has removed itself/s);
  });

  it('[I8] [T-SELF-APPROVE] cannot be reached from afar: neither its buttons, nor any part of it', async () => {
    const helper = await home.connected();
    server.grant();
    await helper.says(/controls your mouse/);
    const { rect } = await place();
    const { x, y, width, height } = rect;
    let seq = 0;
    server.input(++seq, { kind: 'move', x: 0.25, y: 0.75 });
    for (let right = 0; right < width; right += 12) {
      const at = { x: (x + right + 0.5) / DESKTOP_WIDTH_PX, y: (y + height - 28 + 0.5) / DESKTOP_HEIGHT_PX };
      for (const down of [true, false]) server.input(++seq, { kind: 'button', ...at, button: 0, down });
    }
    server.input(++seq, { kind: 'key', code: 'ShiftLeft', down: true });
    await until(async () => (await watcher.keysDown()).length === 1, 5_000, 'what came after it');
    assert.ok(await watcher.isPointerAt(DESKTOP_WIDTH_PX * 0.25, DESKTOP_HEIGHT_PX * 0.75, 1), 'the pointer is outside');
    server.input(++seq, { kind: 'key', code: 'ShiftLeft', down: false });
    await until(async () => (await watcher.keysDown()).length === 0, 5_000, 'the key is up');
    assert.deepEqual(server.received.filter(({ type }) => type === 'killed' || type === 'endSession'), []);
  });

  it('[001-33] stays where the agent wants it to, and joins the next session from what is typed into its window', async () => {
    server.removesItself = false;
    const helper = await home.connected();
    endSession();
    await helper.says(/stays on this computer/);
    assert.equal(await stopped(helper), 0);
    assert.deepEqual(await home.files(), [home.name]);

    server.refusal = refusalOf('403 Forbidden', 'E_HELPER_CODE This code is not valid any more.');
    const next = home.start();
    await until(() => home.showsWindow('Join a session'), STARTED_WITHIN_MS, 'its window');
    server.refusal = undefined;
    const { rect } = await place();
    await hand.click({ x: rect.x + 20, y: rect.y + 20 });
    await until(hasFocus, 5_000, 'it has the keyboard');
    for (const digit of '0123456789') await owner.tap(`Digit${digit}` as 'Digit0');
    await until(
      async () => {
        // It does not count in the first half second.
        await owner.tap('Enter');
        return /Connected\. Mia Keller/.test(next.output);
      },
      STARTED_WITHIN_MS,
      'it is connected',
    );
    assert.equal(server.offered.at(-1)?.[1], 'code.0123456789');
    next.process.kill('SIGKILL');
    await until(async () => !(await home.showsWindow()), 5_000, 'its window is gone');
    assert.deepEqual(await home.files(), [home.name], 'it stays also where it is killed');
  });

  it('stays where it was never connected', async () => {
    server.refusal = refusalOf('502 Bad Gateway', '');
    const helper = home.start();
    await helper.says(/cannot be reached/);
    assert.equal(await stopped(helper), 0);
    assert.deepEqual(await home.files(), [home.name]);
  });

  it('[T-HELPER-PIN] [T-REL-REVOKE] ends where the server has another key than its own, and injects nothing', async () => {
    server.reset(generateKeyPairSync('ed25519').privateKey);
    const helper = home.start();
    await helper.says(/cannot prove that this helper is from it\. Nothing was connected/);
    assert.equal(await stopped(helper), 4);
    assert.deepEqual([server.received, await home.files()], [[], [home.name]]);
  });

  it('[T-HELPER-SYMLINK] is removed itself where it was started through links, which stay', async () => {
    await symlink(home.downloads, path.join(home.folder, 'link'));
    await symlink(home.file, path.join(home.folder, 'start'));
    for (const command of [path.join(home.folder, 'link', home.name), path.join(home.folder, 'start')]) {
      await home.download();
      const helper = await home.connected({}, command);
      endSession();
      await helper.says(/has removed itself/);
      await stopped(helper);
      assert.deepEqual(await home.files(), ['link', 'start']);
    }
  });

  it('[T-HELPER-SYMLINK] leaves alone what took its place, and what that names', async () => {
    const precious = path.join(home.folder, 'precious');
    await writeFile(precious, 'precious');
    const helper = await home.connected();
    await rm(home.file);
    await symlink(precious, home.file);
    endSession();
    await helper.says(/Another file has taken the helper’s place, and is left alone/);
    await stopped(helper);
    assert.deepEqual([await readlink(home.file), await readFile(precious, 'utf8')], [precious, 'precious']);
  });

  it('[001-33] is removed where it was moved to, also when it is killed', async () => {
    for (const how of ['ended', 'killed'] as const) {
      await home.download();
      const helper = await home.connected();
      await rename(home.file, path.join(home.folder, 'data', 'moved'));
      if (how === 'ended') endSession();
      else helper.process.kill('SIGKILL');
      await until(async () => (await home.files()).length === 0, 5_000, `its file is gone: ${how}`);
      await stopped(helper);
    }
  });

  it('writes and loads nothing that its environment asks of Node', async () => {
    const { folder } = home;
    await writeFile(path.join(folder, 'evil.cjs'), `require('fs').writeFileSync('${folder}/loaded', '')`);
    const helper = await home.connected({
      NODE_OPTIONS: `--require ${folder}/evil.cjs --inspect=0`,
      NODE_COMPILE_CACHE: `${folder}/compiled`,
      NODE_V8_COVERAGE: `${folder}/coverage`,
      NODE_REDIRECT_WARNINGS: `${folder}/warnings`,
    });
    endSession();
    await helper.says(/has removed itself/);
    await stopped(helper);
    assert.deepEqual(await home.files(), ['evil.cjs']);
    assert.ok(!(await home.allElse()).includes('compiled'));
  });

  async function allUp(t: TestContext): Promise<void> {
    const isUp = async (): Promise<boolean> => (await watcher.keysDown()).length === 0 && (await watcher.pointer()).buttons === 0;
    const ms = await until(isUp, 5_000, 'everything up');
    figure(t, 'everything up', [ms], UP_WITHIN_MS);
  }

  async function hasFocus(): Promise<boolean> {
    const { connection } = watcher;
    const { focus } = await connection.ask<{ focus: number }>((reply) => connection.client.GetInputFocus(reply));
    return focus === (await findHelperWindow(watcher));
  }

  /** The window, as far as it has to be known to be clicked. */
  async function place(): Promise<{ rect: Rect; show(): void; close(): Promise<void> }> {
    const { connection } = watcher;
    const window = await findHelperWindow(watcher);
    const { xPos, yPos, width, height } = await connection.ask<{ xPos: number; yPos: number; width: number; height: number }>(
      (reply) => connection.client.GetGeometry(window, reply),
    );
    return { rect: { x: xPos, y: yPos, width, height }, show: () => undefined, close: async () => undefined };
  }
});

async function startServer(): Promise<HelperServer> {
  for (const port of PORTS) {
    const server = await HelperServer.start(port).catch(() => undefined);
    if (server) return server;
  }
  throw new Error(`the ports ${PORTS.join()} are all taken`);
}
