import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActor, SimulatedClock, type AnyEventObject } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import type { SurfaceChoice } from '../../state-machines/sharing.events.ts';
import { showingMachine, type ShowingEvent } from '../../state-machines/showing.machine.ts';
import {
  assertGolden,
  declaredTransitions,
  macrotask,
  perform,
  recordTransitions,
  ScriptedActors,
  transitionTable,
} from '../support/machines.ts';
import { seededRandom } from '../support/seeded-random.ts';

const GRANT_TIMEOUT_MS = 15_000;
const LEASE_MS = 3_000;
const input = { grantTimeoutMs: GRANT_TIMEOUT_MS, leaseMs: LEASE_MS };
const choice: SurfaceChoice = { surface: 'window', widthPx: 800, heightPx: 600 };
const show = { type: 'agent.show', capability: 'show' } as const satisfies ShowingEvent;
const give = { type: 'agent.show', capability: 'giveControl' } as const satisfies ShowingEvent;
const stop: ShowingEvent = { type: 'agent.stop' };
const captureEnded: ShowingEvent = { type: 'owner.captureEnded' };
const choosing: ShowingEvent = { type: 'link.choosing', requestId: 'r1' };
const granted: ShowingEvent = { type: 'link.granted', requestId: 'r1', grantId: 'g1', epoch: 7 };
const closed: ShowingEvent = { type: 'link.closed' };
const leaseOver: ShowingEvent = { type: 'clock.leaseOver' };
const chosen: AnyEventObject = { type: 'xstate.done.actor.chooseSurface', output: choice };
const chosenWhole: AnyEventObject = { ...chosen, output: { ...choice, surface: 'monitor' } };
const asked: AnyEventObject = { type: 'xstate.done.actor.askCustomer', output: { requestId: 'r1' } };
/** Time passes: as long as a lease. */
const wait = { type: 'test.wait' };

const OUTSIDE: ShowingEvent[] = [
  show,
  give,
  stop,
  { type: 'agent.leave' },
  captureEnded,
  choosing,
  { type: 'link.choosing', requestId: 'r0' },
  granted,
  { type: 'link.granted', requestId: 'r0', grantId: 'g0', epoch: 6 },
  { type: 'link.requestOver', requestId: 'r1' },
  { type: 'link.requestOver', requestId: 'r0' },
  { type: 'link.cut', grantId: 'g1', reason: 'revoked' },
  { type: 'link.cut', grantId: 'g0', reason: 'revoked' },
  { type: 'link.ended', grantId: 'g1', reason: null },
  { type: 'link.ended', grantId: 'g0', reason: null },
  { type: 'link.lost' },
  { type: 'link.found' },
  closed,
];
const ACTORS: AnyEventObject[] = [
  chosen,
  chosenWhole,
  { type: 'xstate.error.actor.chooseSurface', error: { reason: 'pickerCancelled' } },
  { type: 'xstate.error.actor.chooseSurface', error: { reason: 'captureUnavailable' } },
  asked,
  { type: 'xstate.error.actor.askCustomer', error: new Error('refused') },
  { type: 'xstate.done.actor.reportSurface' },
  { type: 'xstate.error.actor.reportSurface', error: new Error('refused') },
  { type: 'xstate.after.grantTimeout.showing.busy.awaitingGrant' },
];
const MEDIA: ShowingEvent[] = [{ type: 'media.up' }, { type: 'media.failed' }];

