import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultClientConditions, defineConfig } from 'vite';
import type { Plugin, ViteBuilder } from 'vite';

/** The pages of the product, and where each is built to below `dist/`, wherever its source lives. */
const pages: Readonly<Record<string, string>> = {
  'plugin/hosts/standalone/index.html': 'index.html',
  'plugin/hosts/standalone/dashboard.html': 'dashboard.html',
  'plugin/hosts/frame/frame.html': 'embed/v1/frame.html',
  'plugin/customer/join.html': 'join.html',
};

/** A file of its own, which changes less often than ours, and is measured apart. */
const codeSplitting = { groups: [{ name: 'xstate', test: /node_modules\/xstate\// }] };

/** What `dist/` is made of; `vite build` builds all of it, in this order. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [placePages()],
  // RxJS in modern JavaScript; its default is ES5 with helpers.
  resolve: { conditions: ['es2015', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The pages' Content-Security-Policy allows files of our own origin only: no inline scripts, no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  environments: {
    client: { build: { emptyOutDir: true, rollupOptions: { input: Object.keys(pages).map(inRoot), output: { codeSplitting } } } },
    /** The elements for pages of hosts: one file, and one for each further language. */
    embed: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        modulePreload: false,
        rollupOptions: {
          input: { embed: inRoot('plugin/hosts/embed/bundle.ts') },
          output: {
            entryFileNames: 'assets/[name]-[hash].js',
            chunkFileNames: 'assets/embed-[name]-[hash].js',
            codeSplitting,
          },
        },
      },
    },
    /** The one stable address; it knows the bundle's. */
    loader: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        rollupOptions: {
          input: { sideseat: inRoot('plugin/hosts/embed/loader.ts') },
          output: { format: 'iife', entryFileNames: 'embed/v1/[name].js' },
        },
      },
    },
  },
  builder: { buildApp },
});

async function buildApp({ environments, build }: ViteBuilder): Promise<void> {
  const outputs = new Map<string, string[]>();
  let outDir = '';
  for (const [name, environment] of Object.entries(environments)) {
    if (name === 'ssr') continue; // Vite has it by default
    outputs.set(name, fileNames(await build(environment)));
    outDir = environment.config.build.outDir;
  }
  const bundle = outputs.get('embed')?.find((file) => /^assets\/embed-[^/]+\.js$/.test(file) && !isPart(file));
  if (bundle === undefined) throw new Error('the bundle of the elements was not built');
  const loader = path.resolve(import.meta.dirname, outDir, 'embed/v1/sideseat.js');
  const text = await readFile(loader, 'utf8');
  await writeFile(loader, text.replace('__SIDESEAT_BUNDLE__', `/${bundle}`));
  // As it is: what hosts copy is what is shown.
  const sample = path.resolve(import.meta.dirname, outDir, 'demo/host');
  await mkdir(sample, { recursive: true });
  await copyFile(inRoot('plugin/hosts/plain-page/sample.html'), path.join(sample, 'index.html'));
}

const isPart = (file: string): boolean => /^assets\/embed-(de|fr|it|ja|xstate|chunk)-/.test(file);

const fileNames = (built: Awaited<ReturnType<ViteBuilder['build']>>): string[] =>
  [built].flat().flatMap((result) => ('output' in result ? result.output.map(({ fileName }) => fileName) : []));

function inRoot(file: string): string {
  return path.join(import.meta.dirname, file);
}

/** Vite places a page at its path below the root; addresses inside it are absolute, so it can be moved. */
function placePages(): Plugin {
  return {
    name: 'sideseat:place-pages',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) output.fileName = pages[output.fileName] ?? output.fileName;
    },
  };
}
