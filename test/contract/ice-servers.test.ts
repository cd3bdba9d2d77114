import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { systemClock } from '../../gateway/server/clock.ts';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer } from '../support/test-server.ts';

const sdp = readFileSync(new URL('../support/media-sdp/chromium-offer.sdp', import.meta.url), 'utf8');
const TURN = {
  SIDESEAT_ICE_SERVERS: 'turn:turn.example:3478',
  SIDESEAT_TURN_SECRET: 'a secret that is long enough to be taken',
};
const HOUR_MS = 3_600_000;

/** For each message that makes a page connect: the moment, in seconds, until which the credentials before it are good. */
function credentialsBefore({ received }: RawClient, type: 'customer.session' | 'viewer.offer'): number[] {
  return received.flatMap((message, index) => {
    if (message.type !== 'ice.servers') return [];
    assert.equal(received[index + 1]?.type, type);
    return [Number(message.iceServers[0]?.username?.split(':')[0])];
  });
}

describe('STUN and TURN servers', () => {
  it('are told with each share and each viewer, with credentials of that moment, however long the page has been open', async () => {
    let laterMs = 0;
    const clock = { ...systemClock, nowMs: () => Date.now() + laterMs };
    await using server = await startTestServer(TURN, { clock });
    const { agent, customer, sessionId } = await server.pair();
    const share = async (): Promise<void> => {
      await agent.done({ type: 'request.create', sessionId, capability: 'view' });
      const { question } = await customer.view((view) => view.question !== null);
      const requestId = question?.requestId ?? '';
      await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
      await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 });
      const { share: granted } = await customer.view((view) => view.share?.requestId === requestId);
      assert.ok(granted);
      const { grantId, epoch } = granted;
      customer.send({ type: 'publisher.offer', grantId, epoch, sdp });
      await agent.next('viewer.offer', (offer) => offer.grantId === grantId);
      await customer.done({ type: 'share.stop', grantId, by: 'page' });
    };
    assert.deepEqual([...credentialsBefore(customer, 'customer.session'), ...credentialsBefore(agent, 'viewer.offer')], []);
    await share();
    laterMs = 13 * HOUR_MS;
    await share();
    for (const goodUntil of [credentialsBefore(customer, 'customer.session'), credentialsBefore(agent, 'viewer.offer')]) {
      const leftMs = goodUntil.map((seconds, index) => seconds * 1_000 - Date.now() - index * laterMs);
      assert.equal(leftMs.length, 2);
      for (const left of leftMs) assert.ok(left > HOUR_MS && left <= 1.1 * HOUR_MS, `${left} ms`);
    }
  });
});
