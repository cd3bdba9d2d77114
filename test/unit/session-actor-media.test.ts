import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REASON_GRACE_MS, REQUEST_TIMES, STOP_TIMEOUT_MS } from '../../gateway/server/sessions/limits.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { macrotask } from '../support/machines.ts';
import { choice, createWorld, requestId, toGrant } from '../support/session-actor.ts';

async function createGranted() {
  const world = createWorld();
  const submit = async (...facts: SessionFact[]): Promise<void> => {
    for (const fact of facts) await world.actor.submit(fact);
  };
  await submit(...toGrant, choice);
  const { actor } = world;
  return {
    ...world,
    submit,
    tags: () => [...(actor.state.requests.at(-1)?.snapshot.tags ?? [])],
    endReason: () => actor.state.requests.at(-1)?.snapshot.context.endReason,
    records: () => actor.facts.map(({ type }) => type),
  };
}

describe('a session actor and its media', () => {
  it('records that the picture flows when the owner’s connection is up, and for no other', async () => {
    const { actor, records, tags } = await createGranted();
    actor.mediaChanged('g0', undefined, 'up');
    actor.mediaChanged('g1', 'somebody', 'up');
    await macrotask();
    assert.deepEqual(tags(), ['open', 'granted', 'relayed', 'opening', 'watched']);
    actor.mediaChanged('g1', undefined, 'up');
    await macrotask();
    assert.deepEqual(tags(), ['open', 'granted', 'relayed', 'watched']);
    assert.deepEqual(actor.facts.at(-1)?.payload, { requestId });
    actor.mediaChanged('g1', undefined, 'up');
    await macrotask();
    assert.equal(records().filter((type) => type === 'media.opened').length, 1);
  });

  it('takes no word of the media node where nothing is shared', async () => {
    const { actor, journal } = createWorld();
    for (const fact of toGrant) await actor.submit(fact);
    journal.length = 0;
    actor.mediaChanged('g1', undefined, 'up');
    actor.mediaChanged('g1', undefined, 'down');
    actor.mediaLost();
    await macrotask();
    assert.deepEqual(journal, []);
  });

  it('offers the picture to the agent under its grant and epoch', async () => {
    const { actor, messages } = await createGranted();
    await actor.mediaShares[0]?.publish('offer');
    await macrotask();
    const viewerId = actor.mediaShares[0]?.viewerId;
    const offer = { type: 'viewer.offer', sessionId: 's1', grantId: 'g1', epoch: 1, viewerId, sdp: 'offer' };
    assert.deepEqual(messages.filter(({ type }) => type === 'viewer.offer'), [offer]);
  });

  it('offers it anew when the viewer’s connection goes down, and when the owner’s comes late', async () => {
    const { actor, media, messages } = await createGranted();
    const offers = (): number => messages.filter(({ type }) => type === 'viewer.offer').length;
    media.failing.add('viewer');
    await actor.mediaShares[0]?.publish('offer');
    await macrotask();
    assert.equal(offers(), 0);
    media.failing.clear();
    actor.mediaChanged('g1', undefined, 'up');
    await macrotask();
    assert.equal(offers(), 1);
    actor.mediaChanged('g1', actor.mediaShares[0]?.viewerId, 'down');
    await macrotask();
    assert.equal(offers(), 2);
  });

  it('ends the share a moment after the owner’s connection went down', async () => {
    const { actor, clock, endReason } = await createGranted();
    actor.mediaChanged('g1', undefined, 'down');
    clock.advance(REASON_GRACE_MS - 1);
    await macrotask();
    assert.equal(endReason(), null);
    clock.advance(1);
    assert.equal(actor.mediaShares[0], undefined);
    await macrotask();
    assert.equal(endReason(), 'mediaFailed');
  });

  it('ends no newer share for the connection of an older one', async () => {
    const { actor, clock, submit, tags } = await createGranted();
    actor.mediaChanged('g1', undefined, 'down');
    await submit(
      { type: 'customer.stopped', requestId },
      { type: 'request.created', requestId: 'r2', capability: 'view', continues: null, ...REQUEST_TIMES },
      { ...toGrant.at(-1), requestId: 'r2' } as SessionFact,
      { ...choice, requestId: 'r2', grantId: 'g2', epoch: 2 } as SessionFact,
    );
    clock.advance(REASON_GRACE_MS);
    actor.mediaChanged('g1', undefined, 'up');
    await macrotask();
    assert.deepEqual(tags(), ['open', 'granted', 'relayed', 'opening', 'watched']);
    assert.equal(actor.mediaShares[0]?.grant.grantId, 'g2');
  });

  it('[I20] ends the share at once when the media node is away, and where its room cannot be opened', async () => {
    const away = await createGranted();
    away.actor.mediaLost();
    assert.equal(away.actor.mediaShares[0], undefined);
    await macrotask();
    assert.equal(away.endReason(), 'mediaFailed');
    const records = away.records();
    away.actor.mediaLost();
    await macrotask();
    assert.deepEqual(away.records(), records);

    const { actor, media } = createWorld();
    media.failing.add('open');
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    await macrotask();
    assert.equal(actor.state.requests[0]?.snapshot.context.endReason, 'mediaFailed');
    assert.deepEqual([...media.calls], ['open g1', 'close g1']);
  });

  it('[I1] closes the viewer before it records that the agent looked away, without a word to the pages', async () => {
    const { actor, journal, submit } = await createGranted();
    await actor.mediaShares[0]?.publish('offer');
    await macrotask();
    journal.length = 0;
    await submit({ type: 'agent.lookedAway', requestId });
    assert.deepEqual(journal, ['media closeViewer', 'record agent.lookedAway', 'views']);
    assert.deepEqual(actor.facts.at(-1)?.payload, { requestId, stop: { verified: true, tookMs: 1 } });
  });

  it('[I5] records that the agent looks again before it opens a viewer', async () => {
    const { actor, journal, submit } = await createGranted();
    await actor.mediaShares[0]?.publish('offer');
    await submit({ type: 'agent.lookedAway', requestId });
    journal.length = 0;
    await submit({ type: 'agent.lookedAgain', requestId });
    await macrotask();
    assert.deepEqual(journal, ['record agent.lookedAgain', 'media viewer', 'views', 'agent viewer.offer']);
    assert.deepEqual(actor.facts.at(-1)?.payload, { requestId });
  });

  it('pauses the viewer that the fact names, and goes on with it; any other look away hangs up', async () => {
    const { actor, media, submit } = await createGranted();
    await actor.mediaShares[0]?.publish('offer');
    await macrotask();
    const viewerId = actor.mediaShares[0]?.viewerId ?? '';
    actor.mediaChanged('g1', viewerId, 'up');
    await submit({ type: 'agent.lookedAway', requestId, viewerId });
    assert.deepEqual([media.calls.at(-1), actor.mediaShares[0]?.viewerId], ['pause g1', viewerId]);
    await submit({ type: 'agent.lookedAgain', requestId, viewerId });
    assert.deepEqual([media.calls.at(-1), actor.mediaShares[0]?.viewerId], ['resume g1', viewerId]);
    await submit({ type: 'agent.lookedAway', requestId });
    assert.deepEqual([media.calls.at(-1), actor.mediaShares[0]?.viewerId], ['closeViewer g1', undefined]);
  });

  it('opens nothing by facts that widen nothing', async () => {
    const { actor, media, submit } = await createGranted();
    await actor.mediaShares[0]?.publish('offer');
    await submit({ type: 'media.opened', requestId }, { type: 'customer.returned' });
    await macrotask();
    assert.deepEqual([...media.calls], ['open g1', 'publish g1', 'viewer g1']);
  });

  it('[I1] closes the room once, and the share counts as over from the first moment', async () => {
    const { actor, media, messages, submit } = await createGranted();
    const first = submit({ type: 'customer.stopped', requestId });
    assert.equal(actor.mediaShares[0], undefined);
    await first;
    assert.deepEqual([...media.calls], ['open g1', 'close g1']);
    const cut = { type: 'share.cut', sessionId: 's1', grantId: 'g1', reason: 'revoked' };
    assert.deepEqual(messages, [cut, cut]);
    assert.deepEqual(actor.facts.at(-1)?.payload, { requestId, stop: { verified: true, tookMs: 1 } });
  });

  it('[I1] cuts by a fact that is known only at its turn, too', async () => {
    const { actor, journal, messages } = await createGranted();
    journal.length = 0;
    await actor.submit(() => ({ type: 'agent.ended' }));
    assert.deepEqual(journal, ['customer share.cut', 'agent share.cut', 'media close', 'record agent.ended', 'views']);
    assert.deepEqual(messages.map((message) => message.type === 'share.cut' && message.reason), ['sessionEnded', 'sessionEnded']);
  });

  it('records an end as not verified where the media server fails or hangs', async () => {
    const failing = await createGranted();
    failing.media.failing.add('close');
    await failing.submit({ type: 'customer.stopped', requestId });
    assert.deepEqual(failing.actor.facts.at(-1)?.payload, { requestId, stop: { verified: false, tookMs: 0 } });

    const hanging = await createGranted();
    await hanging.actor.mediaShares[0]?.publish('offer');
    await macrotask();
    hanging.media.closeViewer = () => new Promise(() => undefined);
    const away = hanging.submit({ type: 'agent.lookedAway', requestId });
    await macrotask();
    hanging.clock.advance(STOP_TIMEOUT_MS - 1);
    await macrotask();
    assert.equal(hanging.records().at(-1), 'owner.surfaceChosen');
    hanging.clock.advance(1);
    await away;
    assert.deepEqual(hanging.actor.facts.at(-1)?.payload, { requestId, stop: { verified: false, tookMs: STOP_TIMEOUT_MS } });
  });
});
