import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import { IDLE_MAX_MINUTES, SHARE_MAX_MINUTES } from '../../gateway/protocol/site-config.ts';
import { questionText } from '../../gateway/server/questions/questions.ts';
import { requestTimes, REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { AdminClient } from '../support/admin-client.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';
import { agreeToPage, offered, sampleKey, visit } from '../support/visitor.ts';

type FactOf<T extends SessionFact['type']> = Extract<SessionFact, { type: T }>;
const MINUTE_MS = 60_000;
const NAMES = { agent: 'Mia Keller', company: 'Acme Support' };

/** What is recorded of a session, in order. */
function factsOf<T extends SessionFact['type']>(server: TestServer, sessionId: string, type: T): FactOf<T>[] {
  using database = new DatabaseSync(path.join(server.dataDir, 'record.sqlite'), { readOnly: true });
  const rows = database.prepare('SELECT payload FROM record WHERE stream = ? AND type = ? ORDER BY seq').all(sessionId, type);
  return rows.map(({ payload }) => JSON.parse(String(payload)) as FactOf<T>);
}

async function open(change: Partial<SiteConfig>) {
  const server = await startTestServer();
  const admin = await new AdminClient(server.url).signIn('admin', PASSWORD);
  const key = await sampleKey(server);
  const { config } = (await admin.site(key)).body.published!;
  const publish = async (next: Partial<SiteConfig>): Promise<number> => (await admin.publish(key, { ...config, ...next })).body.published!.number;
  const version = await publish(change);
  const agent = await server.agent();
  const visitor = await visit(server);
  const sessionId = await offered(agent);
  return { server, agent, visitor, sessionId, publish, version };
}

describe('[T-CONSENT-TEXT] a site’s own sentences in the question', () => {
  it('stand above ours, which stay, in the customer’s language, and are recorded with their publication', async () => {
    const { server, agent, visitor, sessionId, version } = await open({
      questionTexts: { en: ['Hello from the shop.', '{agent} of {company} helps you.'], de: ['Guten Tag vom Laden.'] },
    });
    await using _ = server;
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
    const standard = questionText('en', 'cobrowseView', NAMES);
    const { question } = await visitor.view((view) => view.question !== null);
    assert.deepEqual(question?.points, ['Hello from the shop.', 'Mia Keller of Acme Support helps you.', ...standard.points]);
    assert.deepEqual([question?.title, question?.warning], [standard.title, standard.warning]);
    visitor.send({ type: 'customer.setLocale', locale: 'de' });
    const german = (await visitor.view((view) => view.question?.locale === 'de')).question;
    assert.deepEqual(german?.points, ['Guten Tag vom Laden.', ...questionText('de', 'cobrowseView', NAMES).points]);
    visitor.send({ type: 'customer.setLocale', locale: 'fr' });
    const french = (await visitor.view((view) => view.question?.locale === 'fr')).question;
    assert.deepEqual(french?.points, questionText('fr', 'cobrowseView', NAMES).points);
    visitor.send({ type: 'customer.setLocale', locale: 'de' });
    await visitor.view((view) => view.question?.locale === 'de');
    await agreeToPage(visitor);
    const [answered] = factsOf(server, sessionId, 'customer.answered');
    assert.deepEqual([answered?.shown.points, answered?.shown.siteVersion, answered?.shown.locale], [german?.points, version, 'de']);
  });

  it('are those that were published when it was asked; what is published meanwhile is for the next question', async () => {
    const { server, agent, visitor, sessionId, version, publish } = await open({ questionTexts: { en: ['The first.'] } });
    await using _ = server;
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
    const { question } = await visitor.view((view) => view.question !== null);
    const next = await publish({ questionTexts: { en: ['The second.'] } });
    assert.equal((await visitor.view((view) => view.question !== null)).question?.points[0], 'The first.');
    const { requestId = '', locale = 'en', textVersion = 0 } = question ?? {};
    await visitor.done({ type: 'question.answer', requestId, answer: 'notNow', locale, textVersion });
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
    assert.equal((await visitor.view((view) => view.question !== null && view.question.requestId !== requestId)).question?.points[0], 'The second.');
    await agreeToPage(visitor);
    const answers = factsOf(server, sessionId, 'customer.answered');
    assert.deepEqual(answers.map(({ shown }) => [shown.points[0], shown.siteVersion]), [['The first.', version], ['The second.', next]]);
  });

  it('are in no question about a desktop', async () => {
    const { server, agent, visitor, sessionId } = await open({ questionTexts: { en: ['Hello from the shop.'] } });
    await using _ = server;
    await agent.done({ type: 'session.start', sessionId });
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { question } = await visitor.view((view) => view.question !== null);
    assert.deepEqual(question?.points, questionText('en', 'view', NAMES).points);
  });
});

describe('[I14] a site’s own limits', () => {
  it('are never longer than the server’s', () => {
    assert.deepEqual(requestTimes('cobrowseView'), REQUEST_TIMES);
    assert.deepEqual(requestTimes('cobrowseView', {}), REQUEST_TIMES);
    assert.deepEqual([SHARE_MAX_MINUTES, IDLE_MAX_MINUTES], [60, 10]);
    assert.deepEqual(requestTimes('view', { shareMinutes: 5, idleMinutes: 1 }), { ...REQUEST_TIMES, grantMaxLifeMs: 5 * MINUTE_MS, grantIdleMs: MINUTE_MS });
  });

  it('hold for each share of its visitors from the next question on, and for no running one', async () => {
    const { server, agent, visitor, sessionId, publish } = await open({ limits: { shareMinutes: 20 } });
    await using _ = server;
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
    const { grantId } = await agreeToPage(visitor);
    await publish({ limits: { shareMinutes: 5, idleMinutes: 2 } });
    assert.equal((await visitor.view((view) => view.share !== null)).share?.grantId, grantId);
    await visitor.done({ type: 'share.stop', grantId, by: 'page' });
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const times = factsOf(server, sessionId, 'request.created').map(({ grantMaxLifeMs, grantIdleMs }) => [grantMaxLifeMs, grantIdleMs]);
    assert.deepEqual(times, [[20 * MINUTE_MS, 10 * MINUTE_MS], [5 * MINUTE_MS, 2 * MINUTE_MS]]);
  });

  it('are no customer’s who came by a PIN', async () => {
    await using server = await startTestServer();
    const { agent, sessionId } = await server.pair();
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    assert.deepEqual(factsOf(server, sessionId, 'request.created').map(({ grantMaxLifeMs }) => grantMaxLifeMs), [60 * MINUTE_MS]);
  });
});
