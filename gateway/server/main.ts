import { resolve } from 'node:path';
import { ConfigError, readConfig } from './config.ts';
import { startServer, type RunningServer } from './server.ts';
import { StoreError } from './store/store.ts';

/**
 * The session server as a process. Its parent, where there is one, is told over IPC when it is ready, and outlives it never:
 * without a parent there is nobody left who could stop it.
 */
let server: RunningServer | undefined;
let isStopping = false;

/** Twice is as good as once: Ctrl-C reaches this process directly, and once more through its parent. */
const stop = async (): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  await server?.close();
  process.exit(0);
};
for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, stop);

try {
  const config = readConfig(process.env, resolve(import.meta.dirname, '../..'));
  server = await startServer(config);
  // Killed, so that nothing more is written from a cache which the disk contradicts. Sharing was cut before.
  void server.recordLost.then(() => process.kill(process.pid, 'SIGKILL'));
  process.send?.({
    type: 'ready',
    url: config.publicUrl,
    joinUrls: config.joinUrls,
    hasShop: config.sitesFile === undefined,
    accounts: server.accounts.samples,
  });
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof StoreError;
  process.stderr.write(`sideseat: ${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
