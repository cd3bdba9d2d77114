import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { newId } from '../../gateway/server/ids.ts';
import { SESSIONS_PER_AGENT } from '../../gateway/server/sessions/limits.ts';
import { RawClient } from '../support/raw-client.ts';
import { agree } from '../support/raw-share.ts';
import { startTokenHost, type TokenHost } from '../support/token-host.ts';
import type { Bench } from './bench.ts';
import { atMost, toFigure, type Figure } from './figures.ts';
import type { Usage } from './session-server-process.ts';

const DESK = 'https://desk.example';
/** Agents who make their sessions at the same time. */
const AGENTS_AT_ONCE = 10;
const SETTLE_MS = 3_000;
/** So many sessions are busy at most: each customer sends so many messages a second. */
const [BUSY_SESSIONS, MESSAGES_A_SECOND] = [500, 50];
const TICK_MS = 4;
/** Between two commands whose replies are timed. */
const PROBE_EVERY_MS = 50;

/**
 * One session server that holds many sessions, each with a customer who is connected and gives signs of life, and every
 * fifty with an agent: how long a command waits for its reply, what share of a processor it takes, how much memory. Some of
 * them busy: a message under a live grant is read, counted, checked against the grant, and what it holds is looked at.
 */
export const sessionServer: Bench = {
  name: 'session-server',
  async run({ samples }) {
    await using host = await startTokenHost();
    await using server = await startServerProcess({
      ...host.settings,
      SIDESEAT_ORIGINS: DESK,
      SIDESEAT_TRUST_PROXY: 'loopback',
    });
    const figures: Figure[] = [];
    const desks: Desk[] = [];
    const empty = await server.usage();
    const steps = [100, BUSY_SESSIONS, 1_000, 2_500, samples(5_000, 2_500)];
    for (const sessions of new Set(steps)) {
      await addDesks(desks, sessions / SESSIONS_PER_AGENT, host, server.url);
      await setTimeout(SETTLE_MS);
      const count = samples(500, 100);
      figures.push(...(await measure(server, desks, empty, `${sessions} sessions`, count, sessions === 5_000)));
      if (sessions !== BUSY_SESSIONS) continue;
      await using _busy = await keepBusy(server, desks);
      figures.push(...(await measure(server, desks, empty, `${sessions} busy sessions`, count, true)));
    }
    for (const { agent } of desks) agent.leave('cut');
    return figures;
  },
};

interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  usage(): Promise<Usage>;
  /** From now on every grant has its picture. */
  mediaUp(): void;
}

async function startServerProcess(settings: Record<string, string>): Promise<ServerProcess> {
  const file = fileURLToPath(new URL('session-server-process.ts', import.meta.url));
  const execArgv = ['--expose-gc', '--disable-warning=ExperimentalWarning'];
  const child: ChildProcess = fork(file, [JSON.stringify(settings)], { execArgv });
  const exited = once(child, 'exit');
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    async usage() {
      const answer = once(child, 'message') as Promise<[Usage]>;
      child.send('usage');
      return (await answer)[0];
    },
    mediaUp: () => void child.send('mediaUp'),
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await exited;
    },
  };
}

/** An agent with the sessions. */
interface Desk {
  agent: RawClient;
  sessions: Met[];
}
interface Met {
  sessionId: string;
  customer: RawClient;
}

async function addDesks(desks: Desk[], wanted: number, host: TokenHost, url: string): Promise<void> {
  while (desks.length < wanted) {
    const coming = Array.from({ length: Math.min(AGENTS_AT_ONCE, wanted - desks.length) }, async (_, index) => {
      const agent = await signIn(desks.length + index, host, url);
      const sessions: Met[] = [];
      while (sessions.length < SESSIONS_PER_AGENT) sessions.push(await meet(agent, url));
      return { agent, sessions };
    });
    desks.push(...(await Promise.all(coming)));
  }
}

