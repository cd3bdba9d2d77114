import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { agree } from '../support/raw-share.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const sdp = (name: string): string => readFileSync(new URL(`../support/media-sdp/${name}.sdp`, import.meta.url), 'utf8');
const offerSdp = sdp('chromium-offer');
const viewerAnswerSdp = sdp('chromium-answer');

/** Clients without pages, who follow no rule of the interface. */
describe('show my desktop', () => {
  let server: TestServer;
  let agent: RawClient;
  let customer: RawClient;
  let sessionId: string;
  beforeEach(async () => {
    server = await startTestServer();
    ({ agent, customer, sessionId } = await server.pair());
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const ask = async (): Promise<string> => {
    const { requestId = '' } = await agent.done({ type: 'request.create', sessionId, capability: 'show' });
    const { question } = await customer.view((view) => view.question?.requestId === requestId);
    assert.equal(question?.owner, 'agent');
    return requestId;
  };
  const answer = (requestId: string, value: 'ok' | 'notNow' | 'dismissed') =>
    customer.done({ type: 'question.answer', requestId, answer: value, locale: 'en', textVersion: QUESTION_TEXT_VERSION });
  const surface = { surface: 'browser', widthPx: 1_280, heightPx: 720 } as const;
  const grant = async () => {
    const requestId = await ask();
    await answer(requestId, 'ok');
    await agent.done({ type: 'capture.choose', sessionId, requestId, ...surface });
    const { agentShare } = await agent.session(sessionId, (view) => view.agentShare !== null);
    assert.ok(agentShare);
    return agentShare;
  };
  const show = async () => {
    const granted = await grant();
    const { grantId, epoch } = granted;
    agent.send({ type: 'publisher.offer', sessionId, grantId, epoch, sdp: offerSdp });
    await agent.next('publisher.answer', (message) => message.grantId === grantId);
    server.media.emit({ type: 'media', shareId: grantId, viewerId: undefined, state: 'up' });
    await customer.view((view) => view.agentShare?.phase === 'watched');
    return granted;
  };
  const ended = async () => {
    const { agentOutcome } = await customer.view((view) => view.agentShare === null && view.agentOutcome !== null);
    return agentOutcome;
  };

  it('[002-15] [B-01] makes a grant only by the customer’s OK and the agent’s surface after it', async () => {
    const requestId = await ask();
    await agent.refused({ type: 'capture.choose', sessionId, requestId, ...surface }, 'E_STALE');
    await customer.refused({ type: 'capture.choose', requestId, ...surface }, 'E_NOT_ALLOWED');
    await answer(requestId, 'ok');
    await customer.refused({ type: 'capture.choose', requestId, ...surface }, 'E_NOT_ALLOWED');
    assert.deepEqual([...server.media.rooms], []);
    await agent.done({ type: 'capture.choose', sessionId, requestId, ...surface });
    const { agentShare } = await customer.view((view) => view.agentShare !== null);
    assert.deepEqual([agentShare?.capability, agentShare?.surface, agentShare?.requestId], ['show', 'browser', requestId]);
    assert.deepEqual([...server.media.rooms], [agentShare?.grantId]);
  });

  it('[002-16] offers the picture to the customer, who answers it', async () => {
    const { grantId, epoch } = await show();
    const { viewerId } = await customer.next('viewer.offer', (message) => message.grantId === grantId);
    customer.send({ type: 'viewer.answer', grantId, epoch, viewerId, sdp: viewerAnswerSdp });
    await customer.done({ type: 'share.stop', grantId, by: 'page' });
    assert.ok(server.media.calls.includes(`answer ${grantId}`));
    assert.ok(!agent.received.some(({ type }) => type === 'viewer.offer'), 'the owner is offered nothing');
  });

  it('[002-16] is sent in what the customer’s browser can show, whatever the agent’s can', async () => {
    await customer.showing('H264').connect('customer');
    const { grantId, epoch } = await grant();
    const offerIn = (codec: string): void => {
      const others = new RegExp(` (?!${codec}|rtx)\\w+/90000`, 'g');
      agent.send({ type: 'publisher.offer', sessionId, grantId, epoch, sdp: offerSdp.replaceAll(others, ' other/90000') });
    };
    offerIn('VP8');
    assert.equal((await agent.next('failure')).code, 'E_SDP');
    offerIn('H264');
    await agent.next('publisher.answer', (message) => message.grantId === grantId);
  });

  it('[002-16] asks the agent’s page for a key frame where the customer’s lost what the next frames build on', async () => {
    const { grantId, epoch } = await show();
    const { viewerId } = await customer.next('viewer.offer', (message) => message.grantId === grantId);
    agent.send({ type: 'viewer.keyFrame', sessionId, grantId, epoch, viewerId });
    assert.equal((await agent.next('failure')).code, 'E_NOT_ALLOWED');
    customer.send({ type: 'viewer.keyFrame', grantId, epoch, viewerId });
    await customer.done({ type: 'share.stop', grantId, by: 'page' });
    assert.equal(server.media.calls.filter((call) => call === `keyFrame ${grantId}`).length, 1);
  });

  it('[I5] [T-ROLE-SWAP] lets a customer publish nothing under it, and an agent nothing without it', async () => {
    const { grantId, epoch } = await grant();
    const failure = (client: RawClient) => client.next('failure');
    customer.send({ type: 'publisher.offer', grantId, epoch, sdp: offerSdp });
    assert.equal((await failure(customer)).code, 'E_NOT_ALLOWED');
    agent.send({ type: 'publisher.offer', sessionId, grantId, epoch: epoch + 1, sdp: offerSdp });
    assert.equal((await failure(agent)).code, 'E_STALE');
    await agent.done({ type: 'share.stop', sessionId, grantId, by: 'page' });
    agent.received.length = 0;
    agent.send({ type: 'publisher.offer', sessionId, grantId, epoch, sdp: offerSdp });
    assert.equal((await failure(agent)).code, 'E_STALE');
    assert.ok(!server.media.calls.some((call) => call.startsWith('publish')));
  });

  it('[I5] lets an agent publish nothing under a grant to view, and a customer watch nothing of the own', async () => {
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { grantId, epoch } = await agree(customer);
    agent.send({ type: 'publisher.offer', sessionId, grantId, epoch, sdp: offerSdp });
    assert.equal((await agent.next('failure')).code, 'E_NOT_ALLOWED');
    customer.send({ type: 'viewer.answer', grantId, epoch, viewerId: grantId, sdp: viewerAnswerSdp });
    assert.equal((await customer.next('failure')).code, 'E_NOT_ALLOWED');
    await agent.refused({ type: 'share.stop', sessionId, grantId, by: 'browser' }, 'E_NOT_ALLOWED');
    assert.ok(!server.media.calls.some((call) => call.startsWith('publish')));
  });

  it('[I11] takes a session’s name from a customer only where it is the own', async () => {
    const { grantId } = await grant();
    await customer.refused({ type: 'share.stop', sessionId: 'B'.repeat(22), grantId, by: 'page' }, 'E_NO_SESSION');
    await customer.done({ type: 'share.stop', sessionId, grantId, by: 'page' });
  });

  for (const [name, stop, reason] of [
    ['[001-29] Close at the customer', (grantId: string) => customer.done({ type: 'share.stop', grantId, by: 'page' }), 'revoked'],
    ['[002-26] the agent', (grantId: string) => agent.done({ type: 'share.stop', sessionId, grantId, by: 'page' }), 'released'],
    ['[I7] the agent’s browser', (grantId: string) => agent.done({ type: 'share.stop', sessionId, grantId, by: 'browser' }), 'captureEnded'],
    ['[D-8] the loss of the agent’s page', () => agent.leave(), 'agentLost'],
  ] as const)
    it(`ends by ${name}: the room is gone before that is acknowledged, and nothing is continued`, async () => {
      const { grantId } = await show();
      await stop(grantId);
      const outcome = await ended();
      assert.deepEqual([outcome?.capability, outcome?.reason, outcome?.granted], ['show', reason, true]);
      assert.deepEqual([...server.media.rooms], []);
      assert.equal((await customer.view()).continuable, null);
    });

  it('[D-8] ends by the loss of the customer’s page', async () => {
    await show();
    customer.leave();
    const view = await agent.session(sessionId, ({ agentShare }) => agentShare === null);
    assert.equal(view.agentOutcome?.reason, 'customerLost');
    assert.deepEqual([...server.media.rooms], []);
  });

  it('[002-19] runs beside a view of the customer’s desktop, each under a grant of its own, and asks one thing at a time', async () => {
    const shown = await show();
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    await agent.refused({ type: 'request.create', sessionId, capability: 'show' }, 'E_ALREADY_SHARED');
    const viewed = await agree(customer);
    assert.ok(viewed.epoch > shown.epoch);
    assert.deepEqual([...server.media.rooms], [shown.grantId, viewed.grantId]);
    await customer.done({ type: 'share.stop', grantId: viewed.grantId, by: 'page' });
    assert.deepEqual([...server.media.rooms], [shown.grantId]);
    const view = await customer.view(({ share }) => share === null);
    assert.deepEqual([view.outcome?.reason, view.agentShare?.grantId], ['revoked', shown.grantId]);
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    await agent.refused({ type: 'request.create', sessionId, capability: 'show' }, 'E_ALREADY_SHARED');
  });

  it('[B-10] counts questions for each capability, and a refusal leaves nothing', async () => {
    for (let n = 0; n < 3; n++) {
      const requestId = await ask();
      await answer(requestId, 'notNow');
    }
    await agent.refused({ type: 'request.create', sessionId, capability: 'show' }, 'E_ASKED_TOO_OFTEN');
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    assert.deepEqual([server.media.calls, [...server.media.rooms]], [[], []]);
  });

  it('[D-11] has no looking away, and no pause', async () => {
    const { grantId, epoch } = await show();
    await agent.refused({ type: 'share.lookAway', sessionId, grantId, epoch }, 'E_NOT_ALLOWED');
    await agent.refused({ type: 'viewer.pause', sessionId, grantId, epoch, viewerId: grantId }, 'E_NOT_ALLOWED');
  });

  it('[I18] tells sessions apart: the customer of another one gets nothing of it', async () => {
    const first = await show();
    const other = await server.pair('agent2');
    assert.equal((await other.customer.view()).agentShare, null);
    other.customer.send({ type: 'viewer.answer', grantId: first.grantId, epoch: first.epoch, viewerId: first.grantId, sdp: viewerAnswerSdp });
    assert.equal((await other.customer.next('failure')).code, 'E_STALE');
    await other.customer.refused({ type: 'share.stop', grantId: first.grantId, by: 'page' }, 'E_STALE');
    assert.ok(server.media.rooms.has(first.grantId));
  });
});
