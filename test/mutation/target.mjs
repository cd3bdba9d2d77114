import { fileURLToPath } from 'node:url';

const firstFailure = fileURLToPath(new URL('first-failure.mjs', import.meta.url));

/**
 * Options of StrykerJS for one part of the product: faults are planted in `mutate`, one at a time, and `tests` have to
 * notice each. Survivors that cannot be noticed are explained in SURVIVORS.md.
 * @param {string} name of the report in test-results/mutation/
 * @param {{ mutate: string[], tests: string[] }} parts paths in the repository, in which the tests may have `*`; quick tests first
 */
export const target = (name, { mutate, tests }) => ({
  mutate,
  testRunner: 'command',
  commandRunner: {
    command: [
      `"${process.execPath}"`,
      '--test --test-isolation=none --test-force-exit --test-reporter=dot',
      `--import "${firstFailure}"`,
      ...tests,
    ].join(' '),
  },
  concurrency: 1,
  // Generous, since a fault that is only slow on a busy machine would count as noticed.
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `test-results/mutation/${name}.json` },
  tempDirName: `test-results/mutation/${name}-sandbox`,
  ignorePatterns: ['dist', '.sideseat', 'test-results'],
  // TypeScript 7 has no compiler API for StrykerJS to read its configuration with, and Node runs the code as it is.
  tsconfigFile: 'absent.json',
  disableTypeChecks: false,
});
