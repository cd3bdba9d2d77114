import path from 'node:path';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** The pages of the product. Each is built to `dist/<its file name>`, flat, wherever its source lives. */
const pages = [
  'plugin/hosts/standalone/index.html',
  'plugin/hosts/standalone/dashboard.html',
  'plugin/customer/join.html',
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [flatPages()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The pages' Content-Security-Policy allows files of our own origin only: no inline scripts, no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: pages.map((page) => path.join(import.meta.dirname, page)),
    },
  },
});

/** Vite places a page at its path below the root; addresses inside it are absolute, so it can be moved up. */
function flatPages(): Plugin {
  return {
    name: 'sideseat:flat-pages',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (pages.includes(output.fileName)) output.fileName = path.posix.basename(output.fileName);
      }
    },
  };
}
