import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { Accounts, Agent } from '../../gateway/server/accounts/accounts.ts';
import { Invites } from '../../gateway/server/invites/invites.ts';
import { SESSIONS_PER_AGENT, VISITOR_AWAY_MS, VISITOR_COMES_WITHIN_MS, VISITORS_PER_SITE } from '../../gateway/server/sessions/limits.ts';
import { LEASE_MS, type SeatConnection } from '../../gateway/server/sessions/seat.ts';
import { Sessions } from '../../gateway/server/sessions/sessions.ts';
import type { Site } from '../../gateway/server/sites/sites.ts';
import { FakeMedia } from '../support/fake-media.ts';
import { isCode, MIA } from '../support/live-session.ts';
import { macrotask } from '../support/machines.ts';
import { MemoryRecord } from '../support/memory-store.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const SHOP: Site = {
  version: 1,
  key: 'shop-key-0123456789',
  name: 'Shop',
  origins: ['https://shop.example'],
  cobrowse: { view: true },
  masks: { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] },
};
const OTHER: Site = { ...SHOP, key: 'other-key-0123456789' };
const VISIT = { title: 'Cart', address: 'https://shop.example/cart', name: '' };

const pageOf = (pageId: string, told: ServerMessage[] = []): SeatConnection => ({
  pageId,
  decodes: [],
  unsentBytes: 0,
  send: (message) => told.push(message),
  replace() {},
  drop() {},
});

/** The sessions of a server whose agent is there and answers, and everything that the agent is told. */
function start(record = new MemoryRecord()) {
  const clock = new SimulatedServerClock();
  const accounts: Accounts = { company: 'Acme', samples: [], find: (id): Agent | undefined => (id === 'mia' ? MIA : undefined), verify: async () => undefined };
  const errors: unknown[] = [];
  const sessions = new Sessions({
    store: record.open(),
    media: new FakeMedia(),
    clock,
    invites: new Invites(new Uint8Array(32), clock),
    accounts,
    sites: new Map([SHOP, OTHER].map((site) => [site.key, site])),
    reported() {},
    failed: (error) => errors.push(error),
  });
  const told: ServerMessage[] = [];
  const page = pageOf('of mia', told);
  sessions.attachAgent('mia', page);
  const pages = [() => sessions.seatOf({ role: 'agent', agentId: 'mia' })?.alive(page)];
  return {
    clock,
    record,
    sessions,
    told,
    errors,
    /** Time in which the agent's page answers. */
    async pass(ms: number): Promise<void> {
      for (let passed = 0; passed < ms; passed += 500) {
        clock.advance(Math.min(500, ms - passed));
        pages.forEach((alive) => alive());
      }
      for (let turn = 0; turn < 5; turn++) await macrotask();
    },
    /** A visitor whose page is there. */
    async visit() {
      const session = sessions.byCustomerKey(await sessions.connect(SHOP, VISIT)) ?? assert.fail('no session');
      const visitorPage = pageOf(`of ${session.sessionId}`);
      sessions.attachCustomer(session, visitorPage);
      for (let turn = 0; turn < 3; turn++) await macrotask();
      return { session, visitorPage };
    },
    gone: () => told.flatMap((message) => (message.type === 'session.gone' ? [message.sessionId] : [])),
  };
}

describe('a visitor who waits', () => {
  it('[002-27] is offered to nobody before the page is there, and gone where it never comes', async () => {
    const { sessions, told, pass } = start();
    const key = await sessions.connect(SHOP, VISIT);
    assert.ok(!told.some(({ type }) => type === 'agent.session'));
    await pass(VISITOR_COMES_WITHIN_MS - 1);
    assert.equal(sessions.byCustomerKey(key)?.open, true);
    await pass(1);
    assert.equal(sessions.byCustomerKey(key)?.actor.state.session.context.endReason, 'visitorGone');
    assert.ok(!told.some(({ type }) => type === 'agent.session' || type === 'session.gone'));
  });

  it('[002-27] may go on to a page that is slow to load, and is gone where it does not come', async () => {
    const { visit, pass, gone } = start();
    const { session, visitorPage } = await visit();
    session.customer.detach(visitorPage, true);
    await pass(VISITOR_AWAY_MS - 500);
    assert.deepEqual([session.isOffered, session.customer.presence], [true, 'late']);
    const next = pageOf(visitorPage.pageId);
    session.customer.attach(next);
    assert.deepEqual([session.isOffered, session.customer.presence, gone()], [true, 'online', []]);
    session.customer.detach(next, true);
    await pass(VISITOR_AWAY_MS + 500);
    assert.deepEqual([session.open, gone()], [false, [session.sessionId]]);
  });

  it('[F5] has no more patience than anybody else once an agent has taken the session', async () => {
    const { sessions, visit, pass } = start();
    const { session, visitorPage } = await visit();
    await session.actor.submit(() => sessions.start(session, MIA));
    session.customer.detach(visitorPage, true);
    await pass(LEASE_MS - 500);
    assert.equal(session.customer.presence, 'late');
    await pass(1_000);
    assert.deepEqual([session.customer.presence, session.open], ['absent', true]);
  });

  it('[I13] who does not come back after a restart is gone, and the agents who were offered the session are told', async () => {
    const before = start();
    const { session } = await before.visit();
    before.sessions.close();
    const { sessions, told, pass, gone, errors } = start(before.record);
    const list = told.find((message) => message.type === 'agent.sessions');
    assert.deepEqual(list?.sessions.map(({ sessionId, unclaimed }) => [sessionId, unclaimed]), [[session.sessionId, true]]);
    await pass(VISITOR_COMES_WITHIN_MS);
    assert.equal(sessions.byId(session.sessionId)?.open, false);
    assert.deepEqual([gone(), errors], [[session.sessionId], []]);
  });

  it('is one of so many at most, of each site', async () => {
    const { sessions } = start();
    for (let n = 0; n < VISITORS_PER_SITE; n++) await sessions.connect(SHOP, VISIT);
    await assert.rejects(sessions.connect(SHOP, VISIT), isCode('E_SLOW_DOWN'));
    await sessions.connect(OTHER, VISIT);
  });

  it('is taken by nobody who has as many sessions as one may have', async () => {
    const { sessions, visit } = start();
    const { session } = await visit();
    for (let n = 0; n < SESSIONS_PER_AGENT; n++) await sessions.create(MIA, 'Ada', 'pin');
    assert.throws(() => sessions.start(session, MIA), isCode('E_TOO_MANY_SESSIONS'));
  });

  it('stays offered where taking the session could not be recorded', async () => {
    const { sessions, visit, record } = start();
    const { session } = await visit();
    record.failing = true;
    await assert.rejects(session.actor.submit(() => sessions.start(session, MIA)), isCode('E_RECORD'));
    record.failing = false;
    assert.equal(session.isOffered, true);
    await session.actor.submit(() => sessions.start(session, MIA));
    assert.equal(session.agentId, 'mia');
  });
});
