import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { FakeMedia } from '../support/fake-media.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const sdp = (name: string): string => readFileSync(new URL(`../support/media-sdp/${name}.sdp`, import.meta.url), 'utf8');
const OFFER = sdp('chromium-offer');
const ANSWER = sdp('chromium-answer');
const FOREIGN = `${'AB:'.repeat(31)}AB`;

/** Who the other end of an encrypted connection has to be. */
const fingerprintsIn = (text: string): string[] => [...text.matchAll(/^a=fingerprint:sha-256 (\S+)/gm)].map(([, value = '']) => value);
/** The same connection as somebody in the middle would have it. */
const redirected = (text: string): string =>
  text.replace(/^(a=fingerprint:sha-256) .*$/gm, `$1 ${FOREIGN}`).replace(/^a=ice-ufrag:.*$/gm, 'a=ice-ufrag:evil');

/** Remembers what would have reached Janus. */
class WitnessMedia extends FakeMedia {
  readonly offers: string[] = [];
  readonly answers: string[] = [];
  readonly candidates: (string | null)[] = [];

  override publish(shareId: string, offer = ''): Promise<string> {
    this.offers.push(offer);
    return super.publish(shareId);
  }

  override answerViewer(shareId: string, _viewerId = '', answer = ''): Promise<void> {
    this.answers.push(answer);
    return super.answerViewer(shareId);
  }

  override addCandidate(shareId: string, viewerId: string | undefined, candidate: string | null = null): void {
    this.candidates.push(candidate);
    super.addCandidate(shareId, viewerId);
  }
}

describe('[T-MITM] a page that wants the picture to go elsewhere', () => {
  let server: TestServer;
  let media: WitnessMedia;
  let agent: RawClient;
  let customer: RawClient;
  let grant: { grantId: string; epoch: number };
  let sessionId: string;
  beforeEach(async () => {
    media = new WitnessMedia();
    server = await startTestServer({}, { connectMedia: async () => media });
    ({ agent, customer, sessionId } = await server.pair());
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const requestId = (await customer.view((view) => view.question !== null)).question?.requestId ?? '';
    await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
    await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 });
    const { share } = await customer.view((view) => view.share !== null);
    assert.ok(share);
    grant = { grantId: share.grantId, epoch: share.epoch };
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const publish = (offer: string): void => customer.send({ type: 'publisher.offer', ...grant, sdp: offer });
  const failure = async (person: RawClient): Promise<string> => (await person.next('failure')).code;

  it('[I11] fixes the customer’s fingerprint with the one offer: a second one is refused', async () => {
    publish(OFFER);
    await customer.next('publisher.answer');
    assert.deepEqual(fingerprintsIn(media.offers[0] ?? ''), fingerprintsIn(OFFER).slice(0, 1));
    publish(redirected(OFFER));
    assert.equal(await failure(customer), 'E_STALE');
    assert.equal(media.offers.length, 1);
  });

  it('refuses an offer with a fingerprint beside the customer’s own', async () => {
    publish(`${OFFER}a=fingerprint:sha-256 ${FOREIGN}\r\n`);
    assert.equal(await failure(customer), 'E_SDP');
    assert.deepEqual(media.offers, []);
  });

  it('[I11] fixes the agent’s fingerprint with the one answer, which only that viewer may give', async () => {
    publish(OFFER);
    const { viewerId } = await agent.next('viewer.offer');
    const answer = (who: RawClient, to: string, text: string): void =>
      who.send({ type: 'viewer.answer', sessionId, ...grant, viewerId: to, sdp: text });
    answer(customer, viewerId, redirected(ANSWER));
    assert.equal(await failure(customer), 'E_NOT_ALLOWED');
    answer(agent, 'A'.repeat(22), redirected(ANSWER));
    assert.equal(await failure(agent), 'E_STALE');
    agent.received.length = 0;
    answer(agent, viewerId, ANSWER);
    answer(agent, viewerId, redirected(ANSWER));
    assert.equal(await failure(agent), 'E_STALE');
    assert.deepEqual(media.answers.flatMap(fingerprintsIn), fingerprintsIn(ANSWER).slice(0, 1));
  });

  it('passes on no candidate that points into the media node’s own machine, and nothing of its text', async () => {
    const points = (address: string): string => `candidate:1 1 udp 1 ${address} 5000 typ host`;
    const tell = (candidate: string): void => customer.send({ type: 'publisher.candidate', ...grant, candidate });
    for (const address of ['127.0.0.1', '0.0.0.0', '169.254.169.254', '::1', '::ffff:127.0.0.1', '224.0.0.1', 'evil.local'])
      tell(points(address));
    tell(`${points('198.51.100.7')} ufrag evil generation 0`);
    publish(OFFER);
    await customer.next('publisher.answer');
    assert.deepEqual(media.candidates, [points('198.51.100.7')]);
  });
});
