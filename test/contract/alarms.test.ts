import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { RECORD_FILE } from '../../gateway/server/record/record.ts';
import { ADMIN_STREAM } from '../../gateway/server/store/store.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { agree } from '../support/raw-share.ts';

/** Wrong PINs from one proxy's many customers, so that no budget of an address is in the way. */
const GUESSES = 30;
const BEHIND_PROXY = { SIDESEAT_TRUST_PROXY: 'loopback' };

async function guess(server: TestServer): Promise<void> {
  for (let n = 0; n < GUESSES; n++) {
    const { body } = await server
      .client()
      .call('/api/customer/join', { pin: 'wrong' }, { 'x-forwarded-for': `203.0.113.${n}` });
    assert.equal(body.code, 'E_PIN_INVALID');
  }
}

const alarmsOf = ({ received }: RawClient): object[] =>
  received.flatMap((message) => (message.type === 'alarm.raised' ? [message.alarm] : []));

/** A command and its reply: what the server sent before it has arrived by then. */
const settled = (person: RawClient): Promise<unknown> =>
  person.refused({ type: 'session.end', sessionId: 'A'.repeat(22) }, 'E_NO_SESSION');

describe('alarms', () => {
  it('[B-10] tell supervisors, and agents with an open PIN, that PINs are guessed; nobody else', async () => {
    await using server = await startTestServer(BEHIND_PROXY);
    const waiting = await server.agent('agent');
    await waiting.done({ type: 'session.create', name: 'Ada', invite: 'pin' });
    const withLink = await server.agent('agent2');
    await withLink.done({ type: 'session.create', name: 'Bea', invite: 'link' });
    const supervisor = await server.agent('supervisor');
    const administrator = await server.agent('admin');
    await guess(server);
    for (const told of [waiting, supervisor, administrator]) {
      await told.next('alarm.raised');
      assert.deepEqual(alarmsOf(told), [{ kind: 'pinGuessing' }]);
    }
    await settled(withLink);
    assert.deepEqual(alarmsOf(withLink), []);
  });

  it('[B-10] leave an agent alone whose customer has joined, and slow no honest customer down', async () => {
    await using server = await startTestServer(BEHIND_PROXY);
    const { agent, customer } = await server.pair();
    const supervisor = await server.agent('supervisor');
    await guess(server);
    await supervisor.next('alarm.raised');
    await settled(agent);
    assert.deepEqual([...alarmsOf(agent), ...alarmsOf(customer)], []);
    const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Bea', invite: 'pin' });
    const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
    await server.customer(invite?.code ?? '');
  });

  it('[B-10] tell a supervisor of an agent who asked one customer as often as it is allowed', async () => {
    await using server = await startTestServer();
    const { agent, customer, sessionId } = await server.pair();
    const supervisor = await server.agent('supervisor');
    for (let n = 1; n <= 3; n++) {
      await settled(supervisor);
      assert.deepEqual(alarmsOf(supervisor), []);
      await agent.done({ type: 'request.create', sessionId, capability: 'view' });
      const { question } = await customer.view((view) => view.question !== null);
      const requestId = question?.requestId ?? '';
      await customer.done({ type: 'question.answer', requestId, answer: 'notNow', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
    }
    await supervisor.next('alarm.raised');
    assert.deepEqual(alarmsOf(supervisor), [{ kind: 'askedTooOften', agentName: 'Mia Keller', capability: 'view' }]);
    await settled(agent);
    assert.deepEqual(alarmsOf(agent), []);
  });

  it('[I1] [T-REVOKE-VERIFY] tell supervisors what no grant allowed at the media server, which is on record by then', async () => {
    await using server = await startTestServer();
    const { agent } = await server.pair();
    const supervisor = await server.agent('supervisor');
    const strange = { shareId: undefined, viewerId: undefined, handleId: 7, agoMs: 3, cut: true, shareEnded: false };
    server.media.emit({ type: 'violation', kind: 'strangePublisher', ...strange });
    await supervisor.next('alarm.raised');
    assert.deepEqual(alarmsOf(supervisor), [{ kind: 'mediaViolation', cut: true }]);
    await agent.done({ type: 'session.create', name: 'Bea', invite: 'link' }); // on record, and so is all before it
    assert.deepEqual(alarmsOf(agent), []);
    const record = new DatabaseSync(join(server.dataDir, RECORD_FILE), { readOnly: true });
    const types = record.prepare('SELECT type FROM record WHERE stream = ?').all(ADMIN_STREAM).map(({ type }) => type);
    record.close();
    assert.equal(types.at(-1), 'media.violation');
  });

  it('[I1] [I20] end a share that was closed for it, and no other', async () => {
    await using server = await startTestServer();
    const { agent, customer, sessionId } = await server.pair();
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { grantId } = await agree(customer);
    const violation = { type: 'violation', viewerId: undefined, handleId: undefined, agoMs: 3, cut: true } as const;
    server.media.emit({ ...violation, kind: 'lateMedia', shareId: 'x'.repeat(22), shareEnded: true });
    server.media.emit({ ...violation, kind: 'stopNotObeyed', shareId: grantId, shareEnded: false });
    await settled(agent);
    assert.ok((await agent.session(sessionId)).share);
    server.media.emit({ ...violation, kind: 'lateMedia', shareId: grantId, shareEnded: true });
    const { outcome } = await agent.session(sessionId, (view) => view.share === null);
    assert.equal(outcome?.reason, 'mediaFailed');
  });
});
