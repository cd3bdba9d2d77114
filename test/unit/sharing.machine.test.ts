import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActor, SimulatedClock, type AnyEventObject } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import { sharingMachine, type SharingEvent, type SurfaceChoice } from '../../state-machines/sharing.machine.ts';
import {
  assertGolden,
  declaredTransitions,
  macrotask,
  perform,
  recordTransitions,
  ScriptedActors,
  seededRandom,
  transitionTable,
} from '../support/machines.ts';

const GRANT_TIMEOUT_MS = 15_000;
const LEASE_MS = 3_000;
const input = { grantTimeoutMs: GRANT_TIMEOUT_MS, leaseMs: LEASE_MS };
const choice: SurfaceChoice = { surface: 'monitor', widthPx: 1_280, heightPx: 720 };
const ok: SharingEvent = { type: 'customer.ok', requestId: 'r1' };
const granted: SharingEvent = { type: 'link.granted', requestId: 'r1', grantId: 'g1', epoch: 7 };
const cancelled = { reason: 'pickerCancelled' };
const impossible = { reason: 'captureUnavailable' };

const OUTSIDE: SharingEvent[] = [
  ok,
  { type: 'customer.stop' },
  { type: 'owner.captureEnded' },
  granted,
  { type: 'link.granted', requestId: 'r0', grantId: 'g0', epoch: 6 },
  { type: 'link.requestOver', requestId: 'r1' },
  { type: 'link.requestOver', requestId: 'r0' },
  { type: 'link.cut', grantId: 'g1' },
  { type: 'link.cut', grantId: 'g0' },
  { type: 'link.ended', grantId: 'g1' },
  { type: 'link.ended', grantId: 'g0' },
  { type: 'link.lost' },
  { type: 'link.found' },
  { type: 'link.closed' },
];
/** Raised by the machine itself; generated paths send it. */
const leaseOver: SharingEvent = { type: 'clock.leaseOver' };
/** Time passes: as long as a lease. */
const wait = { type: 'test.wait' };
const ACTORS: AnyEventObject[] = [
  { type: 'xstate.done.actor.chooseSurface', output: choice },
  { type: 'xstate.error.actor.chooseSurface', error: cancelled },
  { type: 'xstate.error.actor.chooseSurface', error: impossible },
  { type: 'xstate.done.actor.reportSurface' },
  { type: 'xstate.error.actor.reportSurface', error: new Error('refused') },
  { type: 'xstate.after.grantTimeout.sharing.busy.awaitingGrant' },
];
const MEDIA: SharingEvent[] = [{ type: 'media.up' }, { type: 'media.failed' }];

/** The page around the machine: a track that runs from the choice to `stopCapture`, and a journal of what happens. */
function createPage(covered = new Set<string>()) {
  const scripted = new ScriptedActors();
  const clock = new SimulatedClock();
  const page = { trackRuns: false };
  const { journal } = scripted;
  const actor = createActor(
    sharingMachine.provide({
      actors: {
        chooseSurface: scripted.promise('chooseSurface'),
        reportSurface: scripted.promise('reportSurface'),
        publish: scripted.callback('publish'),
      },
      actions: {
        stopCapture: () => {
          page.trackRuns = false;
          journal.push('stopCapture');
        },
        reportCaptureFailure: (_, { requestId, reason }) => journal.push(`tell ${requestId} ${reason}`),
        reportStop: (_, { grantId, by }) => journal.push(`tell ${grantId} stopped by ${by}`),
      },
    }),
    { input, clock, inspect: recordTransitions(covered) },
  ).start();

  return {
    actor,
    scripted,
    journal,
    clock,
    get trackRuns() {
      return page.trackRuns;
    },
    has: (tag: 'choosing' | 'capturing' | 'sending' | 'live') => actor.getSnapshot().hasTag(tag),
    state: () => actor.getSnapshot().value,
    endReason: () => actor.getSnapshot().context.endReason,
    async do(...events: AnyEventObject[]) {
      for (const event of events) {
        if (event.type === 'xstate.done.actor.chooseSurface') page.trackRuns = true;
        await perform(event, {
          send: (outside) => {
            if (outside.type === 'test.wait') clock.increment(LEASE_MS);
            else if (outside.type.startsWith('media.')) scripted.emit('publish', outside);
            else actor.send(outside as SharingEvent);
          },
          scripted,
          advance: () => clock.increment(GRANT_TIMEOUT_MS),
        });
      }
    },
  };
}

type Page = ReturnType<typeof createPage>;

const chosen: AnyEventObject = { type: 'xstate.done.actor.chooseSurface', output: choice };
const TO_AWAITING = [ok, chosen];
const TO_PUBLISHING = [...TO_AWAITING, granted];
const TO_LIVE = [...TO_PUBLISHING, { type: 'media.up' }];

/** What can happen to the page at this moment, besides events from outside, which always can. */
function possible({ scripted }: Page): AnyEventObject[] {
  return [
    ...OUTSIDE,
    wait,
    ...ACTORS.filter(({ type }) => scripted.isRunning(/actor\.(\w+)$/.exec(type)?.[1] ?? '')),
    ...(scripted.isRunning('publish') ? MEDIA : []),
  ];
}

