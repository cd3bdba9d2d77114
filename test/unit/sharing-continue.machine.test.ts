import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyEventObject } from 'xstate';
import { CONTINUABLE_REASONS } from '../../state-machines/continuable.ts';
import type { SharingEvent } from '../../state-machines/sharing.events.ts';
import {
  choice,
  choosingAgain,
  createPage,
  goOn,
  GRANT_TIMEOUT_MS,
  granted,
  grantedAgain,
  KEEP_MS,
  leaseOver,
  offer,
  TO_CONTINUED,
  TO_LIVE,
  TO_SUSPENDED,
  waitLong,
} from '../support/sharing-page.ts';

describe('the sharing machine after an end that nobody wanted', () => {
  const UNWANTED: [title: string, event: AnyEventObject][] = [
    ...CONTINUABLE_REASONS.map((reason): [string, AnyEventObject] => [
      `a cut by ${reason}`,
      { type: 'link.cut', grantId: 'g1', reason },
    ]),
    ['an end by serverRestarted', { type: 'link.ended', grantId: 'g1', reason: 'serverRestarted' }],
    ['a failed connection', { type: 'media.failed' }],
    ['the end of the lease', leaseOver],
  ];
  for (const [title, event] of UNWANTED)
    it(`[SH16] ${title} disables the capture within the same send, tells nothing, and keeps it`, async () => {
      const page = createPage();
      await page.do(...TO_LIVE);
      const from = page.journal.length;
      page.actor.send(event as SharingEvent);
      assert.deepEqual([page.trackIsOn, page.trackRuns], [false, true]);
      assert.deepEqual(page.journal.slice(from), ['suspendCapture', 'stop publish']);
      assert.deepEqual([page.has('suspended'), page.has('capturing'), page.has('sending')], [true, false, false]);
    });

  it('[SH16] a suspended capture is kept for a minute from the end, whatever comes and goes meanwhile', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED, { type: 'link.lost' });
    page.clock.increment(KEEP_MS - 1);
    await page.do({ type: 'link.found' }, goOn, { type: 'xstate.error.actor.askToContinue', error: { code: 'E_AGENT_AWAY' } });
    assert.equal(page.trackRuns, true);
    page.clock.increment(1);
    assert.equal(page.trackRuns, false);
    assert.equal(page.endReason(), 'notContinued');
  });

  it('[SH16] a capture that is suspended twice is kept for a minute from the second end', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED);
    page.clock.increment(KEEP_MS - 1);
    await page.do(goOn, choosingAgain, grantedAgain, { type: 'link.cut', grantId: 'g2', reason: 'agentLost' });
    page.clock.increment(KEEP_MS - 1);
    assert.deepEqual([page.has('suspended'), page.trackRuns], [true, true]);
    page.clock.increment(1);
    assert.deepEqual([page.has('suspended'), page.trackRuns], [false, false]);
  });

  it('[SH16] the minute of one share does not end the next', async () => {
    const page = createPage();
    await page.do(...TO_CONTINUED, grantedAgain, { type: 'media.up' }, waitLong);
    assert.equal(page.has('live'), true);
  });

  it('[SH17] Continue sharing reports the same surface for the new request, and sends only under its grant', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED, goOn);
    assert.deepEqual(page.scripted.runs.at(-1), { name: 'askToContinue', input: offer, status: 'running' });
    assert.equal(page.has('continuing'), true);
    await page.do(choosingAgain);
    assert.deepEqual(page.scripted.runs.at(-1)?.input, { requestId: 'r2', ...choice });
    await page.do(granted);
    assert.deepEqual([page.has('sending'), page.trackIsOn], [false, false]);
    await page.do(grantedAgain, { type: 'media.up' });
    assert.deepEqual(page.scripted.runs.at(-1), { name: 'publish', input: { grantId: 'g2', epoch: 8 }, status: 'running' });
    assert.equal(page.has('live'), true);
    assert.deepEqual(page.scripted.runs.filter(({ name }) => name === 'chooseSurface').length, 1);
  });

  it('[SH17] takes the reply and the request in whichever order they come', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED, goOn, { type: 'xstate.done.actor.askToContinue' });
    assert.equal(page.has('continuing'), true);
    await page.do(choosingAgain, grantedAgain);
    assert.equal(page.has('sending'), true);
  });

  it('[SH17] a continued share can be continued again', async () => {
    const page = createPage();
    await page.do(...TO_CONTINUED, grantedAgain, { type: 'link.cut', grantId: 'g2', reason: 'agentLost' });
    assert.equal(page.has('suspended'), true);
    await page.do(goOn);
    assert.equal(page.has('continuing'), false, 'the offer names an older request');
    await page.do({ ...goOn, requestId: 'r2' });
    assert.equal(page.has('continuing'), true);
  });

  it('[SH18] without the click nothing is reported, whatever request the server names', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED, choosingAgain);
    assert.equal(page.has('suspended'), true);
    assert.equal(page.scripted.isRunning('reportSurface'), false);
  });

  it('[SH18] a refused Continue can be pressed again, and a stale one ends the capture', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED, goOn, { type: 'xstate.error.actor.askToContinue', error: { code: 'E_MEDIA_DOWN' } });
    assert.deepEqual([page.has('suspended'), page.has('continuing')], [true, false]);
    await page.do(choosingAgain);
    assert.equal(page.has('suspended'), true, 'it was refused');
    await page.do(goOn, { type: 'xstate.error.actor.askToContinue', error: { code: 'E_STALE' } });
    assert.deepEqual([page.trackRuns, page.endReason()], [false, 'notGranted']);
  });

  for (const error of [new Error('the link is lost'), null, 'the link is lost'])
    it(`[SH18] a Continue whose reply was lost (${error}) holds, should the server have taken it`, async () => {
      const page = createPage();
      const lost = { type: 'xstate.error.actor.askToContinue', error };
      await page.do(...TO_SUSPENDED, goOn, { type: 'link.lost' }, lost, { type: 'link.found' });
      assert.deepEqual([page.has('suspended'), page.has('continuing')], [true, false]);
      await page.do(choosingAgain, grantedAgain);
      assert.equal(page.has('sending'), true);
    });

  it('[SH18] a Continue that leads to no request in time ends the capture', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED, goOn, { type: 'xstate.done.actor.askToContinue' });
    page.clock.increment(GRANT_TIMEOUT_MS);
    assert.deepEqual([page.trackRuns, page.endReason()], [false, 'notGranted']);
  });

  it('[SH19] OK to a newer request stops what was suspended before the picker opens', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED);
    const from = page.journal.length;
    page.actor.send({ type: 'customer.ok', requestId: 'r3' });
    assert.deepEqual(page.journal.slice(from), ['stopCapture', 'start chooseSurface']);
    assert.equal(page.trackRuns, false);
    assert.equal(page.actor.getSnapshot().context.requestId, 'r3');
  });
});
