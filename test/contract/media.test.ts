import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { openMediaBrowser, type MediaBrowser } from '../support/media-browser.ts';
import { isRunning, MediaLab, until, type LabClient, type LiveShare } from '../support/media-lab.ts';
import { figure } from '../support/fault-figures.ts';

/** Real Janus, real guard, real Chromium. Every stop is measured and printed. */
describe('media node', { timeout: 90_000 }, () => {
  let lab: MediaLab;
  let browser: MediaBrowser;
  let client: LabClient;
  let share: LiveShare | undefined;

  before(async () => {
    [lab, browser] = await Promise.all([MediaLab.start(), openMediaBrowser()]);
    client = await lab.connect();
  });

  afterEach(async () => {
    await share?.closePages();
    share = undefined;
  });

  after(async () => {
    await browser.close();
    await lab.stop();
  });

  const startShare = async (): Promise<LiveShare> => {
    share = await lab.share(client, browser);
    return share;
  };
  const assertNothingLeft = async (): Promise<void> => {
    assert.deepEqual(await lab.leftInJanus(), { sessions: 0, rooms: 0 });
  };

  it('[002-06] brings the picture of the owner to the viewer, and tells when each came up', async (t) => {
    const { shareId, viewerId, viewer, firstFrameMs } = await startShare();
    await client.event((event) => event.type === 'media' && event.viewerId === undefined && event.state === 'up');
    const up = await client.event((event) => event.type === 'media' && event.viewerId !== undefined);
    assert.deepEqual(up, { type: 'media', shareId, viewerId, state: 'up' });
    t.diagnostic(`first frames after ${Math.round(firstFrameMs)} ms`);
    const left = await lab.leftInJanus();
    assert.deepEqual(left, { sessions: 1, rooms: 1 });
    await viewer.frames(5);
    await client.port.closeShare(shareId);
  });

  it('asks for no playout delay, so that the viewer holds nothing back', async (t) => {
    const { shareId, viewer } = await startShare();
    await viewer.frames(30);
    const heldMs = (await viewer.jitterBufferS()) * 1_000;
    t.diagnostic(`a frame waits ${heldMs.toFixed(2)} ms in the jitter buffer`);
    assert.ok(heldMs < 10);
    await client.port.closeShare(shareId);
  });

  it('has the owner make a key frame where a viewer lost what the next frames build on', async () => {
    const { shareId, viewer } = await startShare();
    // Behind those of the beginning: Janus passes on one request a second.
    await until(async () => {
      const before = await viewer.keyFramesReceived();
      await viewer.frames(60);
      return (await viewer.keyFramesReceived()) === before;
    }, 15_000, 'two seconds without a key frame');
    const before = await viewer.keyFramesReceived();
    client.port.askKeyFrame(shareId);
    await until(async () => (await viewer.keyFramesReceived()) > before, 3_000, 'a key frame');
    await client.port.closeShare(shareId);
  });

  it('[F2] closing a share ends the picture, and is verified at Janus', async (t) => {
    const { shareId, viewer, lastFrameAfter } = await startShare();
    const fromMs = Date.now();
    const stopped = await client.port.closeShare(shareId);
    await assertNothingLeft();
    const lastMs = await lastFrameAfter(viewer, fromMs);
    assert.equal(stopped.verified, true);
    figure(t, 'share closed → verified', [stopped.tookMs], 250);
    figure(t, 'share closed → last frame', [lastMs], 250);
  });

  it('closing a viewer ends that viewer only', async (t) => {
    const { shareId, viewer, viewerId, lastFrameAfter } = await startShare();
    const other = await lab.view(client, browser, shareId);
    const fromMs = Date.now();
    const stopped = await client.port.closeViewer(shareId, viewerId);
    const lastMs = await lastFrameAfter(viewer, fromMs);
    t.diagnostic(`verified after ${Math.round(stopped.tookMs)} ms, last frame after ${lastMs} ms`);
    assert.equal(stopped.verified, true);
    assert.ok(lastMs <= 250);
    await other.page.frames(11);
    await other.page.close();
    assert.equal((await client.port.closeShare(shareId)).verified, true);
  });

  it('lets a viewer look again after it was closed', async () => {
    const { shareId, viewerId } = await startShare();
    await client.port.closeViewer(shareId, viewerId);
    const again = await lab.view(client, browser, shareId);
    await again.page.close();
    await client.port.closeShare(shareId);
  });

  it('tells when the owner hangs up by itself', async () => {
    const { shareId, owner } = await startShare();
    await owner.hangUp();
    await client.event((event) => event.type === 'media' && event.state === 'down' && event.viewerId === undefined);
    assert.equal((await client.port.closeShare(shareId)).verified, true);
    await assertNothingLeft();
  });

  it('closes what is not there at once', async () => {
    const stopped = await client.port.closeShare('AAAAAAAAAAAAAAAAAAAAAA');
    assert.equal(stopped.verified, true);
    assert.ok(stopped.tookMs < 100);
  });

  it('ends a share that is closed while it opens', async () => {
    const shareId = 'BBBBBBBBBBBBBBBBBBBBBB';
    const opening = client.port.openShare(shareId, lab.nextEpoch()).catch((error: unknown) => error);
    const stopped = await client.port.closeShare(shareId);
    await opening;
    assert.equal(stopped.verified, true);
    await assertNothingLeft();
  });

  it('[F3] the picture ends at once when the socket of the session server closes', async (t) => {
    const { viewer, lastFrameAfter } = await startShare();
    const fromMs = Date.now();
    client.port.close();
    const goneMs = await until(async () => (await lab.leftInJanus()).rooms === 0, 2_000, 'rooms gone');
    const lastMs = await lastFrameAfter(viewer, fromMs);
    t.diagnostic(`room gone after ${Math.round(goneMs)} ms, last frame after ${lastMs} ms`);
    assert.ok(lastMs <= 250);
    await assertNothingLeft();
    client = await lab.connect();
  });

  it('[F4] the picture ends when the session server hangs with its socket open', async (t) => {
    const { viewer, lastFrameAfter } = await startShare();
    const fromMs = Date.now();
    client.hung = true;
    const goneMs = await until(async () => (await lab.leftInJanus()).rooms === 0, 3_000, 'rooms gone');
    const lastMs = await lastFrameAfter(viewer, fromMs);
    t.diagnostic(`room gone after ${Math.round(goneMs)} ms, last frame after ${lastMs} ms`);
    assert.ok(lastMs <= 1_500);
    await until(async () => (await lab.leftInJanus()).sessions === 0, 1_000, 'sessions gone');
    client.port.close();
    client = await lab.connect();
  });

  it('a newer session server takes over, and what the older one opened ends', async () => {
    const { viewer, lastFrameAfter } = await startShare();
    const older = client;
    const fromMs = Date.now();
    client = await lab.connect();
    await older.ready(false);
    assert.ok((await lastFrameAfter(viewer, fromMs)) <= 500);
    older.port.close();
    await assertNothingLeft();
  });

  it('[T-F-GUARD] [T-F-JANUS-CLEAN] a killed guard ends the picture, and another takes its place with nothing left over', async (t) => {
    const { viewer, lastFrameAfter } = await startShare();
    const [guard, janus] = [lab.guardProcess(), lab.janusProcess()];
    const fromMs = Date.now();
    process.kill(guard, 'SIGKILL');
    await client.ready(false);
    await until(() => !isRunning(janus), 1_000, 'Janus ended with its guard');
    const lastMs = await lastFrameAfter(viewer, fromMs);
    await client.ready(true);
    t.diagnostic(`last frame after ${lastMs} ms, ready again after ${Date.now() - fromMs} ms`);
    assert.ok(lastMs <= 250);
    await assertNothingLeft();
  });

  it('[T-F-JANUS] [T-F-JANUS-CLEAN] a killed Janus is told at once, and is back without rooms within three seconds', async (t) => {
    await startShare();
    const fromMs = Date.now();
    process.kill(lab.janusProcess(), 'SIGKILL');
    await client.ready(false);
    const toldMs = Date.now() - fromMs;
    await client.ready(true);
    const backMs = Date.now() - fromMs;
    figure(t, 'Janus killed → told', [toldMs], 250);
    figure(t, 'Janus killed → back', [backMs], 3_000);
    await assertNothingLeft();
  });

  it('[T-F-JANUS-STOP] a Janus that hangs is told within 1.5 s, killed, and replaced', async (t) => {
    await startShare();
    const janus = lab.janusProcess();
    const fromMs = Date.now();
    process.kill(janus, 'SIGSTOP');
    await client.ready(false);
    const toldMs = Date.now() - fromMs;
    await until(() => !isRunning(janus), 1_000, 'the hanging Janus is gone');
    await client.ready(true);
    t.diagnostic(`told after ${toldMs} ms, back after ${Date.now() - fromMs} ms`);
    assert.ok(toldMs <= 1_500);
  });

  it('[T-REVOKE-VERIFY] a stop that Janus does not carry out ends Janus', async (t) => {
    const { shareId } = await startShare();
    process.kill(lab.janusProcess(), 'SIGSTOP');
    const stopped = await client.port.closeShare(shareId);
    t.diagnostic(`verified after ${Math.round(stopped.tookMs)} ms`);
    assert.equal(stopped.verified, true);
    await client.ready(false);
    await client.ready(true);
    await assertNothingLeft();
  });
});
