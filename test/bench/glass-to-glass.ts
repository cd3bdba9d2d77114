import { setTimeout } from 'node:timers/promises';
import { startDesktop } from '../support/desktop.ts';
import type { Bench } from './bench.ts';
import { atMost, toFigure, type Figure } from './figures.ts';
import { openDirect } from './peers/direct.ts';
import { openMeshCentral } from './peers/meshcentral.ts';
import { openNoVnc } from './peers/novnc.ts';
import type { Peer } from './peers/peer.ts';
import { openSideseat } from './peers/sideseat.ts';
import { GREEN, isGreen, isRed, PATCH_AT, PATCH_PX, RED, untilFound, untilLooks } from './patch.ts';
import { openXScreen, type XScreen } from './x-screen.ts';

/** The peers take turns, so that what else the machine does hits them alike. */
const SAMPLES_A_TURN = 25;
/** Between two changes, at random: a screen that somebody works at, not one that always moves. */
const [PAUSE_MS, PAUSE_SPREAD_MS] = [250, 300];
const SETTLE_MS = 2_000;

/**
 * Glass to glass, X to X: from the moment a patch is drawn on the owner's X display until its pixel has changed on the
 * viewer's, by one clock.
 */
export const glassToGlass: Bench = {
  name: 'glass-to-glass',
  async run({ samples, withMeshCentral }) {
    await using owner = await startDesktop();
    await using viewer = await startDesktop();
    const desktops = { owner, viewer };
    await using sideseat = await openSideseat(desktops);
    await using direct = await openDirect(desktops);
    await using noVnc = await openNoVnc(desktops);
    await using meshCentral = withMeshCentral ? await openMeshCentral(desktops) : null;
    using ownerScreen = await openXScreen(owner.display);
    using viewerScreen = await openXScreen(viewer.display);
    const peers = [sideseat, direct, noVnc, ...(meshCentral ? [meshCentral] : [])];
    const delays = new Map<Peer, number[]>(peers.map((peer) => [peer, []]));
    const wanted = samples(500, 100);
    for (let taken = 0; taken < wanted; taken += SAMPLES_A_TURN) {
      for (const peer of peers) {
        await using _connected = await peer.connect();
        delays.get(peer)?.push(...(await sample(ownerScreen, viewerScreen, SAMPLES_A_TURN)));
      }
    }
    return judge(peers.map((peer) => ({ name: peer.name, delaysMs: delays.get(peer) ?? [] })));
  },
};

/** So many changes of a patch on the owner's display, one after the other, and how long each took to the viewer's. */
export async function sample(owner: XScreen, viewer: XScreen, count: number): Promise<number[]> {
  const patch = await owner.openPatch(PATCH_AT, PATCH_PX, RED);
  const at = await untilFound(viewer, isRed);
  await setTimeout(SETTLE_MS);
  const delaysMs: number[] = [];
  for (let n = 0; n < count; n += 1) {
    await setTimeout(PAUSE_MS + Math.random() * PAUSE_SPREAD_MS);
    const [colour, looks] = n % 2 === 0 ? ([GREEN, isGreen] as const) : ([RED, isRed] as const);
    const fromMs = performance.now();
    await patch.paint(colour);
    delaysMs.push((await untilLooks(viewer, at, looks)) - fromMs);
  }
  patch.close();
  return delaysMs;
}

function judge(measured: readonly { name: string; delaysMs: number[] }[]): Figure[] {
  const [ours, direct, ...others] = measured.map(({ name, delaysMs }, index) =>
    toFigure(`glass to glass: ${name}`, 'ms', delaysMs, index === 0 ? atMost({ p50: 22, p90: 30 }, 'ms') : undefined),
  );
  if (!ours || !direct) return [];
  const ratio = toFigure('glass to glass: Sideseat / direct', '', [], {
    text: 'p50 and p95 ≤ 1.10',
    isReached: () => ours.p50 <= 1.1 * direct.p50 && ours.p95 <= 1.1 * direct.p95,
  });
  const parts = ['p50', 'p90', 'p95', 'p99', 'max'] as const;
  for (const part of parts) ratio[part] = ours[part] / direct[part];
  return [ours, direct, { ...ratio, n: ours.n }, ...others];
}
