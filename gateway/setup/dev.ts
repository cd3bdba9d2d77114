/**
 * The development page: serves `mocks/pages/` from the sources until Ctrl-C. `npm run dev` comes here on Node 24.
 * Neither Janus nor the session server runs.
 */
import { fileURLToPath } from 'node:url';
import { startDevServer } from './dev-server.ts';
import { listenForStop } from './stop-signals.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { requested } = listenForStop(() => process.exit(1));

const server = await startDevServer(root, { port: Number(process.env['SIDESEAT_DEV_PORT'] || 5173) });
process.stdout.write(`Every element and page in every state: ${server.url}/\nCtrl-C ends it.\n`);
await requested;
await server.stop();
// An IPC channel to a parent would keep the process waiting.
process.exit();
