import { setTimeout } from 'node:timers/promises';
import { startDesktop } from '../support/desktop.ts';
import { BadLink, type LinkQuality } from './bad-link.ts';
import type { Bench } from './bench.ts';
import { atMost, toFigure, type Figure } from './figures.ts';
import { sample } from './glass-to-glass.ts';
import { GREEN, isGreen, isRed, PATCH_AT, PATCH_PX, RED, untilFound } from './patch.ts';
import { openDirect } from './peers/direct.ts';
import { openNoVnc } from './peers/novnc.ts';
import { openSideseat } from './peers/sideseat.ts';
import { openXScreen, type XScreen } from './x-screen.ts';

const FAST_BPS = 100_000_000;
/** Half of a round trip of 300 ms. */
const FAR_MS = 150;

const LINKS: readonly { name: string; quality: LinkQuality; targetMs?: { p95: number; max: number } }[] = [
  { name: '1 Mbit/s', quality: { delayMs: 10, loss: 0, rateBps: 1_000_000 } },
  // A round trip and 150 ms; and a change that takes a second longer than the way is a picture that stands still.
  { name: '300 ms, 5 % loss', quality: { delayMs: FAR_MS, loss: 0.05, rateBps: FAST_BPS }, targetMs: { p95: 450, max: 1_150 } },
];
const CUT_MS = 2_000;

/**
 * Changes of a patch from the owner's display to the viewer's where the owner's link is bad, and how soon the picture is
 * right again after the link was cut for two seconds. For noVNC the link is late and narrow, and loses nothing: what TCP
 * makes of lost packets is left out, in its favour.
 */
export const badLinks: Bench = {
  name: 'bad-links',
  async run({ samples }) {
    const figures: Figure[] = [];
    await using owner = await startDesktop();
    await using viewer = await startDesktop();
    using ownerScreen = await openXScreen(owner.display);
    using viewerScreen = await openXScreen(viewer.display);
    for (const { name, quality, targetMs } of LINKS) {
      for (const open of [openSideseat, openDirect, openNoVnc]) {
        using link = new BadLink(quality);
        await using peer = await open({ owner, viewer, link });
        await using _connected = await peer.connect();
        const delaysMs = await sample(ownerScreen, viewerScreen, samples(500, 50));
        const target = open === openSideseat && targetMs ? atMost(targetMs, 'ms') : undefined;
        figures.push(toFigure(`${name}: ${peer.name}`, 'ms', delaysMs, target));
        if (open === openNoVnc) continue;
        const recoveriesMs: number[] = [];
        for (let n = samples(10, 3); n > 0; n -= 1) recoveriesMs.push(await recover(ownerScreen, viewerScreen, link));
        figures.push(toFigure(`${name}, after a cut of ${CUT_MS / 1_000} s: ${peer.name}`, 'ms', recoveriesMs));
      }
    }
    return figures;
  },
};

/**
 * The owner's picture changes while the link is cut.
 * @returns how long after it was healed the viewer sees that, to a tenth of a second
 */
async function recover(owner: XScreen, viewer: XScreen, link: BadLink): Promise<number> {
  const patch = await owner.openPatch(PATCH_AT, PATCH_PX, RED);
  await untilFound(viewer, isRed);
  link.isCut = true;
  await patch.paint(GREEN);
  await setTimeout(CUT_MS);
  link.isCut = false;
  const healedMs = performance.now();
  await untilFound(viewer, isGreen);
  patch.close();
  return performance.now() - healedMs;
}
