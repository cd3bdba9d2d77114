/** `npm run screenshots`: pictures of every state; see test/support/take-screenshots.ts. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'test/support/take-screenshots.ts', process.argv.slice(2));
