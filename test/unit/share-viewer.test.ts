import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Share } from '../../gateway/server/sessions/share.ts';
import { macrotask } from '../support/machines.ts';
import { createShare, HeldMedia, stale } from '../support/share.ts';

/** A share whose owner's picture is there and whose first viewer has been offered. */
async function createWatched() {
  const world = createShare();
  await world.share.publish('offer');
  world.share.ownerIsUp();
  await macrotask();
  return { ...world, first: world.share.viewerId ?? '' };
}

describe('a viewer of a share: its connection', () => {
  it('[T-F-UDP] [I20] fails the share where its connection does not come up within eight seconds', async () => {
    const { clock, offers, told } = await createWatched();
    assert.equal(offers.length, 1);
    clock.advance(7_999);
    assert.equal(told.failures, 0);
    clock.advance(1);
    assert.equal(told.failures, 1);
  });

  it('has all the time once its connection came up', async () => {
    const { clock, share, told } = await createWatched();
    share.viewerChanged(share.viewerId ?? '', 'up');
    clock.advance(60_000);
    assert.equal(told.failures, 0);
  });

  it('is not waited for while nobody looks, nor after the end', async () => {
    const { clock, share, told } = await createWatched();
    await share.lookAway();
    clock.advance(60_000);
    share.look();
    await macrotask();
    void share.close();
    clock.advance(60_000);
    assert.equal(told.failures, 0);
  });

  it('has the same time again where it is offered anew', async () => {
    const { clock, offers, share, told } = await createWatched();
    clock.advance(6_000);
    share.viewerReturned();
    await macrotask();
    assert.equal(offers.length, 2);
    clock.advance(6_000);
    assert.equal(told.failures, 0);
    clock.advance(2_000);
    assert.equal(told.failures, 1);
  });

  it('is offered anew a few times where its connection goes down; then the share fails', async () => {
    const { offers, share, told } = await createWatched();
    for (let time = 0; time < 4; time += 1) {
      share.viewerChanged(share.viewerId ?? '', 'down');
      await macrotask();
    }
    assert.deepEqual([offers.length, told.failures], [4, 1]);
  });
});

