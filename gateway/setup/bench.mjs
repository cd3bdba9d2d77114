/** `npm run bench`: all set-up for the benchmarks, then each of them; `npm run bench -- --quick glass-to-glass`. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'test/bench/run.ts', process.argv.slice(2));
