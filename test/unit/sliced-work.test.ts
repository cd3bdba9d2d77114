import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SlicedWork } from '../../gateway/cobrowse/record/sliced-work.ts';

/** Work whose steps take as many milliseconds as they say, by a clock of its own. */
function open() {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  let now = 0;
  const work = new SlicedWork(
    (run) => {
      waiting.push(run);
      return () => waiting.splice(waiting.indexOf(run), 1);
    },
    () => now,
    (error) => told.push(String(error)),
  );
  function* steps(name: string, count: number, at?: (step: number) => void): Generator<void> {
    for (let step = 1; step <= count; step += 1) {
      now += 3;
      told.push(`${name}${step}`);
      at?.(step);
      yield;
    }
  }
  return { work, steps, told, waiting, runNext: () => waiting.shift()?.() };
}

describe('work in slices', () => {
  it('does as much at once as a slice takes, the rest later, one piece after another', () => {
    const { work, steps, told, runNext } = open();
    work.start(steps('a', 4));
    work.start(steps('b', 1));
    assert.deepEqual(told, ['a1', 'a2', 'a3']);
    runNext();
    assert.deepEqual(told, ['a1', 'a2', 'a3', 'a4', 'b1']);
    assert.deepEqual([work.isBusy, work.longestMs], [false, 9]);
  });

  it('goes on with what a step began that stopped everything, once', () => {
    const { work, steps, told, waiting, runNext } = open();
    const again = steps('again', 5);
    work.start(
      steps('old', 3, () => {
        work.stop();
        work.start(again);
      }),
    );
    assert.deepEqual([told, waiting.length, work.isInSlice], [['old1', 'again1', 'again2'], 1, false]);
    runNext();
    assert.deepEqual([told.slice(3), waiting.length], [['again3', 'again4', 'again5'], 1]);
    runNext();
    assert.equal(work.isBusy, false);
  });

  it('drops everything where a step throws, and says so', () => {
    const { work, steps, told, waiting } = open();
    work.start(
      steps('a', 9, () => {
        throw new Error('broken');
      }),
    );
    assert.deepEqual([told, waiting.length, work.isBusy], [['a1', 'Error: broken'], 0, false]);
  });
});
