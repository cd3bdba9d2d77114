import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONFIG_ISSUES, issueWords, type ConfigIssueCode } from '../../gateway/protocol/config-issues.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import type { AdminLocalized } from '../../plugin/admin/failure-text.ts';
import { issueText } from '../../plugin/admin/issue-text.ts';
import { de } from '../../plugin/admin/texts/de.ts';
import { en } from '../../plugin/admin/texts/en.ts';
import { fr } from '../../plugin/admin/texts/fr.ts';
import { it as italian } from '../../plugin/admin/texts/it.ts';
import { ja } from '../../plugin/admin/texts/ja.ts';
import { fillText, type Text } from '../../plugin/shared/i18n/texts.ts';

const TEXTS: Readonly<Record<Locale, Readonly<Record<string, Text>>>> = { en, de, fr, it: italian, ja };
const textsIn = (locale: Locale): AdminLocalized =>
  ({ t: (key: string, params: Record<string, string>) => fillText(TEXTS[locale][key]!, params, locale) }) as unknown as AdminLocalized;
/** What the editor cannot send, and only files have. */
const OF_FILES: readonly string[] = ['noSentences', 'noGroups', 'noField', 'missing'] satisfies ConfigIssueCode[];
const PARAMS = { most: '71', received: '99', value: 'W-1', cause: '' };

describe('[B-32] what is wrong with a field', () => {
  for (const locale of ['en', 'de', 'fr', 'it', 'ja'] as const) {
    it(`is said in ${locale}, with all that fills it in`, () => {
      const said = Object.keys(CONFIG_ISSUES)
        .filter((code) => !OF_FILES.includes(code))
        .map((code) => {
          const issue = issueWords(code as ConfigIssueCode, PARAMS);
          const text = issueText(textsIn(locale), { path: 'name', ...issue, code, params: PARAMS });
          assert.notEqual(text, issue.message, code);
          for (const [, name = ''] of CONFIG_ISSUES[code as ConfigIssueCode].matchAll(/\{(\w+)\}/g)) assert.ok(text.includes(PARAMS[name as 'value']), `${code}: ${name}`);
          assert.doesNotMatch(text, /[{}]/);
          return text;
        });
      assert.equal(new Set(said).size, said.length);
    });
  }

  it('is said in the server’s own words where the page does not know it', () => {
    for (const code of [undefined, 'newer', 'toString'])
      assert.equal(issueText(textsIn('de'), { path: 'name', message: 'as the server says', ...(code && { code }) }), 'as the server says');
  });

  it('knows no word that no server says', () => {
    for (const key of Object.keys(en).filter((name) => name.startsWith('issue.'))) assert.ok(Object.hasOwn(CONFIG_ISSUES, key.slice('issue.'.length)), key);
  });
});
