/** `npm run build:helper`: the helper's release, as `npm start` builds it where something has changed. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'gateway/setup/helper/build-command.ts', process.argv.slice(2));
