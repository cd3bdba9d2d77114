import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PreviewDraft } from '../../gateway/protocol/preview.ts';
import { PREVIEW_LIFE_MS, Previews, PREVIEWS_MAX, PREVIEWS_OF_ACCOUNT } from '../../gateway/server/sites/previews.ts';

const DRAFT: PreviewDraft = { masks: { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] }, legend: '' };

function startPreviews() {
  let nowMs = 0;
  return { previews: new Previews({ monotonicMs: () => nowMs }), wait: (ms: number): void => void (nowMs += ms) };
}

describe('previews in the server’s memory', () => {
  it('are over when the administrator’s page was not heard of for a while, whatever the page of the site goes on saying', () => {
    const { previews, wait } = startPreviews();
    const { id, code } = previews.open('ada', 'shop', DRAFT);
    wait(PREVIEW_LIFE_MS - 1);
    previews.look('ada', id);
    wait(PREVIEW_LIFE_MS - 1);
    assert.ok(previews.turn('shop', code, null));
    assert.equal(previews.look('ada', id).seenAgoMs, 0);
    for (let n = 0; n < 2; n++) {
      wait(PREVIEW_LIFE_MS / 2);
      assert.equal(previews.turn('shop', code, null) !== undefined, n === 0);
    }
    assert.throws(() => previews.look('ada', id), { code: 'E_NOT_FOUND' });
  });

  it('are so many at most: of one account the oldest gives way, of all the next is refused', () => {
    const { previews, wait } = startPreviews();
    for (let n = 0; n < PREVIEWS_MAX / PREVIEWS_OF_ACCOUNT; n++) for (let m = 0; m < PREVIEWS_OF_ACCOUNT; m++) previews.open(`account ${n}`, 'shop', DRAFT);
    assert.throws(() => previews.open('ada', 'shop', DRAFT), { code: 'E_TOO_MANY_PREVIEWS' });
    previews.open('account 0', 'shop', DRAFT);
    assert.throws(() => previews.open('ada', 'shop', DRAFT), { code: 'E_TOO_MANY_PREVIEWS' });
    wait(PREVIEW_LIFE_MS);
    previews.open('ada', 'shop', DRAFT);
  });

  it('end with their account', () => {
    const { previews } = startPreviews();
    const [ada, ben] = [previews.open('ada', 'shop', DRAFT), previews.open('ben', 'shop', DRAFT)];
    previews.endAllOf('ada');
    assert.equal(previews.turn('shop', ada.code, null), undefined);
    assert.ok(previews.turn('shop', ben.code, null));
  });
});
