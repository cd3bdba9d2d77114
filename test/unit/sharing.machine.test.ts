import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActor, type AnyEventObject } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import type { SharingEvent } from '../../state-machines/sharing.events.ts';
import { sharingMachine } from '../../state-machines/sharing.machine.ts';
import { assertGolden, declaredTransitions, macrotask, transitionTable } from '../support/machines.ts';
import { seededRandom } from '../support/seeded-random.ts';
import {
  ACTORS,
  cancelled,
  choice,
  choosingAgain,
  createPage,
  followed,
  FOLLOWING,
  goOn,
  GRANT_TIMEOUT_MS,
  granted,
  impossible,
  input,
  keepOver,
  LEASE_MS,
  leaseOver,
  MEDIA,
  ok,
  OUTSIDE,
  type Page,
  TO_AWAITING,
  TO_CONTINUED,
  TO_LIVE,
  TO_PUBLISHING,
  TO_SUSPENDED,
  wait,
  waitLong,
  withoutPage,
} from '../support/sharing-page.ts';

/** What can happen to the page at this moment, besides events from outside, which always can. */
function possible({ scripted }: Page): AnyEventObject[] {
  return [
    ...OUTSIDE,
    wait,
    waitLong,
    ...ACTORS.filter(({ type }) => scripted.isRunning(/actor\.(\w+)$/.exec(type)?.[1] ?? '')),
    ...(scripted.isRunning('publish') ? MEDIA : []),
  ];
}

const isFollowing = (event: AnyEventObject): boolean => FOLLOWING.some((following) => following === event);
const isFollowed = (grant: unknown): boolean => (grant as { grantId: string }).grantId === 'g5';

/** Everything that must hold after every single event. */
function assertSafe(page: Page, seen: readonly AnyEventObject[]): void {
  const trail = seen.map(({ type }) => type).join(' > ');
  const { scripted } = page;
  const begins = (event: AnyEventObject): boolean => event.type === 'customer.ok' || isFollowing(event);
  const note = (rule: string) => `[${rule}] after ${trail}`;

  if (page.has('choosing') || page.has('capturing')) assert.ok(seen.some(begins), note('SH1'));
  if (!page.has('choosing')) {
    assert.equal(page.trackRuns, page.has('capturing') || page.has('suspended'), note('SH2'));
  }
  assert.equal(scripted.isRunning('publish'), page.has('sending'), note('SH3'));
  if (page.has('sending')) {
    const { input: published } = scripted.runs.findLast(({ name }) => name === 'publish') ?? {};
    const { requestId } = page.actor.getSnapshot().context;
    const isGrant = ({ type }: AnyEventObject): boolean => type === 'link.granted' || type === followed.type;
    const grant = seen.findLast((event) => isGrant(event) && event['requestId'] === requestId);
    assert.ok(grant, note('SH3'));
    assert.deepEqual(published, { grantId: grant['grantId'], epoch: grant['epoch'] }, note('SH3'));
  }
  if (page.has('suspended')) {
    assert.equal(page.trackIsOn, false, note('SH16'));
    const sinceBegin = seen.slice(seen.findLastIndex(begins));
    assert.ok(sinceBegin.every(({ type }) => type !== 'customer.stop'), note('SH16'));
    // While the picker is open there is no capture that could end.
    const sinceChoice = seen.slice(seen.findLastIndex((event) => event.type === 'xstate.done.actor.chooseSurface' || isFollowing(event)));
    assert.ok(sinceChoice.every(({ type }) => type !== 'owner.captureEnded'), note('SH16'));
  }
  if (scripted.isRunning('askToContinue')) assert.ok(page.has('continuing'), note('SH17'));
  // Each time that the picture began to leave, the customer had asked for it anew; or the page has followed another one.
  const acts = scripted.runs.filter(({ name }) => name !== 'reportSurface');
  acts.forEach(({ name, input: grant }, index) => {
    if (name === 'publish' && !isFollowed(grant)) assert.match(acts[index - 1]?.name ?? '', /chooseSurface|askToContinue/, note('SH13'));
  });
  if (page.has('live')) {
    assert.ok(page.has('sending') && page.trackRuns, note('SH4'));
    assert.ok(seen.some(({ type }) => type === 'media.up'), note('SH4'));
  }
  const { context } = page.actor.getSnapshot();
  if (page.state() === 'idle') {
    const { requestId, choice: kept, grant, wantsToContinue } = context;
    assert.deepEqual([requestId, kept, grant, wantsToContinue], [null, null, null, false], note('SH13'));
  }
  assert.deepEqual(JSON.parse(JSON.stringify(context)), context, note('SH14'));
}

