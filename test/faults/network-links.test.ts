import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import type { TestBrowser } from '../support/desktop.ts';
import { startBrowserWithoutUdp } from '../support/fault-browser.ts';
import { figure, never } from '../support/fault-figures.ts';
import { notesOf, shownAt } from '../support/fault-page.ts';
import { framesFlow, goOn, lastFrame, startNetworkScene, until, type NetworkScene } from '../support/fault-scene.ts';
import type { FaultProxy } from '../support/fault-proxy.ts';
import { processTree } from '../support/run-product.ts';
import { HALF_PX } from '../support/scene.ts';
import type { AgentPerson, CustomerPerson } from '../support/people.ts';

const OFFER = /Continue sharing your desktop with/;
const LINK_LOST = /Connection lost, trying again/;
const CUSTOMER_GONE = /[Nn]ot responding|page was closed or lost its connection/;
const CUSTOMER_LOST = /page was closed or lost its connection/;

/** By then a lease that was not renewed has ended, and both pages say so. */
const LEASE_OVER_MS = 3_400;
/** Longer than a page holds the screen: a minute from when it knew that it could not go on by itself. */
const LONG_CUT_MS = 68_000;

/**
 * The network between people and the product is cut, broken and slow while an agent looks. What carries the picture is
 * left alone, so that it ends by the product's own doing. Figures: F5, F12.
 */