/** Everything that must hold after every single event. */
function assertSafe(page: Page, seen: readonly AnyEventObject[]): void {
  const trail = seen.map(({ type }) => type).join(' > ');
  const { scripted } = page;
  const askedFor = seen.findLast(({ type }) => type === 'customer.ok');
  const note = (rule: string) => `[${rule}] after ${trail}`;

  if (page.has('choosing') || page.has('capturing')) assert.ok(askedFor, note('SH1'));
  if (!page.has('choosing')) assert.equal(page.trackRuns, page.has('capturing'), note('SH2'));
  assert.equal(scripted.isRunning('publish'), page.has('sending'), note('SH3'));
  if (page.has('sending')) {
    assert.ok(seen.includes(granted), note('SH3'));
    assert.deepEqual(scripted.runs.findLast(({ name }) => name === 'publish')?.input, { grantId: 'g1', epoch: 7 });
  }
  if (page.has('live')) {
    assert.ok(page.has('sending') && page.trackRuns, note('SH4'));
    assert.ok(seen.some(({ type }) => type === 'media.up'), note('SH4'));
  }
  const { context } = page.actor.getSnapshot();
  if (page.state() === 'idle') {
    const { requestId, choice: kept, grant } = context;
    assert.deepEqual({ requestId, kept, grant }, { requestId: null, kept: null, grant: null }, note('SH13'));
  }
  assert.deepEqual(JSON.parse(JSON.stringify(context)), context, note('SH14'));
}

describe('sharing machine', () => {
  const covered = new Set<string>();
  const paths = getSimplePaths(sharingMachine, {
    input,
    events: [...OUTSIDE, ...ACTORS, ...MEDIA, leaseOver] as SharingEvent[],
    limit: 5_000,
  });

  for (const path of paths) {
    const events = path.steps.map(({ event }) => event as AnyEventObject).slice(1); // without xstate.init
    const title = events.map(({ type }) => type).join(' > ') || 'start';
    it(`[SH1-SH4] ${title} => ${JSON.stringify(path.state.value)}`, async () => {
      const page = createPage(covered);
      const seen: AnyEventObject[] = [];
      for (const event of events) {
        await page.do(event);
        seen.push(event);
        assertSafe(page, seen);
      }
      assert.deepEqual(page.state(), path.state.value);
      assert.deepEqual(page.actor.getSnapshot().context, path.state.context);
      page.actor.stop();
    });
  }

  it('declares exactly the reviewed transitions', () => {
    assertGolden('sharing.transitions', transitionTable(sharingMachine));
  });

  it('[SH1-SH4] holds every safety property on random walks through everything that can happen', async () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seededRandom(seed);
      const page = createPage(covered);
      const seen: AnyEventObject[] = [];
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

  it('[SH5] opens the picker within the send of the click', () => {
    const page = createPage();
    page.actor.send(ok);
    assert.deepEqual(page.journal, ['start chooseSurface']);
    assert.deepEqual(page.scripted.runs[0]?.input, { requestId: 'r1' });
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
    ['[SH9] a cut', TO_LIVE, { type: 'link.cut', grantId: 'g1' }, [], 'over'],
    ['[SH9] the end of the grant', TO_LIVE, { type: 'link.ended', grantId: 'g1' }, [], 'over'],
    ['[SH9] the end of the link', TO_LIVE, { type: 'link.closed' }, [], 'linkLost'],
    ['[SH9] the end of the link before the grant', TO_AWAITING, { type: 'link.closed' }, [], 'linkLost'],
    ['[SH9] the end of the lease', [...TO_LIVE, { type: 'link.lost' }], leaseOver, [], 'linkLost'],
    ['[SH9] the end of the request before the grant', TO_AWAITING, requestOver, [], 'over'],
    ['[SH11] a failed connection', TO_PUBLISHING, { type: 'media.failed' }, [], 'mediaFailed'],
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
    const page = createPage();
    await page.do(...TO_LIVE, { type: 'link.cut', grantId: 'g0' }, { type: 'link.ended', grantId: 'g0' });
    assert.equal(page.has('live'), true);
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
      assert.equal(page.trackRuns, false);
      assert.equal(page.endReason(), 'linkLost');
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

  for (const error of [cancelled, impossible])
    it(`[SH11] reports ${error.reason} by its own reason`, async () => {
      const page = createPage();
      await page.do(ok, { type: 'xstate.error.actor.chooseSurface', error });
      assert.equal(page.journal.at(-1), `tell r1 ${error.reason}`);
      assert.equal(page.endReason(), error.reason);
    });

  it('[SH11] a picker that fails without a reason counts as capture that is impossible', async () => {
    const page = createPage();
    await page.do(ok, { type: 'xstate.error.actor.chooseSurface', error: new TypeError('no getDisplayMedia') });
    assert.equal(page.journal.at(-1), 'tell r1 captureUnavailable');
  });

  it('[SH12] gives back a grant that nobody here captures for', async () => {
    const page = createPage();
    await page.do(granted);
    assert.deepEqual(page.journal, ['tell g1 stopped by page']);
    await page.do(ok);
    assert.equal(page.has('choosing'), true);
  });

  it('[SH13] after a loss of the link nothing starts until the customer presses OK again', async () => {
    const page = createPage();
    await page.do(...TO_LIVE, { type: 'link.lost' }, wait);
    assert.equal(page.trackRuns, false);
    const runs = page.scripted.runs.length;
    for (const event of OUTSIDE.filter(({ type }) => type !== 'customer.ok')) await page.do(event);
    assert.equal(page.scripted.runs.length, runs);
    await page.do(ok);
    assert.equal(page.has('choosing'), true);
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
});
