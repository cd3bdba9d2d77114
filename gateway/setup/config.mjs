/** `npm run config`: the configuration as a file; see gateway/server/config-command/config-command.ts. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'gateway/server/config-command/config-command.ts', process.argv.slice(2));
