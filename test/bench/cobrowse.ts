import { setTimeout } from 'node:timers/promises';
import { startChromium } from '../support/desktop.ts';
import type { Bench } from './bench.ts';
import { atMost, toFigure, type Figure } from './figures.ts';
import { longestTask, watchTasks, type Task } from './page-tasks.ts';
import { BEGAN, countSentBytes, untilShown, type CobrowsePeer } from './peers/cobrowse-peer.ts';
import { openCobrowseRrweb } from './peers/cobrowse-rrweb.ts';
import { openCobrowseSideseat } from './peers/cobrowse-sideseat.ts';
import { visitShop } from './shop-visit.ts';

/** The peers take turns, so that what else the machine does hits them alike. */
const CHANGES_A_TURN = 50;
/** Between two changes, at random: they come at any time within a frame of the agent's display. */
const [PAUSE_MS, PAUSE_SPREAD_MS] = [60, 80];
/** What a page has loaded is done with by then, layout included. */
const SETTLE_MS = 1_500;
/** Rows of the price list; with this word in its filter, so many of them. */
const ROWS = [
  { rows: 2_000, filter: 'oak', last: 'P-09996' },
  { rows: 10_000, filter: '', last: 'P-10000' },
] as const;
const SAID = 'bench-picture-shown';

/**
 * A page of the sample shop in an agent's page, in real browsers: how soon a change of it is drawn there, how soon a large page
 * is, what telling it takes of the customer's page (the longest task of its main thread, by the browser's own trace), and
 * what leaves it. Beside the product: rrweb over a socket, in the same pages.
 */
export const cobrowse: Bench = {
  name: 'cobrowse',
  async run({ samples }) {
    await using customers = await startChromium({});
    await using agents = await startChromium({});
    await using sideseat = await openCobrowseSideseat(customers, agents);
    await using rrweb = await openCobrowseRrweb(customers, agents, sideseat.shop);
    const peers = [sideseat, rrweb];
    return [
      ...(await measureChanges(peers, samples(500, 50))),
      ...(await measureFirstPictures(peers, samples(20, 3))),
      ...(await measureVisits(peers, samples(5, 1))),
      ...weigh(peers),
    ];
  },
};

/** From a change of the customer's page until it is drawn in the agent's. */
async function measureChanges(peers: readonly CobrowsePeer[], wanted: number): Promise<Figure[]> {
  const delays = peers.map((): number[] => []);
  for (let taken = 0; taken < wanted; taken += CHANGES_A_TURN) {
    for (const [index, peer] of peers.entries()) delays[index]?.push(...(await sampleChanges(peer)));
  }
  return peers.map(({ name }, index) =>
    toFigure(`page changed to drawn: ${name}`, 'ms', delays[index] ?? [], index === 0 ? atMost({ p50: 20 }, 'ms') : undefined),
  );
}

async function sampleChanges(peer: CobrowsePeer): Promise<number[]> {
  await using visit = await peer.open('index.html');
  await visit.share();
  await untilShown(visit.agent, PLACE, '0');
  await setTimeout(SETTLE_MS);
  const delaysMs: number[] = [];
  for (let n = 1; n <= CHANGES_A_TURN; n += 1) {
    const shown = untilShown(visit.agent, PLACE, String(n));
    await setTimeout(PAUSE_MS + Math.random() * PAUSE_SPREAD_MS);
    const changedMs = await visit.customer.evaluate(
      (selector, text) => {
        document.querySelector(selector)!.textContent = text;
        return performance.timeOrigin + performance.now();
      },
      PLACE,
      String(n),
    );
    delaysMs.push((await shown) - changedMs);
  }
  return delaysMs;
}

/** Where the shop shows how many things are in the basket. */
const PLACE = '.basket span';

/** Of a page that has been there for a while: from the recorder's beginning until the agent sees the last row. */
async function measureFirstPictures(peers: readonly CobrowsePeer[], count: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const page of ROWS) {
    const pictures = peers.map((): FirstPicture[] => []);
    for (let n = 0; n < count; n += 1) {
      for (const [index, peer] of peers.entries()) pictures[index]?.push(await sampleFirstPicture(peer, page));
    }
    for (const [index, { name }] of peers.entries()) {
      const [what, taken, isOurs] = [`${page.rows} rows: ${name}`, pictures[index] ?? [], index === 0];
      figures.push(
        toFigure(`first picture, ${what}`, 'ms', taken.map(({ tookMs }) => tookMs)),
        toFigure(`longest task meanwhile, ${what}`, 'ms', taken.map(({ task }) => task.wallMs), isOurs ? atMost({ max: 50 }, 'ms') : undefined),
        toFigure(`… on a processor, ${what}`, 'ms', taken.map(({ task }) => task.cpuMs)),
      );
    }
  }
  return figures;
}

interface FirstPicture {
  tookMs: number;
  task: Task;
}

async function sampleFirstPicture(peer: CobrowsePeer, { filter, last }: (typeof ROWS)[number]): Promise<FirstPicture> {
  await using visit = await peer.open('prices.html');
  const { customer, agent } = visit;
  if (filter) await customer.locator('[name=filter]').fill(filter);
  await customer.waitForFunction((text) => document.querySelector('tbody tr:last-child td')?.textContent === text, {}, last);
  await setTimeout(SETTLE_MS);
  await watchTasks(customer);
  const [shownMs] = await Promise.all([untilShown(agent, 'tbody tr:last-child td', last), visit.share()]);
  await customer.evaluate((mark) => void performance.mark(mark), SAID);
  return { tookMs: shownMs - (await visit.beganMs()), task: await longestTask(customer, BEGAN, SAID) };
}

/** What leaves the customer's page while somebody visits the shop. */
async function measureVisits(peers: readonly CobrowsePeer[], count: number): Promise<Figure[]> {
  const rates = peers.map((): number[] => []);
  for (let n = 0; n < count; n += 1) {
    for (const [index, peer] of peers.entries()) {
      await using visit = await peer.open('index.html');
      const sent = await countSentBytes(visit.customer);
      await visit.share();
      await untilShown(visit.agent, PLACE, '0');
      const tookMs = await visitShop(visit.customer);
      rates[index]?.push(sent.bytes / 1_000 / (tookMs / 60_000));
    }
  }
  return peers.map(({ name }, index) => toFigure(`sent in a minute of a visit: ${name}`, 'kB', rates[index] ?? []));
}

function weigh(peers: readonly CobrowsePeer[]): Figure[] {
  return peers.flatMap(({ name, loads }) =>
    Object.entries(loads).map(([part, bytes]) => toFigure(`${name} loads ${part}, gzipped`, 'kB', [bytes / 1_000])),
  );
}
