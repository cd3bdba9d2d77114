import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import { CODECS } from '../../gateway/protocol/vocabulary.ts';
import { newId } from '../../gateway/server/ids.ts';
import { rebuildOffer } from '../../gateway/server/media/sdp.ts';
import { figure, trials } from '../support/fault-figures.ts';
import { openMediaBrowser, type MediaBrowser, type MediaPage } from '../support/media-browser.ts';
import { MediaLab, until, type LabClient, type LiveShare } from '../support/media-lab.ts';

/** F2: from the command to the last packet and the last frame. */
const P95_MS = 100;
const MAX_MS = 250;
/** F4: a server that hangs, or is cut off. */
const HUNG_MS = 1_500;
/** Two faults at once as it were: nobody is left who could end anything but Janus. */
const GUARD_STOPPED_MS = 6_000;
/** The nightly run takes so many times the trials of F2, 3,000 in all, … */
const TIMES = trials(1, 50);
/** … and of what is none of F2. */
const OTHER_TIMES = trials(1, 10);
const SHARES_AT_ONCE = 4;
const LAST = 'last packet or frame';

/** Real Janus, real guard, real Chromium. The viewers' pages know of no stop: they hold on for as long as packets come. */
describe('[T-REVOKE-X] [I1] every stop ends the picture at the media node', () => {
  let lab: MediaLab;
  let browser: MediaBrowser;
  let client: LabClient;
  const pages: LiveShare[] = [];
  const stops: number[] = [];
  /** Last packet and last frame of each page that was looked at: a page that lags shows old packets late. */
  let seen: { packetMs: number; frameMs: number }[] = [];

  before(async () => {
    [lab, browser] = await Promise.all([MediaLab.start(), openMediaBrowser()]);
    client = await lab.connect();
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((share) => share.closePages()));
  });
  after(async () => {
    await browser.close();
    await lab.stop();
  });

  async function start(count: number): Promise<LiveShare[]> {
    const started = await Promise.all(Array.from({ length: count }, () => lab.share(client, browser)));
    pages.push(...started);
    return started;
  }

  /** The later of last packet and last frame, in milliseconds after `fromMs`. */
  async function lastAfter(page: MediaPage, fromMs: number): Promise<number> {
    const frameMs = (await page.lastFrame(400)).atMs - fromMs;
    const packetMs = (await page.lastPacketMs()) - fromMs;
    seen.push({ packetMs, frameMs });
    return Math.max(frameMs, packetMs);
  }

  /** Prints the figures, with what was late, and holds them against a gate. */
  function judge(t: TestContext, tookMs: readonly number[], gateMs = MAX_MS): void {
    for (const { packetMs, frameMs } of seen) {
      if (Math.max(packetMs, frameMs) <= gateMs) continue;
      t.diagnostic(`late: packet ${Math.round(packetMs)} ms, frame ${Math.round(frameMs)} ms`);
    }
    seen = [];
    figure(t, LAST, tookMs, gateMs, 'max', true);
  }

  const assertNothingLeft = async (): Promise<void> =>
    assert.deepEqual(await lab.leftInJanus(), { sessions: 0, rooms: 0 });

  it('closing the share', async (t) => {
    const tookMs: number[] = [];
    for (let round = 0; round < 7 * TIMES; round += 1) {
      const shares = await start(SHARES_AT_ONCE);
      const asked: number[] = [];
      for (const { shareId } of shares) {
        asked.push(Date.now());
        assert.equal((await client.port.closeShare(shareId)).verified, true);
      }
      tookMs.push(...(await Promise.all(shares.map(({ viewer }, index) => lastAfter(viewer, asked[index] ?? 0)))));
      await assertNothingLeft();
      await Promise.all(pages.splice(0).map((share) => share.closePages()));
    }
    stops.push(...tookMs);
    judge(t, tookMs);
  });

  it('closing one viewer of several', async (t) => {
    const tookMs: number[] = [];
    for (let round = 0; round < 4 * TIMES; round += 1) {
      const [share] = await start(1);
      assert.ok(share);
      const { shareId } = share;
      const more = await Promise.all(Array.from({ length: 5 }, () => lab.view(client, browser, shareId)));
      const viewers = [{ viewerId: share.viewerId, page: share.viewer }, ...more];
      const asked: number[] = [];
      for (const { viewerId } of viewers.slice(0, -1)) {
        asked.push(Date.now());
        assert.equal((await client.port.closeViewer(shareId, viewerId)).verified, true);
      }
      await viewers.at(-1)?.page.frames(11);
      asked.push(Date.now());
      await client.port.closeShare(shareId);
      tookMs.push(...(await Promise.all(viewers.map(({ page }, index) => lastAfter(page, asked[index] ?? 0)))));
      await Promise.all(more.map(({ page }) => page.close()));
      await Promise.all(pages.splice(0).map((left) => left.closePages()));
    }
    stops.push(...tookMs);
    judge(t, tookMs);
  });

  // No command is given here, so it is none of F2's trials: what counts is that nothing is left to relay.
  it('the owner has left the page', async (t) => {
    const tookMs: number[] = [];
    for (let round = 0; round < 2 * OTHER_TIMES; round += 1) {
      const shares = await start(SHARES_AT_ONCE);
      const asked: number[] = [];
      for (const { owner } of shares) {
        await owner.close();
        asked.push(Date.now());
      }
      tookMs.push(...(await Promise.all(shares.map(({ viewer }, index) => lastAfter(viewer, asked[index] ?? 0)))));
      await Promise.all(shares.map(({ shareId }) => client.port.closeShare(shareId)));
      await Promise.all(pages.splice(0).map((share) => share.closePages()));
    }
    judge(t, tookMs);
  });

  it('[F3] the socket of the session server closes', async (t) => {
    const tookMs: number[] = [];
    for (let round = 0; round < 4 * TIMES; round += 1) {
      const shares = await start(2);
      const fromMs = Date.now();
      client.port.close();
      tookMs.push(...(await Promise.all(shares.map(({ viewer }) => lastAfter(viewer, fromMs)))));
      await assertNothingLeft();
      await Promise.all(pages.splice(0).map((share) => share.closePages()));
      client = await lab.connect();
    }
    stops.push(...tookMs);
    judge(t, tookMs);
  });

  it('[F2] over all these stops together', (t) => {
    assert.ok(stops.length >= 60);
    figure(t, LAST, stops, P95_MS, 'p95', true);
    figure(t, LAST, stops, MAX_MS, 'max', true);
  });

  it('[F4] the session server hangs with its socket open', async (t) => {
    const tookMs: number[] = [];
    for (let round = 0; round < 2 * OTHER_TIMES; round += 1) {
      const shares = await start(2);
      const fromMs = Date.now();
      client.hung = true;
      tookMs.push(...(await Promise.all(shares.map(({ viewer }) => lastFrom(viewer, fromMs, HUNG_MS)))));
      await until(async () => (await lab.leftInJanus()).sessions === 0, 1_000, 'nothing is left');
      client.port.close();
      client = await lab.connect();
      await Promise.all(pages.splice(0).map((share) => share.closePages()));
    }
    judge(t, tookMs, HUNG_MS);
  });

  const kills: [string, () => number][] = [
    ['[T-F-GUARD] the guard is killed', () => lab.guardProcess()],
    ['[T-F-JANUS] Janus is killed', () => lab.janusProcess()],
  ];
  for (const [title, processId] of kills) {
    it(title, async (t) => {
      const tookMs: number[] = [];
      for (let round = 0; round < 2 * OTHER_TIMES; round += 1) {
        const shares = await start(2);
        const fromMs = Date.now();
        process.kill(processId(), 'SIGKILL');
        await client.ready(false);
        tookMs.push(...(await Promise.all(shares.map(({ viewer }) => lastAfter(viewer, fromMs)))));
        await client.ready(true);
        await assertNothingLeft();
        await Promise.all(pages.splice(0).map((share) => share.closePages()));
      }
      judge(t, tookMs);
    });
  }

  // The one fault that waits for Janus itself, which drops a session that it has not heard of for two seconds.
  it('[T-F-GUARD-STOP] the guard is stopped: Janus ends everything by itself, and the guard, awake again, shares nothing', async (t) => {
    const tookMs: number[] = [];
    for (let round = 0; round < 2 * OTHER_TIMES; round += 1) {
      const shares = await start(2);
      const guard = lab.guardProcess();
      const fromMs = Date.now();
      process.kill(guard, 'SIGSTOP');
      try {
        await client.ready(false);
        t.diagnostic(`the session server knows after ${Date.now() - fromMs} ms`);
        tookMs.push(...(await Promise.all(shares.map(({ viewer }) => lastFrom(viewer, fromMs, GUARD_STOPPED_MS)))));
      } finally {
        process.kill(guard, 'SIGCONT');
      }
      // Awake, the guard has not heard of Janus for too long, and starts it anew.
      const isEmpty = (): Promise<boolean> => lab.leftInJanus().then(({ rooms }) => rooms === 0, () => false);
      await until(isEmpty, 5_000, 'nothing is left');
      await client.ready(true);
      await Promise.all(pages.splice(0).map((share) => share.closePages()));
    }
    judge(t, tookMs, GUARD_STOPPED_MS);
  });

  it('a hostile viewer gets nothing by what it sends again after the stop', async (t) => {
    let tries = 0;
    const refused = async (attempt: Promise<unknown>): Promise<void> => {
      tries += 1;
      await assert.rejects(attempt, /media: (unknown|stale|down|janus)/);
    };
    for (let round = 0; round < 3 * OTHER_TIMES; round += 1) {
      const [share] = await start(1);
      assert.ok(share);
      const { shareId, viewerId, viewer } = share;
      const oldAnswer = await share.viewer.restartOffer();
      const fromMs = Date.now();
      await client.port.closeShare(shareId);
      const restart = rebuildOffer((await viewer.restartOffer()).replaceAll('a=recvonly', 'a=sendonly'), CODECS);
      for (const again of [1, 2, 3]) {
        await refused(client.port.answerViewer(shareId, viewerId, oldAnswer));
        await refused(client.port.openViewer(shareId, viewerId));
        await refused(client.port.openViewer(shareId, newId()));
        if (restart.ok) await refused(client.port.publish(shareId, restart.sdp));
        await refused(client.port.openShare(shareId, again));
        client.port.addCandidate(shareId, viewerId, 'candidate:1 1 udp 1 192.0.2.1 9 typ host');
        client.port.addCandidate(shareId, viewerId, null);
      }
      const lastMs = await lastAfter(viewer, fromMs);
      assert.ok(lastMs <= MAX_MS);
      await assertNothingLeft();
      await Promise.all(pages.splice(0).map((left) => left.closePages()));
    }
    t.diagnostic(`0 of ${tries} attempts were let in (95 % bound ${(3 / tries).toFixed(3)})`);
  });

  it('a hostile viewer that was closed gets nothing while the share runs on for another', async () => {
    const [share] = await start(1);
    assert.ok(share);
    const { shareId, viewerId, viewer } = share;
    const other = await lab.view(client, browser, shareId);
    const fromMs = Date.now();
    await client.port.closeViewer(shareId, viewerId);
    const oldAnswer = await viewer.restartOffer();
    await assert.rejects(client.port.answerViewer(shareId, viewerId, oldAnswer));
    client.port.addCandidate(shareId, viewerId, 'candidate:1 1 udp 1 192.0.2.1 9 typ host');
    assert.ok((await lastAfter(viewer, fromMs)) <= MAX_MS);
    await other.page.frames(11);
    await other.page.close();
    await client.port.closeShare(shareId);
  });

  it('[T-LATE-START] what was opening when the stop came is refused, and so is what comes later', async (t) => {
    let starts = 0;
    for (let round = 0; round < 10 * TIMES; round += 1) {
      const shareId = newId();
      const epoch = lab.nextEpoch();
      const opening = client.port.openShare(shareId, epoch).catch((error: unknown) => error);
      await client.port.closeShare(shareId);
      await opening;
      await assert.rejects(client.port.openShare(shareId, epoch), /stale/, 'the same command, delayed past the stop');
      await assert.rejects(client.port.openViewer(shareId, newId()), /unknown/);
      starts += 1;
    }
    await assertNothingLeft();
    t.diagnostic(`0 of ${starts} late starts opened anything (95 % bound ${(3 / starts).toFixed(2)})`);
  });

  /** As `lastAfter`, where the picture goes on for a while: waits until it has been quiet, at most `limitMs` and a second. */
  async function lastFrom(page: MediaPage, fromMs: number, limitMs: number): Promise<number> {
    let lastMs = await lastAfter(page, fromMs);
    await until(
      async () => {
        const before = lastMs;
        lastMs = await lastAfter(page, fromMs);
        return before === lastMs;
      },
      limitMs + 1_000,
      'the picture has stopped',
    );
    return lastMs;
  }
});
