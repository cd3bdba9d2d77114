import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CAPABILITIES } from '../../gateway/protocol/vocabulary.ts';
import type { Refusal } from '../../gateway/server/refusal.ts';
import { ASK_LIMIT, ASK_LIMIT_REPORTED, ASK_WINDOW_MS, REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { createSession, isCode, ok, requested, shown, started } from '../support/live-session.ts';
import { MemoryRecord } from '../support/memory-store.ts';

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
      assert.equal(session.viewInput().askAgainInMs.view, 0);
      session.countQuestion('view');
      clock.advance(1_000);
    }
    const waitMs = ASK_WINDOW_MS - ASK_LIMIT * 1_000;
    assert.equal(session.viewInput().askAgainInMs.view, waitMs);
    assert.throws(
      () => session.countQuestion('view'),
      (error) => isCode('E_ASKED_TOO_OFTEN')(error) && (error as Refusal).retryInMs === waitMs,
    );
    clock.advance(waitMs - 1);
    assert.equal(session.viewInput().askAgainInMs.view, 1);
    told.length = 0;
    clock.advance(1);
    assert.deepEqual(told.map(({ type }) => type), ['agent.session']);
    session.countQuestion('view');
    assert.equal(session.viewInput().askAgainInMs.view, 1_000);
    clock.advance(ASK_WINDOW_MS * 2);
    assert.equal(session.viewInput().askAgainInMs.view, 0);
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
    assert.equal(session.viewInput().askAgainInMs.view, ASK_WINDOW_MS - 1_000);
    for (const capability of CAPABILITIES)
      assert.throws(() => session.countQuestion(capability), isCode('E_ASKED_TOO_OFTEN'), 'whatever was asked counts');
    clock.advance(ASK_WINDOW_MS - 1_000);
    session.countQuestion('view');
    assert.equal(session.viewInput().askAgainInMs.view, ASK_WINDOW_MS);
    limits.ask = ASK_LIMIT;
    assert.equal(session.viewInput().askAgainInMs.view, 0);
    assert.deepEqual(alarms, []);
  });

  it('[B-10] counts each capability by itself', async () => {
    const { session, take } = createSession();
    await take(...started);
    for (const asked of CAPABILITIES) {
      for (let n = 0; n < ASK_LIMIT; n++) session.countQuestion(asked);
      const waiting = Object.entries(session.viewInput().askAgainInMs).filter(([, waitMs]) => waitMs > 0);
      assert.deepEqual(new Set(waiting.map(([capability]) => capability)), new Set(CAPABILITIES.slice(0, CAPABILITIES.indexOf(asked) + 1)));
    }
  });
});
