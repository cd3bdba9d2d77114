import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { macrotask } from '../support/machines.ts';
import { createShare } from '../support/share.ts';

/** A share whose one viewer carries the picture. */
async function createPlaying() {
  const world = createShare();
  await world.share.publish('offer');
  world.share.ownerIsUp();
  await macrotask();
  const first = world.share.viewerId ?? '';
  world.share.viewerChanged(first, 'up');
  const { calls } = world.media;
  calls.length = 0;
  return { ...world, calls, first };
}

describe('a viewer of a share: paused', () => {
  it('[I6] gets nothing and keeps its connection, and goes on with it', async () => {
    const { calls, offers, share, first } = await createPlaying();
    assert.deepEqual(await share.pause(), { verified: true, tookMs: 1 });
    assert.deepEqual([calls, share.viewerId], [['pause g1'], first]);
    share.look(first);
    await macrotask();
    assert.deepEqual([calls, share.viewerId, offers.length], [['pause g1', 'resume g1'], first, 1]);
  });

  it('[I20] is hung up where the media server does not take the pause', async () => {
    const { calls, media, share, first } = await createPlaying();
    media.disobeying.add('pause');
    await share.pause();
    assert.deepEqual([calls, share.viewerId], [['pause g1', 'closeViewer g1'], undefined]);
    share.look(first);
    await macrotask();
    assert.equal(calls.at(-1), 'viewer g1');
  });

  it('is hung up where it does not carry the picture yet', async () => {
    const { media, share } = createShare();
    await share.publish('offer');
    await macrotask();
    await share.pause();
    assert.deepEqual(media.calls.slice(-1), ['closeViewer g1']);
  });

  it('is closed when its connection goes down meanwhile; then there is a new one, and the share does not fail', async () => {
    const { calls, share, first, told } = await createPlaying();
    await share.pause();
    for (let time = 0; time < 5; time += 1) share.viewerChanged(first, 'down');
    await macrotask();
    assert.deepEqual([calls, told.failures], [['pause g1', 'closeViewer g1'], 0]);
    share.look(first);
    await macrotask();
    assert.deepEqual(calls.slice(2), ['viewer g1']);
    assert.notEqual(share.viewerId, first);
  });

  it('is replaced by a new one where it cannot go on, unless nobody looks any more', async () => {
    const { calls, media, share, first } = await createPlaying();
    media.failing.add('resume');
    await share.pause();
    share.look(first);
    await macrotask();
    assert.deepEqual(calls, ['pause g1', 'resume g1', 'closeViewer g1', 'viewer g1']);
    const away = await createPlaying();
    away.media.failing.add('resume');
    await away.share.pause();
    away.share.look(away.first);
    await away.share.lookAway();
    await macrotask();
    assert.deepEqual(away.calls, ['pause g1', 'resume g1', 'closeViewer g1']);
    const paused = await createPlaying();
    paused.media.failing.add('resume');
    await paused.share.pause();
    paused.share.look(paused.first);
    await paused.share.pause();
    await macrotask();
    assert.deepEqual(paused.calls, ['pause g1', 'resume g1', 'pause g1'], '[I1] nothing is opened for somebody who does not look');
    const replaced = await createPlaying();
    replaced.media.failing.add('resume');
    await replaced.share.pause();
    replaced.share.look(replaced.first);
    replaced.share.look();
    await macrotask();
    assert.deepEqual(replaced.calls, ['pause g1', 'resume g1', 'closeViewer g1', 'viewer g1'], 'the new one is not replaced');
  });

  it('is hung up by whoever looks again without naming it', async () => {
    const { calls, share } = await createPlaying();
    await share.pause();
    share.look();
    await macrotask();
    assert.deepEqual(calls, ['pause g1', 'closeViewer g1', 'viewer g1']);
  });

  it('stays paused when the agent’s page comes back, and ends with its share', async () => {
    const { calls, share } = await createPlaying();
    await share.pause();
    share.viewerReturned();
    share.ownerIsUp();
    await macrotask();
    assert.deepEqual(calls, ['pause g1']);
    await share.close();
    assert.deepEqual(calls, ['pause g1', 'close g1']);
  });
});
