import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { setImmediate as macrotask } from 'node:timers/promises';
import { Subject } from 'rxjs';
import { OtherTabs } from '../../plugin/customer/frame/other-tabs.ts';
import type { Visit } from '../../plugin/customer/frame/visit-store.ts';

const VISIT: Visit = { bearer: 'key', pageId: 'page', sharedGrantId: 'g1', heldGrantId: null, agreedMasks: null, agreedUse: null, isSmall: false, tab: 1, tabs: 1 };

/** The frame in one tab: what it keeps, and what it is told. */
class Tab {
  static readonly all: Tab[] = [];
  readonly changed$ = new Subject<Visit>();
  readonly calls: string[] = [];
  readonly copied: Visit[] = [];
  readonly channels: BroadcastChannel[] = [];
  current: Visit;
  isHere: boolean;
  mayGive = true;
  readonly tabs: OtherTabs;

  constructor(siteKey: string, visit: Partial<Visit>, isHere = false) {
    this.current = { ...VISIT, ...visit };
    this.isHere = isHere;
    // The tests' process would wait for open channels.
    const { BroadcastChannel: Real } = globalThis;
    const { channels } = this;
    globalThis.BroadcastChannel = class extends Real {
      constructor(name: string) {
        super(name);
        channels.push(this);
      }
    };
    this.tabs = new OtherTabs({
      siteKey,
      store: Object.assign(this, {
        isLasting: true,
        copy: (copied: Visit) => {
          this.current = copied;
          this.copied.push(copied);
        },
      }),
      isHere: () => this.isHere,
      mayGive: () => this.mayGive,
      give: () => {
        this.isHere = false;
        this.current = { ...this.current, sharedGrantId: null };
        this.calls.push('give');
      },
      ended: () => this.calls.push('ended'),
    });
    globalThis.BroadcastChannel = Real;
    Tab.all.push(this);
  }

  /** Something about the visit changes here. */
  change(change: Partial<Visit>): void {
    this.current = { ...this.current, ...change };
    this.changed$.next(this.current);
  }

  close(): void {
    for (const channel of this.channels) channel.close();
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await macrotask();
}

describe('[B-31] the tabs that a visit comes to', () => {
  afterEach(() => Tab.all.splice(0).forEach((tab) => tab.close()));

  it('hand it over as it stood, after the tab that had it has let go of everything', async () => {
    const [first, second] = [new Tab('shop', {}, true), new Tab('shop', { bearer: null, pageId: 'other', sharedGrantId: null })];
    assert.equal(await second.tabs.take(false), 'given');
    assert.deepEqual(first.calls, ['give']);
    assert.deepEqual(second.current, VISIT);
  });

  it('get it from nobody of another site, and from nobody who does not have it', async () => {
    const first = new Tab('bank', {}, true);
    new Tab('shop', {});
    const second = new Tab('shop', { bearer: null, pageId: 'other' });
    assert.equal(await second.tabs.take(true), 'silent');
    assert.deepEqual(first.calls, []);
  });

  it('do not take what would end with its tab, unless the customer presses for it', async () => {
    const [first, second] = [new Tab('shop', {}, true), new Tab('shop', {})];
    first.mayGive = false;
    assert.equal(await second.tabs.take(false), 'refused');
    assert.deepEqual(first.calls, []);
    assert.equal(await second.tabs.take(true), 'given');
  });

  it('know how it stands, so that what was stopped is not gone on with where the other tab is gone', async () => {
    const [first, second, stranger] = [new Tab('shop', {}, true), new Tab('shop', {}), new Tab('shop', { pageId: 'other' })];
    first.change({ sharedGrantId: null });
    await until(() => second.current.sharedGrantId === null);
    second.change({ sharedGrantId: 'g2' });
    // What one tab says comes in its order: an answer comes after all that was said before.
    assert.equal(await second.tabs.take(false), 'given');
    assert.deepEqual([first.copied, second.current.sharedGrantId], [[], null], 'only the tab that has it says so');
    assert.deepEqual(stranger.copied, []);
  });

  it('are over with it, and no other visit is', async () => {
    const [first, second, stranger] = [new Tab('shop', {}, true), new Tab('shop', {}), new Tab('shop', { pageId: 'other' })];
    first.change({ bearer: null });
    await until(() => second.calls.length > 0);
    assert.equal(await stranger.tabs.take(false), 'silent', 'there is nothing to give');
    assert.deepEqual([second.calls, stranger.calls], [['ended'], []]);
  });
});
