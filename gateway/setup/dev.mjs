/** `npm run dev`: every element and page in every state, with mocks, until Ctrl-C. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'gateway/setup/dev.ts', process.argv.slice(2));
