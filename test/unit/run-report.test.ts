import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { root, sum, sumFiles, type FileResult } from '../support/run-report.ts';

const result = (name: string, failed: number): FileResult => ({
  file: path.join(root, `test/unit/${name}.test.ts`),
  durationMs: 12,
  passed: 3,
  failed,
  skipped: 0,
  failures: failed > 0 ? [{ title: 'counts › to three', details: 'AssertionError: 2 is not 3' }] : [],
  output: '',
});

describe('the result of a test run', () => {
  it('has a report of each file that failed, for the end of the run, and of no other', () => {
    const tally = sum([sumFiles([result('good', 0), result('bad', 1)]), { passed: 1, failed: 0 }]);
    assert.deepEqual([tally.passed, tally.failed, tally.reports?.length], [7, 1, 1]);
    assert.match(tally.reports?.[0] ?? '', /bad\.test\.ts[^]*counts › to three[^]*2 is not 3/);
  });
});
