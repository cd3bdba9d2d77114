import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentChange, DocumentVersion, NewFact } from '../../gateway/server/store/store.ts';
import { StoreError } from '../../gateway/server/store/store.ts';
import { SITES_MAX, type SiteEntry } from '../../gateway/protocol/config-file.ts';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import { SiteBook } from '../../gateway/server/sites/site-book.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const SAMPLE: SiteEntry = {
  key: 'sample-key-0123456789',
  name: 'Sample shop',
  origins: ['http://127.0.0.1:8080'],
  cobrowse: { view: true },
  masks: { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] },
};
const { key: SAMPLE_KEY, ...CONFIG } = SAMPLE;

async function openBook(first = SAMPLE) {
  const documents = new Map<string, string>();
  const versions = new Map<string, DocumentVersion[]>();
  const written: DocumentChange[] = [];
  const facts: NewFact[] = [];
  const disk = { isFull: false };
  const away = { userName: '' };
  const store = {
    documents,
    async saveDocuments(changes: readonly DocumentChange[], told: readonly NewFact[]) {
      if (disk.isFull) throw new StoreError('the disk is full', { fault: 'full' });
      written.push(...changes);
      for (const { key, value, version } of changes) {
        documents.set(key, value);
        if (!version) continue;
        const kept = (versions.get(key) ?? []).filter(({ number }) => number > version.forgetUpTo);
        versions.set(key, [version, ...kept]);
      }
      facts.push(...told);
    },
    documentVersions: async (key: string, below: number, count: number) =>
      (versions.get(key) ?? []).filter(({ number }) => number < below).slice(0, count),
    documentVersion: async (key: string, wanted: number) => versions.get(key)?.find(({ number }) => number === wanted)?.value,
  };
  const open = (sample = SAMPLE): Promise<SiteBook> => SiteBook.open({ store, clock: new SimulatedServerClock(), mayChange: (userName) => userName !== away.userName, sample });
  return { book: await open(first), open, facts, disk, away, written };
}

