import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BrokenBuild } from '../support/broken-build.ts';
import { COBROWSE_GATES } from '../support/broken-cobrowse-gates.ts';
import { CONTROL_GATES } from '../support/broken-control-gates.ts';
import { MEDIA_GATES } from '../support/broken-media-gates.ts';
import { SERVER_GATES } from '../support/broken-server-gates.ts';

/** `SIDESEAT_BREAK=skip-origin` runs one of them. */
const ONLY = process.env['SIDESEAT_BREAK'];
const GATES = [...SERVER_GATES, ...CONTROL_GATES, ...COBROWSE_GATES, ...MEDIA_GATES].filter(({ name }) => ONLY === undefined || name === ONLY);

/** Each in a copy of its own. */
const AT_ONCE = 2;

describe('each protection, taken out', { concurrency: AT_ONCE }, () => {
  const free: BrokenBuild[] = [];
  before(async () => void free.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => BrokenBuild.create())))));
  after(() => Promise.all(free.map((build) => build[Symbol.asyncDispose]())));

  async function inCopy<T>(run: (build: BrokenBuild) => Promise<T>): Promise<T> {
    const build = free.pop();
    assert.ok(build, 'no more run at once than there are copies');
    return run(build).finally(() => free.push(build));
  }

  // Else a test that cannot run in the copy at all, or has another name, would count as one that noticed.
  for (const [test, gates] of Map.groupBy(GATES, (gate) => gate.test)) {
    it(`with nothing taken out, ${test} is green in the same copy`, async () => {
      const titles = [...new Set(gates.map(({ title }) => title))];
      const { passed, failed } = await inCopy((build) => build.run(test, titles));
      assert.deepEqual(failed, []);
      assert.deepEqual(titles.filter((title) => !passed.some((name) => name.includes(title))), [], 'did not run');
    });
  }

  for (const gate of GATES) {
    it(`--break=${gate.name} turns "${gate.title}" red`, async () => {
      const { failed } = await inCopy((build) => build.runWithout(gate));
      assert.ok(
        failed.some((name) => name.includes(gate.title)),
        `nothing noticed; failed: ${failed.join(', ') || 'none'}`,
      );
    });
  }
});
