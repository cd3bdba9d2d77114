import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOneOf, mayBeOneOf } from '../../gateway/protocol/path-patterns.ts';

const address = (path: string): string => `https://shop.example${path}`;

describe('[002-32] an address that was told', () => {
  for (const [pattern, mayBe, isNot] of [
    ['/account', ['/account', '/account?tab=1#top', '/•••'], ['/account/', '/shop', '/•••/account', '/account/•••']],
    ['/account*', ['/account', '/account/orders', '/account/•••', '/•••'], ['/', '/shop/•••']],
    ['/orders/*/pay', ['/orders/7/pay', '/orders/•••/pay', '/orders/7/items/pay', '/orders/•••/•••/pay', '/orders/7/•••'], ['/orders/•••', '/orders/•••/view', '/shop/•••/pay']],
    ['/forms/1040-tax', ['/forms/1040-tax', '/forms/•••'], ['/forms', '/forms/•••/help', '/forms/x']],
    ['*/card', ['/card', '/•••/card', '/a/•••'], ['/•••/cards', '/card/•••/x']],
    ['*', ['/', '/•••'], []],
  ] as const) {
    it(`may be ${pattern} wherever what was kept back could be`, () => {
      for (const path of mayBe) assert.ok(mayBeOneOf(address(path), [pattern]), path);
      for (const path of isNot) assert.ok(!mayBeOneOf(address(path), [pattern]), path);
    });
  }

  it('may be any page where it is none', () => {
    assert.ok(mayBeOneOf('nonsense', ['/account']));
    assert.ok(!mayBeOneOf('nonsense', []));
  });

  it('means the same as the path itself where nothing was kept back', () => {
    const paths = ['/', '/a', '/ab', '/a/b', '/b/a', '/aab', '/abba'];
    const patterns = ['/a*', '*b', '/*a*', '/a*b', '/**', '*a*b*', '/a/b', '/abba*'];
    // A part of its own that stands for nothing of the pattern sends the same question through the other way of comparing.
    for (const path of paths)
      for (const pattern of patterns) assert.equal(mayBeOneOf(address(`${path}/•••`), [`${pattern}/x1`]), isOneOf(`${path}/x1`, [`${pattern}/x1`]), `${path} ${pattern}`);
  });

  it('takes no time over a pattern that is all stars', () => {
    const startedMs = performance.now();
    assert.ok(!mayBeOneOf(address(`/${'a'.repeat(2_000)}!/•••/`), [`${'*a'.repeat(249)}b`]));
    assert.ok(performance.now() - startedMs < 5_000);
  });
});
