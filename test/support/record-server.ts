/** The session server as a process of its own, with fake media: `record-server.ts DATA PORT`. Says `ready <url>`. */
import { mkdirSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../../gateway/server/config.ts';
import { startServer } from '../../gateway/server/server.ts';
import { FakeMedia } from './fake-media.ts';
import { PASSWORD } from './test-server.ts';

const [dataDir = '', port = ''] = process.argv.slice(2);
const root = path.join(dataDir, 'root');
mkdirSync(path.join(root, 'dist/assets'), { recursive: true });
for (const page of ['index', 'dashboard', 'join']) writeFileSync(path.join(root, `dist/${page}.html`), '');
const env = {
  SIDESEAT_PORT: port,
  SIDESEAT_DATA: dataDir,
  SIDESEAT_DEMO_PASSWORD: PASSWORD,
  SIDESEAT_MEDIA_NODES: 'ws://127.0.0.1:1',
  SIDESEAT_MEDIA_SECRET_FILE: 'unused',
};
const server = await startServer(readConfig(env, root), { connectMedia: async () => new FakeMedia() });
writeSync(1, `ready ${server.url}\n`);
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
