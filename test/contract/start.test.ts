import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import type { StartedProduct, StartOptions } from '../support/run-product.ts';
import { processTree, startProduct } from '../support/run-product.ts';

/** "Within a few seconds" of the promise: longest until everything is gone after a stop. */
const goneWithinMs = 8_000;

describe('npm start', () => {
  const started: StartedProduct[] = [];
  const start = async (options: StartOptions): Promise<StartedProduct> => {
    const product = await startProduct(options);
    started.push(product);
    return product;
  };

  afterEach(async () => {
    for (const product of started.splice(0)) await product.cleanUp();
  });

  it('[set-up] prints the addresses and sign-in data, and every address answers', async () => {
    const product = await start({ script: 'gateway/setup/start.mjs' });
    await product.running;

    const base = `http://127.0.0.1:${product.port}`;
    for (const address of ['/', '/dashboard', '/join']) {
      assert.match(product.stdout(), new RegExp(`${base}${address}$`, 'm'));
      const response = await fetch(`${base}${address}`);
      assert.equal(response.status, 200, address);
      assert.match(await response.text(), /<html/);
    }
    assert.match(product.stdout(), /^ {2}agent {2,}\S{8,}$/m);
    assert.equal(product.stderr(), '');
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`[set-up] ${signal} ends everything that was started, with exit code 0`, async () => {
      const product = await start({ script: 'gateway/setup/start.mjs' });
      await product.running;
      const processes = processTree(product.process.pid);
      assert.ok(processes.some(({ command }) => /janus/.test(command)), 'Janus runs');
      const server = processes.find(({ command }) => command.includes('server/main.ts'));
      assert.match(server?.command ?? '', / --permission .*--allow-fs-read=/, '[T-NOEXEC] it may start no process');

      product.process.kill(signal);

      assert.equal(await product.exited, 0);
      await product.gone(goneWithinMs);
    });
  }

  it('[set-up] Ctrl-C in a terminal, which every process hears, ends everything with exit code 0', async () => {
    const product = await start({ script: 'gateway/setup/start.mjs' });
    await product.running;

    signalGroup(product, 'SIGINT');

    assert.equal(await product.exited, 0);
    await product.gone(goneWithinMs);
    assert.equal(product.stderr(), '');
  });

  for (const script of ['gateway/setup/start.mjs', 'gateway/setup/run.ts'] as const) {
    it(`[set-up] nothing is left when ${script} is killed`, async () => {
      const product = await start({ script });
      await product.running;

      product.process.kill('SIGKILL');

      await product.gone(goneWithinMs);
    });
  }

  it('[F12] starts a session server that dies again, and leaves the media node alone', async (t) => {
    const product = await start({ script: 'gateway/setup/run.ts' });
    await product.running;
    const find = (part: string) =>
      processTree(product.process.pid).find(({ command }) => command.includes(part));
    const { stderr } = product.process;
    const server = find('gateway/server/main.ts');
    const guard = find('guard/main.ts');
    assert.ok(server && guard && stderr);

    const killedAtMs = performance.now();
    process.kill(server.id, 'SIGKILL');

    while (!product.stderr().includes('The session server is back.')) await once(stderr, 'data');
    t.diagnostic(`killed to back: ${Math.round(performance.now() - killedAtMs)} ms`);
    assert.match(product.stderr(), /^The session server ended by itself \(SIGKILL\); nothing is shared any more/m);
    assert.equal((await fetch(`http://127.0.0.1:${product.port}/api/site`)).status, 200);
    // The media guard is found again a moment later.
    const deadline = AbortSignal.timeout(5_000);
    while ((await fetch(`http://127.0.0.1:${product.port}/health/ready`, { signal: deadline })).status !== 200);
    t.diagnostic(`killed to ready for sharing: ${Math.round(performance.now() - killedAtMs)} ms`);
    assert.notEqual(find('gateway/server/main.ts')?.id, server.id);
    assert.equal(find('guard/main.ts')?.id, guard.id);
    product.process.kill('SIGTERM');
    assert.equal(await product.exited, 0);
    await product.gone(goneWithinMs);
  });

  it('[set-up] a busy port is said in one line and refused, and nothing is left', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    assert.ok(address !== null && typeof address !== 'string');
    try {
      const product = await start({ script: 'gateway/setup/run.ts', port: address.port });

      assert.equal(await product.exited, 1);
      assert.equal(product.stderr().trim().split('\n').length, 1, product.stderr());
      assert.match(product.stderr(), new RegExp(`\\b${address.port}\\b`));
      await product.gone(goneWithinMs);
    } finally {
      other.close();
    }
  });

  it('[set-up] a value that cannot be used is said in one line, with exit code 1', async () => {
    const product = await start({ script: 'gateway/setup/run.ts', env: { SIDESEAT_RTP_PORTS: 'many' } });
    assert.equal(await product.exited, 1);
    assert.equal(product.stderr(), 'SIDESEAT_RTP_PORTS must be like 20000-20200, not "many"\n');
  });
});

function signalGroup({ process: { pid } }: StartedProduct, signal: NodeJS.Signals): void {
  assert.ok(pid !== undefined);
  process.kill(-pid, signal);
}
