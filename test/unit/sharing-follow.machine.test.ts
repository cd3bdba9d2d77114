import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPage, followed, granted, interrupted, grantedAgain, choosingAgain, ok, TO_LIVE, TO_PUBLISHING, TO_SUSPENDED } from '../support/sharing-page.ts';

describe('the sharing machine of a page that follows another one', () => {
  it('[SH20] goes on under the live grant, without a choice and without a word to the server', async () => {
    const page = createPage();
    await page.do(followed);
    assert.deepEqual(page.journal, ['start publish']);
    assert.deepEqual(page.scripted.runs[0]?.input, { grantId: 'g5', epoch: 9 });
    await page.do({ type: 'media.up' });
    assert.equal(page.has('live'), true);
  });

  it('[SH20] does so from idle alone: what is chosen, shared or held meanwhile is left as it is', async () => {
    for (const before of [[ok], TO_PUBLISHING, TO_LIVE, TO_SUSPENDED]) {
      const page = createPage();
      await page.do(...before);
      const [state, from] = [page.state(), page.journal.length];
      await page.do(followed);
      assert.deepEqual([page.state(), page.journal.slice(from)], [state, []]);
    }
  });

  it('[SH20] is stopped as any other share, and then a grant is given back', async () => {
    const page = createPage();
    await page.do(followed, { type: 'customer.stop' });
    assert.deepEqual(page.journal.slice(1, 3), ['stopCapture', 'tell g5 stopped by page']);
    assert.equal(page.state(), 'idle');
    await page.do({ ...granted, grantId: 'g5' });
    assert.equal(page.journal.at(-1), 'tell g5 stopped by page');
  });

  it('[SH17] is continued by the customer with the page as it was told', async () => {
    const page = createPage();
    await page.do(followed, { type: 'media.up' }, { type: 'media.failed' });
    await page.do({ type: 'customer.continue', requestId: 'r5', locale: 'en', textVersion: 1 }, choosingAgain);
    const { input } = page.scripted.runs.findLast(({ name }) => name === 'reportSurface') ?? {};
    assert.deepEqual(input, { requestId: 'r2', surface: 'page', widthPx: 1_280, heightPx: 720 });
    await page.do({ type: 'xstate.done.actor.reportSurface' }, grantedAgain);
    assert.equal(page.has('sending'), true);
  });

  it('[SH21] is suspended where the grant has ended, and goes on by the customer’s click alone', async () => {
    const page = createPage();
    await page.do(interrupted);
    assert.deepEqual([page.has('suspended'), page.journal], [true, ['suspendCapture']]);
    await page.do({ type: 'customer.continue', requestId: 'r5', locale: 'en', textVersion: 1 }, choosingAgain);
    const { input } = page.scripted.runs.findLast(({ name }) => name === 'reportSurface') ?? {};
    assert.deepEqual(input, { requestId: 'r2', surface: 'page', widthPx: 1_280, heightPx: 720 });
  });

  it('[SH21] is so from idle alone, and is stopped as any other', async () => {
    for (const before of [[ok], TO_PUBLISHING, TO_LIVE, TO_SUSPENDED]) {
      const page = createPage();
      await page.do(...before);
      const [state, from] = [page.state(), page.journal.length];
      await page.do(interrupted);
      assert.deepEqual([page.state(), page.journal.slice(from)], [state, []]);
    }
    const page = createPage();
    await page.do(interrupted, { type: 'customer.stop' });
    assert.deepEqual([page.state(), page.journal.slice(1)], ['idle', ['stopCapture', 'tell g5 stopped by page']]);
  });
});
