import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { narrower, type MaskPolicy } from '../../gateway/cobrowse/mask/mask-policy.ts';

const OPEN: MaskPolicy = { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] };

describe('what two versions of a site’s policy both hide [B-30]', () => {
  it('is all that either of them hides, and shows only what both show', () => {
    const agreed: MaskPolicy = { ...OPEN, masks: ['.name'], allows: ['.basket', '.note'], pausedPaths: ['/account/*'] };
    const since: MaskPolicy = { ...OPEN, masks: ['.name', '.street'], blocks: ['#map'], allows: ['.note', '.total'], noControl: ['button'] };
    const both = { ...OPEN, masks: ['.name', '.street'], blocks: ['#map'], allows: ['.note'], noControl: ['button'], pausedPaths: ['/account/*'] };
    assert.deepEqual(narrower(agreed, since), both);
    assert.deepEqual(narrower(OPEN, OPEN), OPEN);
  });

  it('forbids what was forbidden when the customer agreed; what is forbidden since then pauses', () => {
    const { pausedPaths, forbiddenPaths } = narrower({ ...OPEN, forbiddenPaths: ['/a', '/new'] }, { ...OPEN, pausedPaths: ['/paused'], forbiddenPaths: ['/a', '/old'] });
    assert.deepEqual([pausedPaths, forbiddenPaths], [['/paused', '/new'], ['/a', '/old']]);
  });

  it('is everything where one of them hides everything', () => {
    for (const [one, other] of [[OPEN, { ...OPEN, mode: 'maskAll' }], [{ ...OPEN, mode: 'maskAll' }, OPEN]] as const)
      assert.equal(narrower(one, other).mode, 'maskAll');
  });
});
