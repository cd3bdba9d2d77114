/** `npm run audit`: checks or exports the record; see gateway/server/record/audit.ts. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'gateway/server/record/audit.ts', process.argv.slice(2));
