import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LiveSession } from '../../gateway/server/sessions/live-session.ts';
import type { SeatConnection } from '../../gateway/server/sessions/seat.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { createSession, requested, started } from '../support/live-session.ts';
import { macrotask } from '../support/machines.ts';
import { MemoryRecord } from '../support/memory-store.ts';

describe('a page that comes and goes', () => {
  const types = (session: LiveSession): string[] => session.actor.facts.map(({ type }) => type);
  const pageOf = (pageId: string): SeatConnection => ({ pageId, decodes: [], unsentBytes: 0, send() {}, replace() {}, drop() {} });

  it('in a loop leaves a bounded number of lines on record, and one a minute after that', async () => {
    const { session, clock, take } = createSession();
    await take(...started);
    const comeAndGo = async (): Promise<void> => {
      const page = pageOf('p');
      session.customer.attach(page);
      session.customerReturned();
      session.customer.detach(page, true);
      session.agentLost();
      await macrotask();
    };
    const recorded = (type: string): number => types(session).filter((other) => other === type).length;
    for (let n = 0; n < 200; n++) await comeAndGo();
    assert.deepEqual([recorded('customer.lost'), recorded('customer.returned'), recorded('agent.lost')], [20, 20, 20]);
    clock.advance(60_000);
    for (let n = 0; n < 20; n++) await comeAndGo();
    assert.deepEqual([recorded('customer.lost'), recorded('customer.returned'), recorded('agent.lost')], [21, 21, 21]);
  });

  for (const who of ['customer', 'agent'] as const)
    it(`[I20] always ends what is open, however often it went before: the ${who}’s`, async () => {
      const { session, take } = createSession();
      await take(...started);
      const lose = (): void => {
        if (who === 'agent') return session.agentLost();
        const page = pageOf('p');
        session.customer.attach(page);
        session.customer.detach(page, true);
      };
      for (let n = 0; n < 50; n++) lose();
      await macrotask();
      await take(requested);
      lose();
      await macrotask();
      assert.equal(session.actor.state.requests[0]?.snapshot.context.endReason, `${who}Lost`);
      // Asked in the same moment: the question is open when the loss has its turn.
      const asked = session.actor.submit({ ...requested, requestId: 'r2' } as SessionFact);
      lose();
      await asked;
      await macrotask();
      assert.equal(session.actor.state.requests[1]?.snapshot.context.endReason, `${who}Lost`);
    });

  it('is said to be back where it was said to be lost, also after a restart, and only there', async () => {
    const record = new MemoryRecord();
    const before = createSession(record);
    await before.take(...started);
    before.session.customerReturned();
    await macrotask();
    assert.deepEqual(types(before.session), started.map(({ type }) => type));
    await before.take({ type: 'customer.lost' });
    const { session, store } = createSession(record);
    session.restore(store.loaded.get('s1') ?? []);
    session.customerReturned();
    session.customerReturned();
    await macrotask();
    assert.equal(types(session).filter((type) => type === 'customer.returned').length, 1);
    const again = createSession(record);
    again.session.restore(again.store.loaded.get('s1') ?? []);
    again.session.customerReturned();
    await macrotask();
    assert.equal(types(again.session).filter((type) => type === 'customer.returned').length, 1, 'it was back before the restart');
  });

  it('is said to be back after the loss that ended a request', async () => {
    const { session, take } = createSession();
    const page = pageOf('p');
    session.customer.attach(page);
    await take(...started, requested);
    session.customer.detach(page, true);
    session.customer.attach(pageOf('q'));
    session.customerReturned();
    await macrotask();
    assert.deepEqual(types(session).slice(-2), ['customer.lost', 'customer.returned']);
  });
});
