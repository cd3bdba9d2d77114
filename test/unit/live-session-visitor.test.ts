import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VISITOR_AWAY_MS, VISITOR_COMES_WITHIN_MS } from '../../gateway/server/sessions/limits.ts';
import { LEASE_MS } from '../../gateway/server/sessions/seat.ts';
import { NOBODY, type LiveSessionDeps } from '../../gateway/server/sessions/live-session.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { createSession, isCode, linked, requested } from '../support/live-session.ts';
import { macrotask } from '../support/machines.ts';
import { MemoryRecord } from '../support/memory-store.ts';

const PAGE = { siteKey: 'shop', siteName: 'Shop', title: 'Cart', address: 'https://shop.example/cart' };
const clicked: SessionFact = { type: 'session.created', name: 'Ada', company: 'Acme', page: PAGE };
const connected: SessionFact = { type: 'customer.connected', customerKeyHash: 'hash' };
const taken: SessionFact = { type: 'agent.started', agentId: 'mia', agentName: 'Mia Keller', company: 'Acme' };

/** A session by a click to connect, which belongs to nobody yet. */
async function visited(more: Partial<LiveSessionDeps> = {}, record = new MemoryRecord()) {
  const offers: string[] = [];
  const toAgents: [agentId: string, message: ServerMessage][] = [];
  const scene = createSession(record, {
    toAgent: (...sent) => toAgents.push(sent),
    offered: () => offers.push('offered'),
    notOffered: () => offers.push('not offered'),
    ...more,
  });
  const attach = (): void => scene.session.customer.attach(scene.page);
  return { ...scene, offers: () => offers.splice(0), toAgents: () => toAgents.splice(0), attach };
}

