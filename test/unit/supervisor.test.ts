import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SessionServer } from '../../gateway/setup/session-server.ts';
import { SetupError } from '../../gateway/setup/setup-error.ts';
import { superviseServer } from '../../gateway/setup/supervisor.ts';

/** Servers that start and end on command, and a clock that only waits move. */
function createScript() {
  const started: { end(how: string): void; stopped: boolean }[] = [];
  const log: string[] = [];
  const waits: number[] = [];
  const over = new AbortController();
  const script = { started, log, waits, over, nowMs: 0, failures: [] as string[] };
  const start = async (): Promise<SessionServer> => {
    const failure = script.failures.shift();
    if (failure !== undefined) throw new SetupError(failure);
    const { promise: exited, resolve: end } = Promise.withResolvers<string>();
    const server = { end, stopped: false };
    started.push(server);
    const ready = { type: 'ready' as const, url: `http://start-${started.length}`, joinUrls: [], hasShop: true, accounts: [] };
    const stop = async (): Promise<void> => {
      server.stopped = true;
      end('exit code 0');
    };
    return { ready, exited, stop };
  };
  const wait = async (delayMs: number): Promise<void> => {
    waits.push(delayMs);
    script.nowMs += delayMs;
  };
  const supervise = () =>
    superviseServer({ start, log: (line) => log.push(line), signal: over.signal, wait, nowMs: () => script.nowMs });
  return Object.assign(script, { supervise });
}

/** Lets everything that is ready to run run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the session server under its supervisor', () => {
  it('[F12] is started again at once, and said so', async () => {
    const script = createScript();
    const server = await script.supervise();
    script.started[0]?.end('SIGKILL');
    await settle();
    assert.equal(script.started.length, 2);
    assert.deepEqual(script.waits, [0]);
    assert.deepEqual(script.log, [
      'The session server ended by itself (SIGKILL); nothing is shared any more. It is started again.',
      'The session server is back.',
    ]);
    assert.equal(server.ready.url, 'http://start-1');
    await server.stop();
    assert.equal(script.started[1]?.stopped, true);
  });

  it('[F12] waits ever longer while it keeps ending, also where it does not become ready', async () => {
    const script = createScript();
    const server = await script.supervise();
    script.failures = ['port 8080 is in use', ''];
    for (let index = 0; index < 3; index += 1) {
      script.started.at(-1)?.end('exit code 1');
      await settle();
    }
    assert.deepEqual(script.waits, [0, 250, 500, 1_000, 2_000]);
    assert.ok(script.log.includes('port 8080 is in use'));
    await server.stop();
  });

  it('[set-up] tells the first start’s failure, and does not try again', async () => {
    const script = createScript();
    script.failures = ['port 8080 is in use'];
    await assert.rejects(script.supervise(), new SetupError('port 8080 is in use'));
    assert.deepEqual(script.waits, []);
  });

  it('[set-up] is not started again once everything is to end', async () => {
    const script = createScript();
    const server = await script.supervise();
    script.over.abort();
    script.started[0]?.end('exit code 0');
    await settle();
    await server.stop();
    assert.equal(script.started.length, 1);
    assert.deepEqual(script.log, []);
  });
});
