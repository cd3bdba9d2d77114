import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { Accounts, Agent } from '../../gateway/server/accounts/accounts.ts';
import { Invites } from '../../gateway/server/invites/invites.ts';
import { Refusal } from '../../gateway/server/refusal.ts';
import { ASK_WINDOW_MS } from '../../gateway/server/sessions/limits.ts';
import { Sessions } from '../../gateway/server/sessions/sessions.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { FakeMedia } from '../support/fake-media.ts';
import { macrotask } from '../support/machines.ts';
import { MemoryRecord } from '../support/memory-store.ts';
import { choice, toGrant } from '../support/session-actor.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const MIA: Agent = {
  agentId: 'mia',
  name: 'Mia Keller',
  rights: { startPrivateSessions: true, usePin: true },
  group: 'Agents',
  role: 'agent',
  supervises: false,
};
const isCode = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

/** The sessions of a server whose agent is there; PINs are drawn from a list. */
function start(pins: string[] = [], record = new MemoryRecord()) {
  const clock = new SimulatedServerClock();
  const invites = new Invites(new Uint8Array(32), clock, () => pins.shift() ?? assert.fail('no more PINs'));
  const accounts: Accounts = { company: 'Acme', samples: [], find: () => MIA, verify: async () => undefined };
  const errors: unknown[] = [];
  const failed = (error: unknown): void => void errors.push(error);
  const sessions = new Sessions({ store: record.open(), media: new FakeMedia(), clock, invites, accounts, sites: new Map(), reported() {}, failed });
  const told: ServerMessage[] = [];
  const page = { pageId: 'p', decodes: [], unsentBytes: 0, send: (message: ServerMessage) => told.push(message), replace() {}, drop() {} };
  sessions.attachAgent(MIA.agentId, page);
  told.length = 0;
  return { clock, invites, record, sessions, told, errors };
}

describe('PINs of several sessions', () => {
  it('[I4] are never the same, also where two are made at once', async () => {
    const { sessions, invites } = start(['111111', '111111', '222222', '222222', '111111', '333333']);
    const [first, second] = await Promise.all([sessions.create(MIA, 'Ada', 'pin'), sessions.create(MIA, 'Bea', 'pin')]);
    assert.deepEqual([invites.findByPin('111111'), invites.findByPin('222222')], [first.sessionId, second.sessionId]);
    await sessions.invite(second, MIA, 'pin');
    assert.deepEqual([invites.findByPin('222222'), invites.findByPin('333333')], [undefined, second.sessionId]);
    assert.equal(invites.findByPin('111111'), first.sessionId);
  });

  it('[I4] are not looked for without end', async () => {
    const { sessions, told } = start(Array.from({ length: 200 }, () => '111111'));
    await sessions.create(MIA, 'Ada', 'pin');
    told.length = 0;
    await assert.rejects(sessions.create(MIA, 'Bea', 'pin'), /no free PIN/);
    assert.deepEqual(told, []);
  });
});

describe('creating a session', () => {
  it('[I3] makes it and its invitation in one, or neither: no ghost stays in the list, or comes back with a restart', async () => {
    const { sessions, invites, record, told } = start(['111111', '222222']);
    record.failing = true;
    await assert.rejects(sessions.create(MIA, 'Ada', 'pin'), isCode('E_RECORD'));
    assert.deepEqual([told, invites.findByPin('111111')], [[], undefined]);
    record.failing = false;
    const session = await sessions.create(MIA, 'Ada', 'pin');
    const kinds = record.streams.get(session.sessionId)?.map(({ type }) => type);
    assert.deepEqual(kinds, ['session.created', 'session.invited']);
    assert.deepEqual(
      told.map((message) => (message.type === 'session.log' ? message.entries.map(({ kind }) => kind) : message.type)),
      ['agent.session', ['created', 'pinCreated']],
    );
    assert.equal(record.streams.size, 1, 'nothing of the first attempt');
    const again = start([], record);
    assert.deepEqual([again.sessions.byId(session.sessionId)?.open, again.invites.findByPin('222222')], [true, session.sessionId]);
  });

  it('[I4] a new invitation that cannot be recorded lets nobody in', async () => {
    const { sessions, invites, record } = start(['111111', '222222']);
    const session = await sessions.create(MIA, 'Ada', 'pin');
    record.failing = true;
    await assert.rejects(sessions.invite(session, MIA, 'pin'), isCode('E_RECORD'));
    assert.deepEqual([invites.findByPin('111111'), invites.findByPin('222222')], [undefined, undefined]);
  });
});

