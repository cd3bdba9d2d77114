/** `npm start`: all set-up, then the product on loopback until Ctrl-C. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'gateway/setup/run.ts', process.argv.slice(2));