describe('a network', () => {
  let faults: NetworkScene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  /** Somebody else's way is cut while the other tests run. */
  let longCut: { customer: CustomerPerson; atMs: number };
  before(async () => {
    faults = await startNetworkScene();
    agent = await faults.openAgent();
    const other = await faults.meet(agent, { way: faults.ways.otherCustomer });
    await faults.share(agent, other);
    longCut = { customer: other, atMs: Date.now() };
    faults.ways.otherCustomer.cut();
    await shownAt(agent.page, CUSTOMER_LOST);
    await until(async () => (await notesOf(other.page)).captureEndsAtMs.length === 0, 'a capture that is held');
    customer = await faults.meet(agent);
    await faults.share(agent, customer);
  });
  after(() => faults?.[Symbol.asyncDispose]());
  // Each test ends with a running picture; where one failed, the next begins anew.
  beforeEach(async () => {
    const { lastDecodedAtMs } = (await notesOf(agent.page)).frames;
    if (Date.now() - lastDecodedAtMs < 500) return;
    customer = await faults.meet(agent);
    await faults.share(agent, customer);
  });
  afterEach(() => {
    const { agent: toAgent, customer: toCustomer, guard } = faults.ways;
    for (const way of [toAgent, toCustomer, guard]) if (way.isCut) way.heal();
  });

  const wait = (atMs: number): Promise<void> => until(async () => Date.now() >= atMs, 'a moment', 70_000);

  /** Nothing is shared until the customer's own click; then the picture is back. */
  const comesBackByClickOnly = async (t: TestContext): Promise<void> => {
    await shownAt(customer.page, OFFER);
    const { decoded } = (await notesOf(agent.page)).frames;
    await faults.nothingInJanus();
    never(t, 'I13 frames before the customer’s click', (await notesOf(agent.page)).frames.decoded - decoded, 1);
    const clickedAtMs = await goOn(customer);
    figure(t, 'F12 the customer’s click → the picture is back', [(await framesFlow(agent)) - clickedAtMs], 5_000);
  };

  /** The picture never stops, and nobody is asked anything. */
  const goesOn = async (t: TestContext, what: string, strike: () => Promise<void>): Promise<void> => {
    const asked = shownAt(customer.page, OFFER, LEASE_OVER_MS).then(() => 1, () => 0);
    const lost = shownAt(agent.page, CUSTOMER_LOST, LEASE_OVER_MS).then(() => 1, () => 0);
    await strike();
    never(t, `shares that ended by ${what}`, (await asked) + (await lost), 1);
    await framesFlow(agent);
    await customer.seeText('Your whole screen is being shared');
  };

  it('[T-F-CUST-CUT] [F5] of the customer, cut for five seconds: the grant dies, a click goes on', async (t) => {
    const gone = shownAt(agent.page, CUSTOMER_GONE);
    const lost = shownAt(agent.page, CUSTOMER_LOST);
    const told = shownAt(customer.page, LINK_LOST);
    const unseen = shownAt(customer.page, /Nobody sees anything now/);
    const atMs = Date.now();
    faults.ways.customer.cut();
    figure(t, 'F5 customer cut off → the agent is told', [(await gone) - atMs], 1_500);
    figure(t, 'F5 customer cut off → the grant is dead', [(await lost) - atMs], 3_000);
    figure(t, 'customer cut off → last packet at the agent', [(await lastFrame(agent)).packetAtMs - atMs], 3_000);
    figure(t, 'F12 customer cut off → the customer is told', [(await told) - atMs], 2_000);
    figure(t, 'customer cut off → the customer’s page has stopped sending', [(await unseen) - atMs], 5_000);
    await wait(atMs + 5_000);
    const healedAtMs = Date.now();
    const offered = shownAt(customer.page, OFFER);
    faults.ways.customer.heal();
    figure(t, 'healed → the customer is offered to continue', [(await offered) - healedAtMs], 3_000);
    await comesBackByClickOnly(t);
  });

  it('[T-F-CUST-CUT] [F5] [I6] [I13] of the customer’s computer, asleep: the picture says its age', async (t) => {
    const gone = shownAt(agent.page, CUSTOMER_GONE);
    const aged = shownAt(agent.page, /The picture (is .{1,20} old|may be old)\./);
    const lost = shownAt(agent.page, CUSTOMER_LOST);
    const atMs = Date.now();
    const wakeUp = sleepOf(faults.scene.customerBrowser);
    try {
      figure(t, 'F5 customer’s computer asleep → the agent is told', [(await gone) - atMs], 1_500);
      figure(t, 'I6 customer’s computer asleep → the picture is called old', [(await aged) - atMs], 1_500);
      figure(t, 'F5 customer’s computer asleep → the grant is dead', [(await lost) - atMs], 3_000);
      await faults.nothingInJanus();
      await wait(atMs + 5_000);
    } finally {
      wakeUp();
    }
    const { decoded } = (await notesOf(agent.page)).frames;
    await comesBackByClickOnly(t);
    assert.ok((await notesOf(agent.page)).frames.decoded > decoded);
  });

  it('[T-F-CUST-CUT] [F5] of the customer, cut for less than the lease: the picture goes on', async (t) => {
    await goesOn(t, 'a cut of 1.2 s', async () => {
      faults.ways.customer.cut();
      await wait(Date.now() + 1_200);
      faults.ways.customer.heal();
    });
  });

  it('[T-F-WS] of the customer, reset, also without the server’s knowledge: the picture goes on', async (t) => {
    for (const end of ['both', 'client'] as const)
      await goesOn(t, `connections broken at ${end}`, async () => faults.ways.customer.break(end));
  });

  for (const [what, strike] of [
    ['lost at the server’s end only', () => faults.ways.customer.break('server')],
    ['forgotten by a router', () => faults.ways.customer.heal('stay silent')],
  ] as const) {
    it(`[T-F-WS] of the customer, whose every connection is ${what}: the page finds back over a new one`, async (t) => {
      faults.ways.customer.cut();
      // By then the page has asked for a way back, into the dark.
      await shownAt(agent.page, CUSTOMER_LOST);
      const healedAtMs = Date.now();
      strike();
      faults.ways.customer.heal();
      const offeredAtMs = await shownAt(customer.page, OFFER);
      figure(t, 'new connections work → the customer is offered to continue', [offeredAtMs - healedAtMs], 8_000);
      await comesBackByClickOnly(t);
    });
  }

  it('[T-F-LOSS] of the customer, 300 ms away at 64 kbit/s: the picture goes on, and Stop works', async (t) => {
    const way = faults.ways.customer;
    slow(way, 150, 8_000);
    try {
      await goesOn(t, 'a slow way', async () => undefined);
      await customer.press('button', 'Stop screen sharing');
      const { clicksAtMs } = await notesOf(customer.page);
      await shownAt(agent.page, /stopped sharing/);
      await customer.seeText('Nobody sees your screen any more');
      const { packetAtMs } = await lastFrame(agent);
      figure(t, 'Stop over a slow way → last packet at the agent', [packetAtMs - (clicksAtMs.at(-1) ?? NaN)], 250);
    } finally {
      slow(way, 0, Infinity);
    }
    await faults.share(agent, customer);
  });

  it('[T-F-CUT-SG] between session server and guard, cut: the guard ends the picture, a click goes on', async (t) => {
    const told = [shownAt(agent.page, /The picture could not be transmitted\./), shownAt(customer.page, OFFER)];
    const atMs = Date.now();
    faults.ways.guard.cut();
    const { packetAtMs } = await lastFrame(agent);
    figure(t, 'F4 server cut off from the guard → last packet at the agent', [packetAtMs - atMs], 1_500);
    const [agentAtMs = 0, customerAtMs = 0] = await Promise.all(told);
    figure(t, 'server cut off from the guard → the agent is told', [agentAtMs - atMs], 1_500);
    figure(t, 'server cut off from the guard → the customer is told', [customerAtMs - atMs], 1_500);
    await wait(atMs + 3_000);
    faults.ways.guard.heal();
    const healedAtMs = Date.now();
    await until(async () => (await fetch(`${faults.scene.product.url}/health/ready`)).status === 200, 'media that is ready');
    figure(t, 'healed → media is ready again', [Date.now() - healedAtMs], 3_000);
    await comesBackByClickOnly(t);
  });

  it('[T-F-AGT] of the agent, cut for five seconds: both are told, and the customer goes on by a click', async (t) => {
    const told = shownAt(agent.page, LINK_LOST);
    const lost = shownAt(customer.page, /Mia Keller’s page is not connected|When Mia Keller is back|was interrupted/);
    const atMs = Date.now();
    faults.ways.agent.cut();
    figure(t, 'F12 agent cut off → the agent is told', [(await told) - atMs], 2_000);
    figure(t, 'agent cut off → the customer is told', [(await lost) - atMs], 3_000);
    figure(t, 'agent cut off → last packet at the agent', [(await lastFrame(agent)).packetAtMs - atMs], 3_000);
    await faults.nothingInJanus();
    await wait(atMs + 5_000);
    faults.ways.agent.heal();
    await comesBackByClickOnly(t);
  });

  it('[T-F-UDP] [000-14] without UDP, at the customer or at the agent: both are told in time', async (t) => {
    await using customerBrowser = await startBrowserWithoutUdp(faults.scene.customerDesktop, { x: 0, width: HALF_PX });
    await using agentBrowser = await startBrowserWithoutUdp(faults.scene.customerDesktop);
    const failed = async (looking: AgentPerson, sharing: CustomerPerson): Promise<number[]> => {
      await looking.requestView();
      await sharing.ok();
      const atMs = Date.now();
      const told = [
        shownAt(looking.page, /The picture could not be transmitted\./, 40_000),
        shownAt(sharing.page, /Continue sharing your desktop with|The picture could not be transmitted\./, 40_000),
      ];
      return (await Promise.all(told)).map((toldAtMs) => toldAtMs - atMs);
    };
    const second = await faults.openAgent({ browser: agentBrowser, userName: 'agent2' });
    const pairs = [
      { name: 'customer', looking: agent, sharing: await faults.meet(agent, { browser: customerBrowser }) },
      { name: 'agent', looking: second, sharing: await faults.meet(second) },
    ];
    const results = await Promise.all(pairs.map(({ looking, sharing }) => failed(looking, sharing)));
    for (const [index, { name }] of pairs.entries())
      figure(t, `OK without UDP at the ${name} → both are told that there is no picture`, results[index] ?? [], 10_000);
  });

  it('[T-F-CUST-CUT] [I13] of a customer, cut for over a minute: the capture is over, asking works', async (t) => {
    const { customer: other, atMs } = longCut;
    await wait(atMs + LONG_CUT_MS);
    const { captureEndsAtMs } = await notesOf(other.page);
    assert.equal(captureEndsAtMs.length, 1, 'the screen is not held for ever');
    figure(t, 'customer cut off → the browser captures nothing any more', [(captureEndsAtMs[0] ?? NaN) - atMs], 66_000);
    await shownAt(other.page, LINK_LOST);
    faults.ways.otherCustomer.heal();
    await other.seeText('You are connected with');
    await other.seeText('so sharing has ended');
    assert.doesNotMatch(await other.text(), OFFER);
    await agent.press('tab', 'Customer 1');
    await agent.seeText('Online');
    await faults.share(agent, other);
  });
});

/** Stops every process of a browser, as a computer that is closed does. @returns what lets them go on */
function sleepOf({ browser }: TestBrowser): () => void {
  const processes = processTree(browser.process()?.pid);
  for (const { id } of processes) process.kill(id, 'SIGSTOP');
  return () => {
    for (const { id } of processes) process.kill(id, 'SIGCONT');
  };
}

function slow(way: FaultProxy, latencyMs: number, bytesPerSecond: number): void {
  way.latencyMs = latencyMs;
  way.bytesPerSecond = bytesPerSecond;
}
