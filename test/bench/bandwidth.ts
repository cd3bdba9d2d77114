import { setTimeout } from 'node:timers/promises';
import { startDesktop } from '../support/desktop.ts';
import type { Bench } from './bench.ts';
import { startWork, WORK_AREA, WORKS, type WorkName } from './desktop-work.ts';
import { atMost, toFigure, type Figure, type Target } from './figures.ts';
import { openDirect } from './peers/direct.ts';
import { openMeshCentral } from './peers/meshcentral.ts';
import { openNoVnc } from './peers/novnc.ts';
import type { Connected } from './peers/peer.ts';
import { openSideseat } from './peers/sideseat.ts';
import { psnrDb } from './picture-likeness.ts';
import { openXScreen, type XScreen } from './x-screen.ts';

/** Each second of work is a sample. */
const SETTLE_MS = 4_000;
const SHARP_WITHIN_MS = 300;
/** From here small text can be read; see `psnrDb`. */
const READABLE_DB = 28;
const GIVEN_UP_AFTER_MS = 3_000;

/** The last lines of the text window: what the log wrote last, and beside the typed lines what stood still. */
const TEXT_AREA = { x: WORK_AREA.x, y: WORK_AREA.y + WORK_AREA.height - 240, width: WORK_AREA.width, height: 240 };

const TARGETS: Record<WorkName, Target | undefined> = {
  'still screen': atMost({ p50: 10 }, 'kbit/s'),
  typing: atMost({ p50: 100 }, 'kbit/s'),
  'scrolling log': atMost({ p50: 500 }, 'kbit/s'),
  video: undefined,
};

/** What comes to the agent while somebody works, and how soon small text is readable after the last change. */
export const bandwidth: Bench = {
  name: 'bandwidth',
  async run({ samples, withMeshCentral }) {
    const seconds = samples(30, 8);
    const figures: Figure[] = [];
    await using owner = await startDesktop();
    await using viewer = await startDesktop();
    using screen = await openXScreen(owner.display);
    for (const open of [openSideseat, openDirect, openNoVnc, ...(withMeshCentral ? [openMeshCentral] : [])]) {
      await using peer = await open({ owner, viewer });
      await using connected = await peer.connect();
      for (const name of WORKS) {
        const { rates, readableMs } = await measure(screen, connected, name, seconds);
        const ours = open === openSideseat;
        figures.push(toFigure(`${name}: ${peer.name}`, 'kbit/s', rates, ours ? TARGETS[name] : undefined));
        const target = ours ? atMost({ max: SHARP_WITHIN_MS }, 'ms') : undefined;
        if (name !== 'video') figures.push(toFigure(`${name}, text readable: ${peer.name}`, 'ms', readableMs, target));
      }
    }
    return figures;
  },
};

async function measure(
  screen: XScreen,
  connected: Connected,
  name: WorkName,
  seconds: number,
): Promise<{ rates: number[]; readableMs: number[] }> {
  const work = await startWork(screen, name);
  await setTimeout(SETTLE_MS);
  const rates: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const [fromMs, fromBytes] = [performance.now(), await connected.receivedBytes()];
    await setTimeout(1_000);
    const bytes = (await connected.receivedBytes()) - fromBytes;
    rates.push((bytes * 8) / (performance.now() - fromMs));
  }
  await work.stop();
  const stoppedMs = performance.now();
  const original = await screen.picture();
  let readableMs = Infinity;
  while (performance.now() - stoppedMs < GIVEN_UP_AFTER_MS) {
    const lookedMs = performance.now() - stoppedMs;
    if (psnrDb(original, await connected.picture(), TEXT_AREA) >= READABLE_DB) {
      readableMs = lookedMs;
      break;
    }
  }
  work.close();
  return { rates, readableMs: [readableMs] };
}
