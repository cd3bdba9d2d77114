import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActor, SimulatedClock, type AnyEventObject } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import { viewingMachine, type ViewingEvent } from '../../state-machines/viewing.machine.ts';
import {
  assertGolden,
  declaredTransitions,
  perform,
  recordTransitions,
  ScriptedActors,
  transitionTable,
} from '../support/machines.ts';
import { seededRandom } from '../support/seeded-random.ts';

const granted: ViewingEvent = { type: 'link.granted', grantId: 'g1', epoch: 7 };
const newer: ViewingEvent = { type: 'link.granted', grantId: 'g2', epoch: 8 };
const up: ViewingEvent = { type: 'media.up' };
const lost: ViewingEvent = { type: 'link.lost' };
const closed: ViewingEvent = { type: 'link.closed' };
const cut: ViewingEvent = { type: 'link.cut', grantId: 'g1', reason: 'revoked' };
const seen: ViewingEvent = { type: 'page.seen' };
const unseen: ViewingEvent = { type: 'page.unseen' };
const LEASE_MS = 3_000;
/** Raised by the machine itself; generated paths send it. */
const leaseOver: ViewingEvent = { type: 'clock.leaseOver' };
/** Time passes: as long as a lease. */
const wait = { type: 'test.wait' };

const OUTSIDE: ViewingEvent[] = [
  granted,
  newer,
  { type: 'viewer.lookAway' },
  { type: 'viewer.look' },
  cut,
  { type: 'link.cut', grantId: 'g2', reason: 'released' },
  { type: 'link.ended', grantId: 'g1', reason: 'expired' },
  { type: 'link.ended', grantId: 'g2', reason: null },
  lost,
  { type: 'link.found' },
  closed,
];
/** A new grant is looked at until the agent looks away. */
const AGENT_WISHES = ['viewer.lookAway', 'viewer.look', 'link.granted'];
const stale: ViewingEvent = { type: 'media.stale' };
const MEDIA: ViewingEvent[] = [up, stale, { type: 'media.down' }];
/** Whether the picture is on a screen is no business of the link's; together they have too many paths. */
const SCREENS: ViewingEvent[] = [seen, unseen];

function createPage(covered = new Set<string>()) {
  const scripted = new ScriptedActors();
  const clock = new SimulatedClock();
  const actor = createActor(viewingMachine.provide({ actors: { watch: scripted.callback('watch') } }), {
    input: { leaseMs: LEASE_MS },
    clock,
    inspect: recordTransitions(covered),
  }).start();
  return {
    actor,
    scripted,
    clock,
    has: (tag: 'watching' | 'picture' | 'live' | 'paused' | 'away' | 'over') => actor.getSnapshot().hasTag(tag),
    endReason: () => actor.getSnapshot().context.endReason,
    async do(...events: AnyEventObject[]) {
      const send = (event: AnyEventObject): void => {
        if (event.type === 'test.wait') clock.increment(LEASE_MS);
        else if (event.type.startsWith('media.')) scripted.emit('watch', event);
        else actor.send(event as ViewingEvent);
      };
      for (const event of events) await perform(event, { send, scripted, advance: () => undefined });
    },
  };
}

type Page = ReturnType<typeof createPage>;

/** Whether the server said that this grant is live, and neither ended it nor was lost since. */
function isLive(grantId: string, seen: readonly ViewingEvent[]): boolean {
  let live = false;
  let dead = false;
  for (const event of seen) {
    if (event.type === 'link.closed' || event.type === 'clock.leaseOver') live = false;
    if (!('grantId' in event)) continue;
    if (event.type === 'link.granted') live = event.grantId === grantId ? !dead : live;
    else if (event.grantId === grantId && live) dead = !(live = false);
  }
  return live;
}

