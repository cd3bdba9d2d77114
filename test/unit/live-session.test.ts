import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Alarm, ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { AgentSessionView, CustomerSessionView } from '../../gateway/protocol/views.ts';
import type { Agent } from '../../gateway/server/accounts/accounts.ts';
import { Invites } from '../../gateway/server/invites/invites.ts';
import { INVITE_LIFE_MS } from '../../gateway/server/invites/pin.ts';
import { Refusal } from '../../gateway/server/refusal.ts';
import type { AbuseReport } from '../../gateway/server/sessions/abuse-reports.ts';
import {
  ASK_LIMIT,
  ASK_LIMIT_REPORTED,
  ASK_WINDOW_MS,
  CONTINUE_OFFER_MS,
  REQUEST_TIMES,
} from '../../gateway/server/sessions/limits.ts';
import { LiveSession } from '../../gateway/server/sessions/live-session.ts';
import type { SeatConnection } from '../../gateway/server/sessions/seat.ts';
import type { SessionFact, ShownQuestion } from '../../state-machines/support-session.ts';
import { FakeMedia } from '../support/fake-media.ts';
import { macrotask } from '../support/machines.ts';
import { MemoryRecord } from '../support/memory-store.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const MIA: Agent = {
  agentId: 'mia',
  name: 'Mia Keller',
  rights: { startPrivateSessions: true, usePin: true },
  supervises: false,
};
const shown: ShownQuestion = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' };
const created: SessionFact = { type: 'session.created', name: 'Ada', agentId: 'mia', agentName: 'Mia Keller', company: 'Acme' };
const linked: SessionFact = { type: 'customer.linked', words: 'copper lantern', customerKeyHash: 'hash' };
const started: SessionFact[] = [created, linked, { type: 'agent.started' }];
const requested: SessionFact = { type: 'request.created', requestId: 'r1', capability: 'view', continues: null, ...REQUEST_TIMES };
const ok: SessionFact = { type: 'customer.answered', requestId: 'r1', answer: 'ok', shown };
const chosen: SessionFact = {
  type: 'owner.surfaceChosen',
  requestId: 'r1',
  grantId: 'g1',
  epoch: 1,
  surface: 'monitor',
  widthPx: 1,
  heightPx: 1,
};
const TO_GRANT = [...started, requested, ok, chosen];

/** A session with its agent and its customer's page, and everything that either is told. */
function createSession(record = new MemoryRecord()) {
  const clock = new SimulatedServerClock();
  const media = new FakeMedia();
  const invites = new Invites(new Uint8Array(32), clock);
  const told: ServerMessage[] = [];
  const toCustomer: ServerMessage[] = [];
  const errors: unknown[] = [];
  const alarms: Alarm[] = [];
  const reports: AbuseReport[] = [];
  const limits = { ask: ASK_LIMIT };
  const agents = new Map([[MIA.agentId, MIA]]);
  const store = record.open();
  const deps = {
    store,
    media,
    clock,
    invites,
    failed: (error: unknown) => errors.push(error),
    agentOf: (agentId: string) => agents.get(agentId),
    agentPresence: () => 'online' as const,
    toAgent: (agentId: string, message: ServerMessage) => {
      assert.equal(agentId, MIA.agentId);
      told.push(message);
    },
    tellSupervisors: (alarm: Alarm) => alarms.push(alarm),
    reports: { add: (report: AbuseReport) => reports.push(report), askLimitOf: () => limits.ask },
  };
  const session = new LiveSession('s1', deps);
  const page: SeatConnection = {
    pageId: 'p1',
    send: (message) => toCustomer.push(message),
    replace: () => undefined,
    drop: () => undefined,
  };
  const world = { session, clock, media, invites, told, toCustomer, errors, alarms, reports, limits, agents, store, page };
  return {
    ...world,
    async take(...facts: SessionFact[]): Promise<void> {
      for (const fact of facts) await session.actor.submit(fact);
    },
    /** What the agent's page shows now. */
    agentSees(): AgentSessionView {
      const last = told.findLast((message) => message.type === 'agent.session');
      return last?.session ?? assert.fail('the agent was told nothing');
    },
    /** What the customer's page shows now. */
    customerSees(): CustomerSessionView {
      const last = toCustomer.findLast((message) => message.type === 'customer.session');
      return last?.session ?? assert.fail('the customer was told nothing');
    },
    /** Has a PIN, as `Sessions.invite` makes it. */
    async invite(): Promise<string> {
      const invite = invites.draw('s1', 'pin');
      invites.activate(invite);
      await session.actor.submit({ type: 'session.invited', kind: 'pin', codeHash: invite.codeHash, expiresAtMs: 0 });
      return invite.code ?? '';
    },
  };
}

