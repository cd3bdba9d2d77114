import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSeconds } from '../../gateway/setup/progress.ts';

/** The repository's folder, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** How many tests passed and failed in one file, one phase, or all of them. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** What failed, as it was printed at its place: said once more at the end, since a long log is often kept by its end. */
  readonly reports?: readonly string[];
}

export interface Failure {
  /** Suites and test, with ` › ` between them. */
  readonly title: string;
  /** The error as its author should read it, with its stack; may have many lines. */
  readonly details: string;
}

/** The result of one test file, whichever runner ran it. */
export interface FileResult extends Tally {
  /** Absolute. */
  readonly file: string;
  readonly durationMs: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
  /** What the tests measured, a line each (`t.diagnostic()`). */
  readonly figures?: readonly string[];
  /** What the file printed; shown only when something failed. */
  readonly output: string;
}

/** Enough to see what went wrong, without burying the failures of other files. */
const shownOutputLines = 60;

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    reports: tallies.flatMap(({ reports = [] }) => reports),
  };
}

/** The sum of a phase's files, with a report of each that failed. */
export function sumFiles(results: readonly FileResult[]): Tally {
  return sum(results.map((result) => ({ ...result, reports: result.failed > 0 ? [formatFile(result)] : [] })));
}

/** The last line of a test run; others read it by machine, so it never changes. */
export function tallyLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

/** One line for a file that passed, and what it measured; with failures, each with its error, and what the file printed. */
export function formatFile(result: FileResult): string {
  const { file, durationMs, passed, failed, skipped, failures, figures = [], output } = result;
  const counts = [
    ...(passed > 0 || failed === 0 ? [`${passed} passed`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const name = path.relative(root, file);
  const head = `  ${failed > 0 ? '✗' : '✓'} ${name}  ${counts.join(', ')}  ${formatSeconds(durationMs)}`;
  const details = failures.flatMap((failure) => ['', `    ✗ ${failure.title}`, indent(failure.details, 6)]);
  const printed = failed > 0 && output.trim() !== '' ? ['', '    printed by this file:', indent(tail(output), 6)] : [];
  const measured = figures.map((line) => `      ${line}`);
  return [head, ...measured, ...details, ...printed, ...(failures.length > 0 ? [''] : [])].join('\n');
}

function tail(output: string): string {
  const lines = output.trimEnd().split('\n');
  const left = lines.length - shownOutputLines;
  return left <= 0 ? lines.join('\n') : [`(${left} lines before)`, ...lines.slice(left)].join('\n');
}

function indent(text: string, columns: number): string {
  return text.trimEnd().replace(/^(?=.)/gm, ' '.repeat(columns));
}