describe('the places of agents', () => {
  it('are forgotten a while after their pages left, and made anew when they come back', () => {
    const { sessions, clock, told } = start();
    const seatOf = () => sessions.seatOf({ role: 'agent', agentId: MIA.agentId });
    clock.advance(120_000); // the page of the start has been silent for longer than its lease
    assert.equal(seatOf(), undefined);
    const page = { pageId: 'q', decodes: [], unsentBytes: 0, send: (message: ServerMessage) => told.push(message), replace() {}, drop() {} };
    sessions.attachAgent(MIA.agentId, page);
    for (let passedS = 0; passedS < 120; passedS += 1) {
      clock.advance(1_000);
      seatOf()?.alive(page);
    }
    assert.equal(seatOf()?.presence, 'online');
    assert.deepEqual(told.map(({ type }) => type), ['agent.sessions']);
  });
});

describe('the end of the server', () => {
  it('takes every timer of its sessions with it', async () => {
    const { sessions, clock, told, errors } = start(['111111']);
    const session = await sessions.create(MIA, 'Ada', 'pin');
    session.countQuestion('view');
    sessions.close();
    told.length = 0;
    clock.advance(ASK_WINDOW_MS);
    await macrotask();
    assert.deepEqual([told, errors], [[], []]);
  });

  it('a session that ended tells nothing by itself any more', async () => {
    const { sessions, clock, told } = start(['111111']);
    const session = await sessions.create(MIA, 'Ada', 'pin');
    session.countQuestion('view');
    await session.actor.submit({ type: 'agent.ended' });
    told.length = 0;
    // The agent's page goes on answering: only the session is over.
    for (let passedMs = 0; passedMs < ASK_WINDOW_MS; passedMs += 1_000) clock.advance(1_000);
    assert.deepEqual(told.filter((message) => message.type === 'agent.session'), []);
  });
});

describe('the desktop of an agent with several sessions', () => {
  it('[I2] is taken by one customer at a time, also where two were asked in the same moment', async () => {
    const { sessions } = start(['111111', '222222']);
    const both = await Promise.all(['Ada', 'Bea'].map((name) => sessions.create(MIA, name, 'pin')));
    const [first, second] = await Promise.all(
      both.map(async (session) => {
        const facts: SessionFact[] = [
          { type: 'customer.joined', customerKeyHash: 'k' },
          { type: 'customer.linked', words: '', customerKeyHash: 'k' },
          { type: 'agent.started' },
          ...toGrant.slice(3),
          { ...choice, grantId: session.sessionId } as SessionFact,
        ];
        for (const fact of facts)
          await session.actor.submit(fact.type === 'request.created' ? { ...fact, capability: 'giveControl' } : fact);
        const link = { send: () => undefined, dismiss: () => undefined, drop: () => undefined };
        session.controls.agent.helper.attach(link);
        session.controls.agent.helper.received(link, { type: 'able', able: true });
        const [request] = session.actor.state.requests;
        assert.ok(request);
        return { control: session.controls.agent, request };
      }),
    );
    assert.ok(first && second);
    const taken = first.control.take(first.request);
    await assert.rejects(second.control.take(second.request), isCode('E_ALREADY_SHARED'));
    await taken;
    await assert.rejects(second.control.take(second.request), isCode('E_ALREADY_SHARED'));
    await first.control.release();
    await second.control.take(second.request);
    assert.deepEqual([first.control.isHeld, second.control.isHeld], [false, true]);
  });
});