const isCode = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

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

  it('tells of the running share when its grant began, and of the end when it was', async () => {
    const { clock, take, agentSees } = createSession();
    await take(...started, requested, ok);
    clock.advance(7_000);
    const grantedAtMs = clock.nowMs();
    await take(chosen);
    clock.advance(9_000);
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

describe('a live session: times', () => {
  it('gives the time that is left for the question, for the picker, and anew after More time', async () => {
    const { session, clock, take } = createSession();
    const left = (): number => session.viewInput().remainingMs;
    await take(...started);
    assert.equal(left(), 0);
    await take(requested);
    assert.equal(left(), REQUEST_TIMES.promptTimeoutMs);
    clock.advance(20_000);
    assert.equal(left(), REQUEST_TIMES.promptTimeoutMs - 20_000);
    await take({ type: 'customer.returned' });
    assert.equal(left(), REQUEST_TIMES.promptTimeoutMs - 20_000);
    await take({ type: 'customer.extended', requestId: 'r1' });
    assert.equal(left(), REQUEST_TIMES.promptTimeoutMs);
    await take(ok);
    assert.equal(left(), REQUEST_TIMES.pickerTimeoutMs);
    await take({ type: 'owner.captureFailed', requestId: 'r1', reason: 'pickerCancelled' });
    clock.advance(REQUEST_TIMES.pickerTimeoutMs + 1);
    assert.equal(left(), 0);
  });

  it('gives no time to a question that was refused', async () => {
    const { session, take } = createSession();
    await take(...started, requested, { type: 'customer.answered', requestId: 'r1', answer: 'notNow', shown });
    assert.equal(session.viewInput().remainingMs, 0);
  });

  it('[B-10] lets an agent ask so often in so long, says when it may again, and tells the agent’s page then', async () => {
    const { session, clock, take, told } = createSession();
    await take(...started);
    for (let n = 0; n < ASK_LIMIT; n++) {
      assert.equal(session.viewInput().askAgainInMs, 0);
      session.countQuestion('view');
      clock.advance(1_000);
    }
    const waitMs = ASK_WINDOW_MS - ASK_LIMIT * 1_000;
    assert.equal(session.viewInput().askAgainInMs, waitMs);
    assert.throws(
      () => session.countQuestion('view'),
      (error) => isCode('E_ASKED_TOO_OFTEN')(error) && (error as Refusal).retryInMs === waitMs,
    );
    clock.advance(waitMs - 1);
    assert.equal(session.viewInput().askAgainInMs, 1);
    told.length = 0;
    clock.advance(1);
    assert.deepEqual(told.map(({ type }) => type), ['agent.session']);
    session.countQuestion('view');
    assert.equal(session.viewInput().askAgainInMs, 1_000);
  });
});

describe('a live session: a report of abuse', () => {
  it('[B-08] is handed on once, with who and when; a restart that finds it on record hands it on again', async () => {
    const record = new MemoryRecord();
    const { session, clock, take, reports, agentSees } = createSession(record);
    await take(...started);
    clock.advance(1_000);
    await take({ type: 'customer.reportedAbuse' });
    const report = { sessionId: 's1', sessionName: 'Ada', agentId: 'mia', agentName: 'Mia Keller', atMs: clock.nowMs() };
    assert.deepEqual(reports, [report]);
    assert.deepEqual([agentSees().endReason, session.open], ['abuseReported', false]);
    const again = createSession(record);
    again.session.restore(record.streams.get('s1') ?? []);
    assert.deepEqual(again.reports, [report]);
  });

  it('[B-08] [T-SCAM-UX] leaves the agent one question in five minutes, counted with those asked before', async () => {
    const { session, clock, take, limits, alarms } = createSession();
    await take(...started);
    session.countQuestion('view');
    clock.advance(1_000);
    limits.ask = ASK_LIMIT_REPORTED;
    assert.equal(session.viewInput().askAgainInMs, ASK_WINDOW_MS - 1_000);
    assert.throws(() => session.countQuestion('view'), isCode('E_ASKED_TOO_OFTEN'));
    clock.advance(ASK_WINDOW_MS - 1_000);
    session.countQuestion('view');
    assert.equal(session.viewInput().askAgainInMs, ASK_WINDOW_MS);
    limits.ask = ASK_LIMIT;
    assert.equal(session.viewInput().askAgainInMs, 0);
    assert.deepEqual(alarms, []);
  });
});

describe('a live session: alarms', () => {
  it('[B-10] tells supervisors who asks as often as is allowed, once for that', async () => {
    const { session, clock, take, alarms } = createSession();
    await take(...started);
    for (let n = 1; n < ASK_LIMIT; n++) session.countQuestion('view');
    assert.deepEqual(alarms, []);
    session.countQuestion('view');
    const alarm = { kind: 'askedTooOften', agentName: 'Mia Keller', capability: 'view' };
    assert.deepEqual(alarms, [alarm]);
    assert.throws(() => session.countQuestion('view'), isCode('E_ASKED_TOO_OFTEN'));
    clock.advance(ASK_WINDOW_MS);
    session.countQuestion('view');
    assert.deepEqual(alarms, [alarm]);
  });
});

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
    const { session, take, errors, store } = createSession();
    await take(...started);
    session.note({ type: 'agent.started' });
    await macrotask();
    assert.deepEqual(errors, []);
    const broken = new TypeError('broken');
    store.append = () => {
      throw broken;
    };
    session.note({ type: 'customer.left' });
    await macrotask();
    assert.deepEqual(errors, [broken]);
  });
});