describe('a viewer of a share: coming and going', () => {
  it('[I1] is gone when the agent looks away: its handle is closed, and what it still sends is refused', async () => {
    const { media, share, first } = await createWatched();
    assert.deepEqual(await share.lookAway(), { verified: true, tookMs: 1 });
    assert.deepEqual([share.viewerId, media.viewers.at(-1)], [undefined, `close ${first}`]);
    await assert.rejects(share.answer(first, 'sdp'), stale);
    assert.deepEqual(await share.lookAway(), { verified: true, tookMs: 0 });
    assert.equal(media.viewers.filter((call) => call === `close ${first}`).length, 1);
  });

  it('is a new one when the agent looks again', async () => {
    const { media, share, offers, first } = await createWatched();
    await share.lookAway();
    share.look();
    await macrotask();
    assert.notEqual(share.viewerId, first);
    assert.deepEqual(offers.map(({ viewerId }) => viewerId), [first, share.viewerId]);
    assert.equal(media.viewers.at(-1), `open ${share.viewerId}`);
  });

  it('closes the one before where it is offered anew', async () => {
    const { media, share, first } = await createWatched();
    share.viewerReturned();
    await macrotask();
    assert.deepEqual(media.viewers, [`open ${first}`, `close ${first}`, `open ${share.viewerId}`]);
  });

  it('is not offered anew to an agent who came back and sees the picture, looks away, or has nothing to see', async () => {
    const seeing = await createWatched();
    seeing.share.viewerChanged(seeing.first, 'up');
    seeing.share.viewerReturned();
    assert.equal(seeing.share.viewerId, seeing.first);
    const away = await createWatched();
    await away.share.lookAway();
    away.share.viewerReturned();
    const closed = await createWatched();
    void closed.share.close();
    closed.share.viewerReturned();
    const early = createShare();
    early.share.viewerReturned();
    for (const { share } of [away, closed, early]) assert.equal(share.viewerId, undefined);
  });

  it('is offered anew to an agent who came back after its connection went down again', async () => {
    const { share, offers, first } = await createWatched();
    share.viewerChanged(first, 'up');
    share.viewerChanged(first, 'down');
    await macrotask();
    const second = share.viewerId ?? '';
    share.viewerReturned();
    await macrotask();
    assert.deepEqual(offers.map(({ viewerId }) => viewerId), [first, second, share.viewerId]);
    assert.equal(new Set([first, second, share.viewerId]).size, 3);
  });

  it('[I1] that was being opened while the agent looked away is closed when it is there, and never offered', async () => {
    const media = new HeldMedia();
    media.holding.add('viewer');
    const { share, offers } = createShare(media);
    await share.publish('offer');
    const viewerId = share.viewerId ?? '';
    assert.deepEqual(await share.lookAway(), { verified: true, tookMs: 1 });
    media.held.get('viewer')?.();
    await macrotask();
    assert.deepEqual([offers, media.viewers], [[], [`open ${viewerId}`, `close ${viewerId}`, `close ${viewerId}`]]);
  });

  for (const [what, end] of [
    ['the agent looked away', (share: Share) => share.lookAway()],
    ['the share ended', (share: Share) => share.close()],
  ] as const)
    it(`[I1] is not even opened where ${what} while the one before was closed`, async () => {
      const { media, share, offers, first } = await createWatched();
      media.holding.add('closeViewer');
      share.viewerReturned();
      const closed = media.held.get('closeViewer');
      void end(share);
      closed?.();
      await macrotask();
      assert.deepEqual([offers.length, media.viewers.filter((call) => call.startsWith('open'))], [1, [`open ${first}`]]);
    });

  it('that was being opened when the share ended goes with its room', async () => {
    const media = new HeldMedia();
    media.holding.add('viewer');
    const { share, offers } = createShare(media);
    await share.publish('offer');
    void share.close();
    media.held.get('viewer')?.();
    await macrotask();
    assert.deepEqual([offers, media.viewers.length], [[], 1]);
  });

  it('is not opened while nobody looks, nor before there is a picture', async () => {
    const { media, share } = createShare();
    share.look();
    share.ownerIsUp();
    await macrotask();
    assert.deepEqual(media.viewers, []);
    await share.lookAway();
    await share.publish('offer');
    share.ownerIsUp();
    await macrotask();
    assert.deepEqual(media.viewers, []);
    share.look();
    await macrotask();
    assert.equal(media.viewers.length, 1);
  });

  it('is opened with the picture where the agent looked away and again before there was one', async () => {
    const { media, share, offers } = createShare();
    await share.lookAway();
    share.look();
    await share.publish('offer');
    await macrotask();
    assert.deepEqual([media.viewers.length, offers.length], [1, 1]);
  });

  it('that could not be opened before the owner’s picture came is opened with it, and not twice', async () => {
    const { media, share, told, offers } = createShare();
    media.failing.add('viewer');
    await share.publish('offer');
    await macrotask();
    assert.deepEqual([share.viewerId, told.failures], [undefined, 0]);
    media.failing.clear();
    share.ownerIsUp();
    await macrotask();
    share.ownerIsUp();
    await macrotask();
    assert.deepEqual([offers.length, media.viewers.length], [1, 2]);
    void share.close();
    share.ownerIsUp();
    await macrotask();
    assert.equal(media.viewers.length, 2);
  });

  it('[I20] that cannot be opened fails the share where the owner’s picture is there', async () => {
    const { media, share, told } = await createWatched();
    media.failing.add('viewer');
    share.viewerReturned();
    await macrotask();
    assert.equal(told.failures, 1);
  });

  it('that cannot be opened any more after the agent looked away fails nothing', async () => {
    const { media, share, told } = await createWatched();
    media.holding.add('viewer');
    share.viewerReturned();
    await macrotask();
    await share.lookAway();
    media.failing.add('viewer');
    media.held.get('viewer')?.();
    await macrotask();
    assert.deepEqual([share.viewerId, told.failures], [undefined, 0]);
  });

  it('a word about another connection, or after the end, changes nothing', async () => {
    const { share, told, offers, first } = await createWatched();
    for (let n = 0; n < 10; n++) share.viewerChanged('somebody', 'down');
    share.viewerChanged('somebody', 'up');
    share.viewerReturned();
    await macrotask();
    assert.equal(offers.length, 2, 'it was not taken as up');
    const viewerId = share.viewerId ?? first;
    void share.close();
    for (let n = 0; n < 10; n++) share.viewerChanged(viewerId, 'down');
    assert.deepEqual([offers.length, told.failures], [2, 0]);
  });

  it('has all its attempts again once it came up, or was looked away from', async () => {
    const { share, told } = await createWatched();
    const goDown = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n++) {
        share.viewerChanged(share.viewerId ?? '', 'down');
        await macrotask();
      }
    };
    await goDown(3);
    share.viewerChanged(share.viewerId ?? '', 'up');
    await goDown(3);
    await share.lookAway();
    share.look();
    await macrotask();
    await goDown(3);
    assert.equal(told.failures, 0);
    await goDown(1);
    assert.equal(told.failures, 1);
  });
});
