import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { SUBPROTOCOL } from '../../gateway/protocol/codec.ts';
import { figure, trials } from '../support/fault-figures.ts';
import { RawClient } from '../support/raw-client.ts';
import { startChild, tempFolder } from '../support/record-child.ts';
import { freePort, PASSWORD } from '../support/test-server.ts';

/** How long the flood lasts, and how many frames it sends in a second. */
const FLOOD_MS = trials(4_000, 60_000);
const FRAMES_PER_SECOND = 20_000;
/** The server closes a socket for its bad frames at once; by then this many are on their way. */
const FRAMES_PER_SOCKET = 2_000;
const ATTACKERS = 8;
/** People whose commands are timed meanwhile, and how often each of them gives one; ten a second are allowed. */
const OTHERS = 8;
const ASK_EVERY_MS = 125;
/** Where twice the idle time is less than this, it is no figure but the noise of timers. */
const UNNOTICED_MS = 25;
const ROUNDS = 3;

/**
 * A thread of its own, so that it takes nothing from the clocks of the measurement. The attackers are customers, and take
 * new tickets whenever a socket was closed for its bad frames; so many that the limit of each stops none. Posts the number of frames sent.
 */
const FLOOD = `
  const { parentPort, workerData: { url, cookies, protocol, floodMs, perSecond, perSocket } } = require('node:worker_threads');
  const { WebSocket } = require('ws');
  const takeTicket = async (n) => {
    const response = await fetch(url + '/api/customer/ticket', {
      method: 'POST',
      headers: { cookie: cookies[n % cookies.length], origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ pageId: String(n).padStart(22, 'x') }),
    });
    return (await response.json()).ticket;
  };
  const attack = async (n) => {
    const protocols = [protocol, 'ticket.' + (await takeTicket(n))];
    const socket = new WebSocket(url.replace('http', 'ws') + '/socket', protocols, { headers: { origin: url } });
    let frames = 0;
    await new Promise((resolve) => {
      socket.on('error', resolve);
      socket.on('close', resolve);
      socket.on('open', () => {
        for (; frames < perSocket; frames++) socket.send('{"type":');
      });
    });
    return frames;
  };
  (async () => {
    const startedMs = performance.now();
    const attacks = [];
    for (let n = 0; performance.now() - startedMs < floodMs; n++) {
      attacks.push(attack(n));
      const nextMs = startedMs + (n + 1) * (perSocket / perSecond) * 1000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextMs - performance.now())));
    }
    const frames = (await Promise.all(attacks)).reduce((sum, sent) => sum + sent, 0);
    parentPort.postMessage({ frames, tookMs: performance.now() - startedMs });
  })();
`;

const script = fileURLToPath(new URL('../support/record-server.ts', import.meta.url));

describe('[T-WS-FLOOD] [F11] a flood of malformed frames', () => {
  it('ends its own sockets, and slows nobody down to more than twice the time', async (t) => {
    using folder = tempFolder('sideseat-flood-');
    const port = await freePort();
    const node = [process.execPath, '--disable-warning=ExperimentalWarning'];
    const server = startChild([...node, script, folder.path, String(port)]);
    await server.line('ready');
    const url = `http://127.0.0.1:${port}`;
    const agent = await (await new RawClient(url).signIn('agent', PASSWORD)).connect('agent');
    const others = await Promise.all(Array.from({ length: OTHERS }, () => joined(url, agent)));
    /** Round trips of everybody's commands, in milliseconds. Each is refused, after the whole way through. */
    const measure = async (forMs: number): Promise<number[]> => {
      const untilMs = performance.now() + forMs;
      const one = async (other: RawClient, index: number): Promise<number[]> => {
        const times: number[] = [];
        await delay((index * ASK_EVERY_MS) / OTHERS);
        while (performance.now() < untilMs) {
          const startedMs = performance.now();
          await other.refused({ type: 'question.extend', requestId: 'x'.repeat(22) }, 'E_STALE');
          times.push(performance.now() - startedMs);
          other.received.length = 0;
          await delay(Math.max(0, startedMs + ASK_EVERY_MS - performance.now()));
        }
        return times;
      };
      return (await Promise.all(others.map(one))).flat();
    };
    const agent2 = await (await new RawClient(url).signIn('agent2', PASSWORD)).connect('agent');
    const attackers = await Promise.all(Array.from({ length: ATTACKERS }, () => joined(url, agent2)));
    const attack = (): Promise<[{ frames: number; tookMs: number }]> => {
      const flood = new Worker(FLOOD, {
        eval: true,
        workerData: {
          url,
          cookies: attackers.map((attacker) => attacker.cookies.join('; ')),
          protocol: SUBPROTOCOL,
          floodMs: FLOOD_MS,
          perSecond: FRAMES_PER_SECOND,
          perSocket: FRAMES_PER_SOCKET,
        },
      });
      return once(flood, 'message') as Promise<[{ frames: number; tookMs: number }]>;
    };

    // Other work on this machine only ever adds to the times: what one of some rounds shows, the server can do.
    for (let round = 1; round <= ROUNDS; round += 1) {
      // Idle before and after, since other work comes and goes.
      const idleMs = Math.min(FLOOD_MS, 10_000) / 2;
      const idle = await measure(idleMs);
      const over = attack();
      const flooded = await measure(FLOOD_MS);
      const [{ frames, tookMs }] = await over;
      idle.push(...(await measure(idleMs)));
      const idleP99 = quantile(idle, 0.99);
      t.diagnostic(
        `${frames} malformed frames in ${(tookMs / 1_000).toFixed(1)} s; idle round trip of ${OTHERS} others: ` +
          `median ${quantile(idle, 0.5).toFixed(1)}, p99 ${idleP99.toFixed(1)} ms (n = ${idle.length})`,
      );
      assert.ok(frames >= (FRAMES_PER_SECOND * FLOOD_MS) / 1_000 / 2, 'it was a flood');
      const gateMs = Math.max(UNNOTICED_MS, Math.ceil(2 * idleP99));
      const isLast = round === ROUNDS || quantile(flooded, 0.99) <= gateMs;
      figure(t, 'F11 others’ round trip under a flood of malformed frames', flooded, isLast ? gateMs : null, 'p99');
      if (isLast) break;
    }
    await agent.done({ type: 'session.create', name: 'Still here', invite: 'link' });
    server.process.kill('SIGTERM');
    assert.equal(await server.exited, 0);
  });
});

async function joined(url: string, agent: RawClient): Promise<RawClient> {
  const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada', invite: 'pin' });
  const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
  const customer = new RawClient(url);
  await customer.call('/api/customer/join', { pin: invite?.code ?? '' });
  await customer.connect('customer');
  await agent.done({ type: 'session.start', sessionId });
  return customer;
}

function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}
