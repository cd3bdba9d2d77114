import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as macrotask } from 'node:timers/promises';
import { Subject } from 'rxjs';
import { CaptureError } from '../../gateway/client/errors.ts';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import type { Capability, Surface } from '../../gateway/protocol/vocabulary.ts';
import { activeView, question, ScriptedDesktop, share } from '../../mocks/customer.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { createPageSource } from '../../plugin/customer/frame/page-source.ts';
import { createVisitSource } from '../../plugin/customer/frame/visit-source.ts';
import type { Visit } from '../../plugin/customer/frame/visit-store.ts';
import type { FrameMessage, PageMessage } from '../../plugin/shared/cobrowse/page-messages.ts';

const MASKS = { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] } as const;
const GRANT = { grantId: 'g1', epoch: 7 };
const ready = (seq: number): PageEvent => ({ type: 'page.ready', seq, hidden: 0 });
const began = (seq: number): PageEvent => ({
  type: 'page.began',
  version: 1,
  seq,
  pageId: 'p'.repeat(22),
  title: 'Cart',
  address: 'https://shop.example/cart',
  viewport: { widthPx: 1_280, heightPx: 720 },
  scrollLeft: 0,
  scrollTop: 0,
  isQuirky: false,
});

/** The frame's own part, with the test as the site's page, the link and the desktop. */
class Frame {
  readonly link = new ScriptedLink();
  readonly messages$ = new Subject<PageMessage>();
  /** What the page was ordered, without its details. */
  readonly orders: FrameMessage['type'][] = [];
  readonly pointed: FrameMessage[] = [];
  readonly kept: Visit;
  readonly reports: string[] = [];
  /** How the site's masks were asked for. */
  readonly asked: boolean[] = [];
  masks = async () => structuredClone(MASKS) as never;
  size: { widthPx: number; heightPx: number } | null = { widthPx: 640.5, heightPx: 480 };
  readonly page;

  constructor(kept: Partial<Visit> = {}) {
    const none = { bearer: null, sharedGrantId: null, heldGrantId: null, agreedMasks: null, agreedUse: null, isSmall: false, tab: 1, tabs: 1 };
    this.kept = { ...none, pageId: 'p'.repeat(22), ...kept };
    this.link.open();
    this.page = createPageSource({
      link: this.link as never,
      port: { messages$: this.messages$, send: (message) => (message.type === 'page.pointer' ? this.pointed.push(message) : this.orders.push(message.type)) },
      masks: ({ isAnew } = { isAnew: false }) => {
        this.asked.push(isAnew);
        return this.masks();
      },
      store: { current: this.kept, set: (change) => Object.assign(this.kept, change) },
      agentName: () => 'Mia Keller',
      viewport: () => this.size,
    });
  }

  async choose(): Promise<unknown> {
    const chosen = this.page.choose();
    this.messages$.next({ type: 'page.prepared', widthPx: 800.4, heightPx: 0 });
    return chosen;
  }

  async publish(): Promise<() => void> {
    const unpublish = this.page.publish(GRANT, ({ type }) => this.reports.push(type));
    await macrotask();
    return unpublish;
  }

  tell(...events: PageEvent[]): void {
    for (const event of events) this.messages$.next({ type: 'page.event', event });
  }

  /** Numbers of the events that went to the server. */
  get sent(): number[] {
    return this.link.sent.flatMap((message) => (message.type === 'page.event' ? [message.event.seq] : []));
  }
}

