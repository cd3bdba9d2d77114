import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { formatSeconds } from '../../gateway/setup/progress.ts';
import { runCommand } from '../../gateway/setup/run-command.ts';
import type { Tally } from './run-report.ts';
import { root } from './run-report.ts';

/** The part that is used of StrykerJS's report. */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/**
 * Plants faults in the code, one at a time, and has the unit tests look for them: one result for each part of the
 * product that `test/mutation` names. A part fails where fewer faults are noticed than `target.mjs` demands; then the
 * ones that were not noticed are printed.
 */
export async function runMutationTests(signal: AbortSignal): Promise<Tally> {
  let [passed, failed] = [0, 0];
  for (const file of globSync('test/mutation/*.config.mjs', { cwd: root }).sort()) {
    if (signal.aborted) break;
    const name = path.basename(file, '.config.mjs');
    const startedMs = performance.now();
    const stryker = path.join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
    const { exitCode, output } = await runCommand(process.execPath, [stryker, 'run', file], { cwd: root, signal });
    const isGood = exitCode === 0;
    if (isGood) passed += 1;
    else {
      failed += 1;
      process.stdout.write(`${stripVTControlCharacters(output).trimEnd()}\n`);
    }
    const time = formatSeconds(performance.now() - startedMs);
    process.stdout.write(`  ${isGood ? '✓' : '✗'} ${name}  ${isGood ? figures(name) : 'failed'}  ${time}\n`);
  }
  return { passed, failed };
}

function figures(name: string): string {
  const file = path.join(root, `test-results/mutation/${name}.json`);
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const noticed = statuses.filter((status) => status === 'Killed' || status === 'Timeout').length;
  return `${noticed} of ${statuses.length} planted faults noticed (${((noticed / statuses.length) * 100).toFixed(1)} %)`;
}
