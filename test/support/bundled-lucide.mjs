import { build } from 'esbuild';

/**
 * A plugin for the test runner's dev server: serves the `lucide` icons as one file. Unbundled, the package is some 1,600
 * modules, and every test file would wait half a minute for them.
 *
 * @returns {import('@web/dev-server-core').Plugin}
 */
export function bundledLucide() {
  const path = '/__bundled/lucide.js';
  /** @type {Promise<string> | undefined} */
  let bundle;
  return {
    name: 'bundled-lucide',
    resolveImport: ({ source }) => (source === 'lucide' ? path : undefined),
    async serve(context) {
      if (context.path !== path) return undefined;
      bundle ??= build({
        stdin: { contents: "export * from 'lucide';", resolveDir: import.meta.dirname },
        bundle: true,
        format: 'esm',
        minify: true,
        write: false,
      }).then(({ outputFiles: [file] }) => file?.text ?? '');
      return { body: await bundle, type: 'js' };
    },
  };
}
