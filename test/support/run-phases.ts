import { globSync } from 'node:fs';
import path from 'node:path';
import { build } from '../../gateway/setup/build.ts';
import { runCommand } from '../../gateway/setup/run-command.ts';
import { SetupError } from '../../gateway/setup/setup-error.ts';
import { runBrowserTests } from './run-browser-tests.ts';
import { runMutationTests } from './run-mutation-tests.ts';
import type { NodeTestOptions } from './run-node-tests.ts';
import { runNodeTests } from './run-node-tests.ts';
import type { Tally } from './run-report.ts';
import { root, sum } from './run-report.ts';

/** One part of `npm test`. A phase without tests has nothing to pass and nothing to fail. */
export interface Phase {
  readonly name: string;
  /** Needs browsers, Janus or an X display from the system. */
  readonly needsSystem: boolean;
  /** Needs the built pages: is skipped, and counted as failed, when they cannot be built. */
  readonly needsBuild: boolean;
  run(signal: AbortSignal): Promise<Tally>;
}

const isNightly = process.env['SIDESEAT_NIGHTLY'] === '1';
/** At night a file makes many more trials, up to fifty times as many. */
const NIGHTLY_TIMEOUT_MS = 7_200_000;
const timeout = (timeoutMs: number): { timeoutMs: number } => ({
  timeoutMs: isNightly ? NIGHTLY_TIMEOUT_MS : timeoutMs,
});

/** End-to-end tests in which no picture's age is measured: two of their files at a time. Each of the others has the machine to itself. */
const OF_PAGES_ALONE =
  /\/(?:admin|admin-preview|cobrowse-(?:hostile|leaks|paused|sites)|customer|dashboard|environment|helper-download|host|keyboard|sessions)\.test\.ts$/;

/** In the order in which they run: what is quick and explains later failures comes first. */
export const phases: readonly Phase[] = [
  { name: 'lint', needsSystem: false, needsBuild: false, run: check('oxlint/bin/oxlint', '--deny-warnings') },
  { name: 'types', needsSystem: false, needsBuild: false, run: check('typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: 'build', needsSystem: false, needsBuild: false, run: buildPages },
  nodeTests('unit', { timeoutMs: 60_000, concurrency: 2 }),
  { name: 'browser', needsSystem: true, needsBuild: false, run: browserTests },
  nodeTests('contract', { ...timeout(300_000), concurrency: 2 }, { needsSystem: true }),
  {
    name: 'e2e',
    needsSystem: true,
    needsBuild: true,
    async run(signal) {
      const files = testFiles('e2e');
      const [together, alone] = [files.filter((file) => OF_PAGES_ALONE.test(file)), files.filter((file) => !OF_PAGES_ALONE.test(file))];
      const options = { timeoutMs: 600_000, signal };
      return sum([await runNodeTests(together, { ...options, concurrency: 2 }), await runNodeTests(alone, { ...options, concurrency: 1 })]);
    },
  },
  nodeTests('faults', { ...timeout(600_000), concurrency: 1 }, { needsSystem: true, needsBuild: true }),
  { name: 'mutation', needsSystem: false, needsBuild: false, run: runMutationTests },
];

/** Takes long: only where it is asked for, and in `npm run test:nightly`. */
const ON_REQUEST = 'mutation';

/**
 * The phases that somebody asked for by name, in their own order; where nobody asked, all but the one on request.
 * @throws {SetupError} for a name that no phase has
 */
export function choosePhases(names: readonly string[]): readonly Phase[] {
  const known = phases.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SetupError(`There is no test phase "${unknown.join('", "')}". There are: ${known.join(', ')}.`);
  }
  if (names.length === 0) return phases.filter(({ name }) => isNightly || name !== ON_REQUEST);
  const needsBuild = phases.some((phase) => names.includes(phase.name) && phase.needsBuild);
  return phases.filter(({ name }) => names.includes(name) || (needsBuild && name === 'build'));
}

function nodeTests(
  name: string,
  options: Omit<NodeTestOptions, 'signal'>,
  needs: { needsSystem?: boolean; needsBuild?: boolean } = {},
): Phase {
  return {
    name,
    needsSystem: needs.needsSystem ?? false,
    needsBuild: needs.needsBuild ?? false,
    async run(signal) {
      const files = testFiles(name);
      return files.length === 0 ? { passed: 0, failed: 0 } : runNodeTests(files, { ...options, signal });
    },
  };
}

async function browserTests(signal: AbortSignal): Promise<Tally> {
  return testFiles('browser').length === 0 ? { passed: 0, failed: 0 } : runBrowserTests(signal);
}

function testFiles(folder: string): string[] {
  return globSync(`test/${folder}/**/*.test.ts`, { cwd: root })
    .map((file) => path.join(root, file))
    .sort();
}

/** A tool that finds nothing to complain about is one passed test. */
function check(script: string, ...args: string[]): Phase['run'] {
  return async (signal) => {
    const tool = path.join(root, 'node_modules', script);
    const { exitCode, output } = await runCommand(process.execPath, [tool, ...args], { cwd: root, signal });
    if (exitCode === 0) return { passed: 1, failed: 0 };
    return failedOnce(output.trimEnd());
  };
}

async function buildPages(signal: AbortSignal): Promise<Tally> {
  try {
    await build(root, signal);
    return { passed: 1, failed: 0 };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return failedOnce(error.message);
  }
}

function failedOnce(report: string): Tally {
  process.stdout.write(`${report}\n`);
  return { passed: 0, failed: 1, reports: [report] };
}
