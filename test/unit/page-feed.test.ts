import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { ASK_AGAIN_MS, createPageFeed } from '../../gateway/client/page-feed.ts';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { samplePageShare, sampleSession } from '../../mocks/agent.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { snapshot, textChanged } from '../support/visitor.ts';

const share = samplePageShare();
const { grantId, epoch } = share;
const { sessionId } = sampleSession();

/** A page of an agent to which the server tells a shared page. */
function createPage({ isFlowing = true } = {}) {
  const link = new ScriptedLink();
  link.open();
  const states: string[] = [];
  const feed = createPageFeed({ link, sessionId, grantId, epoch, isFlowing, now: () => 7_000 });
  feed.state$.subscribe((state) => states.push(state));
  const taken: PageEvent[] = [];
  return {
    feed,
    states,
    taken,
    follow: (): (() => void) => feed.follow((event) => taken.push(event)),
    types: () => taken.map(({ type }) => type),
    asked: () => link.sent.filter(({ type }) => type === 'page.resyncWanted').length,
    lastSent: () => link.sent.at(-1),
    tell: (events: readonly object[], more: { grantId?: string; epoch?: number; sessionId?: string } = {}) =>
      events.forEach((event) => link.tell({ type: 'page.event', sessionId, grantId, epoch, ...more, event: event as PageEvent })),
    fallBehind: (of = grantId) => link.tell({ type: 'page.behind', sessionId, grantId: of }),
    flows: () => link.tell({ type: 'agent.session', session: sampleSession({ share }) }),
  };
}



describe('the feed of a shared page', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setInterval', 'setTimeout', 'Date'] }));
  afterEach(() => mock.timers.reset());
  const pass = (ms: number): void => mock.timers.tick(ms);

  it('passes on what comes from the first snapshot on, without asking for one that is on its way', () => {
    const page = createPage({ isFlowing: false });
    page.follow();
    page.tell(snapshot());
    page.tell([textChanged(4, 'more')]);
    pass(10 * ASK_AGAIN_MS);
    assert.deepEqual(page.types(), ['page.began', 'page.nodes', 'page.ready', 'page.changed']);
    assert.deepEqual([page.states, page.asked()], [['waiting', 'current'], 0]);
    page.feed.stop();
  });

  it('[B-31] asks for a snapshot for whoever follows late, again and again, and passes nothing on before it comes', () => {
    const page = createPage();
    page.follow();
    pass(0);
    assert.deepEqual(page.lastSent(), { type: 'page.resyncWanted', sessionId, grantId, epoch });
    page.tell([textChanged(9, 'of a page that was missed')]);
    pass(ASK_AGAIN_MS);
    assert.equal(page.asked(), 2);
    page.tell(snapshot(10));
    pass(10 * ASK_AGAIN_MS);
    assert.deepEqual([page.asked(), page.types()], [2, ['page.began', 'page.nodes', 'page.ready']]);
    page.feed.stop();
  });

  it('asks only once the share flows: before, the server refuses it', () => {
    const page = createPage({ isFlowing: false });
    page.tell(snapshot().slice(0, 2));
    page.follow();
    pass(3 * ASK_AGAIN_MS);
    assert.equal(page.asked(), 0);
    page.flows();
    pass(0);
    assert.equal(page.asked(), 1);
    page.feed.stop();
  });

  it('asks for what passed before it listened', () => {
    const page = createPage({ isFlowing: false });
    page.follow();
    page.flows();
    pass(0);
    assert.equal(page.asked(), 1);
    page.tell(snapshot(4));
    assert.deepEqual(page.types(), ['page.began', 'page.nodes', 'page.ready']);
    page.feed.stop();
  });

  it('[I6] is behind from the server’s word on until the next whole page, and says since when', () => {
    const page = createPage();
    page.tell(snapshot());
    page.fallBehind('another grant');
    assert.equal(page.feed.behindSinceMs, null);
    page.fallBehind();
    assert.equal(page.feed.behindSinceMs, 7_000);
    page.tell(snapshot(10).slice(0, 2));
    assert.equal(page.feed.state$.value, 'behind');
    page.tell(snapshot(10).slice(2));
    assert.deepEqual([page.states, page.feed.behindSinceMs], [['waiting', 'current', 'behind', 'current'], null]);
    page.feed.stop();
  });

  it('asks for a snapshot where what was built does not fit, or what came is no event', () => {
    const page = createPage({ isFlowing: false });
    page.follow();
    page.tell(snapshot());
    page.flows();
    page.feed.wantSnapshot();
    pass(0);
    assert.deepEqual([page.asked(), page.feed.state$.value], [1, 'behind']);
    page.tell(snapshot(10));
    page.tell([{ type: 'page.resized', seq: 13, viewport: 'huge' }]);
    pass(0);
    assert.equal(page.asked(), 2);
    page.feed.stop();
  });

  it('[I5] takes nothing of another session, grant or epoch', () => {
    const page = createPage({ isFlowing: false });
    page.follow();
    page.tell(snapshot(), { grantId: 'another' });
    page.tell(snapshot(), { epoch: epoch + 1 });
    page.tell(snapshot(), { sessionId: 'another' });
    assert.deepEqual([page.taken, page.states], [[], ['waiting']]);
    page.feed.stop();
  });

  it('[VW12] takes nothing while it is paused, and goes on with a snapshot that the server sends by itself', () => {
    const page = createPage({ isFlowing: false });
    page.follow();
    page.tell(snapshot());
    page.flows();
    page.feed.pause();
    page.tell([textChanged(4, 'unseen')]);
    page.feed.resume();
    page.tell([textChanged(5, 'before the snapshot')]);
    page.tell(snapshot(6));
    pass(3 * ASK_AGAIN_MS);
    assert.deepEqual([page.asked(), page.taken.length], [0, 6]);
    assert.deepEqual(page.states, ['waiting', 'current', 'paused', 'current']);
    page.feed.stop();
  });

  it('passes a pause of the page on, which is all there is for the moment', () => {
    const page = createPage();
    page.follow();
    page.tell([{ type: 'page.paused', seq: 3, why: 'rule' }]);
    pass(10 * ASK_AGAIN_MS);
    assert.deepEqual([page.types(), page.feed.state$.value], [['page.paused'], 'current']);
    page.feed.stop();
  });

  it('ends with whoever stops it', () => {
    const page = createPage();
    page.follow();
    page.feed.stop();
    page.tell(snapshot());
    pass(10 * ASK_AGAIN_MS);
    assert.deepEqual([page.taken, page.asked()], [[], 0]);
  });
});
