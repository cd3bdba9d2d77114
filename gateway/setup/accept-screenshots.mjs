/** `npm run screenshots:accept`: takes the references of test/e2e/visual.test.ts anew. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
process.env.SIDESEAT_ACCEPT_PICTURES = '1';
await runOnPinnedNode(root, 'test/e2e/visual.test.ts', process.argv.slice(2));
