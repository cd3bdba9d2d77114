import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { RemoteInput } from '../../gateway/protocol/input.ts';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { DESKTOP_HEIGHT_PX, DESKTOP_WIDTH_PX, startDesktop, type Desktop } from '../support/desktop.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { HelperProgram } from '../support/helper-program.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

/** A helper as a program, on a real display, for a real server; the people are clients without pages. */
describe('the helper, as a program', () => {
  let desktop: Desktop;
  let watcher: XWatcher;
  let owner: DesktopOwner;
  let server: TestServer;
  let way: FaultProxy;
  let agent: RawClient;
  let customer: RawClient;
  let sessionId: string;
  let helper: HelperProgram;
  let grant: { grantId: string; epoch: number };
  let seq: number;

  before(async () => {
    desktop = await startDesktop();
    watcher = await XWatcher.open(desktop.display);
    owner = await DesktopOwner.open(desktop.display);
  });
  after(async () => {
    watcher[Symbol.dispose]();
    owner[Symbol.dispose]();
    await desktop[Symbol.asyncDispose]();
  });

  beforeEach(async () => {
    server = await startTestServer();
    ({ agent, customer, sessionId } = await server.pair());
    const { requestId = '' } = await agent.done({ type: 'request.create', sessionId, capability: 'control' });
    await customer.view((view) => view.question?.requestId === requestId);
    await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
    await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: DESKTOP_WIDTH_PX, heightPx: DESKTOP_HEIGHT_PX });
    const { share } = await agent.session(sessionId, (view) => view.share !== null);
    assert.ok(share);
    grant = { grantId: share.grantId, epoch: share.epoch };
    server.media.emit({ type: 'media', shareId: share.grantId, viewerId: undefined, state: 'up' });
    const { helperCode = '' } = await customer.done({ type: 'helper.invite' });
    way = await FaultProxy.start(Number(new URL(server.url).port));
    helper = new HelperProgram([`http://127.0.0.1:${way.port}`, helperCode], { DISPLAY: desktop.display });
    await until(async () => (await agent.session(sessionId)).control?.helper === 'ready', () => helper.output);
    await take();
    seq = 0;
  });
  afterEach(async () => {
    await helper[Symbol.asyncDispose]();
    await way[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    assert.deepEqual([await watcher.keysDown(), (await watcher.pointer()).buttons], [[], 0], 'nothing stays down');
  });

  const take = async (): Promise<void> => {
    await agent.done({ type: 'control.take', sessionId, ...grant });
    await agent.session(sessionId, (view) => view.control?.phase === 'active');
  };
  const input = (what: RemoteInput): void => agent.send({ type: 'control.input', sessionId, ...grant, seq: ++seq, input: what });
  const moveTo = (x: number, y: number): void => input({ kind: 'move', x: (x + 0.5) / DESKTOP_WIDTH_PX, y: (y + 0.5) / DESKTOP_HEIGHT_PX });
  const isAt = async (x: number, y: number): Promise<boolean> => {
    const pointer = await watcher.pointer();
    return pointer.x === x && pointer.y === y;
  };
  const holdDown = async (): Promise<void> => {
    input({ kind: 'key', code: 'ShiftLeft', down: true });
    input({ kind: 'key', code: 'KeyA', down: true });
    input({ kind: 'button', x: 0.5, y: 0.5, button: 0, down: true });
    await until(async () => (await watcher.keysDown()).length === 2 && (await watcher.pointer()).buttons !== 0, () => `keys and button down: ${helper.output} ${JSON.stringify(agent.received.slice(-2)).slice(0, 1500)}`);
  };
  const allUp = async (): Promise<boolean> => (await watcher.keysDown()).length === 0 && (await watcher.pointer()).buttons === 0;
  /** How long it takes until every key and button is up, in milliseconds. */
  const upAfter = async (act: () => unknown): Promise<number> => {
    const sinceMs = performance.now();
    await act();
    await until(allUp, () => 'everything up');
    return performance.now() - sinceMs;
  };

  it('[000-15] moves the mouse to exactly the pixel', async () => {
    for (const [x, y] of [[0, 0], [DESKTOP_WIDTH_PX - 1, DESKTOP_HEIGHT_PX - 1], [641, 359], [13, 701]] as const) {
      moveTo(x, y);
      await until(() => isAt(x, y), () => `${x},${y}`);
    }
  });

  it('[F6] [I7] injects nothing after the customer’s stop, and lets go of everything', async (t) => {
    await holdDown();
    const tookMs = await upAfter(() => customer.done({ type: 'share.stop', grantId: grant.grantId, by: 'page' }));
    print(t, 'F6 stop → everything up', tookMs, 250);
    const before = await watcher.pointer();
    for (let n = 0; n < 200; n++) moveTo(n, n);
    await wait(200);
    assert.deepEqual(await watcher.pointer(), before);
  });

  for (const [how, act] of [
    ['the agent lets go', () => agent.done({ type: 'control.release', sessionId, ...grant })],
    ['the agent’s link is lost', () => agent.leave('cut')],
    ['a question opens', () => agent.done({ type: 'request.create', sessionId, capability: 'show' })],
    ['the customer’s page is closed', () => customer.leave('clean')],
    ['the session ends', () => agent.done({ type: 'session.end', sessionId })],
    ['the helper is killed', () => helper.process.kill('SIGKILL')],
    ['the helper is ended', () => helper.process.kill('SIGTERM')],
    ['the owner’s own hand moves', () => owner.moveBy(3, 3)],
  ] as const) {
    it(`[I2] lets go of every key and button when ${how}`, async (t) => {
      await holdDown();
      print(t, `${how} → everything up`, await upAfter(act), 250);
    });
  }

  it('[I2] [F4] lets go of everything within a second and a half when its link is silent, and injects nothing late', async (t) => {
    await holdDown();
    print(t, 'link silent → everything up', await upAfter(() => way.cut()), 1_500);
    const before = await watcher.pointer();
    for (let n = 0; n < 50; n++) moveTo(n, n);
    way.heal();
    await until(async () => (await agent.session(sessionId)).control?.helper === 'ready', () => helper.output);
    await wait(100);
    assert.deepEqual(await watcher.pointer(), before);
    assert.equal((await agent.session(sessionId)).control?.phase, 'armed');
  });

  it('[I7] [T-HOTKEY] is stopped by the owner’s kill key, whatever the server does', async (t) => {
    await holdDown();
    const chord = ['ControlLeft', 'AltLeft', 'ShiftRight', 'KeyS'] as const;
    const tookMs = await upAfter(async () => {
      for (const code of chord) await owner.key(code, true);
      for (const code of chord.toReversed()) await owner.key(code, false);
    });
    print(t, 'kill key pressed and let go → everything up', tookMs, 250);
    const { share, outcome } = await agent.session(sessionId, (view) => view.control === null);
    assert.deepEqual([share, outcome?.reason], [null, 'revoked']);
  });

  it('[I2] [I8] cannot be made to press the kill key, or to seem the owner’s hand', async () => {
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyS'] as const) input({ kind: 'key', code, down: true });
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyS'] as const) input({ kind: 'key', code, down: false });
    for (let n = 0; n < 50; n++) moveTo(n * 3, n * 2);
    await until(() => isAt(147, 98), () => 'the last move');
    const { control } = await agent.session(sessionId);
    assert.equal(control?.phase, 'active');
  });

  it('gives way while the owner’s own hand moves, says so to both, and goes on a second later', async () => {
    moveTo(100, 100);
    await until(() => isAt(100, 100), () => 'the first move');
    await owner.moveBy(7, 5);
    await customer.view((view) => view.control?.phase === 'paused');
    moveTo(600, 600);
    await wait(100);
    assert.ok(await isAt(107, 105), 'the owner’s place');
    await agent.session(sessionId, (view) => view.control?.phase === 'active');
    moveTo(600, 600);
    await until(() => isAt(600, 600), () => 'the move after it');
  });

  it('[I13] is over when the server was started anew: nothing resumes by itself', async () => {
    await server.restart();
    assert.equal(await helper.exited, 0);
    assert.match(helper.output, /Connection lost.*does not know this helper any more/s);
  });

  it('ends with the session, and says so', async () => {
    await customer.done({ type: 'session.leave' });
    assert.equal(await helper.exited, 0);
    assert.match(helper.output, /The session has ended\. The helper is closed\./);
  });
});