async function signIn(number: number, host: TokenHost, url: string): Promise<RawClient> {
  const agent = new RawClient(url).from(addressOf('10.1', number));
  const token = await host.token({ sub: `agent-${number}`, name: `Agent ${number}` });
  const { body } = await agent.call('/api/agent/sign-in/token', { token }, { origin: DESK });
  return agent.withBearer((body as unknown as { bearer: string }).bearer, DESK).connect('agent');
}

let customers = 0;

async function meet(agent: RawClient, url: string): Promise<Met> {
  const { sessionId = '' } = await agent.patiently({ type: 'session.create', name: 'Ada Byron', invite: 'pin' });
  const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
  const customer = new RawClient(url).from(addressOf('10.2', (customers += 1)));
  await customer.call('/api/customer/join', { pin: invite?.code ?? '' });
  await customer.connect('customer');
  await agent.patiently({ type: 'session.start', sessionId });
  agent.received.length = 0;
  return { sessionId, customer };
}

/** All customers show something and send messages under that grant, evenly, until it is disposed of; then all of it ends. */
async function keepBusy(server: ServerProcess, desks: readonly Desk[]): Promise<AsyncDisposable> {
  const sends: (() => void)[] = [];
  const releases: (() => Promise<unknown>)[] = [];
  for (const { agent, sessions } of desks) {
    for (const { sessionId, customer } of sessions) {
      await agent.patiently({ type: 'request.create', sessionId, capability: 'view' });
      const { grantId, epoch } = await agree(customer);
      sends.push(() => customer.send({ type: 'publisher.candidate', grantId, epoch, candidate: CANDIDATE }));
      releases.push(() => agent.patiently({ type: 'share.release', sessionId, grantId, epoch }));
    }
    server.mediaUp(); // within the time that a picture has to come
  }
  const [startedMs, perMs] = [performance.now(), (sends.length * MESSAGES_A_SECOND) / 1_000];
  let sent = 0;
  const timer = setInterval(() => {
    for (const due = (performance.now() - startedMs) * perMs; sent < due; sent += 1) sends[sent % sends.length]?.();
  }, TICK_MS);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      const refused = desks.flatMap(({ sessions }) => sessions.flatMap(({ customer }) => customer.received)).find(({ type }) => type === 'failure');
      if (refused) throw new Error(`a message of a busy session was refused: ${JSON.stringify(refused)}`);
      for (const release of releases) await release();
    },
  };
}

const CANDIDATE = 'candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host';

const addressOf = (network: string, number: number): string => `${network}.${number >> 8}.${number & 255}`;

async function measure(
  server: ServerProcess,
  desks: readonly Desk[],
  empty: Usage,
  name: string,
  count: number,
  isGoal: boolean,
): Promise<Figure[]> {
  const [before, startedMs] = [await server.usage(), performance.now()];
  const repliesMs: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const { agent, sessions } = desks[n % desks.length]!;
    const { sessionId } = sessions[0]!;
    const sentMs = performance.now();
    // Nothing is asked that could be withdrawn: it is read, checked against the session's state, and refused.
    await agent.command({ type: 'request.withdraw', sessionId, requestId: newId() });
    repliesMs.push(performance.now() - sentMs);
    agent.received.length = 0;
    await setTimeout(PROBE_EVERY_MS);
  }
  const [after, tookMs] = [await server.usage(), performance.now() - startedMs];
  const share = ((after.cpuMs - before.cpuMs) / tookMs) * 100;
  const memory = (after.memoryBytes - empty.memoryBytes) / 1_000 / desks.length / SESSIONS_PER_AGENT;
  return [
    toFigure(`${name}: command to reply`, 'ms', repliesMs, isGoal ? atMost({ p99: 20 }, 'ms') : undefined),
    toFigure(`${name}: share of a core`, '%', [share], isGoal ? atMost({ max: 100 }, '%') : undefined),
    toFigure(`${name}: memory for each`, 'kB', [memory], isGoal ? atMost({ max: 60 }, 'kB') : undefined),
  ];
}
