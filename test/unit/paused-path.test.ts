import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPausedPath, type MaskPolicy } from '../../gateway/cobrowse/mask/mask-policy.ts';

const isPaused = (path: string, ...pausedPaths: string[]): boolean =>
  isPausedPath(path, { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths, forbiddenPaths: [] } satisfies MaskPolicy);

describe('[B-32] pages that are paused by their path', () => {
  for (const [pattern, paused, shown] of [
    ['/pay', ['/pay'], ['/pay/', '/pa', '/xpay']],
    ['/pay*', ['/pay', '/payment', '/pay/card'], ['/pa', '/shop/pay']],
    ['*/card', ['/card', '/pay/card'], ['/pay/cards']],
    ['/a*b*c', ['/abc', '/a1b2c', '/abbcc'], ['/acb', '/ab', '/abcd']],
    ['/a*a', ['/aa', '/aba'], ['/a']],
    ['*', ['/', '/anything'], []],
    ['/a.c', ['/a.c'], ['/abc']],
  ] as const) {
    it(`takes ${pattern} as it is written`, () => {
      for (const path of paused) assert.ok(isPaused(path, pattern), path);
      for (const path of shown) assert.ok(!isPaused(path, pattern), path);
    });
  }

  it('takes no time over a pattern that is all stars', () => {
    const startedMs = performance.now();
    assert.ok(!isPaused(`/${'a'.repeat(10_000)}!`, `${'*a'.repeat(249)}b`));
    // A regular expression of it would be at work for years.
    assert.ok(performance.now() - startedMs < 5_000);
  });
});
