import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publicPage } from '../../plugin/customer/frame/public-page.ts';

const OPEN = { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: ['/secret/*'] } as const;

describe('what agents are told of a page before it is shared [B-30]', () => {
  it('is its title and path, without what tells of one person', () => {
    assert.deepEqual(publicPage('Claim 8812345 of ada@example.org', 'https://shop.example/claims/8812345/edit?token=Kanarie#Kanarie', OPEN), {
      title: 'Claim ••••••• of •••••••••••••••',
      address: 'https://shop.example/claims/•••/edit',
    });
    assert.deepEqual(publicPage('Basket', 'https://shop.example/basket', OPEN), { title: 'Basket', address: 'https://shop.example/basket' });
  });

  it('has no title where the site hides everything, this page, or could not say what it hides', () => {
    const address = 'https://shop.example/secret/a';
    assert.deepEqual(publicPage('Basket', address, OPEN), { title: '', address });
    assert.equal(publicPage('Basket', 'https://shop.example/', { ...OPEN, mode: 'maskAll' }).title, '');
    assert.equal(publicPage('Basket', 'https://shop.example/', null).title, '');
  });
});
