import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { figure, trials } from '../support/fault-figures.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { openMediaBrowser, type MediaBrowser } from '../support/media-browser.ts';
import { LabClient, MediaLab } from '../support/media-lab.ts';

/** F2, from the moment at which the stop was due. */
const MAX_MS = 250;
const SHARES_AT_ONCE = 3;
/** A busy server does nothing for so long, again and again, with as much room between that it lives. */
const BLOCKED_MS = 100;
const BLOCKED_EVERY_MS = 150;
/** What each packet of a lossy way waits for the one before it, which is sent again: at most so long. */
const RESENT_AFTER_MS = 80;

/** Real Janus, real guard, real Chromium; this process is the session server's end. Its viewers know of no stop. */
describe('[T-REVOKE-X] [I1] a stop under hardship ends the picture as fast', { timeout: 600_000 }, () => {
  let lab: MediaLab;
  let browser: MediaBrowser;
  before(async () => {
    [lab, browser] = await Promise.all([MediaLab.start(), openMediaBrowser()]);
  });
  after(async () => {
    await browser.close();
    await lab.stop();
  });

  /** Stops shares one after the other while the hardship lasts. */
  async function stopAll(
    t: TestContext,
    what: string,
    { client, gateMs, hardship }: { client: LabClient; gateMs: number; hardship: () => () => void },
  ): Promise<void> {
    const tookMs: number[] = [];
    for (let round = 0; round < trials(3, 40); round += 1) {
      const shares = await Promise.all(Array.from({ length: SHARES_AT_ONCE }, () => lab.share(client, browser)));
      const end = hardship();
      const dueMs: number[] = [];
      try {
        for (const { shareId, viewer } of shares) {
          await viewer.frames(5); // it goes on meanwhile
          dueMs.push(await due());
          assert.equal((await client.port.closeShare(shareId)).verified, true);
        }
      } finally {
        end();
      }
      for (const [index, { viewer }] of shares.entries()) {
        const frame = await viewer.lastFrame(400);
        tookMs.push(Math.max(frame.atMs, await viewer.lastPacketMs()) - (dueMs[index] ?? 0));
      }
      assert.deepEqual(await lab.leftInJanus(), { sessions: 0, rooms: 0 });
      await Promise.all(shares.map((share) => share.closePages()));
    }
    figure(t, `F2 ${what}: stop → last packet or frame`, tookMs, gateMs);
  }

  it('where the session server is busy: its event loop is blocked most of the time', async (t) => {
    const hardship = () => {
      const timer = setInterval(() => {
        const untilMs = performance.now() + BLOCKED_MS;
        while (performance.now() < untilMs);
      }, BLOCKED_EVERY_MS);
      return () => clearInterval(timer);
    };
    // A stop that falls due in the middle of a stretch begins with the end of it.
    await stopAll(t, 'busy server', { client: await lab.connect(), gateMs: MAX_MS + BLOCKED_MS, hardship });
  });

  it('where the way between session server and guard is lossy: what is lost is sent again, late', async (t) => {
    await using way = await FaultProxy.start(Number(new URL(lab.node.guardUrl).port));
    const client = new LabClient(`ws://127.0.0.1:${way.port}`, await lab.secret(), lab.nextIncarnation());
    await client.ready(true);
    const hardship = () => {
      const timer = setInterval(() => (way.latencyMs = Math.random() < 0.3 ? RESENT_AFTER_MS : 0), 5);
      return () => {
        clearInterval(timer);
        way.latencyMs = 0;
      };
    };
    await stopAll(t, 'lossy way', { client, gateMs: MAX_MS, hardship });
    client.port.close();
  });
});

/** Resolves as soon as the event loop is free after a random moment. @returns that moment, in Unix milliseconds */
async function due(): Promise<number> {
  const waitMs = Math.random() * 2 * BLOCKED_EVERY_MS;
  const atMs = Date.now() + waitMs;
  await new Promise((resolve) => {
    setTimeout(resolve, waitMs);
  });
  return Math.floor(atMs);
}
