import { resolve } from 'node:path';
import { ConfigError, readConfig } from './config.ts';
import { startServer } from './server.ts';
import { StoreError } from './store/store.ts';

/**
 * The session server as a process. Its parent, where there is one, is told over IPC when it is ready, and outlives it never:
 * without a parent there is nobody left who could stop it.
 */
try {
  const config = readConfig(process.env, resolve(import.meta.dirname, '../..'));
  const server = await startServer(config);
  const stop = (): void => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
  process.send?.({
    type: 'ready',
    url: config.publicUrl,
    joinUrls: config.joinUrls,
    accounts: server.accounts.samples,
  });
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof StoreError;
  process.stderr.write(`sideseat: ${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
