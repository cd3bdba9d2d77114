import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NewFact } from '../../gateway/server/store/store.ts';
import { StoreError } from '../../gateway/server/store/store.ts';
import { SiteBook, SITES_MAX } from '../../gateway/server/sites/site-book.ts';
import type { Site } from '../../gateway/server/sites/sites.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const SAMPLE: Site = {
  key: 'sample-key-0123456789',
  name: 'Sample shop',
  origins: ['http://127.0.0.1:8080'],
  cobrowse: { view: true },
  masks: { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [] },
};
const { key: SAMPLE_KEY, ...CONFIG } = SAMPLE;

async function openBook() {
  const documents = new Map<string, string>();
  const facts: NewFact[] = [];
  const disk = { isFull: false };
  const store = {
    documents,
    async saveDocument(key: string, value: string, told: readonly NewFact[]) {
      if (disk.isFull) throw new StoreError('the disk is full', { fault: 'full' });
      documents.set(key, value);
      facts.push(...told);
    },
  };
  const open = (sample = SAMPLE): Promise<SiteBook> => SiteBook.open({ store, clock: new SimulatedServerClock(), sample });
  return { book: await open(), open, facts, disk };
}

describe('the sites of an installation', () => {
  it('begin with the sample shop’s, once', async () => {
    const { book, open, facts } = await openBook();
    assert.deepEqual(book.sites.get(SAMPLE_KEY), SAMPLE);
    await open();
    assert.deepEqual(facts.map(({ type, payload }) => [type, (payload as { by: unknown }).by]), [['site.published', null]]);
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
    assert.deepEqual([book.sites.get(SAMPLE_KEY)?.name, book.list().length, told.length, facts.length], ['Sample shop', 1, 0, 2]);
    disk.isFull = false;
    await book.publish(SAMPLE_KEY, '', { by: 'admin', revision });
    assert.deepEqual([book.sites.get(SAMPLE_KEY)?.name, told.length], ['Other', 1]);
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

  it('are no more than can be looked through, and none of them loses its only draft', async () => {
    const { book } = await openBook();
    const { view, revision } = await book.create(CONFIG, 'admin');
    await assert.rejects(book.dropDraft(view.key, { by: 'admin', revision }), { code: 'E_NO_DRAFT' });
    for (let n = 2; n < SITES_MAX; n++) await book.create(CONFIG, 'admin');
    await assert.rejects(book.create(CONFIG, 'admin'), { code: 'E_TOO_MANY_SITES' });
  });
});
