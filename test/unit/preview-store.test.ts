import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AdminApiError } from '../../gateway/client/admin-api.ts';
import type { PreviewDraft, PreviewReport, PreviewView } from '../../gateway/protocol/preview.ts';
import { FakeClock } from '../../mocks/fake-clock.ts';
import { LOOK_EVERY_MS, PreviewStore, SILENT_AFTER_MS, TYPED_FOR_MS, UNSEEN_AFTER_MS } from '../../plugin/admin/preview-store.ts';

const draftWith = (...masks: string[]): PreviewDraft => ({ masks: { mode: 'reveal', masks, blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] }, legend: '' });
const reportOf = (draft: number): PreviewReport => ({ draft, state: 'ready', hidden: draft, places: [] });
const ADDRESS = new URL('https://shop.example/cart#top');

function startPreview({ opensTabs = true } = {}) {
  const clock = new FakeClock();
  const calls: string[] = [];
  const tabs: string[] = [];
  const server: { view: PreviewView; drafts: PreviewDraft[]; refusal: AdminApiError | null; opened: number } = {
    view: { draft: 1, report: null, seenAgoMs: null },
    drafts: [],
    refusal: null,
    opened: 0,
  };
  const answered = async <T>(call: string, answer: () => T): Promise<T> => {
    calls.push(call);
    if (server.refusal) throw server.refusal;
    return answer();
  };
  const store = new PreviewStore({
    clock,
    openTab: (address) => tabs.push(address) > 0 && opensTabs,
    api: {
      openPreview: (key) => answered(`open ${key}`, () => ({ id: `preview ${++server.opened}`, code: 'code', draft: 1 })),
      changePreview: (id, draft) => answered(`change ${id}`, () => ({ draft: server.drafts.push(draft) + 1 })),
      preview: (id) => answered(`look ${id}`, () => server.view),
      endPreview: (id) => answered(`end ${id}`, () => undefined),
    },
  });
  const wait = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 100) {
      clock.advance(Math.min(100, left));
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  };
  return { store, clock, calls, tabs, server, wait };
}