/** The page around the machine: a track that runs from the choice to `stopCapture`, and a journal of what happens. */
function createPage(covered = new Set<string>()) {
  const scripted = new ScriptedActors();
  const clock = new SimulatedClock();
  const page = { trackRuns: false, trackIsOn: false, events: 0, shownAt: 0 };
  const { journal } = scripted;
  const actor = createActor(
    showingMachine.provide({
      actors: {
        chooseSurface: scripted.promise('chooseSurface'),
        askCustomer: scripted.promise('askCustomer'),
        reportSurface: scripted.promise('reportSurface'),
        publish: scripted.callback('publish'),
      },
      actions: {
        stopCapture: () => {
          page.trackRuns = page.trackIsOn = false;
          journal.push('stopCapture');
        },
        holdCapture: () => {
          page.trackIsOn = false;
          journal.push('holdCapture');
        },
        reportWithdrawal: (_, { requestId }) => journal.push(`withdraw ${requestId}`),
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
    get trackIsOn() {
      return page.trackIsOn;
    },
    /** How many events came before the Show my desktop that counted last. */
    get shownAt() {
      return page.shownAt;
    },
    has: (tag: 'choosing' | 'holding' | 'sending' | 'live') => actor.getSnapshot().hasTag(tag),
    state: () => actor.getSnapshot().value,
    endReason: () => actor.getSnapshot().context.endReason,
    async do(...events: AnyEventObject[]) {
      for (const event of events) {
        if (event.type === show.type && actor.getSnapshot().value === 'idle') page.shownAt = page.events;
        page.events += 1;
        if (event.type === chosen.type) page.trackRuns = page.trackIsOn = true;
        await perform(event, {
          send: (outside) => {
            if (outside.type === 'test.wait') clock.increment(LEASE_MS);
            else if (outside.type.startsWith('media.')) scripted.emit('publish', outside);
            else actor.send(outside as ShowingEvent);
          },
          scripted,
          advance: () => clock.increment(GRANT_TIMEOUT_MS),
        });
        if (scripted.isRunning('publish')) page.trackIsOn = true;
      }
    },
  };
}
type Page = ReturnType<typeof createPage>;

const TO_ASKING = [show, chosen, asked];
const TO_AWAITING = [...TO_ASKING, choosing];
const TO_SENDING = [...TO_AWAITING, granted];
const TO_LIVE = [...TO_SENDING, { type: 'media.up' }];

const possible = ({ scripted }: Page): AnyEventObject[] => [
  ...OUTSIDE,
  wait,
  ...ACTORS.filter(({ type }) => scripted.isRunning(/actor\.(\w+)$/.exec(type)?.[1] ?? '')),
  ...(scripted.isRunning('publish') ? MEDIA : []),
];

/** Everything that must hold after every single event. */
function assertSafe(page: Page, seen: readonly AnyEventObject[]): void {
  const note = (rule: string) => `[${rule}] after ${seen.map(({ type }) => type).join(' > ')}`;
  const { scripted } = page;
  const sinceShow = seen.slice(page.shownAt);
  if (page.state() !== 'idle') assert.ok(seen.includes(show) || seen.includes(give), note('SW1'));
  if (!page.has('choosing')) assert.equal(page.trackRuns, page.has('holding') || page.has('sending'), note('SW2'));
  if (page.has('holding')) assert.equal(page.trackIsOn, false, note('SW3'));
  const { capability, choice: held } = page.actor.getSnapshot().context;
  if (held && capability === 'giveControl') assert.equal(held.surface, 'monitor', note('SW11'));
  assert.equal(scripted.isRunning('publish'), page.has('sending'), note('SW4'));
  if (page.has('sending')) {
    assert.ok(sinceShow.some((event) => event.type === 'link.choosing' && event['requestId'] === 'r1'), note('SW4'));
    assert.deepEqual(scripted.runs.findLast(({ name }) => name === 'publish')?.input, { grantId: 'g1', epoch: 7 }, note('SW4'));
    for (const type of ['agent.stop', 'agent.leave', 'link.closed'])
      assert.ok(!sinceShow.some((event) => event.type === type), note('SW6'));
  }
  if (page.has('live')) assert.ok(sinceShow.some(({ type }) => type === 'media.up'), note('SW5'));
  // Each time that a picture began to leave, the agent had chosen and the customer had been asked anew.
  const acts = scripted.runs.map(({ name }) => name);
  acts.forEach((name, index) => {
    if (name === 'publish') assert.deepEqual(acts.slice(index - 3, index), ['chooseSurface', 'askCustomer', 'reportSurface'], note('SW8'));
  });
  const { context } = page.actor.getSnapshot();
  if (page.state() === 'idle') assert.deepEqual([context.requestId, context.choice, context.grant], [null, null, null], note('SW8'));
  assert.deepEqual(JSON.parse(JSON.stringify(context)), context, note('SW10'));
}

describe('showing machine', () => {
  const covered = new Set<string>();

  it('declares exactly the reviewed transitions', () => {
    assertGolden('showing.transitions', transitionTable(showingMachine));
  });

  it('[SW1] [002-01] opens the picker within the send of the click, and asks nobody before something was chosen', async () => {
    const page = createPage();
    page.actor.send(show);
    assert.deepEqual(page.journal, ['start chooseSurface']);
    await page.do(chosen);
    assert.deepEqual(page.journal.slice(1), ['done chooseSurface', 'holdCapture', 'start askCustomer']);
  });

  it('[SW3] [SW4] holds what was chosen, disabled, until the customer’s OK, and publishes under the grant that follows', async () => {
    const page = createPage();
    await page.do(...TO_ASKING);
    assert.deepEqual([page.trackRuns, page.trackIsOn, page.has('holding')], [true, false, true]);
    await page.do(choosing);
    assert.deepEqual(page.scripted.runs.at(-1)?.input, { requestId: 'r1', ...choice });
    assert.deepEqual([page.trackIsOn, page.scripted.isRunning('publish')], [false, false]);
    await page.do(granted);
    assert.deepEqual([page.trackIsOn, page.has('sending'), page.has('live')], [true, true, false]);
    await page.do({ type: 'media.up' });
    assert.equal(page.has('live'), true);
  });

  it('[SW11] [002-18] asks for what was pressed, and holds only a whole screen where control is given', async () => {
    for (const [pressed, picked, isHeld] of [
      [show, chosen, true],
      [give, chosenWhole, true],
      [give, chosen, false],
    ] as const) {
      const page = createPage();
      await page.do(pressed, picked);
      assert.deepEqual([page.has('holding'), page.trackRuns], [isHeld, isHeld]);
      const asked = page.scripted.runs.filter(({ name }) => name === 'askCustomer').map((run) => run.input);
      assert.deepEqual(asked, isHeld ? [{ capability: pressed.capability }] : []);
      if (!isHeld) assert.equal(page.endReason(), 'wrongSurface');
    }
  });

  it('[SW11] forgets with the next choice what the one before was for', async () => {
    const page = createPage();
    await page.do(give, chosen, show, chosen);
    assert.deepEqual(page.scripted.runs.at(-1)?.input, { capability: 'show' });
  });

  it('[SW4] publishes nothing under a grant for another request', async () => {
    const page = createPage();
    await page.do(...TO_AWAITING, { type: 'link.granted', requestId: 'r0', grantId: 'g0', epoch: 6 });
    assert.deepEqual([page.has('sending'), page.has('holding')], [false, true]);
  });

  for (const [name, reason, event] of [
    ['Not now and silence', 'over', { type: 'link.requestOver', requestId: 'r1' }],
    ['the end of the link', 'linkLost', closed],
    ['the end of the session', 'stopped', { type: 'agent.leave' }],
  ] as const)
    it(`[SW2] stops the capture by ${name}, without a word to the server`, async () => {
      for (const way of [TO_ASKING, TO_AWAITING]) {
        const page = createPage();
        await page.do(...way);
        page.journal.length = 0;
        page.actor.send(event);
        assert.deepEqual([page.state(), page.trackRuns, page.endReason()], ['idle', false, reason]);
        assert.deepEqual(page.journal.filter((line) => /withdraw|tell/.test(line)), []);
      }
    });

  it('[SW6] [I7] stops the capture before it withdraws, by the agent’s stop and by the browser’s', async () => {
    for (const [event, reason] of [[stop, 'stopped'], [captureEnded, 'captureEnded']] as const)
      for (const way of [TO_ASKING, TO_AWAITING]) {
        const page = createPage();
        await page.do(...way);
        page.journal.length = 0;
        page.actor.send(event);
        assert.deepEqual(page.journal.filter((line) => /stopCapture|withdraw/.test(line)), ['stopCapture', 'withdraw r1']);
        assert.deepEqual([page.state(), page.endReason()], ['idle', reason]);
      }
  });

  it('[SW6] [I7] ends the capture before it tells who ended the share', async () => {
    for (const [event, by] of [[stop, 'page'], [captureEnded, 'browser']] as const) {
      const page = createPage();
      await page.do(...TO_LIVE);
      page.journal.length = 0;
      page.actor.send(event);
      assert.deepEqual(page.journal, ['stopCapture', `tell g1 stopped by ${by}`, 'stop publish']);
    }
  });

  it('[SW7] keeps a share whose link comes back within the lease, and ends it later', async () => {
    const page = createPage();
    await page.do(...TO_LIVE, { type: 'link.lost' }, { type: 'link.found' }, wait);
    assert.equal(page.has('live'), true);
    page.actor.send({ type: 'link.lost' });
    page.clock.increment(LEASE_MS);
    assert.deepEqual([page.state(), page.trackRuns, page.endReason()], ['idle', false, 'linkLost']);
  });

  it('[SW9] gives back what the server believes that this page shows, and does not', async () => {
    const page = createPage();
    await page.do(granted, choosing);
    assert.deepEqual(page.journal, ['tell g1 stopped by page', 'withdraw r1']);
  });

  it('[SW2] waits for a grant no longer than its time', async () => {
    const page = createPage();
    await page.do(...TO_AWAITING);
    page.clock.increment(GRANT_TIMEOUT_MS);
    assert.deepEqual([page.state(), page.trackRuns, page.endReason()], ['idle', false, 'notGranted']);
  });

  it('every path of a page is safe at each step, and no transition is left out', async () => {
    const paths = getSimplePaths(showingMachine, {
      input,
      events: [...OUTSIDE, ...ACTORS, ...MEDIA, leaseOver] as ShowingEvent[],
      limit: 5_000,
    });
    for (const { steps } of paths) {
      const page = createPage(covered);
      const seen: AnyEventObject[] = [];
      for (const { event } of steps.slice(1)) {
        const run = /actor\.(\w+)$/.exec(event.type)?.[1];
        if (run !== undefined && !page.scripted.isRunning(run)) break; // it was over before this path goes on
        if (event.type.startsWith('media.') && !page.scripted.isRunning('publish')) break;
        await page.do(event);
        seen.push(event);
        assertSafe(page, seen);
      }
      page.actor.stop();
    }
    // These lead back, so no simple path has them.
    const back = createPage(covered);
    await back.do(granted, choosing, show, { type: 'link.lost' }, { type: 'link.found' });
    const missing = [...declaredTransitions(showingMachine)].filter((id) => !covered.has(id));
    assert.deepEqual(missing, []);
  });

  it('any order of events is safe', async () => {
    let steps = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = seededRandom(seed);
      const page = createPage();
      const seen: AnyEventObject[] = [];
      for (let n = 0; n < 60; n++) {
        // Mostly what leads on, now and then anything.
        const onward = [...TO_LIVE, { type: 'xstate.done.actor.reportSurface' }];
        const all = possible(page);
        const likely = all.filter(({ type }) => onward.some((each) => each.type === type));
        const from = random() < 0.7 && likely.length > 0 ? likely : all;
        const event = from[Math.floor(random() * from.length)] as AnyEventObject;
        await page.do(event);
        seen.push(event);
        steps += 1;
        assertSafe(page, seen);
      }
      page.actor.stop();
    }
    await macrotask();
    console.log(`# 0 violations in ${steps} events, bound ${(3 / steps).toExponential(1)}`);
  });
});
