import { setTimeout } from 'node:timers/promises';
import { XConnection } from '../../gateway/helper/x11/x-connection.ts';
import { startDesktop } from '../support/desktop.ts';
import type { Bench } from './bench.ts';
import { openControlledNoVnc } from './peers/novnc.ts';
import type { Peer } from './peers/peer.ts';
import { openControlledSideseat } from './peers/sideseat.ts';
import { toFigure, type Figure } from './figures.ts';
import { GREEN, isGreen, isRed, PATCH_AT, PATCH_PX, RED, untilFound, untilLooks } from './patch.ts';
import { openXButton, type XButton } from './x-button.ts';
import { openXScreen, type XScreen } from './x-screen.ts';

/** The peers take turns, so that what else the machine does hits them alike. */
const SAMPLES_A_TURN = 25;
/** Between two clicks, at random: a person, not a machine. */
const [PAUSE_MS, PAUSE_SPREAD_MS] = [250, 300];
const SETTLE_MS = 2_000;
/** The pixel that is looked at lies beside the pointer, which some pictures show. */
const BESIDE_PX = 30;

interface Delays {
  /** Until the owner's program has the click. */
  readonly injection: number[];
  /** Until the viewer's pixel has changed by it. */
  readonly roundTrip: number[];
}

/**
 * A click on the viewer's X display, through the product, to a program on the owner's X display, which paints another
 * colour, and the picture of that back to the viewer's display; by one clock.
 */
export const clickToPixel: Bench = {
  name: 'click-to-pixel',
  async run({ samples }) {
    await using owner = await startDesktop();
    await using viewer = await startDesktop();
    const desktops = { owner, viewer };
    await using sideseat = await openControlledSideseat(desktops);
    await using noVnc = await openControlledNoVnc(desktops);
    using button = await openXButton(owner.display, PATCH_AT, PATCH_PX, [RED, GREEN]);
    using viewerScreen = await openXScreen(viewer.display);
    const hand = await XConnection.open(viewer.display, () => undefined);
    const peers: readonly Peer[] = [sideseat, noVnc];
    const delays = new Map<Peer, Delays>(peers.map((peer) => [peer, { injection: [], roundTrip: [] }]));
    const wanted = samples(500, 100);
    for (let taken = 0; taken < wanted; taken += SAMPLES_A_TURN) {
      for (const peer of peers) {
        await using _connected = await peer.connect();
        await sample({ button, viewer: viewerScreen, hand, count: SAMPLES_A_TURN, delays: delays.get(peer)! });
      }
    }
    hand.close();
    return judge(peers.map((peer) => ({ name: peer.name, ...delays.get(peer)! })));
  },
};

interface Sampling {
  readonly button: XButton;
  readonly viewer: XScreen;
  readonly hand: XConnection;
  readonly count: number;
  readonly delays: Delays;
}

async function sample({ button, viewer, hand, count, delays }: Sampling): Promise<void> {
  const { x, y } = await untilFound(viewer, button.isRed ? isRed : isGreen);
  await setTimeout(SETTLE_MS);
  const { xtest, root } = hand;
  xtest.FakeInput(xtest.MotionNotify, 0, 0, root, x, y);
  await hand.settled();
  for (let n = 0; n < count; n += 1) {
    await setTimeout(PAUSE_MS + Math.random() * PAUSE_SPREAD_MS);
    const looks = button.isRed ? isGreen : isRed;
    const pressed = button.nextPress();
    const fromMs = performance.now();
    xtest.FakeInput(xtest.ButtonPress, 1, 0, root, 0, 0);
    xtest.FakeInput(xtest.ButtonRelease, 1, 0, root, 0, 0);
    const [pressedAtMs, shownAtMs] = await Promise.all([
      pressed,
      untilLooks(viewer, { x: x + BESIDE_PX, y: y + BESIDE_PX }, looks),
    ]);
    delays.injection.push(pressedAtMs - fromMs);
    delays.roundTrip.push(shownAtMs - fromMs);
  }
}

function judge([ours, noVnc]: readonly ({ name: string } & Delays)[]): Figure[] {
  if (!ours || !noVnc) return [];
  const theirs = toFigure(`click → changed pixel: ${noVnc.name}`, 'ms', noVnc.roundTrip);
  return [
    toFigure(`click → the owner’s program: ${ours.name}`, 'ms', ours.injection, {
      text: 'p50 ≤ 6 ms',
      isReached: ({ p50 }) => p50 <= 6,
    }),
    toFigure(`click → the owner’s program: ${noVnc.name}`, 'ms', noVnc.injection),
    toFigure(`click → changed pixel: ${ours.name}`, 'ms', ours.roundTrip, {
      text: 'p50 ≤ 1.25 × noVNC',
      isReached: ({ p50 }) => p50 <= 1.25 * theirs.p50,
    }),
    theirs,
  ];
}
