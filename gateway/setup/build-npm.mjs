/** `npm run build:npm`: everything that is built, with the npm package in `dist/npm`, which `npm start` leaves out. */
import { fileURLToPath } from 'node:url';
import { runOnPinnedNode } from './bootstrap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runOnPinnedNode(root, 'node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn', ...process.argv.slice(2)]);
