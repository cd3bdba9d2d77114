import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Refusal } from '../../gateway/server/refusal.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { macrotask } from '../support/machines.ts';
import { choice, createWorld, requestId, toGrant } from '../support/session-actor.ts';

describe('session actor', () => {
  it('[I5] records a grant before it opens anything', async () => {
    const { actor, journal } = createWorld();
    for (const fact of toGrant) await actor.submit(fact);
    journal.length = 0;
    await actor.submit(choice);
    assert.deepEqual(journal, ['record owner.surfaceChosen', 'media open', 'views']);
  });

  it('[I1] ends the picture before it records the end, and tells the pages first of all', async () => {
    const { actor, journal } = createWorld();
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    journal.length = 0;
    await actor.submit({ type: 'customer.stopped', requestId });
    assert.deepEqual(journal, ['customer share.cut', 'agent share.cut', 'media close', 'record customer.stopped', 'views']);
  });

  it('[I3] opens nothing and says so when the grant cannot be recorded', async () => {
    const { actor, media, world } = createWorld();
    for (const fact of toGrant) await actor.submit(fact);
    world.failing = true;
    await assert.rejects(actor.submit(choice), (error) => error instanceof Refusal && error.code === 'E_RECORD');
    assert.equal(media.rooms.size, 0);
    assert.equal(actor.liveShares[0], undefined);
  });

  it('[I3] [I20] ends what is shared when the record fails, and records that once it can', async () => {
    const { actor, clock, media, world } = createWorld();
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    world.failing = true;
    await assert.rejects(actor.submit({ type: 'media.opened', requestId }), Refusal);
    assert.equal(media.rooms.size, 0);
    assert.equal(actor.liveShares[0], undefined);
    world.failing = false;
    clock.advance(1_000);
    await macrotask();
    assert.equal(actor.state.requests[0]?.snapshot.context.endReason, 'mediaFailed');
  });

  it('[I1] ends the picture at once, even while an earlier fact waits for a slow disk', async () => {
    const { actor, journal, media, world } = createWorld();
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    world.stalled = true;
    void actor.submit({ type: 'media.opened', requestId });
    journal.length = 0;
    void actor.submit({ type: 'customer.stopped', requestId });
    assert.deepEqual(journal, ['customer share.cut', 'agent share.cut', 'media close']);
    await macrotask();
    assert.equal(media.rooms.size, 0);
  });

  it('[I3] keeps an end that could not be recorded: it counts at once, under its own reason, and once', async () => {
    const { actor, clock, journal, world } = createWorld();
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    world.failing = true;
    for (let n = 0; n < 5; n++) await assert.rejects(actor.submit({ type: 'customer.stopped', requestId }), Refusal);
    assert.equal(actor.state.requests[0]?.snapshot.context.endReason, 'revoked');
    clock.advance(3_000);
    await macrotask();
    world.failing = false;
    journal.length = 0;
    clock.advance(1_000);
    await macrotask();
    assert.deepEqual(journal.filter((line) => line.startsWith('record')), ['record customer.stopped']);
    clock.advance(10_000);
    await macrotask();
    assert.equal(journal.filter((line) => line.startsWith('record')).length, 1);
  });

  it('[B-04] keeps silence a no when the record fails at that moment', async () => {
    const { actor, clock, world } = createWorld();
    for (const fact of toGrant.slice(0, 4)) await actor.submit(fact);
    world.failing = true;
    clock.advance(REQUEST_TIMES.promptTimeoutMs);
    await macrotask();
    assert.equal(actor.state.requests[0]?.snapshot.context.endReason, 'noAnswer');
    world.failing = false;
    const late = toGrant[4];
    assert.ok(late);
    await assert.rejects(actor.submit(late), (error) => error instanceof Refusal && error.code === 'E_STALE');
    assert.equal(actor.facts.at(-1)?.type, 'clock.fired');
  });

  it('[B-04] turns silence into no by the clock, whatever the wall clock says', async () => {
    const { actor, clock } = createWorld();
    for (const fact of toGrant.slice(0, 4)) await actor.submit(fact);
    clock.wallMs -= 86_400_000;
    clock.advance(REQUEST_TIMES.promptTimeoutMs - 1);
    await macrotask();
    assert.equal(actor.state.requests[0]?.snapshot.hasTag('asking'), true);
    clock.advance(1);
    await macrotask();
    assert.equal(actor.state.requests[0]?.snapshot.context.endReason, 'noAnswer');
  });

  it('records the end as not verified when the media server does not confirm it', async () => {
    const { actor, clock, media } = createWorld();
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    media.closeShare = () => new Promise(() => undefined);
    const stopped = actor.submit({ type: 'customer.stopped', requestId });
    await macrotask();
    clock.advance(2_000);
    await stopped;
    assert.deepEqual(actor.facts.at(-1)?.payload, { requestId, stop: { verified: false, tookMs: 2_000 } });
  });

  it('takes facts one after the other, in the order in which they were submitted', async () => {
    const { actor, journal } = createWorld();
    await Promise.all(toGrant.map((fact) => actor.submit(fact)));
    assert.deepEqual(journal.filter((line) => line.startsWith('record')), toGrant.map(({ type }) => `record ${type}`));
  });

  it('[F1] restores its state from the record without touching anything outside', async () => {
    const { actor } = createWorld();
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    const again = createWorld();
    again.actor.restore(actor.facts);
    assert.deepEqual(again.actor.state.requests[0]?.snapshot.context, actor.state.requests[0]?.snapshot.context);
    assert.deepEqual([again.journal, again.actor.liveShares[0]], [[], undefined]);
    assert.deepEqual(again.actor.log, actor.log);
  });

  it('prefers the page’s own word for the end over the lost connection that follows it', async () => {
    const { actor, clock } = createWorld();
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    actor.mediaChanged('g1', undefined, 'down');
    await actor.submit({ type: 'customer.stopped', requestId });
    clock.advance(1_000);
    await macrotask();
    assert.equal(actor.state.requests[0]?.snapshot.context.endReason, 'revoked');
  });
});
