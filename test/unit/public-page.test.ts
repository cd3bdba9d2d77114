import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publicPage } from '../../plugin/customer/frame/public-page.ts';

const OPEN = { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: ['/secret/*'], forbiddenPaths: [] } as const;

describe('what agents are told of a page before it is shared [B-30]', () => {
  it('is its title and path, without what tells of one person', () => {
    assert.deepEqual(publicPage('Claim 8812345 of ada@example.org', 'https://shop.example/claims/8812345/edit?token=Kanarie#Kanarie', OPEN), {
      title: 'Claim ••••••• of •••••••••••••••',
      address: 'https://shop.example/claims/•••/edit',
    });
    assert.deepEqual(publicPage('Basket', 'https://shop.example/basket', OPEN), { title: 'Basket', address: 'https://shop.example/basket' });
  });

  it('is no more than the website of a page that the site keeps to itself, or where it could not say what it hides', () => {
    for (const policy of [OPEN, null]) {
      assert.deepEqual(publicPage('Basket', 'https://shop.example/secret/a', policy), { title: '', address: 'https://shop.example/' });
    }
  });

  it('has no title where the site hides everything', () => {
    assert.equal(publicPage('Basket', 'https://shop.example/', { ...OPEN, mode: 'maskAll' }).title, '');
  });
});