function assertSafe(page: Page, seen: readonly ViewingEvent[]): void {
  const trail = seen.map(({ type }) => type).join(' > ');
  const note = (rule: string) => `[${rule}] after ${trail}`;
  const watched = page.scripted.runs.filter(({ status }) => status === 'running');
  const { grant, endReason, seen: noted } = page.actor.getSnapshot().context;

  assert.equal(watched.length, page.has('watching') ? 1 : 0, note('VW1'));
  if (page.has('watching') || page.has('away')) assert.ok(grant && isLive(grant.grantId, seen), note('VW1'));
  if (page.has('watching')) {
    assert.deepEqual(watched[0]?.input, grant, note('VW7'));
    assert.notEqual(seen.findLast(({ type }) => AGENT_WISHES.includes(type))?.type, 'viewer.lookAway', note('VW1'));
  }
  if (page.has('picture')) assert.ok(page.has('watching'), note('VW2'));
  if (page.has('picture') && !page.has('paused')) {
    const told = seen.findLast(({ type }) => type.startsWith('media.'))?.type;
    assert.ok(told === 'media.up' || told === 'media.stale', note('VW2'));
    assert.equal(page.has('live'), told === 'media.up', note('VW11'));
  }
  if (page.has('live')) assert.ok(page.has('picture') && !page.has('paused'), note('VW11'));
  const isSeen = seen.findLast(({ type }) => type.startsWith('page.'))?.type !== 'page.unseen';
  if (!isSeen) assert.ok(!page.has('live'), note('VW12'));
  const { journal } = page.scripted;
  const order = journal.slice(journal.lastIndexOf('start watch')).findLast((line) => line.startsWith('order'));
  if (page.has('paused')) assert.equal(order, `order watch picture.${isSeen ? 'resume' : 'pause'}`, note('VW12'));
  else if (page.has('watching')) assert.notEqual(order, 'order watch picture.pause', note('VW12'));
  if (page.has('over')) assert.ok(endReason !== null || seen.some((event) => event.type === 'link.ended'), note('VW8'));
  else assert.equal(endReason, null, note('VW8'));
  assert.deepEqual(JSON.parse(JSON.stringify({ grant, endReason, noted })), { grant, endReason, noted }, note('VW9'));
}