describe('the page that a frame is in, as something to share', () => {
  it('[002-27] is chosen without a picker: its recorder is asked for with the OK, and tells the viewport', async () => {
    const frame = new Frame();
    assert.deepEqual(await frame.choose(), { surface: 'page', widthPx: 800, heightPx: 1 });
    assert.deepEqual(frame.orders, ['page.prepare']);
    assert.deepEqual(frame.sent, []);
  });

  it('[SH3] is told under the grant alone, from the grant on', async () => {
    const frame = new Frame();
    await frame.choose();
    frame.tell(began(1));
    await frame.publish();
    assert.deepEqual(frame.orders, ['page.prepare', 'page.record']);
    assert.deepEqual(frame.asked, [true, false], 'what is hidden is as it was published at the OK');
    frame.tell(began(1), ready(2));
    assert.deepEqual(frame.link.sent[0], { type: 'page.event', ...GRANT, event: { ...began(1), tab: 1 } });
    assert.deepEqual([frame.sent, frame.reports], [[1, 2], ['media.up']]);
  });

  it('[SH8] [SH9] tells nothing more from the stop on, whatever the page still sends', async () => {
    for (const end of ['stop', 'suspend', 'unpublish'] as const) {
      const frame = new Frame();
      await frame.choose();
      const unpublish = await frame.publish();
      if (end === 'unpublish') unpublish();
      else frame.page[end]();
      frame.tell(began(1), ready(2));
      assert.deepEqual([frame.sent, frame.orders.at(-1), frame.kept.sharedGrantId], [[], 'page.stop', null], end);
    }
  });

  it('shows the customer where the agent of that name points, under the grant alone', async () => {
    const frame = new Frame();
    const at = { id: 7, x: 0.5, y: 1 };
    frame.link.tell({ type: 'page.pointer', grantId: 'g1', pointed: { at } });
    await frame.publish();
    frame.link.tell({ type: 'page.pointer', grantId: 'g0', pointed: { at } });
    frame.link.tell({ type: 'page.pointer', grantId: 'g1', pointed: { at, isPressed: true } });
    frame.link.tell({ type: 'page.pointer', grantId: 'g1', pointed: { at: null } });
    frame.page.stop();
    frame.link.tell({ type: 'page.pointer', grantId: 'g1', pointed: { at } });
    const pointer = { type: 'page.pointer', name: 'Mia Keller' };
    assert.deepEqual(frame.pointed, [{ ...pointer, at, isPressed: true }, { ...pointer, at: null }]);
  });

  it('begins anew where the server wants that, and after too much waits for the next beginning', async () => {
    const frame = new Frame();
    await frame.publish();
    frame.tell(began(1));
    frame.link.tell({ type: 'page.slow', grantId: 'g1' });
    frame.tell(ready(2));
    frame.link.tell({ type: 'page.resync', grantId: 'g0' });
    assert.equal(frame.orders.at(-1), 'page.record', 'not of another grant');
    frame.link.tell({ type: 'page.resync', grantId: 'g1' });
    assert.equal(frame.orders.at(-1), 'page.resync');
    frame.tell(ready(3), began(4), ready(5));
    assert.deepEqual(frame.sent, [1, 4, 5]);
  });

  it('[SH20] goes on under the grant of the document before, once, and only where nobody stopped that', async () => {
    const first = new Frame();
    assert.equal(first.page.takesOver('g1'), false);
    await first.publish();
    assert.equal(first.kept.sharedGrantId, 'g1');
    const second = new Frame(first.kept);
    assert.deepEqual([second.page.takesOver('g1'), second.page.takesOver('g1')], [true, false]);
    assert.equal(new Frame({ sharedGrantId: 'g1' }).page.takesOver('g2'), false);
    first.page.stop();
    assert.equal(new Frame(first.kept).page.takesOver('g1'), false);
  });

  it('[SH21] can be continued where the document before shared it, or held it, and nobody stopped that', async () => {
    const page = { surface: 'page', widthPx: 641, heightPx: 480 };
    const first = new Frame();
    await first.publish();
    const second = new Frame(first.kept);
    assert.deepEqual([second.page.continuesAs('g1'), second.page.continuesAs('g1')], [page, null]);
    first.page.suspend();
    assert.equal(new Frame(first.kept).page.takesOver('g1'), false, 'not by itself');
    assert.equal(new Frame(first.kept).page.continuesAs('g2'), null);
    const early = new Frame(first.kept);
    early.size = null;
    assert.equal(early.page.continuesAs('g1'), null, 'before it knows its size');
    early.size = { widthPx: 640.5, heightPx: 480 };
    assert.deepEqual(early.page.continuesAs('g1'), page, 'and after');
    const third = new Frame(first.kept);
    third.page.suspend();
    assert.deepEqual(new Frame(third.kept).page.continuesAs('g1'), page);
    third.page.stop();
    assert.equal(new Frame(third.kept).page.continuesAs('g1'), null);
  });

  it('[B-31] tells in which tab it is', async () => {
    const frame = new Frame({ tab: 2, tabs: 2 });
    await frame.publish();
    frame.tell(began(1));
    assert.deepEqual(frame.link.sent[0], { type: 'page.event', ...GRANT, event: { ...began(1), tab: 2 } });
  });

  it('ends the share where the recorder gives up, or where what is to be hidden is not known', async () => {
    const frame = new Frame();
    let ended = 0;
    frame.page.captureEnded$.subscribe(() => (ended += 1));
    frame.messages$.next({ type: 'page.failed' });
    assert.equal(ended, 0, 'nothing is shared');
    await frame.publish();
    frame.messages$.next({ type: 'page.failed' });
    assert.equal(ended, 1);
    frame.masks = () => Promise.reject(new Error('offline'));
    await frame.publish();
    await macrotask();
    assert.equal(ended, 2);
    assert.deepEqual(frame.orders.filter((type) => type === 'page.record').length, 1);
  });

  it('a choice that was called off meanwhile is none', async () => {
    const frame = new Frame();
    const chosen = frame.page.choose();
    frame.page.stop();
    frame.messages$.next({ type: 'page.prepared', widthPx: 800, heightPx: 600 });
    await assert.rejects(chosen, { reason: 'pickerCancelled' });
    assert.equal(frame.page.surface, null);
  });
});

