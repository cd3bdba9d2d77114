import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { SNAPSHOT_EVERY_MS } from '../../gateway/server/sessions/page-share.ts';
import { Refusal } from '../../gateway/server/refusal.ts';
import { VIEWER_UNSENT_MAX_BYTES } from '../../gateway/server/sessions/viewer-backlog.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { macrotask } from '../support/machines.ts';
import { choice, createWorld, requestId, toGrant } from '../support/session-actor.ts';
import { snapshot, textChanged } from '../support/visitor.ts';

const granted = [...toGrant, choice];
const asPage = (fact: SessionFact): SessionFact =>
  fact.type === 'request.created' ? { ...fact, capability: 'cobrowseView' } : fact.type === 'owner.surfaceChosen' ? { ...fact, surface: 'page' } : fact;
/** The same for the agent's desktop, as request `r2` with the grant `g2`. */
const shows = granted.slice(3).map((fact): SessionFact => {
  const second = { ...fact, requestId: 'r2' } as SessionFact;
  if (second.type === 'request.created') return { ...second, capability: 'show' };
  return second.type === 'owner.surfaceChosen' ? { ...second, grantId: 'g2', epoch: 2 } : second;
});

/** A page that is shared beside the agent's desktop, or by itself. */
async function shared(...more: SessionFact[]) {
  const world = createWorld();
  for (const fact of [...granted.map(asPage), ...more]) await world.actor.submit(fact);
  const page = world.actor.pageOf('g1');
  assert.ok(page);
  world.journal.length = 0;
  return { ...world, page, said: () => world.journal.splice(0) };
}

describe('a session actor and a page', () => {
  it('[I1] relays a page to its viewer and no media server, and notes once that it flows', async () => {
    const { actor, page, said, messages, media } = await shared();
    messages.length = 0;
    for (const event of snapshot()) page.relay(event);
    await macrotask();
    assert.deepEqual(said(), ['agent page.event', 'agent page.event', 'agent page.event', 'record media.opened', 'views']);
    assert.deepEqual(messages, snapshot().map((event) => ({ type: 'page.event', sessionId: 's1', grantId: 'g1', epoch: 1, event })));
    assert.deepEqual([media.rooms.size, actor.mediaShares.length], [0, 0]);
    assert.deepEqual(actor.pageShares, [page]);
  });

  it('tells the owner’s page to begin anew, to slow down, and where the viewer points; and the viewer’s that it is behind', async () => {
    const { page, clock, messages, said, world } = await shared();
    for (const event of snapshot()) page.relay(event);
    await macrotask();
    messages.length = 0;
    said();
    page.point({ id: 3, x: 0, y: 0 });
    page.resync();
    clock.advance(SNAPSHOT_EVERY_MS);
    for (const event of snapshot(4)) page.relay(event);
    page.overflowed();
    assert.deepEqual(said(), ['customer page.pointer', 'agent page.behind', 'customer page.resync', ...Array(3).fill('agent page.event'), 'agent page.behind', 'customer page.slow']);
    const about = messages.filter(({ type }) => type !== 'page.event');
    assert.deepEqual(about, [
      { type: 'page.pointer', grantId: 'g1', pointed: { at: { id: 3, x: 0, y: 0 } } },
      { type: 'page.behind', sessionId: 's1', grantId: 'g1' },
      { type: 'page.resync', grantId: 'g1' },
      { type: 'page.behind', sessionId: 's1', grantId: 'g1' },
      { type: 'page.slow', grantId: 'g1' },
    ]);
    clock.advance(10_000);
    for (const event of snapshot(7)) page.relay(event);
    said();
    world.unsentBytes = VIEWER_UNSENT_MAX_BYTES + 1;
    page.relay(textChanged(10, 'x'));
    assert.deepEqual(said(), [], 'what a slow viewer has not read holds up the rest');
  });

  it('finds a page by its grant alone, and among pages alone', async () => {
    const { actor, page } = await shared(...shows);
    assert.equal(actor.pageOf('g1'), page);
    assert.deepEqual([actor.pageOf('g2'), actor.pageOf('g0'), actor.shareOf('g1')], [undefined, undefined, undefined]);
    assert.equal(actor.shareOf('g2')?.grant.grantId, 'g2');
    assert.deepEqual([actor.pageShares.length, actor.mediaShares.length, actor.liveShares.length], [1, 1, 2]);
  });

  it('goes on without a media server, where desktops end', async () => {
    const { actor, page } = await shared(...shows);
    actor.mediaLost();
    await macrotask();
    assert.deepEqual([page.closed, actor.liveShares], [false, [page]]);
  });

  it('[B-31] asks for a snapshot when the page of its owner is back, and not when the other’s is', async () => {
    const { actor, said } = await shared(...shows);
    actor.ownerReturned('agent');
    assert.deepEqual(said(), []);
    actor.ownerReturned('customer');
    assert.deepEqual(said(), ['customer page.resync']);
  });
});

describe('facts that are recorded together', () => {
  const start: SessionFact = { type: 'agent.started' };
  const request = toGrant[3] as SessionFact;

  it('take effect together, with their deadlines, and are told once', async () => {
    const { actor, journal, logged, clock } = createWorld();
    for (const fact of toGrant.slice(0, 2)) await actor.submit(fact);
    journal.length = 0;
    logged.length = 0;
    await actor.submit(() => [start, request]);
    assert.deepEqual(journal, ['record agent.started', 'record request.created', 'views']);
    assert.deepEqual(logged.map((entries) => entries.map(({ kind }) => kind)), [['started', 'requested']]);
    clock.advance(REQUEST_TIMES.promptTimeoutMs);
    await macrotask();
    assert.equal(actor.state.requests[0]?.snapshot.context.endReason, 'noAnswer');
  });

  it('[I3] are taken all or none', async () => {
    const { actor, journal, world } = createWorld();
    for (const fact of toGrant.slice(0, 2)) await actor.submit(fact);
    journal.length = 0;
    await assert.rejects(actor.submit(() => [start, start]), (error) => error instanceof Refusal && error.code === 'E_STALE');
    world.failing = true;
    await assert.rejects(actor.submit(() => [start, request]), (error) => error instanceof Refusal && error.code === 'E_RECORD');
    assert.deepEqual([journal, actor.state.requests], [[], []]);
    world.failing = false;
    await actor.submit(() => [start]);
    assert.deepEqual(journal, ['record agent.started', 'views']);
    assert.equal(actor.state.requests.find((entry) => entry.requestId === requestId), undefined);
  });
});