describe('what the administrator’s page knows of a page that is tried out', () => {
  it('opens it with the code, and shows what it found', async () => {
    const { store, server, tabs, wait } = startPreview();
    await store.open('shop', ADDRESS, draftWith('.a'));
    assert.deepEqual(tabs, ['https://shop.example/cart#sideseat-preview=code']);
    assert.equal(store.state.stage, 'waiting');
    server.view = { draft: 1, report: reportOf(1), seenAgoMs: 10 };
    await wait(LOOK_EVERY_MS);
    assert.deepEqual([store.state.stage, store.state.isCurrent, store.state.report], ['seen', true, reportOf(1)]);
  });

  it('says where the browser opened none, and where no page answers', async () => {
    const { store, server, wait } = startPreview({ opensTabs: false });
    await store.open('shop', ADDRESS, draftWith());
    assert.equal(store.state.stage, 'blocked');
    assert.match(store.state.address, /#sideseat-preview=code$/, 'it can be pressed');
    await wait(SILENT_AFTER_MS - 1_000);
    assert.equal(store.state.stage, 'blocked');
    await wait(2_000);
    assert.equal(store.state.stage, 'silent');
    server.view = { draft: 1, report: null, seenAgoMs: 10 };
    await wait(LOOK_EVERY_MS);
    assert.equal(store.state.stage, 'seen');
  });

  it('tells what is typed once it is, and takes nothing that was found of what stood there before', async () => {
    const { store, server, calls, wait } = startPreview();
    await store.open('shop', ADDRESS, draftWith('.a'));
    server.view = { draft: 1, report: reportOf(1), seenAgoMs: 10 };
    await wait(LOOK_EVERY_MS);
    store.change(draftWith('.a', '.b'));
    assert.equal(store.state.isCurrent, false);
    store.change(draftWith('.a', '.bc'));
    await wait(TYPED_FOR_MS);
    assert.deepEqual(server.drafts, [draftWith('.a', '.bc')]);
    await wait(LOOK_EVERY_MS);
    assert.equal(store.state.isCurrent, false, 'that report is of the first draft');
    server.view = { draft: 2, report: null, seenAgoMs: 10 };
    await wait(LOOK_EVERY_MS);
    assert.deepEqual([store.state.isCurrent, store.state.report], [false, reportOf(1)]);
    server.view = { draft: 2, report: reportOf(2), seenAgoMs: 10 };
    await wait(LOOK_EVERY_MS);
    assert.deepEqual([store.state.isCurrent, store.state.report], [true, reportOf(2)]);
    store.change(draftWith('.a', '.bc'));
    await wait(LOOK_EVERY_MS);
    assert.equal(calls.filter((call) => call.startsWith('change')).length, 1, 'nothing else was typed');
  });

  it('says of a page that says nothing that it is not seen, and keeps what it found', async () => {
    const { store, server, wait } = startPreview();
    await store.open('shop', ADDRESS, draftWith());
    server.view = { draft: 1, report: reportOf(1), seenAgoMs: UNSEEN_AFTER_MS };
    await wait(LOOK_EVERY_MS);
    assert.equal(store.state.stage, 'seen');
    server.view = { ...server.view, seenAgoMs: UNSEEN_AFTER_MS + 1 };
    await wait(LOOK_EVERY_MS);
    assert.deepEqual([store.state.stage, store.state.report], ['unseen', reportOf(1)]);
  });

  it('is over where the server knows it no longer, and asks no more', async () => {
    const { store, server, clock, wait } = startPreview();
    await store.open('shop', ADDRESS, draftWith());
    server.refusal = new AdminApiError('E_NOT_FOUND');
    await wait(LOOK_EVERY_MS);
    assert.deepEqual([store.state.stage, store.state.failure, clock.pending], ['over', null, 0]);
    server.refusal = null;
    await store.open('shop', ADDRESS, draftWith());
    assert.equal(store.state.stage, 'waiting');
  });

  it('goes on where the server was not reached, and tells what was typed meanwhile', async () => {
    const { store, server, wait } = startPreview();
    await store.open('shop', ADDRESS, draftWith());
    server.refusal = new AdminApiError('E_INTERNAL', {}, { offline: true });
    store.change(draftWith('.a'));
    await wait(LOOK_EVERY_MS);
    assert.equal(store.state.failure?.offline, true);
    server.refusal = null;
    server.view = { draft: 2, report: reportOf(2), seenAgoMs: 10 };
    await wait(LOOK_EVERY_MS);
    assert.deepEqual([server.drafts, store.state.failure, store.state.isCurrent], [[draftWith('.a')], null, true]);
  });

  it('says that there are too many', async () => {
    const { store, server, clock } = startPreview();
    server.refusal = new AdminApiError('E_TOO_MANY_PREVIEWS');
    await store.open('shop', ADDRESS, draftWith());
    assert.deepEqual([store.state.stage, store.state.failure?.code, clock.pending], ['none', 'E_TOO_MANY_PREVIEWS', 0]);
  });

  it('ends with its site, and leaves nothing running', async () => {
    const { store, calls, clock } = startPreview();
    await store.open('shop', ADDRESS, draftWith());
    store.change(draftWith('.a'));
    store.keepOnly('shop');
    assert.equal(store.state.stage, 'waiting');
    store.keepOnly('bank');
    assert.deepEqual([store.state.stage, clock.pending, calls.at(-1)], ['none', 0, 'end preview 1']);
  });

  it('hears nothing of the one before, however late that answers', async () => {
    const { store, server, calls, tabs } = startPreview();
    const first = store.open('shop', ADDRESS, draftWith());
    const second = store.open('bank', new URL('https://bank.example/'), draftWith());
    await Promise.all([first, second]);
    assert.deepEqual(tabs, ['https://bank.example/#sideseat-preview=code']);
    assert.ok(calls.includes('end preview 1'));
    assert.equal(server.opened, 2);
  });
});
