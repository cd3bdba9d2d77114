import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const sdp = (name: string): string => readFileSync(new URL(`../support/media-sdp/${name}.sdp`, import.meta.url), 'utf8');
const offerSdp = sdp('chromium-offer');
const viewerAnswerSdp = sdp('chromium-answer');

describe('request view', () => {
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
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    return (await customer.view(({ question }) => question !== null)).question?.requestId ?? '';
  };
  const answer = (requestId: string, value: 'ok' | 'notNow' | 'dismissed') =>
    customer.done({ type: 'question.answer', requestId, answer: value, locale: 'en', textVersion: QUESTION_TEXT_VERSION });
  const choose = (requestId: string, surface: 'monitor' | 'window' | 'browser' | 'unknown' = 'monitor') =>
    customer.done({ type: 'capture.choose', requestId, surface, widthPx: 1_280, heightPx: 720 });
  /** Up to the grant; the picture does not flow yet. */
  const grant = async () => {
    const requestId = await ask();
    await answer(requestId, 'ok');
    await choose(requestId);
    const { share } = await agent.session(sessionId, (view) => view.share !== null);
    assert.ok(share);
    return share;
  };
  const share = async () => {
    const granted = await grant();
    const { grantId, epoch } = granted;
    customer.send({ type: 'publisher.offer', grantId, epoch, sdp: offerSdp });
    await customer.next('publisher.answer');
    server.media.emit({ type: 'media', shareId: grantId, viewerId: undefined, state: 'up' });
    await agent.session(sessionId, (view) => view.share?.phase === 'watched');
    return granted;
  };
  const outcome = async (): Promise<string> =>
    (await agent.session(sessionId, (view) => view.outcome !== null)).outcome?.reason ?? '';
  const factTypes = async (): Promise<string[]> =>
    (await agent.next('session.log')).entries.map((entry) => entry.kind);

  it('[002-03] [B-09] asks the customer, naming agent, company, capability and time', async () => {
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { question } = await customer.view((view) => view.question !== null);
    assert.equal(question?.title, 'Mia Keller asks to see your desktop');
    assert.deepEqual([question?.agentName, question?.company, question?.capability], ['Mia Keller', 'Acme Support', 'view']);
    assert.ok(question && question.remainingInMs > 58_000 && question.remainingInMs <= 60_000);
    assert.match(question.warning, /Acme Support does not ask for passwords/);
    const { request } = await agent.session(sessionId, (view) => view.request !== null);
    assert.equal(request?.phase, 'asking');
  });

  it('[B-44] asks in the language of the page', async () => {
    customer.send({ type: 'customer.setLocale', locale: 'ja' });
    await ask();
    const { question } = await customer.view((view) => view.question?.locale === 'ja');
    assert.equal(question?.title, 'サポート担当者のMia Kellerがお客様のデスクトップの表示を求めています');
  });

  it('[001-08] shows nobody anything on joining, nor on OK: the choice of a surface makes the grant', async () => {
    assert.deepEqual(server.media.calls, []);
    const requestId = await ask();
    await answer(requestId, 'ok');
    assert.deepEqual(server.media.calls, []);
    assert.equal((await agent.session(sessionId, (view) => view.request?.phase === 'choosing')).share, null);
    await choose(requestId);
    const { share } = await agent.session(sessionId, (view) => view.share !== null);
    assert.deepEqual(server.media.calls, [`open ${share?.grantId}`]);
  });

  it('[002-06] [002-07] opens the picture for the agent once it is published', async () => {
    const { grantId } = await share();
    const offer = await agent.next('viewer.offer');
    assert.equal(offer.grantId, grantId);
    const { epoch, viewerId } = offer;
    agent.send({ type: 'viewer.answer', sessionId, grantId, epoch, viewerId, sdp: viewerAnswerSdp });
    await agent.done({ type: 'share.lookAway', sessionId, grantId, epoch }); // any command after it, to know it was handled
    assert.deepEqual(server.media.calls.slice(0, 4), ['open', 'publish', 'viewer', 'answer'].map((call) => `${call} ${grantId}`));
    const view = await customer.view(({ share }) => share?.phase === 'unwatched');
    assert.deepEqual([view.agentName, view.share?.surface], ['Mia Keller', 'monitor']);
  });

  it('[B-04] [D-12] tells each kind of no by its name, and none of them is a grant', async () => {
    const notNow = await ask();
    await answer(notNow, 'notNow');
    assert.equal(await outcome(), 'notNow');

    const dismissed = await ask();
    await answer(dismissed, 'dismissed');
    await agent.session(sessionId, (view) => view.outcome?.reason === 'dismissed');

    const cancelled = await ask();
    await answer(cancelled, 'ok');
    await customer.done({ type: 'capture.fail', requestId: cancelled, reason: 'pickerCancelled' });
    await agent.session(sessionId, (view) => view.outcome?.reason === 'pickerCancelled');
    assert.deepEqual(server.media.calls, []);
  });

  it('refuses a surface that does not show the desktop, and a capture that is impossible', async () => {
    const tab = await ask();
    await answer(tab, 'ok');
    await choose(tab, 'browser');
    assert.equal(await outcome(), 'wrongSurface');
    const impossible = await ask();
    await answer(impossible, 'ok');
    await customer.done({ type: 'capture.fail', requestId: impossible, reason: 'captureUnavailable' });
    await agent.session(sessionId, (view) => view.outcome?.reason === 'captureUnavailable');
    assert.deepEqual(server.media.calls, []);
  });

  it('lets the agent withdraw, and takes no answer after that', async () => {
    const requestId = await ask();
    await agent.done({ type: 'request.withdraw', sessionId, requestId });
    assert.equal(await outcome(), 'withdrawn');
    await customer.refused({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION }, 'E_STALE');
  });

  it('refuses a second request while one is open or granted, with the reason beforehand', async () => {
    await ask();
    await agent.session(sessionId, (view) => view.availability.requestView === 'E_REQUEST_OPEN');
    await agent.refused({ type: 'request.create', sessionId, capability: 'view' }, 'E_REQUEST_OPEN');
    const { request } = await agent.session(sessionId, (view) => view.request !== null);
    await agent.done({ type: 'request.withdraw', sessionId, requestId: request?.requestId ?? '' });
    await grant();
    await agent.refused({ type: 'request.create', sessionId, capability: 'view' }, 'E_ALREADY_SHARED');
  });

  it('[B-10] [T-PROMPT-SPAM] refuses the fourth question in five minutes and tells the wait', async () => {
    for (let n = 0; n < 3; n++) await answer(await ask(), 'notNow');
    const refused = await agent.refused({ type: 'request.create', sessionId, capability: 'view' }, 'E_ASKED_TOO_OFTEN');
    assert.ok(refused.retryInMs && refused.retryInMs > 290_000 && refused.retryInMs <= 300_000);
  });

  it('refuses an answer to a text that was not the one shown', async () => {
    const requestId = await ask();
    await customer.refused({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION + 1 }, 'E_STALE');
  });

  it('[001-09] [003-04] [D-11] lets the agent look away and look again without asking', async () => {
    const { grantId, epoch } = await share();
    await agent.done({ type: 'share.lookAway', sessionId, grantId, epoch });
    assert.equal(server.media.calls.at(-1), `closeViewer ${grantId}`);
    await customer.view((view) => view.share?.phase === 'unwatched');
    await agent.done({ type: 'share.look', sessionId, grantId, epoch });
    await customer.view((view) => view.share?.phase === 'watched');
    assert.equal(server.media.calls.at(-1), `viewer ${grantId}`);
    assert.ok(server.media.rooms.has(grantId));
  });

  it('asks the owner for a key frame when the agent misses one, and not for another viewer', async () => {
    const { grantId, epoch } = await share();
    const { viewerId } = await agent.next('viewer.offer');
    const viewer = { sessionId, grantId, epoch, viewerId };
    agent.send({ type: 'viewer.keyFrame', ...viewer, viewerId: grantId });
    agent.send({ type: 'viewer.keyFrame', ...viewer });
    await agent.done({ type: 'share.lookAway', sessionId, grantId, epoch }); // any command after them, to know they were handled
    assert.deepEqual(server.media.calls.filter((call) => call.startsWith('keyFrame')), [`keyFrame ${grantId}`]);
  });

  it('[I6] [003-04] pauses a picture that is on no screen: the customer is told, and its connection stays', async () => {
    const { grantId, epoch } = await share();
    const { viewerId } = await agent.next('viewer.offer');
    const viewer = { sessionId, grantId, epoch, viewerId };
    await agent.refused({ type: 'viewer.pause', ...viewer, viewerId: grantId }, 'E_STALE');
    server.media.emit({ type: 'media', shareId: grantId, viewerId, state: 'up' });
    await agent.done({ type: 'viewer.pause', ...viewer });
    assert.equal(server.media.calls.at(-1), `pause ${grantId}`);
    await customer.view((view) => view.share?.phase === 'unwatched');
    await agent.done({ type: 'viewer.pause', ...viewer });
    await agent.done({ type: 'viewer.resume', ...viewer });
    await customer.view((view) => view.share?.phase === 'watched');
    await agent.done({ type: 'viewer.resume', ...viewer });
    await agent.next('session.log', ({ entries }) => entries[0]?.kind === 'paused');
    await agent.next('session.log', ({ entries }) => entries[0]?.kind === 'resumed');
    assert.deepEqual(server.media.calls.slice(-2), [`pause ${grantId}`, `resume ${grantId}`]);
  });

  for (const [who, stop, reason] of [
    ['[001-12] the customer', () => stopByCustomer('page'), 'revoked'],
    ["the browser's own stop bar", () => stopByCustomer('browser'), 'captureEnded'],
    ['[002-26] the agent', () => stopByAgent(), 'released'],
    ['[001-30] the end of the session by the customer', () => customer.done({ type: 'session.leave' }), 'sessionEnded'],
    ['[000-17] the end of the session by the agent', () => agent.done({ type: 'session.end', sessionId }), 'sessionEnded'],
    ['[D-8] closing the customer’s page', () => customer.leave(), 'customerLost'],
    ['[D-8] closing the agent’s page', () => agent.leave(), 'agentLost'],
  ] as const) {
    it(`stops by ${who}: both pages are told to blank, the room is gone, and the record says ${reason}`, async () => {
      const { grantId } = await share();
      await stop();
      const witness = who.includes('agent’s page') ? customer : agent;
      const cut = await witness.next('share.cut');
      assert.deepEqual([cut.grantId, cut.reason], [grantId, reason]);
      const view =
        witness === agent
          ? await agent.session(sessionId, ({ share }) => share === null)
          : await customer.view(({ share }) => share === null);
      assert.deepEqual([view.outcome?.reason, view.outcome?.granted], [reason, true]);
      assert.equal(server.media.rooms.size, 0);
      assert.equal(server.media.calls.at(-1), `close ${grantId}`);
    });
  }
  const stopByCustomer = async (by: 'page' | 'browser') => {
    const { share } = await customer.view((view) => view.share !== null);
    await customer.done({ type: 'share.stop', grantId: share?.grantId ?? '', by });
  };
  const stopByAgent = async () => {
    const { share } = await agent.session(sessionId, (view) => view.share !== null);
    await agent.done({ type: 'share.release', sessionId, grantId: share?.grantId ?? '', epoch: share?.epoch ?? 0 });
  };

  it('[001-10] [001-13] needs a new request and a new OK after a stop, with a higher epoch and another room', async () => {
    const first = await share();
    await stopByCustomer('page');
    await agent.refused({ type: 'share.look', sessionId, grantId: first.grantId, epoch: first.epoch }, 'E_STALE');
    const second = await grant();
    assert.notEqual(second.grantId, first.grantId);
    assert.ok(second.epoch > first.epoch);
  });

  it('[T-RESTART-NOSHARE] [I13] shares nothing after a restart, and says so', async () => {
    await share();
    await server.restart();
    await agent.connect('agent');
    const { sessions } = await agent.next('agent.sessions', (message) => message.sessions.length > 0);
    assert.deepEqual([sessions[0]?.share, sessions[0]?.outcome?.reason], [null, 'serverRestarted']);
    assert.ok((await factTypes()).includes('serverRestarted'));
  });

  it('ends the share when the media node is lost, and offers nothing new until it is back', async () => {
    await share();
    server.media.emit({ type: 'ready', ready: false });
    assert.equal(await outcome(), 'mediaFailed');
    await agent.session(sessionId, (view) => view.availability.requestView === 'E_MEDIA_DOWN');
    server.media.emit({ type: 'ready', ready: true });
    await agent.session(sessionId, (view) => view.availability.requestView === null);
  });

  it('ends the share when the room cannot be opened', async () => {
    server.media.failing.add('open');
    const requestId = await ask();
    await answer(requestId, 'ok');
    await choose(requestId);
    assert.equal(await outcome(), 'mediaFailed');
  });

  it('ends the share when the owner’s connection is lost by itself', async () => {
    const { grantId } = await share();
    server.media.emit({ type: 'media', shareId: grantId, viewerId: undefined, state: 'down' });
    assert.equal(await outcome(), 'mediaFailed');
  });

  it('takes no second offer and no SDP that is not ours', async () => {
    const { grantId, epoch } = await share();
    customer.send({ type: 'publisher.offer', grantId, epoch, sdp: offerSdp });
    assert.equal((await customer.next('failure')).code, 'E_STALE');
    const other = await server.pair('agent2');
    await other.agent.done({ type: 'request.create', sessionId: other.sessionId, capability: 'view' });
    const { question } = await other.customer.view((view) => view.question !== null);
    const requestId = question?.requestId ?? '';
    await other.customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'de', textVersion: QUESTION_TEXT_VERSION });
    await other.customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1, heightPx: 1 });
    const { share: open } = await other.customer.view((view) => view.share !== null);
    other.customer.send({ type: 'publisher.offer', grantId: open?.grantId ?? '', epoch: open?.epoch ?? 0, sdp: 'v=0' });
    assert.equal((await other.customer.next('failure')).code, 'E_SDP');
  });

  it('[F5] ends the share when the customer’s page falls silent, and the agent knows before that', async () => {
    await share();
    customer.answersPings = false;
    const silentAtMs = performance.now();
    await agent.session(sessionId, (view) => view.customerPresence === 'late');
    const lateMs = performance.now() - silentAtMs;
    assert.equal(await outcome(), 'customerLost');
    const lostMs = performance.now() - silentAtMs;
    console.log(`# [F5] silent page: agent told after ${lateMs.toFixed(0)} ms, grant dead after ${lostMs.toFixed(0)} ms, n = 1`);
  });

  it('goes on when a page that lost its socket is back within the lease', async () => {
    const { grantId } = await share();
    customer.leave('cut');
    await customer.connect('customer');
    assert.equal((await customer.view()).share?.grantId, grantId);
    assert.ok(server.media.rooms.has(grantId));
  });

  it('[002-04] the newest page of a customer owns the session, and the older one is told', async () => {
    await share();
    const ticket = await customer.ticket('customer', 'x'.repeat(22));
    const { WebSocket } = await import('ws');
    const second = new WebSocket(`${server.url.replace('http', 'ws')}/socket`, ['sideseat.v1', `ticket.${ticket}`], {
      headers: { origin: server.url },
    });
    await customer.next('link.replaced');
    assert.equal(await customer.closed(), 4_001);
    assert.equal(await outcome(), 'customerLost');
    second.terminate();
  });

  it('shows each agent only the own sessions, and refuses ids of others as if they were not there', async () => {
    const other = await server.pair('agent2');
    const foreign = other.sessionId;
    await agent.refused({ type: 'session.end', sessionId: foreign }, 'E_NO_SESSION');
    await agent.refused({ type: 'request.create', sessionId: foreign, capability: 'view' }, 'E_NO_SESSION');
    await agent.refused({ type: 'session.end', sessionId: 'x'.repeat(22) }, 'E_NO_SESSION');
    const seen = new Set(agent.received.flatMap((message) => ('session' in message ? [message.session.sessionId] : [])));
    assert.deepEqual([...seen], [sessionId]);
  });
});