describe('a session by a click to connect', () => {
  it('[002-27] belongs to nobody, is offered at each change, and to nobody any more once it is taken', async () => {
    const { session, take, offers, toAgents, attach } = await visited();
    await take(clicked, connected);
    assert.deepEqual([session.page, session.agentId, session.viewInput('mia').agentName], [PAGE, '', '']);
    assert.deepEqual(NOBODY, { agentId: '', name: '' });
    assert.equal(session.customerKeyHash, 'hash');
    offers();
    attach();
    await session.link();
    await assert.rejects(session.link(), isCode('E_STALE'));
    assert.deepEqual([session.isOffered, new Set(offers())], [true, new Set(['offered'])]);
    assert.deepEqual(toAgents().filter(([, { type }]) => type === 'agent.session'), [], 'it is in nobody’s own list');
    await take(taken);
    assert.deepEqual([session.isOffered, session.agentId, offers()], [false, 'mia', ['not offered']]);
    const sent = toAgents();
    assert.ok(sent.every(([agentId]) => agentId === 'mia'));
    assert.ok(sent.some(([, { type }]) => type === 'agent.session'));
    session.push();
    assert.deepEqual(offers(), []);
  });

  it('gives its whole log to whoever takes it, where an agent who invited got the lines before', async () => {
    const { session, take, toAgents } = await visited();
    const lines = () =>
      toAgents().flatMap(([, message]) => (message.type === 'session.log' ? [message.entries.map(({ kind }) => kind)] : []));
    await take(clicked, connected, linked);
    lines();
    await take(taken);
    assert.deepEqual(lines(), [session.actor.log.map(({ kind }) => kind)]);
    await take(requested);
    assert.deepEqual(lines(), [['requested']], 'and what comes then line by line');
    const asking = await visited();
    await asking.take(clicked, connected, linked);
    await asking.session.actor.submit(() => [taken, requested]);
    assert.deepEqual(
      asking.toAgents().findLast(([, { type }]) => type === 'session.log')?.[1],
      { type: 'session.log', sessionId: 's1', entries: asking.session.actor.log },
      'also where the first request takes it',
    );
    const invited = createSession();
    await invited.take({ ...clicked, page: undefined, agentId: 'mia', agentName: 'Mia Keller' } as unknown as SessionFact, linked, { type: 'agent.started' });
    const last = invited.told.findLast((message) => message.type === 'session.log');
    assert.deepEqual(last?.entries.map(({ kind }) => kind), ['started']);
    assert.deepEqual([invited.session.page, invited.session.isOffered], [null, false]);
  });

  it('[002-27] is gone where its visitor never comes, and not where there is an agent or the page is there', async () => {
    const last = async (scene: Awaited<ReturnType<typeof visited>>): Promise<string | undefined> => {
      scene.session.expectVisitor();
      scene.clock.advance(VISITOR_COMES_WITHIN_MS);
      await macrotask();
      return scene.session.actor.facts.at(-1)?.type;
    };
    const alone = await visited();
    await alone.take(clicked, connected);
    assert.equal(await last(alone), 'visitor.gone');
    const there = await visited();
    await there.take(clicked, connected);
    there.attach();
    assert.equal(await last(there), 'customer.connected');
    const invited = await visited();
    await invited.take(clicked, connected, linked, taken);
    assert.equal(await last(invited), 'agent.started');
    const late = await visited();
    await late.take(clicked, connected, linked);
    late.session.expectVisitor();
    await late.take(taken);
    late.clock.advance(VISITOR_COMES_WITHIN_MS);
    await macrotask();
    assert.equal(late.session.actor.facts.at(-1)?.type, 'agent.started', 'taken meanwhile');
  });

  it('[I13] waits for its visitor after a restart as at the beginning', async () => {
    const record = new MemoryRecord();
    const before = await visited({}, record);
    await before.take(clicked, connected, linked);
    before.session.close();
    const { session, clock, store, offers } = await visited({}, record);
    session.restore(store.loaded.get('s1') ?? []);
    await macrotask();
    assert.deepEqual(offers(), ['offered']);
    clock.advance(VISITOR_COMES_WITHIN_MS);
    await macrotask();
    assert.equal(session.actor.facts.at(-1)?.type, 'visitor.gone');
    assert.deepEqual(offers(), ['not offered']);
  });

  it('may be away for as long as a slow page takes, and a session that was taken for its lease alone', async () => {
    for (const isTaken of [false, true]) {
      const { session, clock, take, attach } = await visited();
      await take(clicked, connected, linked, ...(isTaken ? [taken] : []));
      attach();
      clock.advance(LEASE_MS);
      session.customer.checkLease();
      assert.equal(session.customer.presence, isTaken ? 'absent' : 'late');
      clock.advance(VISITOR_AWAY_MS - LEASE_MS);
      session.customer.checkLease();
      await macrotask();
      assert.equal(session.actor.facts.at(-1)?.type, isTaken ? 'customer.lost' : 'visitor.gone');
    }
  });

  it('[B-31] goes on where its page says goodbye and the next one comes, unlike one that was invited', async () => {
    const { session, page, take, attach } = await visited();
    await take(clicked, connected, linked, taken);
    attach();
    session.customer.detach(page, true);
    assert.equal(session.customer.presence, 'online');
  });

  it('[002-30] says of view and of control why its site does not allow them, and that there is no page where there is none', async () => {
    const asked: unknown[] = [];
    const cobrowseRefusal = (...about: unknown[]): 'E_NOT_ALLOWED' | null => {
      asked.push(about);
      return about[1] === 'view' ? null : 'E_NOT_ALLOWED';
    };
    const refusals = ({ cobrowseRefusal: view, cobrowseControlRefusal: control }: ReturnType<typeof scene.session.viewInput>) => [view, control];
    const scene = await visited({ cobrowseRefusal });
    await scene.take(clicked, connected, linked);
    asked.length = 0;
    assert.deepEqual(refusals(scene.session.viewInput()), [null, 'E_NOT_ALLOWED']);
    const { siteKey, address } = PAGE;
    assert.deepEqual(asked, [[{ siteKey, address }, 'view'], [{ siteKey, address }, 'control']]);
    const moved = 'https://shop.example/contact';
    scene.offers();
    scene.session.visitMoved(moved);
    assert.deepEqual(scene.offers(), ['offered'], 'agents are told at once');
    scene.session.viewInput();
    assert.deepEqual(asked.at(-1), [{ siteKey, address: moved }, 'control'], 'of the page that the visitor came to');
    const invited = createSession();
    await invited.take({ type: 'session.created', name: 'Ada', agentId: 'mia', agentName: 'Mia Keller', company: 'Acme' });
    assert.deepEqual(refusals(invited.session.viewInput()), ['E_NO_PAGE', 'E_NO_PAGE']);
    assert.throws(() => invited.session.visitMoved(moved), isCode('E_NOT_ALLOWED'));
  });

  it('knows its site as it is published now', async () => {
    const site = { key: 'shop' } as never;
    const { session, take } = await visited({ siteOf: (key) => (key === 'shop' ? site : undefined) });
    await take(clicked);
    assert.equal(session.site, site);
    const invited = createSession(new MemoryRecord(), { siteOf: () => site });
    await invited.take({ type: 'session.created', name: 'Ada', agentId: 'mia', agentName: 'Mia Keller', company: 'Acme' });
    assert.equal(invited.session.site, undefined);
  });

  it('shows the site’s words of the question that is open, and of no other', async () => {
    const siteWords = { version: 3, texts: { en: ['Nothing is stored.'] } };
    const { session, take } = await visited();
    await take(clicked, connected, linked, taken, { ...requested, capability: 'cobrowseView', siteWords } as SessionFact);
    assert.deepEqual(session.viewInput().siteWords, siteWords);
    await take({ type: 'agent.withdrew', requestId: 'r1' });
    assert.equal(session.viewInput().siteWords, null);
    await take({ ...requested, requestId: 'r2' } as SessionFact);
    assert.equal(session.viewInput().siteWords, null);
  });
});
