import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encode, FRAME_MAX_BYTES } from '../../gateway/protocol/codec.ts';
import { INVITE_LIFE_MS } from '../../gateway/server/invites/pin.ts';
import { LOG_LINES_SENT } from '../../gateway/server/sessions/limits.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { chosen, created, createSession, isCode, linked, ok, requested, started, TO_GRANT } from '../support/live-session.ts';
import { macrotask } from '../support/machines.ts';

describe('a live session: what people are told', () => {
  it('tells nobody of a session that is not on record yet', () => {
    const { session, told } = createSession();
    session.push();
    assert.deepEqual(told, []);
    assert.throws(() => session.agentId, /begins with session\.created/);
  });

  it('tells both ends after each fact, the customer from the moment of joining', async () => {
    const { session, take, agentSees, customerSees, toCustomer, page } = createSession();
    await take(created);
    session.customer.attach(page);
    session.pushToCustomer();
    assert.deepEqual([agentSees().status, session.customerKeyHash], ['connecting', undefined]);
    assert.deepEqual(toCustomer, []);
    await take(linked);
    assert.deepEqual([agentSees().status, customerSees().status, customerSees().words], ['waiting', 'waiting', 'copper lantern']);
    assert.equal(session.customerKeyHash, 'hash');
    await take({ type: 'agent.started' });
    assert.deepEqual([agentSees().status, customerSees().agentName], ['active', 'Mia Keller']);
  });

  it('shows who it is about, and since when', async () => {
    const { session, clock, take, agentSees } = createSession();
    const createdAtMs = clock.nowMs();
    await take(created);
    clock.advance(5_000);
    await take(linked);
    const { name, createdAtMs: since, words } = agentSees();
    assert.deepEqual([session.sessionId, session.agentId, name, since, words], ['s1', 'mia', 'Ada', createdAtMs, 'copper lantern']);
    assert.equal(session.viewInput().company, 'Acme');
  });

  it('tells the agent when the customer’s page comes, and the record when it is lost', async () => {
    const { session, clock, take, agentSees, page } = createSession();
    await take(...started);
    assert.equal(agentSees().customerPresence, 'absent');
    session.customer.attach(page);
    assert.equal(agentSees().customerPresence, 'online');
    clock.advance(1_200);
    session.customer.checkLease();
    assert.equal(agentSees().customerPresence, 'late');
    session.customer.detach(page, true);
    await macrotask();
    assert.equal(session.actor.facts.at(-1)?.type, 'customer.lost');
    assert.equal(agentSees().customerPresence, 'absent');
  });

  it('[B-44] shows the question in the customer’s language, which may change while it is open', async () => {
    const { session, take, customerSees, page } = createSession();
    session.customer.attach(page);
    await take(...started, requested);
    const english = customerSees().question;
    session.setLocale('de');
    assert.deepEqual([session.locale, customerSees().question?.locale, english?.locale], ['de', 'de', 'en']);
    assert.notEqual(customerSees().question?.title, english?.title);
  });

  it('sends the lines of each fact, and the whole log where a page asks for it', async () => {
    const { session, take, told } = createSession();
    await take(created, linked);
    const kinds = () => {
      const last = told.findLast((message) => message.type === 'session.log');
      return [last?.sessionId, ...(last?.entries ?? []).map(({ kind }) => kind)];
    };
    assert.deepEqual(kinds(), ['s1', 'customerLinked']);
    session.sendLog();
    assert.deepEqual(kinds(), ['s1', 'created', 'customerLinked']);
  });

  it('sends the latest lines of a long log, which are numbered', async () => {
    const { session, take, told } = createSession();
    await take(...started, ...Array.from({ length: LOG_LINES_SENT + 50 }, (): SessionFact => ({ type: 'customer.returned' })));
    session.sendLog();
    const last = told.findLast((message) => message.type === 'session.log');
    assert.ok(last);
    assert.equal(last.entries.length, LOG_LINES_SENT);
    assert.deepEqual([last.entries[0]?.seq, last.entries.at(-1)?.seq], [started.length + 51, session.actor.log.length]);
    assert.ok(encode(last).length < FRAME_MAX_BYTES / 4);
  });

  it('tells of the running share when its grant began, and of the end when it was', async () => {
    const { clock, take, agentSees } = createSession();
    await take(...started, requested, ok);
    clock.advance(7_000);
    const grantedAtMs = clock.nowMs();
    await take(chosen);
    clock.advance(5_000);
    await take({ type: 'media.opened', requestId: 'r1' });
    assert.equal(agentSees().share?.sinceAtMs, grantedAtMs);
    const endedAtMs = clock.nowMs();
    await take({ type: 'customer.stopped', requestId: 'r1' });
    clock.advance(1_000);
    await take({ type: 'customer.returned' });
    assert.deepEqual([agentSees().share, agentSees().outcome?.atMs], [null, endedAtMs]);
  });

  it('a share that ended tells both pages, each in its own message', async () => {
    const { session, take, told, toCustomer, page } = createSession();
    session.customer.attach(page);
    await take(...TO_GRANT, { type: 'customer.stopped', requestId: 'r1' });
    const cut = { type: 'share.cut', sessionId: 's1', grantId: 'g1', reason: 'revoked' };
    assert.deepEqual(told.filter(({ type }) => type === 'share.cut'), [cut]);
    assert.deepEqual(toCustomer.filter(({ type }) => type === 'share.cut'), [cut]);
  });

  it('knows whether media can be had, and which rights the agent has today', async () => {
    const { session, media, agents, take, agentSees } = createSession();
    await take(created);
    assert.equal(agentSees().availability.invitePin, null);
    media.ready = false;
    agents.clear();
    session.push();
    assert.deepEqual([session.viewInput().mediaReady, agentSees().availability.invitePin], [false, 'E_RIGHT_PIN']);
    assert.deepEqual(session.viewInput().rights, { startPrivateSessions: false, usePin: false });
  });
});

