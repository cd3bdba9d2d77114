import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { CAPABILITIES, LOCALES } from '../../gateway/protocol/vocabulary.ts';
import { continuePageText, continueText, QUESTION_TEXT_VERSION, questionText } from '../../gateway/server/questions/questions.ts';

const names = { agent: 'Mia Keller', company: 'Acme Support' };
const all = LOCALES.flatMap((locale) => [
  ...CAPABILITIES.map((capability) => ({ locale, capability, ...questionText(locale, capability, names) })),
  { locale, capability: 'continue', ...continueText(locale, names) },
  { locale, capability: 'continue a page', ...continuePageText(locale, names) },
]);

describe('the texts of the questions', () => {
  /** Whoever changes a text raises `QUESTION_TEXT_VERSION` and writes down the new pair. */
  it('[I3] do not change without a new version, which is recorded with each answer', () => {
    const hash = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
    assert.deepEqual({ version: QUESTION_TEXT_VERSION, hash }, { version: 10, hash: 'e2ab4423007bc6db' });
  });

  for (const { locale, capability, title, points, warning } of all) {
    it(`name the agent in the title and the company in the warning: ${locale}, ${capability}, “${title}”`, () => {
      assert.match(title, /Mia Keller/);
      assert.match(warning, /Acme Support/);
      assert.ok(points.length >= 3);
      assert.doesNotMatch([title, warning, ...points].join(), /[{}]/);
    });
  }
});
