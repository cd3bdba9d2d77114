/**
 * All tests, or the phases named as arguments; `npm test` comes here on Node 24. A failing phase does not keep the next
 * from running. The last line is always `N passed, N failed`; exit code 1 when anything failed or nothing ran.
 */
import { formatSeconds } from '../gateway/setup/progress.ts';
import { SetupError } from '../gateway/setup/setup-error.ts';
import { listenForStop } from '../gateway/setup/stop-signals.ts';
import { ensureSystemPackages, systemNeeds } from '../gateway/setup/system-packages.ts';
import type { Phase } from './support/run-phases.ts';
import { choosePhases } from './support/run-phases.ts';
import type { Tally } from './support/run-report.ts';
import { sum, tallyLine } from './support/run-report.ts';

const { signal } = listenForStop(() => process.exit(1));

try {
  const chosen = choosePhases(process.argv.slice(2));
  if (chosen.some(({ needsSystem }) => needsSystem)) await ensureSystemPackages(systemNeeds('test', process.env));
  const total = sum(await runPhases(chosen));
  if (total.passed + total.failed === 0) process.stderr.write('No tests were found.\n');
  if (signal.aborted) process.stderr.write('Stopped before the end.\n');
  end(total, total.failed === 0 && total.passed > 0 && !signal.aborted);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  end({ passed: 0, failed: 1 }, false);
}

async function runPhases(chosen: readonly Phase[]): Promise<Tally[]> {
  const tallies: Tally[] = [];
  let isBuilt = true;
  for (const phase of chosen) {
    if (signal.aborted) break;
    const tally: Tally = phase.needsBuild && !isBuilt ? skip(phase) : await runPhase(phase);
    if (phase.name === 'build') isBuilt = tally.failed === 0;
    tallies.push(tally);
  }
  return tallies;
}

async function runPhase(phase: Phase): Promise<Tally> {
  const startedMs = performance.now();
  process.stdout.write(`\n${phase.name}\n`);
  const tally = await phase.run(signal);
  const counts = tally.passed + tally.failed === 0 ? 'no tests' : tallyLine(tally);
  process.stdout.write(`  ${counts} in ${formatSeconds(performance.now() - startedMs)}\n`);
  return tally;
}

function skip({ name }: Phase): Tally {
  process.stdout.write(`\n${name}\n  skipped, since the pages could not be built: counted as one failure\n`);
  return { passed: 0, failed: 1 };
}

function end(total: Tally, isGood: boolean): void {
  const { reports = [] } = total;
  if (reports.length > 0) process.stdout.write(`\nwhat failed, once more\n${reports.join('\n')}\n`);
  process.stdout.write(`\n${tallyLine(total)}\n`);
  process.exit(isGood ? 0 : 1);
}
