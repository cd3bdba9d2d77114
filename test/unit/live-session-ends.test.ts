import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ASK_WINDOW_MS, CONTINUE_OFFER_MS, REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { chosen, createSession, ok, requested, shown, started, TO_GRANT } from '../support/live-session.ts';
import { macrotask } from '../support/machines.ts';
import { MemoryRecord } from '../support/memory-store.ts';

describe('a live session: Continue sharing', () => {
  const lost: SessionFact = { type: 'agent.lost' };
  const again: SessionFact = {
    type: 'customer.continued',
    requestId: 'r2',
    continues: 'r1',
    capability: 'view',
    shown,
    ...REQUEST_TIMES,
  };

  it('[I13] is offered for its time after an end that nobody wanted, and goes away by itself', async () => {
    const { session, clock, take, customerSees, page } = createSession();
    session.customer.attach(page);
    await take(...TO_GRANT);
    assert.equal(session.viewInput().continueInMs, 0);
    await take(lost);
    assert.equal(customerSees().continuable?.remainingInMs, CONTINUE_OFFER_MS);
    clock.advance(CONTINUE_OFFER_MS - 1);
    assert.equal(session.viewInput().continueInMs, 1);
    clock.advance(1);
    assert.equal(customerSees().continuable, null);
    await take({ type: 'customer.returned' });
    assert.equal(customerSees().continuable, null, 'offered once');
    clock.advance(1_000);
    assert.equal(session.viewInput().continueInMs, 0);
  });

  it('has no more time by a newer request', async () => {
    const { session, clock, take } = createSession();
    await take(...TO_GRANT, lost);
    clock.advance(10_000);
    await take({ ...requested, requestId: 'r2' } as SessionFact);
    assert.equal(session.viewInput().continueInMs, CONTINUE_OFFER_MS - 10_000);
  });

  it('is not offered after an end that somebody wanted', async () => {
    const { session, clock, take, customerSees, page, toCustomer } = createSession();
    session.customer.attach(page);
    await take(...TO_GRANT, { type: 'customer.stopped', requestId: 'r1' });
    assert.deepEqual([customerSees().continuable, session.viewInput().continueInMs], [null, 0]);
    toCustomer.length = 0;
    clock.advance(CONTINUE_OFFER_MS);
    assert.deepEqual(toCustomer, []);
  });

  it('that was taken leaves no question’s time, and its own end is offered again', async () => {
    const { session, clock, take, customerSees, page } = createSession();
    session.customer.attach(page);
    await take(...started, requested, ok, chosen, lost);
    clock.advance(10_000);
    await take(again);
    assert.deepEqual([session.viewInput().remainingMs, customerSees().continuable], [0, null]);
    await take({ ...chosen, requestId: 'r2', grantId: 'g2', epoch: 2 } as SessionFact, lost);
    assert.deepEqual(
      [customerSees().continuable?.requestId, customerSees().continuable?.remainingInMs],
      ['r2', CONTINUE_OFFER_MS],
    );
  });

  it('[I13] is offered after a restart for what the restart ended, and for nothing that had ended before', async () => {
    for (const [facts, offered] of [
      [TO_GRANT, CONTINUE_OFFER_MS],
      [[...TO_GRANT, lost], 0],
    ] satisfies [SessionFact[], number][]) {
      const record = new MemoryRecord();
      await createSession(record).take(...facts);
      const { session, store, errors } = createSession(record);
      session.restore(store.loaded.get('s1') ?? []);
      await macrotask();
      assert.equal(session.actor.facts.at(-1)?.type, 'server.restarted');
      assert.equal(session.viewInput().continueInMs, offered);
      assert.deepEqual(errors, []);
    }
  });
});

describe('a live session: its end', () => {
  it('a session that ended is restored as it was, without a word about the restart', async () => {
    const record = new MemoryRecord();
    const before = createSession(record);
    await before.take(...started, { type: 'agent.ended' });
    assert.equal(before.session.open, false);
    const { session, store } = createSession(record);
    session.restore(store.loaded.get('s1') ?? []);
    await macrotask();
    assert.deepEqual([session.open, session.actor.facts.at(-1)?.type], [false, 'agent.ended']);
  });

  it('a fact that comes too late is nobody’s error, and a broken server is', async () => {
    const ended = createSession();
    await ended.take(...started, { type: 'agent.ended' });
    ended.session.agentLost();
    await macrotask();
    assert.deepEqual([ended.errors, ended.session.actor.facts.at(-1)?.type], [[], 'agent.ended']);
    const { session, take, errors, store } = createSession();
    await take(...started);
    const broken = new TypeError('broken');
    store.append = () => {
      throw broken;
    };
    session.agentLost();
    await macrotask();
    assert.deepEqual(errors, [broken]);
  });

  it('leaves no timer behind that would tell anybody, whether the session ends or the server', async () => {
    for (const end of ['session', 'server']) {
      const { session, clock, take, told } = createSession();
      await take(...TO_GRANT, { type: 'agent.lost' });
      session.countQuestion('view');
      await take({ ...requested, requestId: 'r2' } as SessionFact);
      if (end === 'session') await take({ type: 'agent.ended' });
      else session.close();
      told.length = 0;
      const facts = session.actor.facts.length;
      clock.advance(ASK_WINDOW_MS);
      await macrotask();
      assert.deepEqual([told, session.actor.facts.length], [[], facts], end);
    }
  });
});
