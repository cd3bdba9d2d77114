import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { RESTARTS_WINDOW_MS } from '../../gateway/media-node/guard/restart-delay.ts';
import { figure, never, trials } from '../support/fault-figures.ts';
import { notesOf, shownAt } from '../support/fault-page.ts';
import { framesFlow, goOn, lastFrame, startFaultScene, until, type FaultScene } from '../support/fault-scene.ts';
import { mediaInJanus } from '../support/janus-access.ts';
import type { AgentPerson, CustomerPerson } from '../support/people.ts';

const OFFER = /Continue sharing your desktop with/;
const LINK_LOST = /Connection lost, trying again/;

const countUninvited = (continued: readonly { uninvited: number }[]): number =>
  continued.filter(({ uninvited }) => uninvited > 0).length;

/** Processes of the product die or hang while an agent looks. Figures: F3, F4, F12. */
describe('a process of the product', () => {
  let faults: FaultScene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  before(async () => {
    faults = await startFaultScene();
    agent = await faults.openAgent();
    customer = await faults.meet(agent);
    await faults.share(agent, customer);
  });
  after(() => faults?.[Symbol.asyncDispose]());
  // Each test ends with a running picture, continued by the customer; where one failed, the next begins anew.
  beforeEach(async () => {
    const { lastDecodedAtMs } = (await notesOf(agent.page)).frames;
    if (Date.now() - lastDecodedAtMs < 1_000) return;
    customer = await faults.meet(agent);
    await faults.share(agent, customer);
  });

  /** When both pages show what they should, in milliseconds after the fault that `strike` is. */
  const strike = async (fault: () => number, agentShows: RegExp, customerShows: RegExp) => {
    const shown = [shownAt(agent.page, agentShows), shownAt(customer.page, customerShows)];
    const atMs = fault();
    const { packetAtMs } = await lastFrame(agent);
    const [agentAtMs = 0, customerAtMs = 0] = await Promise.all(shown);
    assert.ok(agentAtMs >= atMs && customerAtMs >= atMs, 'shown before the fault');
    return {
      atMs,
      lastPacket: packetAtMs - atMs,
      agent: agentAtMs - atMs,
      customer: customerAtMs - atMs,
      /** For how long the agent looked at a picture that had stopped, without a word. */
      frozen: Math.max(0, agentAtMs - Math.max(atMs, packetAtMs)),
    };
  };

  /**
   * Nothing is shared, and stays so until the customer's own click; then the picture is back.
   * @returns how long the way from the click to the picture was, and the frames that came without one
   */
  const comesBackByClickOnly = async (): Promise<{ tookMs: number; uninvited: number }> => {
    await shownAt(customer.page, OFFER);
    const { decoded } = (await notesOf(agent.page)).frames;
    await faults.nothingInJanus();
    assert.doesNotMatch(await customer.page.title(), /is shared/);
    const uninvited = (await notesOf(agent.page)).frames.decoded - decoded;
    const clickedAtMs = await goOn(customer);
    return { tookMs: (await framesFlow(agent)) - clickedAtMs, uninvited };
  };

  /** @returns when the server answers and its media node is ready */
  const healthy = async (): Promise<number> => {
    await until(async () => {
      const answer = await fetch(`${faults.scene.product.url}/health/ready`).catch(() => undefined);
      return answer?.status === 200;
    }, 'a healthy server');
    return Date.now();
  };

  it('[T-F-SRV-KILL] [T-RESTART-NOSHARE] [F3] [F12] [I13] session server killed: both are told, and only a click brings the picture back', async (t) => {
    const struck = [];
    const back = [];
    const truth = [];
    const continued = [];
    const count = trials(3, 8);
    for (let trial = 0; trial < count; trial += 1) {
      const fault = await strike(() => faults.signal('server', 'SIGKILL'), LINK_LOST, LINK_LOST);
      struck.push(fault);
      const backAtMs = await healthy();
      back.push(backAtMs - fault.atMs);
      const truths = await Promise.all([
        shownAt(agent.page, /The service was restarted\./),
        shownAt(customer.page, OFFER),
      ]);
      truth.push(Math.max(...truths) - backAtMs);
      continued.push(await comesBackByClickOnly());
    }
    figure(t, 'F3 server killed → last packet at the agent', struck.map(({ lastPacket }) => lastPacket), 250);
    figure(t, 'F12 server killed → the agent is told', struck.map((fault) => fault.agent), 2_000);
    figure(t, 'F12 server killed → the customer is told', struck.map((fault) => fault.customer), 2_000);
    figure(t, 'I6 frozen picture without a word at the agent', struck.map(({ frozen }) => frozen), 1_500);
    figure(t, 'server killed → it answers again', back, null);
    figure(t, 'it answers again → both pages are back, with its state', truth, 3_000);
    figure(t, 'F12 the customer’s click → the picture is back', continued.map(({ tookMs }) => tookMs), 5_000);
    never(t, 'I13 frames after a kill and before the click', countUninvited(continued), count);
  });

  it('[T-F-SRV-STOP] [F4] [I13] session server stopped for ten seconds: the picture ends; awake, it shares nothing', async (t) => {
    const fault = await strike(() => faults.signal('server', 'SIGSTOP'), LINK_LOST, LINK_LOST);
    await until(async () => Date.now() - fault.atMs > 10_000, 'ten seconds');
    await shownAt(agent.page, LINK_LOST);
    const awakeAtMs = faults.signal('server', 'SIGCONT');
    const offeredAtMs = await shownAt(customer.page, OFFER);
    const { tookMs, uninvited } = await comesBackByClickOnly();
    figure(t, 'F4 server stopped → last packet at the agent', [fault.lastPacket], 1_500);
    figure(t, 'server stopped → the agent is told', [fault.agent], 1_500);
    figure(t, 'server stopped → the customer is told', [fault.customer], 1_500);
    figure(t, 'I6 frozen picture without a word at the agent', [fault.frozen], 1_500);
    figure(t, 'server awake → the customer is offered to continue', [offeredAtMs - awakeAtMs], 3_000);
    figure(t, 'F12 the customer’s click → the picture is back', [tookMs], 5_000);
    never(t, 'I13 frames after the sleep and before the click', Number(uninvited > 0), 1);
  });

  for (const [part, name, id] of [
    ['guard', 'SIGKILL', 'T-F-GUARD'],
    ['janus', 'SIGKILL', 'T-F-JANUS'],
    ['janus', 'SIGSTOP', 'T-F-JANUS-STOP'],
  ] as const) {
    it(`[${id}] [I13] ${part} ${name}: both are told, and only a click brings the picture back`, async (t) => {
      const struck = [];
      const back = [];
      const continued = [];
      const count = trials(2, 8);
      for (let trial = 0; trial < count; trial += 1) {
        // A process that ends again and again is started later and later; each pair of trials begins anew.
        if (trial > 0 && trial % 2 === 0) await wait(RESTARTS_WINDOW_MS);
        const fault = await strike(() => faults.signal(part, name), /The picture could not be transmitted\./, OFFER);
        struck.push(fault);
        back.push((await healthy()) - fault.atMs);
        continued.push(await comesBackByClickOnly());
      }
      const what = `${part} ${name}`;
      figure(t, `${what} → last packet at the agent`, struck.map(({ lastPacket }) => lastPacket), 250);
      // A Janus that hangs is noticed, and killed, only after a second.
      figure(t, `${what} → shares can begin again`, back, name === 'SIGSTOP' ? 4_000 : 3_000);
      figure(t, `${what} → the agent is told`, struck.map((fault) => fault.agent), 2_000);
      figure(t, `${what} → the customer is offered to continue`, struck.map((fault) => fault.customer), 2_000);
      figure(t, 'I6 frozen picture without a word at the agent', struck.map(({ frozen }) => frozen), 1_500);
      figure(t, 'F12 the customer’s click → the picture is back', continued.map(({ tookMs }) => tookMs), 5_000);
      never(t, `I13 frames after ${what} and before the click`, countUninvited(continued), count);
    });
  }

  it('[T-F-GUARD-STOP] [I13] guard SIGSTOP: both are told, Janus ends by itself what nobody else can, and only a click goes on', async (t) => {
    const fault = await strike(() => faults.signal('guard', 'SIGSTOP'), /The picture could not be transmitted\./, OFFER);
    const { dataDir } = faults.scene.product;
    await until(async () => (await mediaInJanus(dataDir).catch(() => null))?.handlesWithMedia === 0, 'the end in Janus');
    const endedAtMs = Date.now();
    const awakeAtMs = faults.signal('guard', 'SIGCONT');
    const backAtMs = await healthy();
    const { tookMs, uninvited } = await comesBackByClickOnly();
    figure(t, 'guard stopped → last packet at the agent', [fault.lastPacket], 6_000);
    figure(t, 'guard stopped → Janus holds no media', [endedAtMs - fault.atMs], 6_000);
    figure(t, 'guard stopped → the agent is told', [fault.agent], 2_000);
    figure(t, 'guard stopped → the customer is offered to continue', [fault.customer], 2_000);
    figure(t, 'I6 frozen picture without a word at the agent', [fault.frozen], 1_500);
    figure(t, 'guard awake → media is ready again', [backAtMs - awakeAtMs], 3_000);
    figure(t, 'F12 the customer’s click → the picture is back', [tookMs], 5_000);
    never(t, 'I13 frames after the stop and before the click', Number(uninvited > 0), 1);
  });
});
