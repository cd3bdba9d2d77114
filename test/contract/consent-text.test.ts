import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import type { ContinueView, QuestionView } from '../../gateway/protocol/views.ts';
import { LOCALES } from '../../gateway/protocol/vocabulary.ts';
import type { ShownQuestion } from '../../state-machines/support-session.ts';
import { startTestServer } from '../support/test-server.ts';

/** What of a question, or of the offer to continue, a customer reads. `customer-question.test.ts` has that it is shown so. */
const textOf = ({ locale, textVersion, title, points, warning }: QuestionView | ContinueView | ShownQuestion) => ({
  locale,
  textVersion,
  title,
  points,
  warning,
});

describe('[T-CONSENT-TEXT] the text of a consent', () => {
  for (const locale of LOCALES) {
    it(`[001-08] is on the record as it was sent to the page, with OK and with Continue sharing: ${locale}`, async () => {
      await using server = await startTestServer();
      const { agent, customer, sessionId } = await server.pair();
      customer.send({ type: 'customer.setLocale', locale });
      await agent.done({ type: 'request.create', sessionId, capability: 'view' });
      const { question } = await customer.view((view) => view.question?.locale === locale);
      assert.ok(question);
      const { requestId, textVersion } = question;
      await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale, textVersion });
      await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 });
      server.media.emit({ type: 'ready', ready: false });
      server.media.emit({ type: 'ready', ready: true });
      const { continuable } = await customer.view((view) => view.continuable !== null);
      assert.ok(continuable);
      await customer.done({ type: 'share.continue', requestId, locale, textVersion });

      const shownAt = (type: string): ShownQuestion => {
        using database = new DatabaseSync(path.join(server.dataDir, 'record.sqlite'), { readOnly: true });
        const row = database.prepare('SELECT payload FROM record WHERE stream = ? AND type = ?').get(sessionId, type);
        return (JSON.parse(String(row?.['payload'])) as { shown: ShownQuestion }).shown;
      };
      assert.deepEqual(textOf(shownAt('customer.answered')), textOf(question));
      assert.deepEqual(textOf(shownAt('customer.continued')), textOf(continuable));
      assert.notDeepEqual(textOf(question).title, textOf(continuable).title);
      assert.ok([question, continuable].every(({ locale: shown }) => shown === locale));
    });
  }

  it('of another version than the one that was shown is no consent', async () => {
    await using server = await startTestServer();
    const { agent, customer, sessionId } = await server.pair();
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { question } = await customer.view((view) => view.question !== null);
    const { requestId = '', textVersion = 0 } = question ?? {};
    const answer = { type: 'question.answer', requestId, answer: 'ok', locale: 'en' } as const;
    await customer.refused({ ...answer, textVersion: textVersion + 1 }, 'E_STALE');
    await customer.refused({ ...answer, textVersion: Math.max(1, textVersion - 1) }, 'E_STALE');
    assert.equal((await agent.session(sessionId)).request?.phase, 'asking');
  });
});
