import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { StaysOnTop } from '../../gateway/helper/window/stays-on-top.ts';

describe('[helper] the helper’s window stays on top', () => {
  let told: boolean[];
  let raises: number;
  let onTop: StaysOnTop;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    told = [];
    raises = 0;
    onTop = new StaysOnTop({ raise: () => (raises += 1), covered: (isCovered) => told.push(isCovered) });
  });
  afterEach(() => {
    onTop.close();
    mock.timers.reset();
  });
  const pass = (ms: number): void => mock.timers.tick(ms);

  it('[T-COVER] is raised at once when it is covered, and nobody is told where that helps', () => {
    onTop.see(false);
    pass(0);
    assert.equal(raises, 1);
    onTop.see(true);
    pass(10_000);
    assert.deepEqual([raises, told], [1, []]);
  });

  it('[T-COVER] counts as covered after a second, once, and as seen after it could be seen for a while', () => {
    onTop.see(false);
    pass(999);
    assert.deepEqual(told, []);
    pass(1);
    assert.deepEqual(told, [true]);
    onTop.see(false);
    pass(5_000);
    assert.deepEqual(told, [true]);
    onTop.see(true);
    pass(299);
    assert.deepEqual(told, [true]);
    pass(1);
    assert.deepEqual(told, [true, false]);
  });

  it('[T-COVER] a window that is seen in flashes counts as covered', () => {
    for (let ms = 0; ms < 1_000; ms += 50) {
      onTop.see(ms % 100 === 50);
      pass(50);
    }
    assert.deepEqual(told, [true]);
  });

  it('does not fight: the longer it does not help, the less it is raised', () => {
    const raisesPerSecond: number[] = [];
    for (let second = 0; second < 8; second += 1) {
      const before = raises;
      for (let ms = 0; ms < 1_000; ms += 50) {
        onTop.see(false);
        pass(50);
      }
      raisesPerSecond.push(raises - before);
    }
    assert.ok(raisesPerSecond[0]! <= 5, String(raisesPerSecond));
    assert.ok(raises - raisesPerSecond[0]! <= 5, String(raisesPerSecond));
  });

  it('is raised at once again after it was seen in between', () => {
    for (let times = 0; times < 3; times += 1) {
      onTop.see(false);
      pass(0);
      assert.equal(raises, times + 1);
      onTop.see(true);
      pass(400);
    }
  });
});
