import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startInjector, type InjectorCommand } from '../../gateway/helper/injector-client.ts';
import { InjectorError } from '../../gateway/helper/injector.ts';
import { startDesktop, type Desktop } from '../support/desktop.ts';
import { isRunning, until } from '../support/media-lab.ts';
import { KANJI, Remote, Told, trimmed, WHOLE } from '../support/remote-input.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

/** From the death of a process until nothing is held any more. */
const UP_WITHIN_MS = 200;

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
    assert.deepEqual((await injector.monitors()).map(({ screenId: _screenId, ...rect }) => rect), [WHOLE]);
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
