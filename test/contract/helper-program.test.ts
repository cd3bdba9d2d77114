import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { startDesktop, type Desktop } from '../support/desktop.ts';
import { figure } from '../support/fault-figures.ts';
import { childrenOf, listening } from '../support/helper-processes.ts';
import { HelperProgram } from '../support/helper-program.ts';
import { HelperServer, refusalOf } from '../support/helper-server.ts';
import { isRunning, until } from '../support/media-lab.ts';
import { XWatcher } from '../support/x-watcher.ts';

const CODE = '7KQ2M9XWHC';
const NAME = `sideseat-helper_${CODE}`;
/** Starting a program may take long where the machine is busy. */
const STARTED_WITHIN_MS = 20_000;
/** From the death of a process until nothing is held any more. */
const UP_WITHIN_MS = 200;

/** What the single executable does, from its sources, on a real display; the server is one that a test can make lie. */
describe('the helper that is pinned to its server', { timeout: 240_000 }, () => {
  let desktop: Desktop;
  let watcher: XWatcher;
  let server: HelperServer;
  let pinned: string;
  let folder: string;
  let running: HelperProgram[];

  before(async () => {
    desktop = await startDesktop();
    watcher = await XWatcher.open(desktop.display);
  });
  after(async () => {
    watcher[Symbol.dispose]();
    await desktop[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    server = await HelperServer.start();
    pinned = server.pinned();
    folder = await mkdtemp(path.join(tmpdir(), 'sideseat-program-'));
    running = [];
  });
  afterEach(async () => {
    for (const helper of running) await helper[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
    assert.deepEqual([await watcher.keysDown(), (await watcher.pointer()).buttons], [[], 0], 'nothing stays down');
  });

  const start = (name = NAME, env: Record<string, string> = {}, release = pinned): HelperProgram => {
    const helper = HelperProgram.pinned(release, name, { DISPLAY: desktop.display, ...env });
    running.push(helper);
    return helper;
  };
  const connected = async (helper: HelperProgram): Promise<void> => {
    await helper.says(/Connected\. Mia Keller/);
  };
  /** A browser that writes down what it is to open. */
  const browser = async (exitCode: number): Promise<{ PATH: string }> => {
    await writeFile(path.join(folder, 'xdg-open'), `#!/bin/sh\necho "$1" > ${folder}/opened\nexit ${exitCode}\n`);
    await chmod(path.join(folder, 'xdg-open'), 0o755);
    return { PATH: `${folder}:${process.env['PATH']}` };
  };

  it('[000-11] [T-HELPER-PIN] connects by the code in its name, once the server has proved itself', async () => {
    await connected(start(`${NAME} (1)`));
    const [protocol, code, nonce] = server.offered[0] ?? [];
    assert.deepEqual([protocol, code], ['sideseat-helper.v3', `code.${CODE}`]);
    assert.match(nonce ?? '', /^nonce\.[0-9a-f]{32}$/);
    server.send({ type: 'bye', reason: 'sessionEnded' });
    assert.equal(await running[0]?.exited, 0);
    assert.match(running[0]?.output ?? '', /The session has ended\. The helper is closed\./);
  });

  for (const [what, lie] of [
    ['has no proof', () => (server.key = undefined)],
    ['signs with another key', () => server.pinned()],
    ['says what another server proved before', () => (server.proofText = 'sideseat-helper-proof\n00000000000000000000000000000000')],
  ] as const) {
    it(`[T-HELPER-PIN] [T-CONFIG-SIGNED] ends where the server ${what}, and is told nothing by it`, async () => {
      lie();
      const helper = start();
      await helper.says(/cannot prove|Connected\./);
      assert.match(helper.output, /cannot prove that this helper is from it\. Nothing was connected/);
      assert.equal(await helper.exited, 4);
      assert.deepEqual(server.received, [], 'it was told nothing');
      assert.doesNotMatch(helper.output, /Mia Keller/);
    });
  }

  it('[T-HELPER-PIN] asks for a proof each time that it comes back', async () => {
    const helper = start();
    await connected(helper);
    server.pinned();
    server.drop();
    assert.equal(await helper.exited, 4);
    assert.match(helper.output, /Connection lost.*cannot prove/s);
    assert.equal(server.offered[1]?.[1], 'key.key');
    assert.notEqual(server.offered[0]?.[2], server.offered[1]?.[2], 'another nonce');
  });

  it('[T-HELPER-PIN] follows nobody to another server, and says what answers', async () => {
    await using other = await HelperServer.start();
    server.refusal = refusalOf('302 Found', '', `Location: ${other.origin}/helper/socket\r\n`);
    const helper = start();
    await helper.says(/Something other than Sideseat answers at 127\.0\.0\.1/);
    await until(() => server.offered.length > 1, STARTED_WITHIN_MS, 'the next try');
    assert.deepEqual(other.offered, []);
    server.refusal = undefined;
    await connected(helper);
  });

  it('[T-REL-REVOKE] is older than the server: it says so, and goes', async () => {
    server.refusal = refusalOf('426 Upgrade Required', 'E_VERSION This helper is of another version: get the present one.');
    const helper = start();
    assert.equal(await helper.exited, 4);
    assert.match(helper.output, /The server refused this helper: This helper is of another version: get the present one\./);
  });

  it('[001-33] says that the session has ended where the server knows it no longer when it comes back', async () => {
    const helper = start();
    await connected(helper);
    server.refusal = refusalOf('403 Forbidden', 'E_HELPER_CODE This code is not valid any more: take the one on the page.');
    server.drop();
    assert.equal(await helper.exited, 0);
    assert.equal(server.offered[1]?.[1], 'key.key');
    assert.match(helper.output, /Connection lost.*The server does not know this helper any more.*The helper has removed itself\./s);
  });

  it('[001-33] is removed or kept as the server said last, at the start, meanwhile or after a lost link', async () => {
    for (const [isKept, say] of [
      [false, () => undefined],
      [true, () => server.send({ type: 'removal', removesItself: false })],
      [false, () => [false, true].forEach((removesItself) => server.send({ type: 'removal', removesItself }))],
      [true, () => ((server.removesItself = false), server.drop())],
    ] as const) {
      server.removesItself = true;
      const helper = start();
      await connected(helper);
      const before = server.offered.length;
      say();
      if (!server.removesItself) await until(() => server.offered.length > before, STARTED_WITHIN_MS, 'it is back');
      await until(() => server.isConnected, STARTED_WITHIN_MS, 'its link');
      server.send({ type: 'bye', reason: 'sessionEnded' });
      assert.equal(await helper.exited, 0);
      assert.match(helper.output, isKept ? /The helper stays on this computer/ : /The helper has removed itself/);
    }
  });

  it('[I6] does not connect where it has neither its window nor a terminal', async () => {
    const helper = start(NAME, { WINDOW: 'none' });
    assert.equal(await helper.exited, 3);
    assert.equal(helper.output, 'The helper can show no window here (this desktop has no font), and there is no terminal. Nothing was connected.\n');
    assert.deepEqual(server.offered, []);
  });

  it('lets no name turn the words around it, or speak to the terminal', async () => {
    const helper = start();
    await connected(helper);
    const names = { owner: 'customer', viewerName: 'Mia\u202e\u001b[2J', company: '\u2066Acme' } as const;
    server.send({ type: 'welcome', key: 'key', ...names, removesItself: true });
    await helper.says(/Connected\. Mia {2}\[2J \( Acme\) can control/);
  });

  it('waits where the server is busy or away, says why, and connects by itself', async () => {
    server.refusal = refusalOf('429 Too Many Requests', 'E_SLOW_DOWN');
    const helper = start();
    await helper.says(/asks to wait a moment\. Trying again/);
    server.refusal = refusalOf('502 Bad Gateway', '');
    await helper.says(/cannot be reached\. Check the network\. Trying again/);
    server.refusal = undefined;
    await connected(helper);
  });

  it('tries the second of its servers where the first cannot be reached', async () => {
    const release = JSON.parse(pinned) as { origins: string[] };
    const helper = start(NAME, {}, JSON.stringify({ ...release, origins: ['http://127.0.0.1:1', ...release.origins] }));
    await connected(helper);
  });

  it('[001-04] asks for the PIN, opens the page of the session, and connects', async () => {
    let body = '';
    server.http = async (request, response) => {
      body = (await request.setEncoding('utf8').toArray()).join('');
      response.end(JSON.stringify({ pageUrl: `${server.origin}/s/./token`, code: 'ABCDEFGHJK' }));
    };
    const helper = start('sideseat-helper', await browser(0));
    await helper.says(/Type the PIN or the code/);
    helper.type('12');
    await helper.says(/That code is not valid/);
    assert.deepEqual([server.offered, body], [[], ''], 'nothing was asked of the server');
    helper.type(' 123 456');
    await connected(helper);
    assert.deepEqual([body, server.offered[0]?.[1]], ['{"pin":"123456"}', 'code.ABCDEFGHJK']);
    await helper.says(/Your browser opens the page/);
    assert.equal((await readFile(path.join(folder, 'opened'), 'utf8')).trim(), `${server.origin}/s/token`);
  });

  it('[001-04] shows the page’s address where no browser opens it, and opens none of another server', async () => {
    let host = 'https://elsewhere.example';
    server.http = (_request, response) => void response.end(JSON.stringify({ pageUrl: `${host}/s/token`, code: 'ABCDEFGHJK' }));
    const helper = start('sideseat-helper', await browser(3));
    await helper.says(/Type the PIN or the code/);
    helper.type('123456');
    await helper.says(/Something other than Sideseat answers/);
    assert.deepEqual(await readdir(folder), ['xdg-open']);
    host = server.origin;
    await helper.says(new RegExp(`Open this address in your browser: ${server.origin}/s/token`));
    await connected(helper);
  });

  it('asks for another code where the one in its name is used or too old', async () => {
    server.refusal = refusalOf('403 Forbidden', 'E_HELPER_CODE This code is not valid any more: take the one on the page.');
    const helper = start();
    await helper.says(/not valid or has expired.*Type the PIN or the code/s);
    server.refusal = undefined;
    helper.type('0123456789');
    await connected(helper);
    assert.deepEqual(server.offered.map(([, code]) => code), [`code.${CODE}`, 'code.0123456789']);
  });

  it('ends where it can ask nobody', async () => {
    const helper = start('sideseat-helper');
    helper.process.stdin?.end();
    assert.equal(await helper.exited, 2);
    assert.match(helper.output, /No code can be typed here/);
  });

  it('[T-URL-NOCONFIG] takes no argument', async () => {
    const helper = HelperProgram.pinned(pinned, NAME, { DISPLAY: desktop.display }, ['https://evil.example', CODE]);
    running.push(helper);
    assert.equal(await helper.exited, 2);
    assert.match(helper.output, /Start this program without arguments/);
    assert.deepEqual(server.offered, []);
  });

  it('[000-18] speaks the language of its desktop', async () => {
    const helper = start(NAME, { LC_ALL: '', LC_MESSAGES: 'ja_JP.UTF-8' });
    await helper.says(/接続しました。ページで許可すると、Mia Keller（Acme）が/);
  });

  it('[T-HELPER-LOCAL] listens on no port and no socket, in neither process', async () => {
    const helper = start();
    await connected(helper);
    const processes = [helper.process.pid ?? 0, ...(await childrenOf(helper.process.pid ?? 0))];
    assert.equal(processes.length, 2);
    for (const id of processes) assert.deepEqual(await listening(id), [], String(id));
    await using probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    assert.ok((await listening(process.pid)).includes((probe.address() as AddressInfo).port), 'this would have been seen');
  });

  it('[T-F-HELPER] lets everything go when its first process is killed', async (t) => {
    const helper = start();
    await controlled(helper);
    const [desk = 0] = await childrenOf(helper.process.pid ?? 0);
    helper.process.kill('SIGKILL');
    const ms = await until(allUp, 5_000, 'everything up');
    figure(t, 'everything up', [ms], UP_WITHIN_MS);
    await until(() => !isRunning(desk), 5_000, 'the other process has ended too');
  });

  it('[T-F-HELPER] [T-INDICATOR-DIES] lets everything go when its second process is killed, says so, and ends', async (t) => {
    const helper = start();
    await controlled(helper);
    const [desk = 0] = await childrenOf(helper.process.pid ?? 0);
    process.kill(desk, 'SIGKILL');
    const ms = await until(allUp, 5_000, 'everything up');
    figure(t, 'everything up', [ms], UP_WITHIN_MS);
    assert.equal(await helper.exited, 3);
    assert.match(helper.output, /The display is gone\. Nothing can be controlled\./);
  });

  async function controlled(helper: HelperProgram): Promise<void> {
    await connected(helper);
    server.grant();
    await until(() => /controls your mouse/.test(helper.output), STARTED_WITHIN_MS, 'control');
    server.press();
    await until(async () => (await watcher.keysDown()).length === 2 && (await watcher.pointer()).buttons !== 0, 5_000, 'keys and button down');
  }

  async function allUp(): Promise<boolean> {
    return (await watcher.keysDown()).length === 0 && (await watcher.pointer()).buttons === 0;
  }
});
