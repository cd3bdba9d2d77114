import { run } from 'node:test';
import { finished } from 'node:stream/promises';
import { inspect } from 'node:util';
import type { Failure, FileResult, Tally } from './run-report.ts';
import { formatFile, sumFiles } from './run-report.ts';

export interface NodeTestOptions {
  /** Longest time for one test, and for one file. */
  readonly timeoutMs: number;
  /** How many files run at once; by default as many as the machine has room for. */
  readonly concurrency?: number;
  /** Stops everything that still runs. */
  readonly signal: AbortSignal;
}

const WHOLE_REPORT = new URL('whole-report.mjs', import.meta.url).href;

/** The parts that are used of what Node's runner tells about a test. */
interface TestEvent {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: { readonly type?: 'suite' | 'test'; readonly error?: Error & { readonly failureType?: string } };
}

/**
 * Runs test files with Node's own runner, each in a process of its own, and prints each result as it is complete.
 * A file's process is ended when its tests are over: a forgotten timer or socket must not hold up all others.
 * @param files absolute paths
 */
export async function runNodeTests(files: readonly string[], options: NodeTestOptions): Promise<Tally> {
  const { timeoutMs, concurrency, signal } = options;
  const stream = run({
    files,
    concurrency: concurrency ?? true,
    timeout: timeoutMs,
    signal,
    execArgv: ['--test-force-exit', '--disable-warning=ExperimentalWarning', '--import', WHOLE_REPORT],
  });

  const results: FileResult[] = [];
  const output = new Map<string, string[]>();
  let open = newFile();
  const close = (file: string, durationMs: number, success: boolean): void => {
    // A failed hook after the last test fails its suite and no test; an error after a test's end fails nothing at all.
    if (!success && open.failed === 0) {
      open.failed = 1;
      if (open.failures.length === 0) open.failures.push({ title: 'outside of tests', details: open.notes.join('\n') });
    }
    const figures = open.notes.filter((note) => !SUMMARY.test(note));
    const result: FileResult = { ...open, figures, file, durationMs, output: output.get(file)?.join('') ?? '' };
    open = newFile();
    results.push(result);
    process.stdout.write(`${formatFile(result)}\n`);
  };
  const print = ({ file, message }: { file: string; message: string }): void => {
    output.set(file, [...(output.get(file) ?? []), message]);
  };

  // Results arrive file by file, in order, also where files run at once; a summary ends each file.
  stream.on('test:start', ({ name, nesting }) => open.titles.splice(nesting, Infinity, name));
  stream.on('test:pass', (event) => notePass(open, event));
  stream.on('test:fail', (event) => {
    noteFailure(open, event);
    // The file itself failed: it could not be loaded, or its process ended badly. No summary follows.
    if (event.name === event.file) close(event.name, event.details.duration_ms, false);
  });
  stream.on('test:diagnostic', ({ message, file }) => {
    if (file !== undefined) open.notes.push(message);
  });
  stream.on('test:stdout', print);
  stream.on('test:stderr', print);
  stream.on('test:summary', ({ file, duration_ms: durationMs, success }) => {
    if (file !== undefined) close(file, durationMs, success);
  });
  await finished(stream.resume());
  return sumFiles(results);
}

/** What the runner itself remarks at the end of a file. */
const SUMMARY = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

interface OpenFile {
  /** Names of the suites and the test around the latest event, outermost first. */
  readonly titles: string[];
  readonly failures: Failure[];
  /** What the runner remarked beside the results, `t.diagnostic()` among it. */
  readonly notes: string[];
  passed: number;
  failed: number;
  skipped: number;
}

function newFile(): OpenFile {
  return { titles: [], failures: [], notes: [], passed: 0, failed: 0, skipped: 0 };
}

function notePass(open: OpenFile, { details, skip, todo }: TestEvent): void {
  if (details.type === 'suite') return;
  if (skip || todo) open.skipped += 1;
  else open.passed += 1;
}

function noteFailure(open: OpenFile, event: TestEvent): void {
  const { name, nesting, details, file, line, column } = event;
  if (details.type !== 'suite') open.failed += 1;
  // A suite fails with its tests, which have been told already.
  if (details.error?.failureType === 'subtestsFailed') return;
  const title = name === file ? 'the file itself' : [...open.titles.slice(0, nesting), name].join(' › ');
  const place = file === undefined || line === undefined ? '' : `\nin ${file}:${line}:${column ?? 1}`;
  open.failures.push({ title, details: `${describeError(details.error)}${place}` });
}

function describeError(error: Error | undefined): string {
  const cause = error?.cause ?? error;
  if (typeof cause === 'string') return cause;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  const lines = text.split('\n').filter((line) => !/^\s+at .*(node:|node_modules\/)/.test(line));
  const beyondStack = cause instanceof Error && cause.cause !== undefined ? [`caused by: ${inspect(cause.cause)}`] : [];
  return [...lines, ...beyondStack].join('\n');
}
