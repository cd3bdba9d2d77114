/** `npm test`: all set-up for testing, then every test; `npm test -- unit browser` runs only these phases. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'test/run.ts', process.argv.slice(2));
