import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { PageShare, SLOW_FOR_MS, SNAPSHOT_EVERY_MS, TAIL_MS } from '../../gateway/server/sessions/page-share.ts';
import { POINTER_EVERY_MS } from '../../gateway/server/sessions/pointer-pace.ts';
import { VIEWER_UNSENT_MAX_BYTES } from '../../gateway/server/sessions/viewer-backlog.ts';
import type { Grant } from '../../state-machines/request.machine.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';
import { snapshot, textChanged } from '../support/visitor.ts';

const grant: Grant = { grantId: 'g1', epoch: 7, surface: 'page', widthPx: 1_280, heightPx: 720 };

/** A shared page with a journal of what it tells: the events that pass by their types, and the rest by its name. */
function open() {
  const clock = new SimulatedServerClock();
  const journal: string[] = [];
  const seqs: number[] = [];
  const viewer = { unsentBytes: 0, told: (_type: PageEvent['type']): void => undefined };
  const page = new PageShare(grant, clock, {
    toViewer: ({ type, seq }) => {
      journal.push(type);
      seqs.push(seq);
      viewer.told(type);
    },
    viewerIsBehind: () => journal.push('behind'),
    askSnapshot: () => journal.push('ask'),
    ownerIsTooFast: () => journal.push('slow'),
    isForbidden: (address) => address.endsWith('/private'),
    forbidden: () => journal.push('forbidden'),
    documentChanged: () => journal.push('another document'),
    pointed: ({ at, isPressed }) => journal.push(`points ${at ? `${at.id}` : 'nowhere'}${isPressed ? ' and presses' : ''}`),
    opened: () => journal.push('opened'),
    unsentBytes: () => viewer.unsentBytes,
  });
  const tell = (...events: PageEvent[]): string[] => {
    events.forEach((event) => page.relay(event));
    return journal.splice(0);
  };
  return { clock, page, seqs, viewer, tell, told: () => journal.splice(0) };
}
const WHOLE = ['page.began', 'page.nodes', 'opened', 'page.ready'];

