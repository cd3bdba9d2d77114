import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MediaEvent } from '../../gateway/server/media/media-port.ts';
import { openMediaBrowser, type MediaBrowser } from '../support/media-browser.ts';
import { never } from '../support/fault-figures.ts';
import { MediaLab, until, type LabClient } from '../support/media-lab.ts';

const ROUNDS = 12;
/** How long a paused picture is looked at. */
const PAUSED_MS = 600;
/** What was on its way when the pause came. */
const SETTLED_MS = 250;

/** Real Janus, real guard, real Chromium. */
describe('a paused picture', { timeout: 90_000 }, () => {
  let lab: MediaLab;
  let browser: MediaBrowser;
  let client: LabClient;

  before(async () => {
    [lab, browser] = await Promise.all([MediaLab.start(), openMediaBrowser()]);
    client = await lab.connect();
  });

  after(async () => {
    await browser.close();
    await lab.stop();
  });

  it('[I1] [I6] gets no packet, keeps its connection, and goes on with a whole picture', async (t) => {
    const strange: MediaEvent[] = [];
    const share = await lab.share(client, browser);
    const { shareId, viewerId, viewer } = share;
    const other = await lab.view(client, browser, shareId);
    await client.event((event) => event.type === 'flow' && event.viewerId === other.viewerId);
    const stopListening = client.port.subscribe((event) => void strange.push(event));
    const resumedMs: number[] = [];
    const pausedMs: number[] = [];
    let packets = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const paused = await client.port.pauseViewer(shareId, viewerId);
      assert.equal(paused.verified, true);
      pausedMs.push(paused.tookMs);
      await viewer.lastFrame(SETTLED_MS);
      const before = await viewer.packetsReceived();
      await other.page.frames(Math.round((PAUSED_MS / 1_000) * 25));
      packets += (await viewer.packetsReceived()) - before;
      const frame = viewer.frames(1);
      const fromMs = performance.now();
      await client.port.resumeViewer(shareId, viewerId);
      await frame;
      resumedMs.push(performance.now() - fromMs);
      await viewer.frames(5);
    }
    stopListening();
    t.diagnostic(`${packets} packets in ${ROUNDS} pauses of about ${PAUSED_MS} ms`);
    t.diagnostic(`pause taken after ${summary(pausedMs)}; first new frame after resume ${summary(resumedMs)}`);
    never(t, 'packets while paused', packets, ROUNDS);
    assert.deepEqual(strange, [], 'neither violations nor ends of media');
    await other.page.close();
    assert.equal((await client.port.closeShare(shareId)).verified, true);
    await share.closePages();
  });

  it('[I1] ends with its share, and a viewer that is closed while paused is gone', async () => {
    const share = await lab.share(client, browser);
    const { shareId, viewerId } = share;
    const other = await lab.view(client, browser, shareId);
    await client.port.pauseViewer(shareId, viewerId);
    await client.port.pauseViewer(shareId, other.viewerId);
    assert.equal((await client.port.closeViewer(shareId, other.viewerId)).verified, true);
    await assert.rejects(client.port.resumeViewer(shareId, other.viewerId));
    assert.equal((await client.port.closeShare(shareId)).verified, true);
    await until(async () => (await lab.leftInJanus()).sessions === 0, 1_000, 'nothing left');
    assert.equal((await client.port.pauseViewer(shareId, viewerId)).verified, true, 'what is not there gets nothing');
    await assert.rejects(client.port.resumeViewer(shareId, viewerId));
    await Promise.all([other.page.close(), share.closePages()]);
  });
});

function summary(samplesMs: readonly number[]): string {
  const sorted = samplesMs.toSorted((a, b) => a - b);
  const at = (part: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? NaN);
  return `p50 ${at(0.5)} ms, max ${at(1)} ms (n = ${sorted.length})`;
}
