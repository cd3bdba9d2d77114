import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultClientConditions, defineConfig } from 'vite';
import type { EnvironmentOptions, Plugin, ViteBuilder } from 'vite';
import { isDependency, writeNpmPackage } from './gateway/setup/npm-package.ts';
import { pageLayout, plainDynamicImports, tightTemplates } from './gateway/setup/vite-plugins.ts';

/** The pages of the product, and where each is built to below `dist/`, wherever its source lives. */
const pages: Readonly<Record<string, string>> = {
  'plugin/hosts/standalone/index.html': 'index.html',
  'plugin/hosts/standalone/dashboard.html': 'dashboard.html',
  'plugin/hosts/frame/frame.html': 'embed/v1/frame.html',
  'plugin/customer/join.html': 'join.html',
  'plugin/customer/frame/frame.html': 'cobrowse/frame.html',
};
/** … and what is the administrator's: the page, and the frame in a page that is tried out. */
const adminPages: Readonly<Record<string, string>> = {
  'plugin/admin/admin.html': 'admin.html',
  'plugin/admin/frame/preview.html': 'cobrowse/preview.html',
};

/** The sample shop: a site of somebody else's, which shares nothing with our pages. The server fills in its key. */
const shopPages: Readonly<Record<string, string>> = Object.fromEntries(
  ['index', 'contact', 'account', 'checkout', 'plain', 'react', 'vue', 'component', 'delivery', 'reckoner', 'prices'].map((name) => [
    `plugin/hosts/shop/${name}.html`,
    `demo/shop/${name}.html`,
  ]),
);

/** A file of its own, which changes less often than ours, and is measured apart. */
const xstate = { name: 'xstate', test: /node_modules\/xstate\//, priority: 3 };
const codeSplitting = { groups: [xstate] };
/**
 * The pages share files. Left alone, what is fetched later (`plugin/agent/window`) would tear them into many small ones,
 * which weigh more: so the agent's part is one file, and what every page needs is one.
 */
const pagesSplitting = {
  groups: [
    xstate,
    // Not its languages: they are fetched when they are chosen. Not what only pages of hosts need.
    // With the icons that nobody else has.
    {
      name: 'agent',
      test: /plugin\/agent\/(?!window\/|control\/|page\/|visitor\/|giving|host|inviting-part|log-part|elements\/(close-question|command-list|end-session|invite|new-session|notice|own-desktop-view|request-state|session-log|session-news|session-stage|session-tools|sharing-button|shortcuts)|own-desktop|views\/(own-desktop|given-control|stage|request\.|log-line|reason)|texts\/(inviting|later|log|keys|notices|de|fr|it|ja))|lucide\/dist\/esm\/icons\/(circle-stop|hand-helping|screen-share)\./,
      priority: 2,
      includeDependenciesRecursively: false,
    },
    // What both pages of customers begin with.
    { name: 'customer', test: /plugin\/customer\/(customer-client|texts\/(en|texts)\.)/, priority: 2, includeDependenciesRecursively: false },
    // What a page needs once it is connected: not the customer's form.
    {
      name: 'live',
      test: /tslib|rxjs\/.*\/((operators|observable|scheduler)\/(?!timeoutProvider|dateTimestamp)|util\/(lift|throw|is(?!Function))|symbol\/iterator)|gateway\/client\/(?!http|errors|capture|retry|codecs)|gateway\/protocol\/(codec|.*messages|views)|state-machines/,
      minShareCount: 5,
      priority: 2,
      includeDependenciesRecursively: false,
    },
    {
      name: 'base',
      // Not mouse and keyboard: `codec.ts` names their messages, and only what controls a desktop needs them.
      test: /node_modules\/(@?lit|rxjs|valibot)|plugin\/shared\/(?!portable)|gateway\/(client|protocol)\/(?!input)|state-machines/,
      // Pages, and what is fetched later: fewer share what is the agent's or the customer's alone.
      minShareCount: 5,
      priority: 1,
      includeDependenciesRecursively: false,
    },
  ],
};

/** The protocol's files do nothing by themselves: a page takes the messages that it reads. */
const treeshake = { moduleSideEffects: [{ test: /gateway\/protocol\//, sideEffects: false }] };

/** Entries of the npm package. Classes and their registration are apart. */
const npmEntries = {
  agent: 'plugin/agent/index.ts',
  'agent/define': 'plugin/agent/define.ts',
  host: 'plugin/hosts/index.ts',
  'host/define': 'plugin/hosts/define.ts',
  webex: 'plugin/hosts/webex/index.ts',
};

/** The pages: what people open, and what hosts put into a frame. */
const client: EnvironmentOptions = {
  build: {
    emptyOutDir: true,
    rollupOptions: { input: Object.keys(pages).map(inRoot), treeshake, output: { codeSplitting: pagesSplitting } },
  },
};

/** The elements for pages of hosts: one file, and one for each further language. */
const embed: EnvironmentOptions = {
  consumer: 'client',
  build: {
    emptyOutDir: false,
    modulePreload: false,
    rollupOptions: {
      input: { embed: inRoot('plugin/hosts/embed/bundle.ts') },
      treeshake,
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/embed-[name]-[hash].js',
        codeSplitting,
      },
    },
  },
};

/** A classic script for pages that are not ours, at a stable address. */
const script = (source: string, address: string): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    emptyOutDir: false,
    rollupOptions: { input: inRoot(source), treeshake, output: { format: 'iife', entryFileNames: address } },
  },
});