describe('the helper’s command line', () => {
  const run = async (args: string[], env: Record<string, string> = { DISPLAY: ':9999' }): Promise<[number | null, string]> => {
    await using program = new HelperProgram(args, env);
    return [await program.exited, program.output];
  };

  it('says how it is used where an argument is missing or strange', async () => {
    for (const args of [[], ['http://127.0.0.1:1'], ['ftp://127.0.0.1', 'ABCDEFGHJK'], ['http://127.0.0.1:1', 'no code!']]) {
      const [code, output] = await run(args);
      assert.deepEqual([code, output.startsWith('Usage: ')], [2, true], args.join(' '));
    }
  });

  it('speaks to no other machine without encryption', async () => {
    const [code, output] = await run(['http://192.0.2.1', 'ABCDEFGHJK']);
    assert.deepEqual([code, output.startsWith('Usage: ')], [2, true]);
  });

  it('says at once that it cannot on Wayland, and without a display', async () => {
    const args = ['http://127.0.0.1:1', 'ABCDEFGHJK'];
    assert.match((await run(args, { DISPLAY: ':9999', XDG_SESSION_TYPE: 'wayland' })).join(' '), /^3 .*Wayland/);
    assert.match((await run(args, {})).join(' '), /^3 .*no X display/);
    assert.match((await run(args)).join(' '), /^3 .*cannot be controlled/s);
  });

  it('says that its code is not valid any more, and goes', async () => {
    await using server = await startTestServer();
    await using desktop = await startDesktop();
    const [code, output] = await run([server.url, 'ABCDEFGHJK'], { DISPLAY: desktop.display });
    assert.deepEqual([code, output.includes('This code is not valid any more')], [4, true], output);
  });
});

async function until(holds: () => Promise<boolean>, what: () => string): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, what());
    await wait(5);
  }
}

/** Gates are promises of the product; how busy the machine is shows in the figure. */
function print(t: TestContext, what: string, tookMs: number, gateMs: number): void {
  t.diagnostic(`${what}: ${Math.round(tookMs)} ms (gate ${gateMs} ms)`);
  assert.ok(tookMs <= gateMs, `${what}: ${tookMs} ms`);
}