describe('the sites of an installation', () => {
  it('begin with the sample shop’s, once', async () => {
    const { book, open, facts } = await openBook();
    assert.deepEqual(book.sites.get(SAMPLE_KEY), { ...SAMPLE, version: 1 });
    await open();
    assert.deepEqual(facts.map(({ type, payload }) => [type, (payload as { by: unknown }).by]), [['site.published', null]]);
  });

  it('forbid no page where they were stored before pages could be forbidden', async () => {
    const { forbiddenPaths, ...masks } = CONFIG.masks;
    assert.deepEqual(forbiddenPaths, []);
    const { book, open } = await openBook({ ...SAMPLE, masks } as unknown as SiteEntry);
    await book.create({ ...CONFIG, name: 'Draft', masks } as unknown as SiteConfig, 'admin');
    const later = await open();
    assert.deepEqual(later.sites.get(SAMPLE_KEY)?.masks.forbiddenPaths, []);
    assert.deepEqual(later.all.find(({ draft }) => draft)?.draft?.config.masks.forbiddenPaths, []);
  });

  it('follow the installation’s own origins where they are the sample shop’s', async () => {
    const { open } = await openBook();
    const moved = await open({ ...SAMPLE, origins: ['https://help.example'] });
    assert.deepEqual(moved.sites.get(SAMPLE_KEY)?.origins, ['https://help.example', 'http://127.0.0.1:8080']);
  });

  it('[I3] stay as they were, and tell nobody, where a change cannot be recorded', async () => {
    const { book, disk, facts } = await openBook();
    const told: unknown[] = [];
    book.onPublished((site) => told.push(site));
    const { revision } = await book.saveDraft(SAMPLE_KEY, { ...CONFIG, name: 'Other' }, { by: 'admin', revision: book.find(SAMPLE_KEY).revision });
    disk.isFull = true;
    await assert.rejects(book.publish(SAMPLE_KEY, '', { by: 'admin', revision }), StoreError);
    await assert.rejects(book.create(CONFIG, 'admin'), StoreError);
    assert.deepEqual([book.sites.get(SAMPLE_KEY)?.name, book.list().sites.length, told.length, facts.length], ['Sample shop', 1, 0, 2]);
    disk.isFull = false;
    await book.publish(SAMPLE_KEY, '', { by: 'admin', revision });
    assert.deepEqual([book.sites.get(SAMPLE_KEY)?.name, told.length], ['Other', 1]);
  });

  it('are changed by nobody who may not any more when it is the turn of the change', async () => {
    const { book, away, facts } = await openBook();
    const { revision } = book.find(SAMPLE_KEY);
    const published = book.import([{ ...SAMPLE, name: 'Other' }], { by: 'admin', publish: true, note: '' });
    away.userName = 'admin';
    for (const change of [published, book.create(CONFIG, 'admin'), book.saveDraft(SAMPLE_KEY, CONFIG, { by: 'admin', revision })])
      await assert.rejects(change, { code: 'E_NOT_ALLOWED' });
    assert.deepEqual([book.sites.get(SAMPLE_KEY)?.name, facts.length], ['Sample shop', 1]);
    await book.create(CONFIG, 'ines');
  });

  it('let one change in for each revision that was seen', async () => {
    const { book } = await openBook();
    const change = { by: 'admin', revision: book.find(SAMPLE_KEY).revision };
    const names = Array.from({ length: 20 }, (_, index) => `Name ${index}`);
    const results = await Promise.allSettled(names.map((name) => book.saveDraft(SAMPLE_KEY, { ...CONFIG, name }, change)));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { code: string }).code] : []));
    assert.deepEqual([...new Set(codes)], ['E_CHANGED']);
  });

  it('are written without what was written before: a draft without the published one, a version once', async () => {
    const { book, written } = await openBook();
    const long = { ...CONFIG, masks: { ...CONFIG.masks, masks: ['.the-published-one'] } };
    let { revision } = await book.saveDraft(SAMPLE_KEY, long, { by: 'admin', revision: book.find(SAMPLE_KEY).revision });
    ({ revision } = await book.publish(SAMPLE_KEY, '', { by: 'admin', revision }));
    written.length = 0;
    ({ revision } = await book.saveDraft(SAMPLE_KEY, { ...CONFIG, name: 'Other' }, { by: 'admin', revision }));
    assert.equal(written.length, 1);
    assert.equal(written[0]?.version, undefined);
    assert.doesNotMatch(written[0]?.value ?? '', /the-published-one/);
    await book.publish(SAMPLE_KEY, '', { by: 'admin', revision });
    assert.equal(written[1]?.version?.number, 3);
    assert.doesNotMatch(JSON.stringify(written[1]), /the-published-one/);
  });

  it('keep their last hundred versions, also over a start', async () => {
    const { book, open } = await openBook();
    for (let n = 2; n <= 103; n++) {
      const { revision } = await book.saveDraft(SAMPLE_KEY, { ...CONFIG, name: `Name ${n}` }, { by: 'admin', revision: book.find(SAMPLE_KEY).revision });
      await book.publish(SAMPLE_KEY, `note ${n}`, { by: 'admin', revision });
    }
    const again = await open();
    assert.deepEqual(again.find(SAMPLE_KEY), book.find(SAMPLE_KEY));
    assert.deepEqual(await again.version(SAMPLE_KEY, 4).then(({ config, note }) => [config.name, note]), ['Name 4', 'note 4']);
    await assert.rejects(again.version(SAMPLE_KEY, 3), { code: 'E_NOT_FOUND' });
    const { versions, next } = await again.versions(SAMPLE_KEY, 6);
    assert.deepEqual([versions.map(({ number, note }) => [number, note]), next], [[[5, 'note 5'], [4, 'note 4']], null]);
  });

  it('are listed page by page, each once, in the order of their names', async () => {
    const { book } = await openBook();
    for (let n = 0; n < 120; n++) await book.create({ ...CONFIG, name: `Name ${n % 7}` }, 'admin');
    const names: string[] = [];
    const keys = new Set<string>();
    for (let after: string | undefined; ; ) {
      const { sites, next } = book.list(after);
      names.push(...sites.map(({ name }) => name));
      sites.forEach(({ key }) => keys.add(key));
      if (next === null) break;
      after = next;
    }
    assert.equal(keys.size, 121);
    assert.deepEqual(names, [...names].sort());
    assert.throws(() => book.list('no-site-at-all-0000'), { code: 'E_NOT_FOUND' });
  });

  it('are no more than can be looked through, and none of them loses its only draft', async () => {
    const { book } = await openBook();
    const { view, revision } = await book.create(CONFIG, 'admin');
    await assert.rejects(book.dropDraft(view.key, { by: 'admin', revision }), { code: 'E_NO_DRAFT' });
    for (let n = 2; n < SITES_MAX; n++) await book.create(CONFIG, 'admin');
    await assert.rejects(book.create(CONFIG, 'admin'), { code: 'E_TOO_MANY_SITES' });
  });
});
