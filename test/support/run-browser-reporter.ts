import { writeFileSync } from 'node:fs';
import type { Reporter, TestResult, TestSession, TestSuiteResult } from '@web/test-runner';
import type { Failure, FileResult } from './run-report.ts';
import { formatFile, sumFiles } from './run-report.ts';

/**
 * The reporter of the browser tests: prints as the other phases do, and leaves the counts for whoever asked for them.
 * @param tallyFile where to write the `Tally` as JSON at the end
 */
export function browserReporter(tallyFile: string | undefined): Reporter {
  const results: FileResult[] = [];
  return {
    reportTestFileResults({ testFile, sessionsForTestFile }) {
      const result = toFileResult(testFile, sessionsForTestFile);
      results.push(result);
      process.stdout.write(`${formatFile(result)}\n`);
    },
    stop() {
      if (tallyFile !== undefined) writeFileSync(tallyFile, JSON.stringify(sumFiles(results)));
    },
  };
}

function toFileResult(file: string, sessions: readonly TestSession[]): FileResult {
  const tests = sessions.flatMap(({ testResults }) => (testResults ? flatten(testResults, []) : []));
  const failedTests = tests.filter(({ passed, skipped }) => !passed && !skipped);
  // Errors outside of tests: the file could not be loaded, it threw later, or it never finished.
  const others = sessions.flatMap((session) => outsideErrors(session));
  return {
    file,
    passed: tests.filter(({ passed }) => passed).length,
    failed: failedTests.length + others.length,
    skipped: tests.filter(({ skipped }) => skipped).length,
    durationMs: tests.reduce((total, { duration }) => total + (duration ?? 0), 0),
    failures: [...failedTests.map(({ title, error }) => ({ title, details: describe(error) })), ...others],
    output: sessions.flatMap(({ logs }) => logs.map((line) => line.map(String).join(' '))).join('\n'),
  };
}

function outsideErrors(session: TestSession): Failure[] {
  const failures = session.errors.map((error) => ({ title: 'the file itself', details: describe(error) }));
  const missing = session.request404s.map((address) => `not found: ${address}`).join('\n');
  if (failures.length === 0 && session.passed === false && session.testResults === undefined) {
    failures.push({ title: 'the file itself', details: 'It ended without a result.' });
  }
  return failures.map(({ title, details }) => ({ title, details: `${details}\n${missing}` }));
}

interface FlatTest extends TestResult {
  readonly title: string;
}

function flatten(suite: TestSuiteResult, above: readonly string[]): FlatTest[] {
  const titles = suite.name === '' ? above : [...above, suite.name];
  return [
    ...suite.tests.map((test) => ({ ...test, title: [...titles, test.name].join(' › ') })),
    ...suite.suites.flatMap((inner) => flatten(inner, titles)),
  ];
}

function describe(error: TestResult['error']): string {
  if (error === undefined) return 'failed without an error';
  const { message, stack, expected, actual } = error;
  const comparison = expected === undefined && actual === undefined ? [] : [`expected: ${expected}`, `actual: ${actual}`];
  const text = stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`;
  const lines = text.split('\n').filter((line) => !line.includes('/node_modules/'));
  return [...lines, ...comparison].join('\n');
}
