import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { figure, trials } from '../support/fault-figures.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

describe('[T-SCAM-UX] a customer who reports abuse', () => {
  let server: TestServer;
  beforeEach(async () => void (server = await startTestServer()));
  afterEach(() => server[Symbol.asyncDispose]());

  /** Another customer of the agent, in an active session. */
  const meet = async (agent: RawClient) => {
    const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada Byron', invite: 'pin' });
    const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
    const customer = await server.customer(invite?.code ?? '');
    await agent.done({ type: 'session.start', sessionId });
    return { agent, customer, sessionId };
  };
  const ask = (sessionId: string) => ({ type: 'request.create', sessionId, capability: 'view' }) as const;
  const notNow = async (customer: RawClient): Promise<void> => {
    const requestId = (await customer.view((view) => view.question !== null)).question?.requestId ?? '';
    await customer.done({ type: 'question.answer', requestId, answer: 'notNow', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
  };
  /** The two acts that a grant takes: OK, and the choice of a screen. @returns The grant. */
  const share = async ({ agent, customer, sessionId }: Awaited<ReturnType<typeof meet>>): Promise<string> => {
    await agent.done(ask(sessionId));
    const requestId = (await customer.view((view) => view.question !== null)).question?.requestId ?? '';
    await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
    await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 });
    return (await customer.view((view) => view.share !== null)).share?.grantId ?? '';
  };
  const alarmsOf = ({ received }: RawClient): object[] =>
    received.flatMap((message) => (message.type === 'alarm.raised' ? [message.alarm] : []));
  /** A command and its reply: what the server sent before it has arrived by then. */
  const settled = (person: RawClient): Promise<unknown> =>
    person.refused({ type: 'session.end', sessionId: 'A'.repeat(22) }, 'E_NO_SESSION');
  const recorded = (streamId: string): string[] => {
    const database = new DatabaseSync(path.join(server.dataDir, 'record.sqlite'), { readOnly: true });
    const rows = database.prepare('SELECT type FROM record WHERE stream = ? ORDER BY seq').all(streamId) as { type: string }[];
    database.close();
    return rows.map(({ type }) => type);
  };

  it('[001-32] [B-08] ends what is shared, and the session, within 250 ms', async (t) => {
    let agent = await server.agent();
    const tookMs: number[] = [];
    for (let n = trials(10, 60); n > 0; n--) {
      // One connection may not say so much in so short a time.
      if (n % 10 === 0) agent = await server.agent();
      const met = await meet(agent);
      const grantId = await share(met);
      assert.ok(server.media.rooms.has(grantId));
      const startedMs = performance.now();
      const done = met.customer.done({ type: 'abuse.report' });
      const cut = await agent.next('share.cut', (message) => message.sessionId === met.sessionId);
      tookMs.push(performance.now() - startedMs);
      assert.deepEqual([cut.grantId, cut.reason], [grantId, 'sessionEnded']);
      assert.equal(server.media.rooms.size, 0);
      await done;
      const over = (view: { status: string }): boolean => view.status === 'ended';
      for (const view of [await agent.session(met.sessionId, over), await met.customer.view(over)])
        assert.deepEqual([view.status, view.endReason, view.share], ['ended', 'abuseReported', null]);
      await met.customer.refused({ type: 'abuse.report' }, 'E_SESSION_ENDED');
    }
    figure(t, 'report to the room gone and the agent told', tookMs, 250);
  });

  it('can do so before the agent was let in, and once a question is asked', async () => {
    const agent = await server.agent();
    const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Bea', invite: 'pin' });
    const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
    await (await server.customer(invite?.code ?? '')).done({ type: 'abuse.report' });
    assert.equal((await agent.session(sessionId, (view) => view.endReason !== null)).endReason, 'abuseReported');
    const asked = await meet(agent);
    await agent.done(ask(asked.sessionId));
    await asked.customer.view((view) => view.question !== null);
    await asked.customer.done({ type: 'abuse.report' });
    assert.equal((await agent.session(asked.sessionId, (view) => view.outcome !== null)).outcome?.reason, 'sessionEnded');
  });

  it('[I3] is on the record of the session once, and on the administration’s', async () => {
    const met = await meet(await server.agent());
    await met.customer.done({ type: 'abuse.report' });
    await met.customer.refused({ type: 'abuse.report' }, 'E_SESSION_ENDED');
    assert.deepEqual(recorded(met.sessionId).slice(-1), ['customer.reportedAbuse']);
    await server.restart();
    assert.equal(recorded('admin').filter((type) => type === 'abuse.reported').length, 1);
    assert.equal(recorded(met.sessionId).filter((type) => type === 'customer.reportedAbuse').length, 1);
  });

  it('[B-08] is told to supervisors, those who come later too, also after a restart; and to no other agent', async () => {
    const agent = await server.agent('agent');
    const other = await server.agent('agent2');
    const supervisor = await server.agent('supervisor');
    const met = await meet(agent);
    await met.customer.done({ type: 'abuse.report' });
    const { alarm } = await supervisor.next('alarm.raised');
    assert.ok(alarm.kind === 'abuseReported');
    assert.deepEqual([alarm.sessionId, alarm.sessionName, alarm.agentName], [met.sessionId, 'Ada Byron', 'Mia Keller']);
    await Promise.all([settled(agent), settled(other)]);
    assert.deepEqual([...alarmsOf(agent), ...alarmsOf(other)], []);
    await server.restart();
    const later = await server.agent('admin');
    await later.next('alarm.raised');
    assert.deepEqual(alarmsOf(later), [alarm]);
    const back = await server.agent('agent');
    await settled(back);
    assert.deepEqual(alarmsOf(back), []);
  });

  it('[B-08] limits the agent to one question in each session, also in those that are open, also after a restart', async () => {
    const agent = await server.agent('agent');
    const present = await meet(agent);
    const next = await meet(agent);
    const free = await server.pair('agent2');
    for (const { agent: who, customer, sessionId } of [present, free]) {
      await who.done(ask(sessionId));
      await notNow(customer);
      assert.equal((await who.session(sessionId, (view) => view.request === null)).availability.requestView, null);
    }
    await (await meet(agent)).customer.done({ type: 'abuse.report' });
    const told = await agent.session(present.sessionId, (view) => view.availability.requestView !== null);
    assert.equal(told.availability.requestView, 'E_ASKED_TOO_OFTEN');
    assert.ok(told.askAgainInMs.requestView > 290_000);
    await agent.refused(ask(present.sessionId), 'E_ASKED_TOO_OFTEN');
    await agent.done(ask(next.sessionId));
    await notNow(next.customer);
    await agent.refused(ask(next.sessionId), 'E_ASKED_TOO_OFTEN');
    await free.agent.done(ask(free.sessionId));

    await server.restart();
    await agent.connect('agent');
    await next.customer.connect('customer');
    await agent.done(ask(next.sessionId));
    await notNow(next.customer);
    await agent.refused(ask(next.sessionId), 'E_ASKED_TOO_OFTEN');
  });

  it('takes one act to stop, where a grant took two', async () => {
    const met = await meet(await server.agent());
    const grantId = await share(met);
    await met.customer.done({ type: 'share.stop', grantId, by: 'page' });
    assert.equal(server.media.rooms.size, 0);
    assert.equal((await met.customer.view((view) => view.share === null)).outcome?.reason, 'revoked');
  });
});
