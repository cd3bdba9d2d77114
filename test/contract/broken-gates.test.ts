import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BrokenBuild } from '../support/broken-build.ts';
import { MEDIA_GATES } from '../support/broken-media-gates.ts';
import { SERVER_GATES } from '../support/broken-server-gates.ts';

/** `SIDESEAT_BREAK=skip-origin` runs one of them. */
const ONLY = process.env['SIDESEAT_BREAK'];
const GATES = [...SERVER_GATES, ...MEDIA_GATES].filter(({ name }) => ONLY === undefined || name === ONLY);

describe('each protection, taken out', () => {
  let build: BrokenBuild;
  before(async () => void (build = await BrokenBuild.create()));
  after(() => build[Symbol.asyncDispose]());

  // Else a test that cannot run in the copy at all, or has another name, would count as one that noticed.
  for (const [test, gates] of Map.groupBy(GATES, (gate) => gate.test)) {
    it(`with nothing taken out, ${test} is green in the same copy`, async () => {
      const titles = [...new Set(gates.map(({ title }) => title))];
      const { passed, failed } = await build.run(test, titles);
      assert.deepEqual(failed, []);
      assert.deepEqual(titles.filter((title) => !passed.some((name) => name.includes(title))), [], 'did not run');
    });
  }

  for (const gate of GATES) {
    it(`--break=${gate.name} turns "${gate.title}" red`, async () => {
      const { failed } = await build.runWithout(gate);
      assert.ok(
        failed.some((name) => name.includes(gate.title)),
        `nothing noticed; failed: ${failed.join(', ') || 'none'}`,
      );
    });
  }
});