describe('what OK shares in a frame', () => {
  const asked = (frame: Frame, desktop: ScriptedDesktop, capability: Capability, canRecord: boolean | null = true) => {
    const source = createVisitSource({ link: frame.link as never, page: frame.page, desktop, canRecord: () => canRecord });
    frame.link.tell({ type: 'customer.session', session: activeView({ question: question({ capability }) }) });
    return source;
  };

  it('is the desktop where that was asked for', () => {
    const [frame, desktop] = [new Frame(), new ScriptedDesktop()];
    void asked(frame, desktop, 'view').choose();
    assert.deepEqual([frame.orders, desktop.calls], [[], ['stop', 'choose']]);
  });

  it('[002-36] is the page where that was asked for', async () => {
    const [frame, desktop] = [new Frame(), new ScriptedDesktop()];
    const source = asked(frame, desktop, 'cobrowseView');
    const chosen = source.choose();
    frame.messages$.next({ type: 'page.prepared', widthPx: 800, heightPx: 600 });
    assert.equal((await chosen).surface, 'page');
    assert.ok(!desktop.calls.includes('choose'));
    source.publish(GRANT, () => undefined);
    assert.equal(frame.kept.sharedGrantId, 'g1');
  });

  it('[SH20] goes on with the page of the document before, and never with a screen of it', () => {
    const granted = { type: 'link.granted', requestId: 'r1', ...GRANT } as const;
    const told = (surface: Surface) => ({ type: 'customer.session', session: activeView({ share: share('watched', surface, GRANT) }) }) as const;
    const follow = (surface: Surface) =>
      asked(new Frame({ sharedGrantId: 'g1' }), new ScriptedDesktop(), 'cobrowseView').followed?.(granted, told(surface));
    assert.deepEqual(follow('page'), { ...granted, type: 'owner.pageFollowed', choice: { surface: 'page', widthPx: 1_920, heightPx: 1_080 } });
    assert.equal(follow('monitor'), null);
  });

  it('[002-35] is what the customer picks where the browser is too old, within the click’s own task', () => {
    const [frame, desktop] = [new Frame(), new ScriptedDesktop()];
    void asked(frame, desktop, 'cobrowseView', false).choose();
    assert.equal(desktop.calls.at(-1), 'choose');
    assert.deepEqual(frame.orders, []);
  });

  it('[002-35] is what the customer picks where the recorder does not load', async () => {
    const [frame, desktop] = [new Frame(), new ScriptedDesktop()];
    const source = asked(frame, desktop, 'cobrowseView');
    const chosen = source.choose();
    frame.messages$.next({ type: 'page.unavailable' });
    await macrotask();
    desktop.pick('window');
    assert.equal((await chosen).surface, 'window');
    source.publish(GRANT, () => undefined);
    assert.equal(desktop.calls.at(-1), 'publish g1');
  });

  for (const [reason, told] of [['captureUnavailable', 'pageUnavailable'], ['pickerCancelled', 'pickerCancelled']] as const)
    it(`[002-35] is nothing where the picker ends with ${reason}: told as ${told}`, async () => {
      const frame = new Frame();
      const desktop = Object.assign(new ScriptedDesktop(), { choose: () => Promise.reject(new CaptureError(reason)) });
      const chosen = asked(frame, desktop, 'cobrowseView').choose();
      frame.messages$.next({ type: 'page.unavailable' });
      await assert.rejects(chosen, { reason: told });
    });
});