/** The one address that hosts write; it knows the bundle's. */
const loader = script('plugin/hosts/embed/loader.ts', 'embed/v1/sideseat.js');
/** The one that sites write; what it loads once a customer has said OK, and has let an agent use the page; what shows administrators the masks; and what tries a site's policies out. */
const connect = script('plugin/snippet/connect.ts', 'cobrowse/v1/connect.js');
const recorder = script('plugin/snippet/recorder.ts', 'cobrowse/v1/recorder.js');
const hand = script('plugin/snippet/hand.ts', 'cobrowse/v1/hand.js');
const preview = script('plugin/snippet/preview.ts', 'cobrowse/v1/preview.js');
const check = script('plugin/snippet/check.ts', 'cobrowse/v1/check.js');

/**
 * The helper, with everything in it: one file for Node, that the pages' address serves, and the same for the single executable,
 * whose main file can only be CommonJS.
 */
const helper: EnvironmentOptions = {
  consumer: 'server',
  resolve: { noExternal: true, conditions: ['node'] },
  build: {
    emptyOutDir: false,
    target: 'node22',
    rollupOptions: {
      input: { 'sideseat-helper': inRoot('gateway/helper/main.ts') },
      // Optional native parts of `ws`, which are not installed.
      external: ['bufferutil', 'utf-8-validate'],
      output: [
        { format: 'es', entryFileNames: 'helper/[name].mjs', codeSplitting: false },
        { format: 'cjs', entryFileNames: 'helper-program/[name].cjs', codeSplitting: false },
      ],
    },
  },
};

const shop: EnvironmentOptions = {
  consumer: 'client',
  build: { emptyOutDir: false, rollupOptions: { input: Object.keys(shopPages).map(inRoot) } },
};

/** Apart: it shares files with no other page, whose first loads stay as small as they are. */
const admin: EnvironmentOptions = {
  consumer: 'client',
  build: { emptyOutDir: false, rollupOptions: { input: Object.keys(adminPages).map(inRoot) } },
};

/** For hosts that bundle by themselves: readable, and without the packages that it depends on. */
const npm: EnvironmentOptions = {
  consumer: 'client',
  build: {
    emptyOutDir: false,
    minify: false,
    modulePreload: false,
    rollupOptions: {
      input: Object.fromEntries(Object.entries(npmEntries).map(([name, file]) => [name, inRoot(file)])),
      external: isDependency,
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'npm/[name].js', chunkFileNames: 'npm/shared/[name]-[hash].js' },
    },
  },
};

/**
 * What `dist/` is made of: `vite build` builds all of it, in this order. The mode `product` leaves the npm package out,
 * which nobody needs who only runs the product.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  plugins: [placePages(), pageLayout(inRoot('plugin/hosts/shop')), tightTemplates(), plainDynamicImports()],
  // RxJS in modern JavaScript; its default is ES5 with helpers.
  resolve: { conditions: ['es2015', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The pages' Content-Security-Policy allows files of our own origin only: no inline scripts, no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  environments: { client, embed, loader, connect, recorder, hand, preview, check, helper, admin, shop, ...(mode === 'product' ? {} : { npm }) },
  builder: { buildApp },
}));

async function buildApp({ environments, build }: ViteBuilder): Promise<void> {
  const entries = new Map<string, string | undefined>();
  let outDir = '';
  for (const [name, environment] of Object.entries(environments)) {
    if (name === 'ssr') continue; // Vite has it by default
    entries.set(name, entryOf(await build(environment)));
    outDir = path.resolve(import.meta.dirname, environment.config.build.outDir);
  }
  await finishLoader(outDir, entries.get('embed') ?? '');
  // As it is: what hosts copy is what is shown.
  await mkdir(path.join(outDir, 'demo/host'), { recursive: true });
  await copyFile(inRoot('plugin/hosts/plain-page/sample.html'), path.join(outDir, 'demo/host/index.html'));
  if (!entries.has('npm')) return;
  const npmDir = path.join(outDir, 'npm');
  await writeNpmPackage(import.meta.dirname, npmDir, npmEntries);
  process.stdout.write(`The npm package is in ${npmDir}\n`);
}

async function finishLoader(outDir: string, bundle: string): Promise<void> {
  const file = path.join(outDir, 'embed/v1/sideseat.js');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('__SIDESEAT_BUNDLE__', `/${bundle}`));
}

const entryOf = (built: Awaited<ReturnType<ViteBuilder['build']>>): string | undefined =>
  [built]
    .flat()
    .flatMap((result) => ('output' in result ? result.output : []))
    .find((output) => output.type === 'chunk' && output.isEntry)?.fileName;

function inRoot(file: string): string {
  return path.join(import.meta.dirname, file);
}

/** Vite places a page at its path below the root; addresses inside it are absolute, so it can be moved. */
function placePages(): Plugin {
  return {
    name: 'sideseat:place-pages',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        output.fileName = { ...pages, ...shopPages, ...adminPages }[output.fileName] ?? output.fileName;
      }
    },
  };
}