describe('sharing machine', () => {
  const covered = new Set<string>();
  // A page that follows another one multiplies the paths: the random walks come by it, and `sharing-follow.machine.test.ts`.
  const paths = getSimplePaths(sharingMachine, {
    input,
    events: [...OUTSIDE.filter((event) => !isFollowing(event)), ...ACTORS, ...MEDIA, leaseOver, keepOver] as SharingEvent[],
    limit: 5_000,
  });

  it('declares exactly the reviewed transitions', () => {
    assertGolden('sharing.transitions', transitionTable(sharingMachine));
  });

  it('[SH5] opens the picker within the send of the click', () => {
    const page = createPage();
    page.actor.send(ok);
    assert.deepEqual(page.journal, ['start chooseSurface']);
    assert.deepEqual(page.scripted.runs[0]?.input, { requestId: 'r1' });
    const { requestId, choice: chosen, grant, wantsToContinue, endReason } = page.actor.getSnapshot().context;
    assert.deepEqual([requestId, chosen, grant, wantsToContinue, endReason], ['r1', null, null, false, null]);
  });

  it('[SH3] reports the choice for its request and publishes under the grant that follows', async () => {
    const page = createPage();
    await page.do(...TO_AWAITING);
    const [, report] = page.scripted.runs;
    assert.deepEqual(report, { name: 'reportSurface', input: { requestId: 'r1', ...choice }, status: 'running' });
    await page.do({ type: 'xstate.done.actor.reportSurface' });
    assert.equal(page.scripted.isRunning('publish'), false);
    await page.do(granted);
    assert.deepEqual(page.scripted.runs[2]?.input, { grantId: 'g1', epoch: 7 });
  });

  it('[SH6] a grant for another request is not published', async () => {
    const page = createPage();
    await page.do(...TO_AWAITING);
    for (const requestId of ['r0', null]) {
      await page.do({ type: 'link.granted', requestId, grantId: 'g0', epoch: 6 });
      assert.equal(page.has('sending'), false);
      assert.equal(page.has('capturing'), true);
    }
  });

  it('[SH7] withdrawn while the picker is open: the choice is called off, never reported or published', async () => {
    const page = createPage();
    await page.do(ok, { type: 'link.requestOver', requestId: 'r1' });
    assert.equal(page.state(), 'idle');
    assert.equal(page.scripted.runs[0]?.status, 'stopped');
    assert.deepEqual(page.journal, ['start chooseSurface', 'stopCapture', 'stop chooseSurface']);
    await page.do({ type: 'link.granted', requestId: 'r1', grantId: 'g1', epoch: 7 });
    assert.deepEqual(page.scripted.runs.map(({ name }) => name), ['chooseSurface']);
  });

  const stopBar = { type: 'owner.captureEnded' };
  const stop = { type: 'customer.stop' };
  const requestOver = { type: 'link.requestOver', requestId: 'r1' };
  const unpicked = ['tell r1 pickerCancelled'];
  const ENDS: [title: string, before: AnyEventObject[], event: AnyEventObject, told: string[], reason: string][] = [
    ['[SH8] Stop while sharing', TO_LIVE, stop, ['tell g1 stopped by page'], 'stopped'],
    ['[SH8] Stop while connecting', TO_PUBLISHING, stop, ['tell g1 stopped by page'], 'stopped'],
    ['[SH8] the browser’s stop bar', TO_LIVE, stopBar, ['tell g1 stopped by browser'], 'captureEnded'],
    ['[SH8] Stop before the grant', TO_AWAITING, stop, unpicked, 'pickerCancelled'],
    ['[SH8] the stop bar before the grant', TO_AWAITING, stopBar, unpicked, 'pickerCancelled'],
    ['[SH9] a cut', TO_LIVE, { type: 'link.cut', grantId: 'g1', reason: 'released' }, [], 'over'],
    ['[SH9] the end of the grant', TO_LIVE, { type: 'link.ended', grantId: 'g1', reason: 'expired' }, [], 'over'],
    ['[SH9] an end without a reason', TO_LIVE, { type: 'link.ended', grantId: 'g1', reason: null }, [], 'over'],
    ['[SH9] the end of the link', TO_LIVE, { type: 'link.closed' }, [], 'linkLost'],
    ['[SH9] the end of the link before the grant', TO_AWAITING, { type: 'link.closed' }, [], 'linkLost'],
    ['[SH9] the end of the lease before the grant', [...TO_AWAITING, { type: 'link.lost' }], leaseOver, [], 'linkLost'],
    ['[SH9] the end of the request before the grant', TO_AWAITING, requestOver, [], 'over'],
    ['[SH16] Stop while suspended', TO_SUSPENDED, stop, ['tell g1 stopped by page'], 'stopped'],
    ['[SH16] the stop bar while suspended', TO_SUSPENDED, stopBar, ['tell g1 stopped by browser'], 'captureEnded'],
    ['[SH16] Stop while continuing', [...TO_SUSPENDED, goOn], stop, ['tell g1 stopped by page'], 'stopped'],
    ['[SH16] Stop after Continue was taken', TO_CONTINUED, stop, ['tell r2 pickerCancelled'], 'pickerCancelled'],
    ['[SH16] a wanted end that is heard late', TO_SUSPENDED, { type: 'link.ended', grantId: 'g1', reason: 'revoked' }, [], 'over'],
    ['[SH16] the end of the link while suspended', TO_SUSPENDED, { type: 'link.closed' }, [], 'linkLost'],
    ['[SH16] the end of a newer request', TO_SUSPENDED, { type: 'link.requestOver', requestId: 'r3' }, [], 'over'],
    ['[SH13] a grant while suspended', TO_SUSPENDED, granted, ['tell g1 stopped by page'], 'over'],
  ];
  for (const [title, before, event, told, reason] of ENDS) {
    it(`${title} ends the capture within the same send, before anything is told`, async () => {
      const page = createPage();
      await page.do(...before);
      const from = page.journal.length;
      page.actor.send(event as SharingEvent);
      assert.equal(page.trackRuns, false);
      const happened = page.journal.slice(from).filter((line) => !line.startsWith('stop '));
      assert.deepEqual(happened, ['stopCapture', ...told]);
      assert.equal(page.state(), 'idle');
      assert.equal(page.endReason(), reason);
    });
  }

  it('[SH9] a cut or an end of another grant changes nothing', async () => {
    for (const reason of ['released', 'serverRestarted'] as const) {
      const page = createPage();
      await page.do(...TO_LIVE, { type: 'link.cut', grantId: 'g0', reason }, { type: 'link.ended', grantId: 'g0', reason });
      assert.equal(page.has('live'), true);
    }
  });

  for (const [title, before] of [
    ['while sharing', TO_LIVE],
    ['before the grant', TO_AWAITING],
  ] satisfies [string, AnyEventObject[]][])
    it(`[SH15] a lost link that comes back within the lease changes nothing, later is the end: ${title}`, async () => {
      const page = createPage();
      await page.do(...before, { type: 'link.lost' });
      page.clock.increment(LEASE_MS - 1);
      assert.equal(page.has('capturing'), true);
      await page.do({ type: 'link.found' });
      page.clock.increment(LEASE_MS);
      assert.equal(page.has('capturing'), true);
      await page.do({ type: 'link.lost' });
      page.clock.increment(LEASE_MS);
      assert.equal(page.has('capturing'), false);
    });

  it('[SH15] the lease of one share does not end the next, nor does a second loss outlive the return', async () => {
    const page = createPage();
    await page.do(...TO_LIVE, { type: 'link.lost' }, { type: 'customer.stop' }, ...TO_LIVE, wait);
    assert.equal(page.has('live'), true);
    await page.do({ type: 'link.lost' }, { type: 'link.lost' }, { type: 'link.found' }, wait);
    assert.equal(page.has('live'), true);
  });

  it('[SH10] a choice waits for its grant no longer than the limit', async () => {
    const page = createPage();
    await page.do(...TO_AWAITING, { type: 'xstate.done.actor.reportSurface' });
    page.clock.increment(GRANT_TIMEOUT_MS - 1);
    assert.equal(page.trackRuns, true);
    page.clock.increment(1);
    assert.equal(page.trackRuns, false);
    assert.equal(page.endReason(), 'notGranted');
  });

  it('[SH10] a surface that the server refuses is let go', async () => {
    const page = createPage();
    await page.do(...TO_AWAITING, { type: 'xstate.error.actor.reportSurface', error: new Error('E_STALE') });
    assert.equal(page.trackRuns, false);
    assert.equal(page.endReason(), 'notGranted');
  });

  for (const error of [cancelled, withoutPage, impossible])
    it(`[SH11] reports ${error.reason} by its own reason`, async () => {
      const page = createPage();
      await page.do(ok, { type: 'xstate.error.actor.chooseSurface', error });
      assert.equal(page.journal.at(-1), `tell r1 ${error.reason}`);
      assert.equal(page.endReason(), error.reason);
    });

  for (const error of [new TypeError('no getDisplayMedia'), null, 'pickerCancelled'])
    it(`[SH11] a picker that fails without a reason (${error}) counts as capture that is impossible`, async () => {
      const page = createPage();
      await page.do(ok, { type: 'xstate.error.actor.chooseSurface', error });
      assert.equal(page.journal.at(-1), 'tell r1 captureUnavailable');
    });

  it('[SH12] gives back a grant that nobody here captures for', async () => {
    const page = createPage();
    await page.do(granted);
    assert.deepEqual(page.journal, ['tell g1 stopped by page']);
    await page.do(ok);
    assert.equal(page.has('choosing'), true);
  });

  it('[SH13] after an end nothing starts until the customer presses OK again', async () => {
    const page = createPage();
    await page.do(...TO_LIVE, { type: 'customer.stop' });
    const runs = page.scripted.runs.length;
    for (const event of OUTSIDE.filter((event) => event !== ok && !isFollowing(event))) await page.do(event);
    assert.equal(page.scripted.runs.length, runs);
    await page.do(ok);
    assert.equal(page.has('choosing'), true);
  });

  it('[SH12] gives back a request that waits for a surface while nobody here chooses', async () => {
    const page = createPage();
    await page.do(...TO_SUSPENDED, goOn, { type: 'customer.stop' }, choosingAgain);
    assert.equal(page.journal.at(-1), 'tell r2 pickerCancelled');
    assert.equal(page.trackRuns, false);
  });

  it('[SH12] gives back an offer to continue while nothing is held: it was stopped without a link, or loaded anew', async () => {
    const offered: SharingEvent = { type: 'link.continuable', grantId: 'g1' };
    const page = createPage();
    await page.do(...TO_SUSPENDED);
    const from = page.journal.length;
    await page.do(offered);
    assert.deepEqual([page.journal.slice(from), page.trackRuns], [[], true], 'what is held may be continued');
    await page.do({ type: 'link.lost' }, { type: 'customer.stop' }, { type: 'link.found' }, offered);
    assert.equal(page.journal.at(-1), 'tell g1 stopped by page');
    const loaded = createPage();
    await loaded.do(offered);
    assert.deepEqual(loaded.journal, ['tell g1 stopped by page']);
  });

  it('a loss of the link leaves an open picker alone: nothing is captured yet', async () => {
    const page = createPage();
    await page.do(ok, { type: 'link.lost' }, wait);
    assert.equal(page.has('choosing'), true);
  });

  it('names the slot that a composition root forgot', async () => {
    const actor = createActor(sharingMachine, { input });
    const error = new Promise((resolve) => actor.subscribe({ error: resolve }));
    actor.start().send(ok);
    await macrotask();
    assert.match(String(await error), /chooseSurface is not provided|stopCapture is not provided/);
  });

  it(`[SH1-SH19] every simple path (${paths.length}) ends where it should, and is safe all the way`, async () => {
    for (const path of paths) {
      const page = createPage(covered);
      const seen: AnyEventObject[] = [];
      for (const { event } of path.steps.slice(1)) {
        await page.do(event);
        seen.push(event);
        assertSafe(page, seen);
      }
      assert.deepEqual(page.state(), path.state.value);
      assert.deepEqual(page.actor.getSnapshot().context, path.state.context);
      page.actor.stop();
    }
  });

  it('[SH1-SH21] holds every safety property on random walks through everything that can happen', async () => {
    for (let seed = 1; seed <= 600; seed += 1) {
      const random = seededRandom(seed);
      const page = createPage(covered);
      // Chance alone rarely comes as far as a suspended share.
      const seen: AnyEventObject[] = seed % 2 === 0 ? [...TO_SUSPENDED, goOn] : [];
      await page.do(...seen);
      for (let step = 0; step < 25; step += 1) {
        const choices = possible(page);
        const event = choices[Math.floor(random() * choices.length)];
        assert.ok(event);
        await page.do(event);
        seen.push(event);
        assertSafe(page, seen);
      }
      page.actor.stop();
    }
  });

  it('leaves no declared transition unexercised', () => {
    assert.deepEqual([...declaredTransitions(sharingMachine)].filter((id) => !covered.has(id)), []);
  });
});
