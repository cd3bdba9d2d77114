import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './test-server.ts';

/** The whole product as `npm start` runs it, on a free port and a fresh data folder. */
export interface Product extends AsyncDisposable {
  readonly url: string;
  readonly dataDir: string;
  /** Of the process that runs it; the others are below it. */
  readonly processId: number;
  /** What it printed. */
  readonly output: string;
}

export const DEMO_PASSWORD = 'horse staple battery';

export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sideseat-e2e-'));
  const port = env['SIDESEAT_PORT'] ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const process = fork(fileURLToPath(new URL('../../gateway/setup/run.ts', import.meta.url)), {
    silent: true,
    env: {
      ...globalThis.process.env,
      SIDESEAT_PORT: String(port),
      SIDESEAT_DATA: dataDir,
      SIDESEAT_DEMO_PASSWORD: DEMO_PASSWORD,
      SIDESEAT_HELPER_PLATFORMS: 'none', // a build of its own for each port
      ...env,
    },
  });
  const exited = once(process, 'exit');
  let output = '';
  const running = new Promise<void>((resolve, reject) => {
    const read = (data: Buffer): void => {
      output += String(data);
      if (output.includes('Sideseat is running')) resolve();
    };
    process.stdout?.on('data', read);
    process.stderr?.on('data', read);
    void exited.then(() => reject(new Error(`the product ended:\n${output}`)));
  });
  await running;
  return {
    url,
    dataDir,
    processId: process.pid ?? NaN,
    get output() {
      return output;
    },
    async [Symbol.asyncDispose]() {
      process.kill('SIGTERM');
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
