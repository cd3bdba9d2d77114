/** `npm run helper:verify -- FOLDER|ADDRESS`: checks a release of the helper, in its folder or as a server offers it. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'gateway/setup/helper/verify-command.ts', process.argv.slice(2));
