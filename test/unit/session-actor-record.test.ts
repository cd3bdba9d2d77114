import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Refusal } from '../../gateway/server/refusal.ts';
import { RECORD_RETRY_MS, REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { StoreError } from '../../gateway/server/store/store.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { macrotask } from '../support/machines.ts';
import { choice, createWorld, requestId, toGrant } from '../support/session-actor.ts';

const isRefused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const opened: SessionFact = { type: 'media.opened', requestId };
const stopped: SessionFact = { type: 'customer.stopped', requestId };

async function createAfter(facts: SessionFact[], failed?: (error: unknown) => void) {
  const world = createWorld(failed);
  for (const fact of facts) await world.actor.submit(fact);
  const { actor, clock, journal } = world;
  journal.length = 0;
  return {
    ...world,
    endReason: () => actor.state.requests.at(-1)?.snapshot.context.endReason,
    recorded: () => journal.filter((line) => line.startsWith('record')),
    async wait(ms: number): Promise<void> {
      clock.advance(ms);
      await macrotask();
    },
  };
}

describe('a session actor and its record', () => {
  it('counts the lines of its log, with the time of each, and tells of the new ones alone', async () => {
    const { actor, clock, logged } = createWorld();
    const startMs = clock.nowMs();
    for (const fact of toGrant) {
      await actor.submit(fact);
      clock.advance(1_000);
    }
    assert.deepEqual(actor.log.map(({ seq, atMs, kind }) => [seq, atMs - startMs, kind]), [
      [1, 0, 'created'],
      [2, 1_000, 'customerLinked'],
      [3, 2_000, 'started'],
      [4, 3_000, 'requested'],
      [5, 4_000, 'answered'],
    ]);
    assert.deepEqual(logged, actor.log.map((entry) => [entry]));
    await actor.submit({ type: 'customer.lost' });
    assert.deepEqual(logged.at(-1)?.map(({ seq, kind }) => [seq, kind]), [[6, 'customerLost'], [7, 'ended']]);
  });

  it('[I3] begins with several facts at once, or with none', async () => {
    const { actor, journal, logged, world } = createWorld();
    const first: SessionFact[] = [
      { type: 'session.created', name: 'Ada', agentId: 'mia', agentName: 'Mia', company: 'Acme' },
      { type: 'session.invited', kind: 'link', codeHash: 'h', expiresAtMs: 1 },
    ];
    world.failing = true;
    await assert.rejects(actor.begin(first), isRefused('E_RECORD'));
    assert.deepEqual([actor.facts, journal, logged], [[], [], []]);
    world.failing = false;
    await actor.begin(first);
    assert.deepEqual(journal, ['record session.created', 'record session.invited', 'views']);
    assert.deepEqual(logged.map((entries) => entries.map(({ seq, kind }) => [seq, kind])), [[[1, 'created'], [2, 'linkCreated']]]);
    assert.equal(actor.state.session.hasTag('joinable'), true);
  });

  it('tells of no log lines where a fact has none', async () => {
    const { actor, logged, journal } = await createAfter([...toGrant, choice]);
    const before = logged.length;
    await actor.submit(opened);
    assert.deepEqual([logged.length, journal], [before, ['record media.opened', 'views']]);
  });

  it('refuses what the machines do not take, and what a decision refuses, and records neither', async () => {
    const { actor, journal } = await createAfter(toGrant.slice(0, 3));
    await assert.rejects(actor.submit(stopped), isRefused('E_STALE'));
    await assert.rejects(actor.submit(() => stopped), isRefused('E_STALE'));
    const decide = (): SessionFact => {
      throw new Refusal('E_MEDIA_DOWN');
    };
    await assert.rejects(actor.submit(decide), isRefused('E_MEDIA_DOWN'));
    assert.deepEqual(journal, []);
  });

  it('decides on the state at its turn', async () => {
    const { actor, recorded } = await createAfter(toGrant.slice(0, 3));
    const created = toGrant[3] as SessionFact;
    const first = actor.submit(created);
    await assert.rejects(
      actor.submit((state) => {
        assert.equal(state.requests.length, 1);
        return created;
      }),
      isRefused('E_STALE'),
    );
    await first;
    assert.deepEqual(recorded(), ['record request.created']);
  });

  it('runs a deadline once, takes it back with its state, and starts it anew with More time', async () => {
    const { actor, endReason, recorded, wait } = await createAfter(toGrant.slice(0, 4));
    await wait(REQUEST_TIMES.promptTimeoutMs - 1);
    await actor.submit({ type: 'customer.extended', requestId });
    await wait(REQUEST_TIMES.promptTimeoutMs - 1);
    assert.equal(endReason(), null);
    await actor.submit(toGrant[4] as SessionFact);
    await wait(REQUEST_TIMES.pickerTimeoutMs - 1);
    assert.equal(endReason(), null);
    await wait(1);
    assert.equal(endReason(), 'pickerTimedOut');
    await wait(REQUEST_TIMES.grantMaxLifeMs);
    assert.deepEqual(recorded(), ['record customer.extended', 'record customer.answered', 'record clock.fired']);
  });

  it('[I14] ends a grant after its longest life', async () => {
    const { actor, endReason, media, wait } = await createAfter([...toGrant, choice, opened]);
    await wait(REQUEST_TIMES.grantMaxLifeMs - 1);
    assert.equal(endReason(), null);
    await wait(1);
    assert.deepEqual([endReason(), actor.liveShares[0], media.rooms.size], ['expired', undefined, 0]);
  });

  it('[I14] ends a grant that nobody has looked at for long, and none that is looked at', async () => {
    const { actor, endReason, media, wait } = await createAfter([...toGrant, choice, opened]);
    await wait(REQUEST_TIMES.grantIdleMs);
    await actor.submit({ type: 'agent.lookedAway', requestId });
    await wait(REQUEST_TIMES.grantIdleMs - 1);
    assert.equal(endReason(), null);
    await wait(1);
    assert.deepEqual([endReason(), actor.liveShares[0], media.rooms.size], ['idle', undefined, 0]);
  });

  it('[B-01] opens nothing by an OK alone, nor by the choice of anything but a desktop', async () => {
    const { actor, endReason, media } = await createAfter(toGrant);
    assert.deepEqual([endReason(), actor.liveShares[0], [...media.calls]], [null, undefined, []]);
    await actor.submit({ ...choice, surface: 'browser' } as SessionFact);
    assert.deepEqual([endReason(), actor.liveShares[0], [...media.calls]], ['wrongSurface', undefined, []]);
  });

  it('refuses what cannot be recorded, and leaves the rest as it was', async () => {
    const { actor, journal, wait, world } = await createAfter(toGrant.slice(0, 2));
    world.failing = true;
    const withCause = (error: unknown): boolean => error instanceof Refusal && error.cause instanceof StoreError;
    await assert.rejects(actor.submit({ type: 'agent.started' }), withCause);
    await assert.rejects(actor.submit({ type: 'customer.left' }), isRefused('E_RECORD'));
    world.failing = false;
    await wait(RECORD_RETRY_MS * 3);
    assert.deepEqual([journal, actor.state.session.hasTag('startable')], [[], true]);
  });

  it('lets an open question live where something else cannot be recorded', async () => {
    const { actor, journal, wait, world } = await createAfter(toGrant.slice(0, 4));
    world.failing = true;
    await assert.rejects(actor.submit({ type: 'customer.extended', requestId }), isRefused('E_RECORD'));
    world.failing = false;
    await wait(RECORD_RETRY_MS);
    assert.deepEqual([journal, actor.state.requests[0]?.snapshot.hasTag('asking')], [[], true]);
  });

  it('[I3] cuts a share by its own reason where something else about it cannot be recorded', async () => {
    const { actor, endReason, journal, messages, recorded, wait, world } = await createAfter([...toGrant, choice]);
    world.failing = true;
    await assert.rejects(actor.submit(opened), isRefused('E_RECORD'));
    assert.deepEqual(journal, ['customer share.cut', 'agent share.cut', 'media close', 'views']);
    assert.deepEqual(messages.map((message) => message.type === 'share.cut' && message.reason), ['mediaFailed', 'mediaFailed']);
    assert.equal(endReason(), 'mediaFailed');
    await wait(RECORD_RETRY_MS);
    await wait(RECORD_RETRY_MS);
    world.failing = false;
    await wait(RECORD_RETRY_MS - 1);
    assert.deepEqual(recorded(), []);
    await wait(1);
    assert.deepEqual(recorded(), ['record media.failed']);
    assert.deepEqual(actor.facts.at(-1)?.payload, { requestId, stop: { verified: true, tookMs: 1 } });
  });

  it('[I3] records the end that is in effect before anything that follows it', async () => {
    const { actor, endReason, recorded, wait, world } = await createAfter([...toGrant, choice]);
    world.failing = true;
    await assert.rejects(actor.submit(stopped), isRefused('E_RECORD'));
    await assert.rejects(actor.submit({ type: 'agent.ended' }), isRefused('E_RECORD'));
    assert.equal(endReason(), 'revoked');
    world.failing = false;
    await actor.submit({ type: 'agent.ended' });
    assert.deepEqual(recorded(), ['record customer.stopped', 'record agent.ended']);
    await wait(RECORD_RETRY_MS);
    assert.equal(recorded().length, 2);
  });

  it('[I3] lets what ends meanwhile be ended too, says so, and records all of it in its order, once', async () => {
    const { actor, journal, recorded, world, wait } = await createAfter([...toGrant, choice]);
    const asked: SessionFact = { ...toGrant[3], requestId: 'r2', capability: 'show' } as SessionFact;
    const refused: SessionFact = { ...toGrant[4], requestId: 'r2', answer: 'notNow' } as SessionFact;
    await actor.submit(asked);
    journal.length = 0;
    world.failing = true;
    await assert.rejects(actor.submit(stopped), isRefused('E_RECORD'));
    journal.length = 0;
    await assert.rejects(actor.submit({ type: 'customer.extended', requestId: 'r2' }), isRefused('E_RECORD'));
    await assert.rejects(actor.submit(() => refused), isRefused('E_RECORD'));
    assert.deepEqual(journal, [], 'what ends nothing, or is decided at its turn, changes nothing');
    assert.ok(actor.state.requests[1]?.snapshot.hasTag('open'));
    await assert.rejects(actor.submit(refused), isRefused('E_RECORD'));
    assert.deepEqual([journal, actor.state.requests[1]?.snapshot.hasTag('open')], [['views'], false]);
    await wait(RECORD_RETRY_MS);
    assert.deepEqual(recorded(), []);
    world.failing = false;
    await wait(RECORD_RETRY_MS);
    assert.deepEqual(recorded(), ['record customer.stopped', 'record customer.answered']);
    await actor.submit({ type: 'customer.returned' });
    assert.equal(recorded().length, 3);
  });

  it('runs nothing any more when the server ends: neither deadlines nor another attempt at the record', async () => {
    const asking = await createAfter(toGrant.slice(0, 4));
    asking.actor.close();
    await asking.wait(REQUEST_TIMES.promptTimeoutMs);
    assert.deepEqual(asking.recorded(), []);
    const failing = await createAfter([...toGrant, choice]);
    failing.world.failing = true;
    await assert.rejects(failing.actor.submit(stopped), isRefused('E_RECORD'));
    failing.actor.close();
    failing.world.failing = false;
    await failing.wait(RECORD_RETRY_MS);
    assert.deepEqual(failing.recorded(), []);
  });

  it('tells of errors that nobody expected, its own and while it tries again, and goes on', async () => {
    const errors: unknown[] = [];
    const { actor, store, clock, wait, world, recorded } = await createAfter([...toGrant, choice], (error) => errors.push(error));
    const broken = new TypeError('broken');
    const { append } = store;
    store.append = () => {
      throw broken;
    };
    actor.mediaChanged('g1', undefined, 'up');
    await macrotask();
    assert.deepEqual(errors, [broken]);
    store.append = append;
    world.failing = true;
    await assert.rejects(actor.submit(stopped), isRefused('E_RECORD'));
    store.append = () => {
      throw broken;
    };
    await wait(RECORD_RETRY_MS);
    assert.deepEqual(errors, [broken, broken]);
    store.append = append;
    world.failing = false;
    clock.advance(RECORD_RETRY_MS);
    await actor.submit({ type: 'customer.returned' });
    assert.deepEqual(recorded(), ['record customer.stopped', 'record customer.returned']);
  });
});

describe('a session actor after a restart', () => {
  it('[F1] [I13] counts what was open as ended, before that is on record, and records it before anything else', async () => {
    const { actor: before } = await createAfter([...toGrant, choice]);
    const { actor, endReason, media, recorded, wait, world } = await createAfter([]);
    actor.restore(before.facts);
    assert.equal(endReason(), null);
    world.failing = true;
    actor.restarted();
    assert.equal(endReason(), 'serverRestarted');
    await macrotask();
    assert.deepEqual([recorded(), actor.state.requests.length, actor.liveShares[0]], [[], 1, undefined]);
    world.failing = false;
    await actor.submit({ type: 'customer.returned' });
    await wait(RECORD_RETRY_MS);
    assert.deepEqual(recorded(), ['record server.restarted', 'record customer.returned']);
    assert.deepEqual([...media.calls], []);
  });

  it('runs no deadline of the time before', async () => {
    const { actor: before } = await createAfter(toGrant.slice(0, 4));
    const { actor, recorded, wait } = await createAfter([]);
    actor.restore(before.facts);
    await wait(REQUEST_TIMES.promptTimeoutMs);
    assert.deepEqual(recorded(), []);
    actor.restarted();
    await wait(REQUEST_TIMES.promptTimeoutMs);
    assert.deepEqual(recorded(), ['record server.restarted']);
  });

  it('puts the restart on record where nothing was open, without holding up what follows', async () => {
    const { actor: before } = await createAfter(toGrant.slice(0, 2));
    const { actor, recorded, wait, world } = await createAfter([]);
    actor.restore(before.facts);
    world.failing = true;
    actor.restarted();
    await macrotask();
    world.failing = false;
    await actor.submit({ type: 'agent.started' });
    await wait(RECORD_RETRY_MS);
    assert.deepEqual(recorded(), ['record agent.started']);
    assert.deepEqual(actor.log.map(({ seq }) => seq), [1, 2, 3]);
  });
});
