import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { macrotask } from '../support/machines.ts';
import { createShare, HeldMedia, stale } from '../support/share.ts';

describe('a share', () => {
  it('opens its room with the epoch of its grant, publishes into it, and offers the picture to the agent', async () => {
    const { media, offers, share } = createShare();
    assert.equal(await share.publish('offer'), 'answer');
    await macrotask();
    assert.deepEqual([media.calls, media.epochs], [['open g1', 'publish g1', 'viewer g1'], [7]]);
    assert.deepEqual(offers, [{ viewerId: share.viewerId, sdp: 'offer' }]);
    assert.deepEqual(media.viewers, [`open ${share.viewerId}`]);
    assert.equal(share.closed, false);
  });

  it('publishes only when the room is open, and only once', async () => {
    const media = new HeldMedia();
    media.holding.add('open');
    const { share } = createShare(media);
    const published = share.publish('offer');
    await macrotask();
    assert.deepEqual(media.calls, []);
    await assert.rejects(share.publish('offer'), stale);
    media.held.get('open')?.();
    await published;
    await assert.rejects(share.publish('offer'), stale);
    assert.deepEqual(media.calls, ['open g1', 'publish g1', 'viewer g1']);
  });

  it('publishes nothing after its end, nor hands out an answer that came meanwhile', async () => {
    const ended = createShare();
    void ended.share.close();
    await assert.rejects(ended.share.publish('offer'), stale);
    assert.deepEqual(ended.media.calls, ['open g1', 'close g1']);
    const ending = createShare();
    const published = ending.share.publish('offer');
    void ending.share.close();
    await assert.rejects(published, stale);
    await macrotask();
    assert.deepEqual(ending.offers, []);
    assert.ok(!ending.media.calls.includes('viewer g1'));
  });

  it('tells of a room that cannot be opened, unless it is over already', async () => {
    const media = new HeldMedia();
    media.failing.add('open');
    const { share, told } = createShare(media);
    await assert.rejects(share.publish('offer'), /scripted failure of open/);
    assert.equal(told.failures, 1);
    const over = createShare(media);
    void over.share.close();
    await macrotask();
    assert.equal(over.told.failures, 0);
  });

  it('[I1] ends once: every further call gets the same result', async () => {
    const { media, share } = createShare();
    const first = share.close();
    assert.equal(share.closed, true);
    assert.equal(share.close(), first);
    assert.deepEqual(await first, { verified: true, tookMs: 1 });
    assert.deepEqual(media.calls.filter((call) => call.startsWith('close')), ['close g1']);
    assert.equal(media.rooms.size, 0);
  });

  it('[I5] [T-MITM] takes one answer of its present viewer, none of others, and none after its end', async () => {
    const { media, share } = createShare();
    await assert.rejects(share.answer('somebody', 'sdp'), stale);
    await share.publish('offer');
    await macrotask();
    const viewerId = share.viewerId ?? '';
    await assert.rejects(share.answer('somebody', 'sdp'), stale);
    await share.answer(viewerId, 'sdp');
    assert.equal(media.viewers.at(-1), `answer ${viewerId}`);
    await assert.rejects(share.answer(viewerId, 'sdp'), stale);
    share.viewerReturned();
    await macrotask();
    const nextId = share.viewerId ?? '';
    await share.answer(nextId, 'sdp');
    share.viewerReturned();
    await macrotask();
    void share.close();
    await assert.rejects(share.answer(share.viewerId ?? '', 'sdp'), stale);
    assert.equal(media.calls.filter((call) => call.startsWith('answer')).length, 2);
  });

  it('[I5] asks for a key frame for the present viewer, and for nobody after its end', async () => {
    const { media, share } = createShare();
    await share.publish('offer');
    await macrotask();
    const viewerId = share.viewerId ?? '';
    const asked = (): number => media.calls.filter((call) => call === 'keyFrame g1').length;
    share.askKeyFrame('somebody');
    assert.equal(asked(), 0);
    share.askKeyFrame(viewerId);
    assert.equal(asked(), 1);
    void share.close();
    share.askKeyFrame(viewerId);
    assert.equal(asked(), 1);
  });

  it('[I5] passes candidates of the owner and of the present viewer, thirty each, and none after its end', async () => {
    const { media, share } = createShare();
    await share.publish('offer');
    await macrotask();
    const passed = (): string[] => media.calls.filter((call) => call.startsWith('candidate'));
    share.addCandidate('somebody', 'c');
    assert.deepEqual(passed(), []);
    for (let n = 0; n < 40; n++) share.addCandidate(undefined, 'c');
    assert.deepEqual([passed().length, passed().at(-1)], [30, 'candidate g1 owner']);
    for (let n = 0; n < 40; n++) share.addCandidate(share.viewerId, 'c');
    assert.deepEqual([passed().length, passed().at(-1)], [60, 'candidate g1 viewer']);
    share.viewerReturned();
    share.addCandidate(share.viewerId, 'c');
    assert.equal(passed().length, 61, 'a new viewer has thirty of its own');
    const viewerId = share.viewerId;
    void share.close();
    share.addCandidate(viewerId, 'c');
    share.addCandidate(undefined, null);
    assert.equal(passed().length, 61);
  });
});