describe('a live session: its PIN', () => {
  it('[004-06] is shown to the agent while it lives, with the time that is left, and is not on record', async () => {
    const { session, clock, take, invite, agentSees } = createSession();
    await take(created);
    assert.equal(agentSees().invite, null);
    const code = await invite();
    assert.deepEqual(agentSees().invite, { kind: 'pin', code, expired: false, expiresInMs: INVITE_LIFE_MS });
    assert.ok(!JSON.stringify(session.actor.facts).includes(code));
    clock.advance(INVITE_LIFE_MS);
    session.push();
    assert.deepEqual(agentSees().invite, { kind: 'pin', code, expired: true, expiresInMs: 0 });
  });

  it('stands in the log’s latest line alone', async () => {
    const { session, take, invite, told } = createSession();
    await take(created);
    const older = await invite();
    const newer = await invite();
    await take({ type: 'customer.returned' });
    session.sendLog();
    const last = told.findLast((message) => message.type === 'session.log');
    const pins = last?.entries.map(({ kind, params }) => (kind === 'pinCreated' ? params['pin'] : kind));
    assert.deepEqual(pins, ['created', '', newer, 'customerReturned']);
    assert.notEqual(older, newer);
  });

  it('is dead, and in no line of the log, as soon as it was used', async () => {
    const { session, take, invite, invites, told } = createSession();
    await take(created);
    const code = await invite();
    assert.equal(invites.findByPin(code), 's1');
    await take(linked);
    assert.equal(invites.findByPin(code), undefined);
    session.sendLog();
    const last = told.findLast((message) => message.type === 'session.log');
    assert.ok(!JSON.stringify(last).includes(code));
  });

  it('of the time before a restart works, and cannot be shown any more', async () => {
    const { session, take, invites, agentSees, clock } = createSession();
    await take(created);
    invites.restore({ sessionId: 's1', kind: 'pin', codeHash: 'h', expiresAtMs: clock.nowMs() + 1_000 });
    session.push();
    assert.equal(agentSees().invite, null);
  });
});

describe('a live session: who holds the customer’s key', () => {
  const joined: SessionFact = { type: 'customer.joined', customerKeyHash: 'joined' };

  it('is whoever joined last, and nobody after a new invitation', async () => {
    const { session, take, invite } = createSession();
    await take(created);
    await invite();
    assert.equal(session.customerKeyHash, undefined);
    await take(joined);
    assert.equal(session.customerKeyHash, 'joined');
    await invite();
    assert.equal(session.customerKeyHash, undefined);
    await take({ type: 'customer.joined', customerKeyHash: 'later' });
    assert.equal(session.customerKeyHash, 'later');
  });

  it('is linked once, with words to compare, and not before joining', async () => {
    const { session, take, invite, agentSees } = createSession();
    await take(created);
    await invite();
    await assert.rejects(session.link(), isCode('E_STALE'));
    await take(joined);
    await session.link();
    assert.equal(session.customerKeyHash, 'joined');
    assert.deepEqual([agentSees().status, session.actor.facts.at(-1)?.type], ['waiting', 'customer.linked']);
    assert.match(agentSees().words ?? '', /^\w+ \w+$/);
    await assert.rejects(session.link(), isCode('E_STALE'));
  });

  it('is not linked where the session was invited anew meanwhile', async () => {
    const { session, take, invite } = createSession();
    await take(created);
    await invite();
    await take(joined);
    const inviting = invite();
    await assert.rejects(session.link(), isCode('E_STALE'));
    await inviting;
    assert.equal(session.customerKeyHash, undefined);
  });
});
