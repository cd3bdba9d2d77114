import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CONFIG_FILE_MAX_BYTES } from '../../gateway/protocol/config-file.ts';
import { differencesBetween } from '../../gateway/server/sites/config-difference.ts';
import { issueLine, readConfigFile } from '../../gateway/server/sites/config-file.ts';
import { configSchema } from '../../gateway/server/sites/config-schema.ts';

const SITE = { key: 'shop-key-0123456789', name: 'Shop', origins: ['https://shop.example'], cobrowse: { view: true } };
const OTHER = { ...SITE, key: 'bank-key-0123456789' };
interface JsonSchema {
  $id?: string;
  additionalProperties?: boolean;
  required?: string[];
  maxItems?: number;
  items?: JsonSchema;
  properties: Record<string, JsonSchema>;
}
const file = (...sites: unknown[]): string => JSON.stringify({ version: 1, sites }, null, 2);
const masks = (of: object): string => file({ ...SITE, masks: of });

describe('[T-ADMIN-CONFIG] the configuration as a file', () => {
  let folder = '';
  before(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'sideseat-config-'))));
  after(() => rm(folder, { recursive: true }));

  const read = async (text: string) => {
    const place = path.join(folder, 'sites.json');
    await writeFile(place, text);
    const { sites, issues } = await readConfigFile(place, (group) => group === 'Agents');
    return { sites, lines: issues.map((issue) => issueLine('sites.json', issue)) };
  };

  it('is read with what is left out, also with a byte order mark before it', async () => {
    const { sites, lines } = await read(`\uFEFF${file(SITE)}`);
    assert.deepEqual(lines, []);
    assert.deepEqual(sites?.[0]?.masks, { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] });
  });

  for (const [what, text, says] of [
    ['empty', '', ['sites.json:1:1: the file is empty']],
    ['of white space', ' \n', ['sites.json:1:1: the file is empty']],
    ['half written', file(SITE).slice(0, 60), [/^sites\.json:\d+:\d+: is not valid JSON: /]],
    ['with a comment', '{\n  // sites\n  "version": 1\n}', [/^sites\.json:2:3: is not valid JSON: Unexpected character/]],
    ['very deep', '['.repeat(100_000), [/^sites\.json:1:1: is not valid JSON/]],
    ['a list, as nothing older had it', JSON.stringify([SITE]), ['sites.json:1:1: an object with "version" and "sites" is needed']],
    ['nothing', 'null', [/^sites\.json:1:1: Invalid type/]],
    ['without a version', JSON.stringify({ sites: [SITE] }), ['sites.json:1:1: $.version: this field is missing']],
    ['of an older version', '{\n  "version": 0,\n  "sites": []\n}', ['sites.json:2:3: $.version: this server reads version 1 and no other']],
    ['of a newer version', '{ "version": 2, "sites": [] }', ['sites.json:1:3: $.version: this server reads version 1 and no other']],
    ['with a typing error', file({ ...SITE, orgins: [] }), ['sites.json:13:7: $.sites[0].orgins: there is no such field']],
    ['with a name that looks like a path', file({ ...SITE, 'a.b': 1 }), ['sites.json:13:7: $.sites[0].a.b: there is no such field']],
    ['with a wrong type', file({ ...SITE, cobrowse: { view: 'yes' } }), ['sites.json:11:9: $.sites[0].cobrowse.view: Invalid type: Expected boolean but received "yes"']],
    ['without a field', file({ ...SITE, name: undefined }), ['sites.json:4:5: $.sites[0].name: this field is missing']],
    ['with one field twice', '{ "version": 1,\n "sites": [],\n "sites": [] }', ['sites.json:3:2: $.sites: this field is there twice']],
    ['with one site twice', file(SITE, SITE), ['sites.json:15:7: $.sites[1].key: the site before at sites[0] has the same key']],
    ['with a selector that is none', masks({ blocks: ['.fine', 'div['] }), [/^sites\.json:16:11: \$\.sites\[0\]\.masks\.blocks\[1\]: "div\[" is not a CSS selector/]],
    ['with a group that is not there', file(SITE, { ...OTHER, groups: ['Agents', 'Nobody'] }), ['sites.json:25:9: $.sites[1].groups[1]: there is no group "Nobody"']],
    ['with 100,000 rules', masks({ masks: Array.from({ length: 100_000 }, () => 'a') }), ['sites.json:14:9: $.sites[0].masks.masks: Invalid length: Expected <=1000 but received 100000']],
    ['with 600 rules', masks({ masks: Array.from({ length: 600 }, (_, n) => `.a${n}`) }), ['sites.json:14:9: $.sites[0].masks.masks: Invalid length: Expected <=500 but received 600']],
    ['with 201 sites', file(...Array.from({ length: 201 }, (_, n) => ({ ...SITE, key: `shop-key-01234567${n}` }))), [/\$\.sites: Invalid length: Expected <=200 but received 201/]],
    ['with a path that is none', masks({ pausedPaths: ['account'], forbiddenPaths: ['/login', 'pay*'] }), ['sites.json:15:11: $.sites[0].masks.pausedPaths[0]: "account" is not a path: it begins with / or *, for example /account/*', 'sites.json:19:11: $.sites[0].masks.forbiddenPaths[1]: "pay*" is not a path: it begins with / or *, for example /account/*']],
    ['with a selector that is too long', masks({ masks: ['a'.repeat(501)] }), [/masks\[0\]: Invalid length: Expected <=500 but received 501/]],
    ['longer than any', ' '.repeat(CONFIG_FILE_MAX_BYTES + 1), [/the file is longer than 4194304 bytes/]],
  ] as const) {
    it(`is refused as a whole where it is ${what}: it is told where`, async () => {
      const { sites, lines } = await read(text);
      assert.equal(sites, undefined);
      assert.equal(lines.length, says.length, lines.join('\n'));
      says.forEach((expected, index) => (typeof expected === 'string' ? assert.equal(lines[index], expected) : assert.match(lines[index] ?? '', expected)));
    });
  }

  it('tells all mistakes at once, but not thousands', async () => {
    const wrong = Array.from({ length: 100 }, (_, n) => ({ ...SITE, key: `shop-key-01234567${n}`, cobrowse: { view: 1 }, name: '' }));
    assert.equal((await read(file(...wrong))).lines.length, 50);
    assert.equal((await read(file({ ...SITE, name: '', origins: ['x'] }))).lines.length, 2);
  });

  it('takes no rule for a pattern that could be made to run for long', async () => {
    const { sites } = await read(masks({ pausedPaths: [`/${'*a'.repeat(240)}`, '/(a+)+$'] }));
    assert.equal(sites?.[0]?.masks.pausedPaths.length, 2);
  });

  it('has a schema in which nothing is allowed that is not', () => {
    const schema = configSchema('https://help.example/api/config.schema.json') as JsonSchema;
    const site = schema.properties['sites']!.items!;
    assert.deepEqual([schema.$id, schema.additionalProperties, site.additionalProperties], ['https://help.example/api/config.schema.json', false, false]);
    assert.deepEqual(site.required, ['key', 'name', 'origins', 'cobrowse']);
    assert.equal(site.properties['masks']?.properties['blocks']?.maxItems, 500);
  });
});

describe('the difference of two configurations', () => {
  it('is told value by value; the order of a list means nothing', () => {
    const before = { name: 'A', masks: { mode: 'reveal', blocks: ['a', 'b'] }, groups: ['X'] };
    assert.deepEqual(differencesBetween(before, { ...before, masks: { ...before.masks, blocks: ['b', 'a'] } }), []);
    assert.deepEqual(differencesBetween(before, { name: 'B', masks: { mode: 'reveal', blocks: ['b', 'c'] } }), [
      { path: 'name', removed: ['A'], added: ['B'] },
      { path: 'masks.blocks', removed: ['a'], added: ['c'] },
      { path: 'groups', removed: ['X'], added: [] },
    ]);
  });

  it('is also the order of the sentences of a question', () => {
    const texts = { en: ['First.', 'Second.'], de: ['Eins.'] };
    const turned = { ...texts, en: ['Second.', 'First.'] };
    assert.deepEqual(differencesBetween({ questionTexts: texts }, { questionTexts: turned }), [{ path: 'questionTexts.en', removed: texts.en, added: turned.en }]);
    assert.deepEqual(differencesBetween({ questionTexts: texts }, { questionTexts: { ...texts } }), []);
  });
});