describe('viewing machine', () => {
  const covered = new Set<string>();
  const pathsOf = (events: ViewingEvent[]) =>
    getSimplePaths(viewingMachine, { input: { leaseMs: LEASE_MS }, events, limit: 20_000 });
  const paths = [...pathsOf([...OUTSIDE, ...MEDIA, leaseOver]), ...pathsOf([granted, ...MEDIA, ...SCREENS])];

  it('declares exactly the reviewed transitions', () => {
    assertGolden('viewing.transitions', transitionTable(viewingMachine));
  });

  for (const [title, event] of [
    ['a cut', { type: 'link.cut', grantId: 'g1', reason: 'revoked' }],
    ['the end of the grant', { type: 'link.ended', grantId: 'g1', reason: 'expired' }],
    ['the end of the link', closed],
    ['the end of the lease', leaseOver],
    ['looking away', { type: 'viewer.lookAway' }],
  ] satisfies [string, ViewingEvent][])
    it(`[VW3] ${title} takes the picture away within the same send`, async () => {
      const page = createPage();
      await page.do(granted, up);
      assert.equal(page.has('picture'), true);
      page.actor.send(event);
      assert.equal(page.scripted.runs[0]?.status, 'stopped');
      assert.equal(page.has('picture'), false);
    });

  it('[VW11] a picture whose frames stop is shown, but not as live', async () => {
    const page = createPage();
    await page.do(granted, stale);
    assert.equal(page.has('picture'), false, 'there was none yet');
    await page.do(up, stale);
    assert.deepEqual([page.has('picture'), page.has('live')], [true, false]);
    await page.do(up);
    assert.equal(page.has('live'), true);
  });

  const orders = (page: Page): string[] =>
    page.scripted.journal.flatMap((line) => /^order watch picture\.(.*)$/.exec(line)?.[1] ?? []);

  it('[VW12] a picture on no screen is paused, and is live again with its first new frame', async () => {
    const page = createPage();
    await page.do(granted, up, unseen);
    assert.deepEqual([page.has('paused'), page.has('picture'), page.has('live')], [true, true, false]);
    assert.equal(page.scripted.runs[0]?.status, 'running', 'the connection stays');
    await page.do(seen);
    assert.deepEqual([page.has('paused'), page.has('live')], [true, false]);
    await page.do(up);
    assert.deepEqual([page.has('paused'), page.has('live')], [false, true]);
    assert.deepEqual(orders(page), ['pause', 'resume']);
  });

  it('[VW12] a picture whose first frames come while it is on no screen is paused then, and not before', async () => {
    const page = createPage();
    await page.do(unseen, granted);
    assert.deepEqual(orders(page), []);
    await page.do(up);
    assert.deepEqual([orders(page), page.has('paused')], [['pause'], true]);
  });

  it('[VW12] a connection that the server made anew meanwhile is paused as well', async () => {
    const page = createPage();
    await page.do(granted, up, unseen, { type: 'media.down' }, up);
    assert.deepEqual([orders(page), page.has('paused')], [['pause', 'pause'], true]);
  });

  it('[VW11] [VW12] a picture that does not go on grows old, or is connected anew', async () => {
    const page = createPage();
    await page.do(granted, up, unseen, seen, stale);
    assert.deepEqual([page.has('paused'), page.has('picture'), page.has('live')], [false, true, false]);
    await page.do(unseen, seen, { type: 'media.down' });
    assert.deepEqual([page.has('watching'), page.has('picture')], [true, false]);
  });

  it('[VW2] a picture whose connection is gone is not shown', async () => {
    const page = createPage();
    await page.do(granted, up, { type: 'media.down' });
    assert.equal(page.has('picture'), false);
    assert.equal(page.has('watching'), true);
    await page.do(up);
    assert.equal(page.has('picture'), true);
  });

  it('[VW4] a cut or an end of another grant changes nothing', async () => {
    const page = createPage();
    await page.do(newer, up, { type: 'link.cut', grantId: 'g1', reason: 'revoked' });
    await page.do({ type: 'link.ended', grantId: 'g1', reason: 'revoked' }, granted);
    assert.equal(page.has('picture'), true);
  });

  it('[VW5] a grant that was cut never comes back', async () => {
    const page = createPage();
    await page.do(granted, up, { type: 'link.cut', grantId: 'g1', reason: 'revoked' }, granted);
    assert.equal(page.has('over'), true);
    assert.equal(page.endReason(), 'revoked');
    await page.do(newer);
    assert.equal(page.has('watching'), true);
  });

  it('[VW5] [VW8] a grant that outlives the loss of the link is watched again', async () => {
    const page = createPage();
    await page.do(granted, up, closed);
    assert.equal(page.endReason(), 'linkLost');
    await page.do(granted);
    assert.equal(page.has('watching'), true);
    assert.equal(page.endReason(), null);
  });

  for (const type of ['link.cut', 'link.ended'] as const)
    it(`[VW5] [VW8] a grant whose end (${type}) is heard only after the link came back stays over`, async () => {
      const page = createPage();
      await page.do(granted, up, closed, { type, grantId: 'g1', reason: 'agentLost' }, granted);
      assert.equal(page.has('over'), true);
      assert.equal(page.endReason(), 'agentLost');
    });

  it('[VW10] the lease of one share does not end the next, nor does a second loss outlive the return', async () => {
    const page = createPage();
    await page.do(granted, lost, { type: 'link.cut', grantId: 'g1', reason: 'revoked' }, newer, wait);
    assert.equal(page.has('watching'), true);
    await page.do(lost, lost, { type: 'link.found' }, wait);
    assert.equal(page.has('watching'), true);
  });

  it('[VW10] a lost link that comes back within the lease changes nothing, later it is the end', async () => {
    const page = createPage();
    await page.do(granted, up, lost);
    page.clock.increment(LEASE_MS - 1);
    await page.do({ type: 'link.found' }, wait);
    assert.equal(page.has('picture'), true);
    await page.do(lost, wait);
    assert.equal(page.has('picture'), false);
    assert.equal(page.endReason(), 'linkLost');
  });

  it('[VW6] looking again after looking away watches the same grant with a new connection', async () => {
    const page = createPage();
    await page.do(granted, up, { type: 'viewer.lookAway' });
    assert.equal(page.has('away'), true);
    await page.do({ type: 'viewer.look' });
    assert.deepEqual(page.scripted.runs.map(({ input, status }) => [input, status]), [
      [{ grantId: 'g1', epoch: 7 }, 'stopped'],
      [{ grantId: 'g1', epoch: 7 }, 'running'],
    ]);
  });

  it('[VW7] a newer grant replaces the older one', async () => {
    const page = createPage();
    await page.do(granted, up, newer);
    assert.equal(page.has('picture'), false);
    assert.deepEqual(page.scripted.runs.map(({ status }) => status), ['stopped', 'running']);
    assert.deepEqual(page.scripted.runs[1]?.input, { grantId: 'g2', epoch: 8 });
  });

  it(`[VW1-VW12] every simple path (${paths.length}) ends where it should, and is safe all the way`, async () => {
    for (const path of paths) {
      const page = createPage(covered);
      const seen: ViewingEvent[] = [];
      for (const { event } of path.steps.slice(1)) {
        await page.do(event);
        seen.push(event);
        assertSafe(page, seen);
      }
      assert.deepEqual(page.actor.getSnapshot().value, path.state.value);
      assert.deepEqual(page.actor.getSnapshot().context, path.state.context);
      page.actor.stop();
    }
  });

  it('[VW1-VW12] holds every safety property on random walks through everything that can happen', async () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seededRandom(seed);
      const page = createPage(covered);
      const seen: ViewingEvent[] = [];
      for (let step = 0; step < 25; step += 1) {
        const choices: AnyEventObject[] = [...OUTSIDE, ...SCREENS, wait, ...(page.scripted.isRunning('watch') ? MEDIA : [])];
        const event = choices[Math.floor(random() * choices.length)];
        assert.ok(event);
        await page.do(event);
        seen.push(event as ViewingEvent);
        assertSafe(page, seen);
      }
      page.actor.stop();
    }
  });

  it('leaves no declared transition unexercised', async () => {
    await createPage(covered).do(granted, up, unseen, seen, unseen); // leads back, so no simple path has it
    assert.deepEqual([...declaredTransitions(viewingMachine)].filter((id) => !covered.has(id)), []);
  });
});
