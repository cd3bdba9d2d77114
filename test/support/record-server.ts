/**
 * The session server as a process of its own, with fake media: `record-server.ts DATA PORT [before|after]`. Says
 * `ready <url>`. With `before` or `after` it kills itself at the first use of a PIN: when that is to be recorded, or as soon
 * as it is durable.
 */
import { mkdirSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../../gateway/server/config.ts';
import { openRecord, type ServerRecord } from '../../gateway/server/record/record.ts';
import { startServer } from '../../gateway/server/server.ts';
import { FakeMedia } from './fake-media.ts';
import { PASSWORD } from './test-server.ts';

const [dataDir = '', port = '', killAt] = process.argv.slice(2);
const root = path.join(dataDir, 'root');
mkdirSync(path.join(root, 'dist/assets'), { recursive: true });
for (const page of ['index', 'dashboard', 'join']) writeFileSync(path.join(root, `dist/${page}.html`), '');
const env = {
  SIDESEAT_PORT: port,
  SIDESEAT_DATA: dataDir,
  SIDESEAT_DEMO_PASSWORD: PASSWORD,
  SIDESEAT_MEDIA_NODES: 'ws://127.0.0.1:1',
  SIDESEAT_MEDIA_SECRET_FILE: 'unused',
  // So that a test can be many customers of one proxy.
  SIDESEAT_TRUST_PROXY: 'loopback',
};
const server = await startServer(readConfig(env, root), {
  connectMedia: async () => new FakeMedia(),
  openRecord: async (options) => killing(await openRecord(options)),
});
writeSync(1, `ready ${server.url}\n`);
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));

function killing(record: ServerRecord): ServerRecord {
  const { store } = record;
  const append = store.append.bind(store);
  const killSelf = (): void => void process.kill(process.pid, 'SIGKILL');
  store.append = async (streamId, facts) => {
    const isUse = facts.some(({ type }) => type === 'customer.joined');
    if (isUse && killAt === 'before') killSelf();
    const stored = await append(streamId, facts);
    if (isUse && killAt === 'after') killSelf();
    return stored;
  };
  return record;
}
