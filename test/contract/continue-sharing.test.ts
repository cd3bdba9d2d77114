import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

describe('continue sharing', () => {
  let server: TestServer;
  let agent: RawClient;
  let customer: RawClient;
  let sessionId: string;
  let first: { requestId: string; grantId: string; epoch: number };
  beforeEach(async () => {
    server = await startTestServer();
    ({ agent, customer, sessionId } = await server.pair());
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { question } = await customer.view((view) => view.question !== null);
    const requestId = question?.requestId ?? '';
    await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
    first = await choose(requestId);
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const choose = async (requestId: string) => {
    await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 });
    const { share } = await customer.view((view) => view.share?.requestId === requestId);
    assert.ok(share);
    return share;
  };
  const goOn = (requestId: string) => ({ type: 'share.continue', requestId, locale: 'en', textVersion: QUESTION_TEXT_VERSION }) as const;

  it('[I13] is offered after the media was lost, and makes a new grant with a new room and a higher epoch', async () => {
    server.media.emit({ type: 'ready', ready: false });
    server.media.emit({ type: 'ready', ready: true });
    const { continuable, share } = await customer.view((view) => view.continuable !== null);
    assert.equal(share, null);
    assert.equal(continuable?.title, 'Continue sharing your desktop with Mia Keller?');
    assert.ok(continuable && continuable.remainingInMs > 58_000 && continuable.remainingInMs <= 60_000);
    await customer.done(goOn(first.requestId));
    const { choosing } = await customer.view((view) => view.choosing !== null);
    const second = await choose(choosing?.requestId ?? '');
    assert.notEqual(second.grantId, first.grantId);
    assert.ok(second.epoch > first.epoch);
    assert.deepEqual([...server.media.rooms], [second.grantId]);
    const log = await agent.next('session.log', ({ entries }) => entries.some(({ kind }) => kind === 'continued'));
    assert.ok(log);
  });

  it('[T-RESTART-NOSHARE] [I13] is offered after a restart, and nothing is shared until then', async () => {
    await server.restart();
    await agent.connect('agent');
    await customer.connect('customer');
    const { continuable, share } = await customer.view((view) => view.continuable !== null);
    assert.equal(share, null);
    assert.equal(server.media.rooms.size, 1, 'the fake media node does not notice; the real guard destroys the room');
    await customer.done(goOn(continuable?.requestId ?? ''));
    await customer.view((view) => view.choosing !== null);
  });

  it('is not offered, nor taken, after anybody wanted the end', async () => {
    await customer.done({ type: 'share.stop', grantId: first.grantId, by: 'page' });
    const view = await customer.view(({ outcome }) => outcome !== null);
    assert.equal(view.continuable, null);
    await customer.refused(goOn(first.requestId), 'E_STALE');
  });

  it('[D-2] is not offered any more after a Stop that came late, and the agent reads so', async () => {
    server.media.emit({ type: 'ready', ready: false });
    server.media.emit({ type: 'ready', ready: true });
    await customer.view((view) => view.continuable?.grantId === first.grantId);
    assert.ok((await agent.session(sessionId, (view) => view.continueInMs > 0)).continueInMs <= 60_000);
    await customer.done({ type: 'share.stop', grantId: first.grantId, by: 'page' });
    const view = await agent.session(sessionId, (candidate) => candidate.continueInMs === 0);
    assert.deepEqual([view.outcome?.reason, view.availability.requestView], ['mediaFailed', null]);
    assert.equal((await customer.view(({ continuable }) => continuable === null)).outcome?.reason, 'mediaFailed');
    await agent.next('session.log', ({ entries }) => entries.some(({ kind }) => kind === 'notContinued'));
    await customer.refused(goOn(first.requestId), 'E_STALE');
    await customer.refused({ type: 'share.stop', grantId: first.grantId, by: 'page' }, 'E_STALE');
    await customer.refused({ type: 'share.stop', grantId: 'A'.repeat(22), by: 'page' }, 'E_STALE');
  });

  it('[I13] stays declined over a restart', async () => {
    agent.leave();
    await customer.view(({ outcome }) => outcome?.reason === 'agentLost');
    await customer.done({ type: 'share.stop', grantId: first.grantId, by: 'browser' });
    await server.restart();
    await agent.connect('agent');
    const { sessions } = await agent.next('agent.sessions', (message) => message.sessions.length === 1);
    assert.equal(sessions[0]?.continueInMs, 0);
    await customer.connect('customer');
    await customer.refused(goOn(first.requestId), 'E_STALE');
  });

  it('is refused while the agent is away, and offered when the agent is back', async () => {
    agent.leave();
    const { continuable } = await customer.view(({ outcome }) => outcome?.reason === 'agentLost');
    assert.equal(continuable, null);
    await customer.refused(goOn(first.requestId), 'E_AGENT_AWAY');
    await agent.connect('agent');
    await customer.view((view) => view.continuable !== null);
    await customer.done(goOn(first.requestId));
  });

  it('[I5] is no answer to another text than the one that was offered', async () => {
    server.media.emit({ type: 'ready', ready: false });
    server.media.emit({ type: 'ready', ready: true });
    await customer.view((view) => view.continuable !== null);
    await customer.refused({ ...goOn(first.requestId), textVersion: QUESTION_TEXT_VERSION + 1 }, 'E_STALE');
    await customer.done(goOn(first.requestId));
  });

  it('[I5] is the customer’s alone, once', async () => {
    server.media.emit({ type: 'ready', ready: false });
    server.media.emit({ type: 'ready', ready: true });
    await customer.view((view) => view.continuable !== null);
    const reply = await agent.command(goOn(first.requestId) as never);
    assert.equal(reply.type === 'command.refused' && reply.code, 'E_NOT_ALLOWED');
    await customer.done(goOn(first.requestId));
    await customer.refused(goOn(first.requestId), 'E_STALE');
  });
});