describe('a shared page', () => {
  it('is open with the first whole snapshot, and says so once', () => {
    const { tell } = open();
    assert.deepEqual(tell(...snapshot()), WHOLE);
    assert.deepEqual(tell(...snapshot(4)), WHOLE.filter((entry) => entry !== 'opened'));
  });

  it('is open where it says that its site’s rules show nothing of it', () => {
    assert.deepEqual(open().tell({ type: 'page.paused', seq: 1, why: 'rule' }), ['opened', 'page.paused']);
  });

  it('[002-32] is to end where its owner tells a page that nobody may share, and passes nothing of it', () => {
    const began = { ...(snapshot(4)[0] as Extract<PageEvent, { type: 'page.began' }>), address: 'https://shop.example/private' };
    const named: PageEvent = { type: 'page.named', seq: 4, title: 'Private', address: 'https://shop.example/private' };
    for (const first of [began, named, { type: 'page.paused', seq: 4, why: 'forbidden' }] as const) {
      const { page, clock, tell, told } = open();
      tell(...snapshot());
      assert.deepEqual(tell(first, ...snapshot(5), textChanged(8, 'x')), ['forbidden'], first.type);
      page.resync();
      clock.advance(10_000);
      assert.ok(!told().some((entry) => entry.startsWith('page.')), 'nor later');
    }
  });

  it('[002-32] is to end so while its owner is too fast, too', () => {
    const { page, tell } = open();
    tell(...snapshot());
    page.overflowed();
    assert.deepEqual(tell({ type: 'page.paused', seq: 4, why: 'forbidden' }), ['behind', 'slow', 'forbidden']);
  });

  it('is open too where nobody looks meanwhile, and nothing of it passes', async () => {
    const { page, tell, told } = open();
    await page.lookAway();
    assert.deepEqual(tell(...snapshot()), ['opened']);
    page.look();
    assert.deepEqual(told(), ['ask']);
    assert.deepEqual(tell(textChanged(4, 'x'), ...snapshot(5)), ['page.began', 'page.nodes', 'page.ready']);
  });

  it('[I1] passes nothing and asks for nothing after its end, whatever was waiting', async () => {
    for (const waitsFor of ['viewer', 'owner', 'rate'] as const) {
      const { clock, page, viewer, tell, told } = open();
      tell(...snapshot());
      if (waitsFor === 'viewer') viewer.unsentBytes = VIEWER_UNSENT_MAX_BYTES + 1;
      if (waitsFor === 'viewer') tell(textChanged(4, 'x'));
      if (waitsFor === 'owner') page.overflowed();
      if (waitsFor === 'rate') for (let time = 0; time < 2; time++) page.resync();
      told();
      assert.deepEqual(await page.close(), { verified: true, tookMs: 0 });
      viewer.unsentBytes = 0;
      page.resync();
      page.overflowed();
      clock.advance(10_000);
      assert.deepEqual(tell(...snapshot(5)), [], waitsFor);
      assert.equal(page.closed, true);
    }
  });

  it('passes on where its viewer points, at a steady pace: the newest, and no click is lost', () => {
    const { clock, page, tell, told } = open();
    const at = (id: number) => ({ id, x: 0.5, y: 0.5 });
    page.point(at(1));
    assert.deepEqual(told(), [], 'nothing was to be seen yet');
    tell(...snapshot());
    page.point(at(1));
    for (let id = 2; id < 50; id++) page.point(at(id));
    assert.deepEqual(told(), ['points 1']);
    clock.advance(POINTER_EVERY_MS);
    assert.deepEqual(told(), ['points 49']);
    page.point(at(50), true);
    page.point(at(51));
    clock.advance(POINTER_EVERY_MS);
    assert.deepEqual(told(), ['points 51 and presses']);
    clock.advance(1_000);
    assert.deepEqual(told(), []);
  });

  it('points nowhere from the moment on in which its viewer looks away, is not there, or it ends', async () => {
    const { clock, page, tell, told } = open();
    const at = { id: 1, x: 0, y: 1 };
    tell(...snapshot());
    page.point(at);
    page.point(at);
    await page.lookAway();
    page.point(at);
    clock.advance(1_000);
    assert.deepEqual(told(), ['points 1', 'points nowhere']);
    page.look();
    tell(...snapshot(4));
    page.point(at);
    page.pointNowhere();
    page.pointNowhere();
    assert.deepEqual(told(), ['points 1', 'points nowhere']);
    page.point(at);
    page.point(at);
    await page.close();
    page.point(at);
    clock.advance(1_000);
    assert.deepEqual(told(), ['points 1']);
  });

  it('[B-31] is asked for a snapshot at once, and no more often than twice a second', () => {
    const { clock, page, tell, told } = open();
    tell(...snapshot());
    for (let time = 0; time < 10; time++) page.resync();
    assert.deepEqual(told(), ['behind', 'ask']);
    clock.advance(SNAPSHOT_EVERY_MS);
    assert.deepEqual(told(), ['ask']);
    clock.advance(10 * SNAPSHOT_EVERY_MS);
    assert.deepEqual(told(), []);
    assert.deepEqual(tell(...snapshot(4)), ['page.began', 'page.nodes', 'page.ready']);
  });

  it('is not asked again for a snapshot that came meanwhile', () => {
    const { clock, page, tell, told } = open();
    tell(...snapshot());
    page.resync();
    page.resync();
    told();
    tell(...snapshot(4));
    clock.advance(10 * SNAPSHOT_EVERY_MS);
    assert.deepEqual(told(), []);
  });

  it('asks once after a gap, however much comes before the snapshot', () => {
    const { clock, tell } = open();
    tell(...snapshot());
    const lost = Array.from({ length: 100 }, (_, index) => textChanged(9 + index, 'x'));
    assert.deepEqual(tell(...lost), ['behind', 'ask']);
    clock.advance(10 * SNAPSHOT_EVERY_MS);
    assert.deepEqual(tell(textChanged(200, 'x')), []);
  });

  it('waits for a viewer who does not read, and begins anew for one who does again', () => {
    const { clock, viewer, tell, told } = open();
    tell(...snapshot());
    viewer.unsentBytes = VIEWER_UNSENT_MAX_BYTES;
    assert.deepEqual(tell(textChanged(4, 'x')), ['page.changed']);
    clock.advance(TAIL_MS);
    viewer.unsentBytes += 1;
    assert.deepEqual(tell(textChanged(5, 'x'), textChanged(6, 'x'), ...snapshot(7)), ['behind']);
    clock.advance(5_000);
    assert.deepEqual(told(), [], 'the queue does not grow');
    viewer.unsentBytes = 0;
    clock.advance(100);
    assert.deepEqual(told(), ['ask']);
    assert.deepEqual(tell(textChanged(10, 'x'), ...snapshot(11)), ['page.began', 'page.nodes', 'page.ready']);
  });

  it('[B-31] keeps what a snapshot still takes for a viewer whose line is slower than the owner’s, in order', () => {
    const { clock, seqs, viewer, tell, told } = open();
    const [began, ...rest] = snapshot() as [PageEvent, ...PageEvent[]];
    assert.deepEqual(tell(began), ['page.began']);
    viewer.unsentBytes = VIEWER_UNSENT_MAX_BYTES + 1;
    assert.deepEqual(tell(...rest, textChanged(4, 'x')), ['opened']);
    clock.advance(1_000);
    assert.deepEqual(told(), []);
    viewer.unsentBytes = 0;
    clock.advance(20);
    assert.deepEqual(told(), ['page.nodes', 'page.ready', 'page.changed']);
    assert.deepEqual(seqs, [1, 2, 3, 4]);
    viewer.unsentBytes = VIEWER_UNSENT_MAX_BYTES + 1;
    assert.deepEqual(tell(textChanged(5, 'x')), [], 'what comes with the snapshot’s last bytes is kept');
    viewer.unsentBytes = 0;
    clock.advance(20);
    assert.deepEqual(told(), ['page.changed']);
    viewer.unsentBytes = VIEWER_UNSENT_MAX_BYTES + 1;
    clock.advance(TAIL_MS);
    assert.deepEqual(tell(textChanged(6, 'x')), ['behind'], 'a later change is not');
  });

  it('forgets what waited where telling some of it ends the share', () => {
    const { clock, page, viewer, tell, told } = open();
    const [began, ...rest] = snapshot() as [PageEvent, ...PageEvent[]];
    tell(began);
    viewer.unsentBytes = VIEWER_UNSENT_MAX_BYTES + 1;
    tell(...rest, textChanged(4, 'x'));
    const journal: string[] = [];
    viewer.unsentBytes = 0;
    viewer.told = (type) => {
      journal.push(type);
      if (type === 'page.ready') void page.close();
    };
    clock.advance(1_000);
    assert.deepEqual([journal, told()], [['page.nodes', 'page.ready'], ['page.nodes', 'page.ready']]);
  });

  it('[I1] keeps nothing beyond an end, a look away, a new beginning, and what an owner may send at once', async () => {
    const textAt = (id: number) => ({ id, parent: 2, text: 'x'.repeat(60_000) });
    const tooMuch = Array.from({ length: 60 }, (_, at): PageEvent => ({ type: 'page.nodes', seq: 3 + at, nodes: [0, 1, 2, 3].map((n) => textAt(100 + 4 * at + n)) }));
    for (const end of ['close', 'lookAway', 'began', 'tooMuch'] as const) {
      const { clock, page, viewer, tell, told } = open();
      const [began, nodes, ready] = snapshot() as [PageEvent, PageEvent, PageEvent];
      tell(began);
      viewer.unsentBytes = VIEWER_UNSENT_MAX_BYTES + 1;
      tell(nodes);
      if (end === 'tooMuch') assert.deepEqual(tell(...tooMuch), ['behind']);
      if (end === 'close' || end === 'lookAway') await page[end]();
      if (end === 'began') assert.deepEqual(tell(...snapshot(4)), ['opened']);
      told();
      viewer.unsentBytes = 0;
      clock.advance(60);
      const passed = { close: [], lookAway: [], began: ['page.began', 'page.nodes', 'page.ready'], tooMuch: [] }[end];
      assert.deepEqual(told().filter((entry) => entry !== 'ask'), passed, end);
      if (end === 'close') assert.deepEqual(tell({ ...ready, seq: 3 }), []);
    }
  });

  it('tells an owner who sends too much once, and lets the page begin anew when there is room', () => {
    const { clock, page, tell, told } = open();
    tell(...snapshot());
    page.overflowed();
    page.overflowed();
    assert.deepEqual(told(), ['behind', 'slow']);
    assert.deepEqual(tell(textChanged(4, 'x'), ...snapshot(5)), []);
    clock.advance(SLOW_FOR_MS);
    assert.deepEqual(told(), ['ask']);
    assert.deepEqual(tell(...snapshot(20)), ['page.began', 'page.nodes', 'page.ready']);
  });

  it('[T-COB-BOMB] is shown as too large where it is, and not asked for again by itself', () => {
    const { clock, tell } = open();
    tell(...snapshot());
    const deep = Array.from({ length: 600 }, (_, index) => ({ id: 100 + index, parent: index === 0 ? 2 : 99 + index, tag: 'div' }));
    assert.deepEqual(tell({ type: 'page.changed', seq: 4, added: deep }), ['page.paused']);
    clock.advance(10 * SNAPSHOT_EVERY_MS);
    assert.deepEqual(tell(textChanged(5, 'x')), []);
    assert.deepEqual(tell(...snapshot(6)), ['page.began', 'page.nodes', 'page.ready']);
  });

  it('[B-31] counts on for the viewer where another document of the owner counts anew', () => {
    const { page, seqs, tell, told } = open();
    tell(...snapshot());
    page.ownerReturned();
    assert.deepEqual(told(), ['behind', 'ask']);
    tell(...snapshot(1, 'the next page'));
    assert.deepEqual(seqs, [1, 2, 3, 4, 5, 6]);
  });
});
