import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { bundledLucide } from '../support/bundled-lucide.mjs';
import { forcedColours } from '../support/forced-colours.mjs';
import { browserReporter } from '../support/run-browser-reporter.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Element tests in the system's Chromium. By hand, with Node 24:
 * `npx wtr --config test/browser/web-test-runner.config.mjs --files test/browser/shared.test.ts`
 *
 * @type {import('@web/test-runner').TestRunnerConfig}
 */
export default {
  rootDir: root,
  files: [`${root}test/browser/**/*.test.ts`],
  // Lit's development build, whose warnings the tests look for; one copy of it, or elements and tests would not meet.
  nodeResolve: {
    exportConditions: ['development'],
    dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context'],
  },
  plugins: [
    bundledLucide(),
    forcedColours(),
    esbuildPlugin({ ts: true, tsconfig: `${root}tsconfig.json`, target: 'es2022' }),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: process.env.CHROME_PATH || '/usr/bin/chromium',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
        ],
      },
    }),
  ],
  // One page at a time: only one can have the focus.
  concurrency: 1,
  testFramework: { config: { ui: 'bdd', timeout: 5000 } },
  reporters: [browserReporter(process.env.SIDESEAT_TEST_TALLY)],
  staticLogging: true,
};
