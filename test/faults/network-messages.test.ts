import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { openAccounts } from '../../gateway/server/accounts/accounts.ts';
import type { ServerMessageOf } from '../../gateway/protocol/server-messages.ts';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { figure, never, NIGHTLY, trials } from '../support/fault-figures.ts';
import type { WebSocketFrame } from '../support/fault-frames.ts';
import { FaultProxy, type FrameFate, type Sender } from '../support/fault-proxy.ts';
import { until } from '../support/fault-scene.ts';
import { RawClient } from '../support/raw-client.ts';
import { freePort, PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';
import { seededRandom } from '../support/seeded-random.ts';

type CustomerView = ServerMessageOf<'customer.session'>['session'];
interface Pair {
  agent: RawClient;
  customer: RawClient;
  sessionId: string;
}

/** An agent's pages may connect once a second, and make some hundred sessions in an hour: these tests need more. */
const AGENTS = 60;

/** Frames are broken, doubled, late and out of order between two raw clients and a real session server. */
describe('frames on their way', () => {
  let server: TestServer;
  let toServer: Record<'agent' | 'customer', FaultProxy>;
  before(async () => {
    const port = await freePort();
    toServer = { agent: await FaultProxy.start(port), customer: await FaultProxy.start(port) };
    const origins = Object.values(toServer).map(urlOf);
    server = await startTestServer({ SIDESEAT_PORT: String(port), SIDESEAT_ORIGINS: origins.join() }, {}, addAgents);
  });
  after(async () => {
    for (const way of Object.values(toServer)) await way[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const setFate = (fate: FaultProxy['fate']): void => {
    for (const way of Object.values(toServer)) way.fate = fate;
  };
  afterEach(() => setFate(undefined));

  let meetings = 0;
  /** A new agent's page and a customer's page in an active session. */
  const meet = async (): Promise<Pair> => {
    const agent = await new RawClient(urlOf(toServer.agent)).signIn(`agent-${(meetings += 1) % AGENTS}`, PASSWORD);
    await agent.connect('agent');
    const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada Byron', invite: 'pin' });
    const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
    const customer = new RawClient(urlOf(toServer.customer));
    await customer.call('/api/customer/join', { pin: invite?.code ?? '' });
    await customer.connect('customer');
    await agent.done({ type: 'session.start', sessionId });
    return { agent, customer, sessionId };
  };
  const part = async ({ agent, customer, sessionId }: Pair): Promise<void> => {
    setFate(undefined);
    await comeBack(agent, 'agent');
    await agent.done({ type: 'session.end', sessionId });
    await until(async () => server.media.rooms.size === 0, 'no room after the session');
    agent.leave();
    customer.leave();
  };
  const answer = (requestId: string) =>
    ({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION }) as const;
  const choice = (requestId: string) =>
    ({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 }) as const;
  const asked = async ({ agent, customer, sessionId }: Pair): Promise<string> => {
    // Not whether it was done: where frames overtake each other, what comes of it is the only truth.
    await agent.command({ type: 'request.create', sessionId, capability: 'view' });
    return (await seen(customer, (view) => view.question)).requestId;
  };
  /** Of the whole life of the session, as a page that comes back is told. */
  const logOf = async ({ agent, sessionId }: Pair): Promise<string[]> => {
    await comeBack(agent, 'agent');
    const log = await agent.next('session.log', (message) => message.sessionId === sessionId);
    return log.entries.map(({ kind }) => kind);
  };

  it('[T-F-WS] broken in the middle: nothing of them counts, and the page goes on where it was', async (t) => {
    let broken = 0;
    let wrong = 0;
    for (const type of ['request.create', 'question.answer', 'capture.choose'] as const) {
      for (const keep of NIGHTLY ? [...Array(40).keys()].map((each) => each * 3) : [0, 1, 2, 5, 9, 40, 100]) {
        const pair = await meet();
        const { agent, customer, sessionId } = pair;
        const broke = breakOnce(type, keep);
        setFate(broke.fate);
        const tries = {
          'request.create': () => agent.send({ type, commandId: 'x', sessionId, capability: 'view' }),
          'question.answer': async () => customer.send({ ...answer(await asked(pair)), commandId: 'x' }),
          'capture.choose': async () => {
            const requestId = await asked(pair);
            await customer.done(answer(requestId));
            customer.send({ ...choice(requestId), commandId: 'x' });
          },
        };
        await tries[type]();
        await until(async () => broke.done, `a broken ${type}`);
        const who = type === 'request.create' ? agent : customer;
        await who.until(() => who.closeCode);
        await comeBack(who, who === agent ? 'agent' : 'customer');
        broken += 1;
        if (server.media.rooms.size > 0) wrong += 1;
        // What was lost is said again, and now it counts, once.
        const requestId = type === 'request.create' ? await asked(pair) : await openRequestOf(customer);
        if (type !== 'capture.choose') await customer.done(answer(requestId));
        await customer.done(choice(requestId));
        if (server.media.rooms.size !== 1) wrong += 1;
        const kinds = await logOf(pair);
        if (!isOnce(kinds, 'requested', 'granted')) wrong += 1;
        await part(pair);
      }
    }
    never(t, 'T-F-WS broken frames with a wrong state after them', wrong, broken);
  });

  it('[T-F-REORDER] twice, late and overtaking each other: one question, one grant, nothing left', async (t) => {
    const runs = trials(20, 150);
    let wrong = 0;
    for (let seed = 1; seed <= runs; seed += 1) {
      const pair = await meet();
      const { customer } = pair;
      const random = seededRandom(seed);
      setFate(() => fateOf(random()));
      const openedBefore = server.media.everOpened.length;
      const requestId = await asked(pair);
      await customer.command(answer(requestId));
      await customer.command(choice(requestId));
      const { grantId } = await seen(customer, (view) => view.share);
      await customer.command({ type: 'share.stop', grantId, by: 'page' });
      await seen(customer, ({ outcome }) => (outcome?.reason === 'revoked' ? outcome : null));
      setFate(undefined);
      // Whatever is still on its way arrives before this reply.
      await until(async () => server.media.rooms.size === 0, `no room after run ${seed}`);
      const kinds = await logOf(pair);
      const once = isOnce(kinds, 'requested', 'granted', 'ended');
      if (!once || server.media.everOpened.length !== openedBefore + 1) wrong += 1;
      await part(pair);
    }
    never(t, `T-F-REORDER runs with a second question or grant, or a room left (seeds 1 to ${runs})`, wrong, runs);
    assert.equal(new Set(server.media.everOpened).size, server.media.everOpened.length, 'a room never comes back');
  });

  it('[T-F-REORDER] [T-LATE-START] OK and the choice of a screen, two seconds late: no grant', async (t) => {
    const late = ['question.answer', 'capture.choose'] as const;
    const results = await inTurn(late, async (type) => {
      const pair = await meet();
      const { agent, customer, sessionId } = pair;
      const opened = server.media.everOpened.length;
      const requestId = await asked(pair);
      if (type === 'capture.choose') await customer.done(answer(requestId));
      setFate((frame, from) => (from === 'client' && frame.type === type ? { delayMs: 2_000 } : 'pass'));
      const reply = customer.command(type === 'question.answer' ? answer(requestId) : choice(requestId));
      await agent.done({ type: 'request.withdraw', sessionId, requestId });
      const { type: verdict } = await reply;
      setFate(undefined);
      await customer.refused(choice(requestId), 'E_STALE');
      const ghosts = server.media.everOpened.length - opened;
      await part(pair);
      return verdict === 'command.refused' && ghosts === 0;
    });
    never(t, 'T-F-REORDER grants out of late words', results.filter((good) => !good).length, late.length);
  });

  it('[F5] [T-F-WS] lost in a half-open connection: the grant is dead by its lease', async (t) => {
    const agentMs = [];
    const deadMs = [];
    for (let trial = 0; trial < trials(2, 30); trial += 1) {
      const pair = await meet();
      const { agent, customer, sessionId } = pair;
      const requestId = await asked(pair);
      await customer.done(answer(requestId));
      await customer.done(choice(requestId));
      const startedMs = performance.now();
      toServer.customer.break('client');
      await agent.session(sessionId, ({ customerPresence }) => customerPresence !== 'online');
      agentMs.push(performance.now() - startedMs);
      await until(async () => server.media.rooms.size === 0, 'the end of the room');
      deadMs.push(performance.now() - startedMs);
      await part(pair);
    }
    figure(t, 'F5 half-open → the agent is told', agentMs, 1_500);
    figure(t, 'F5 half-open → the room is gone', deadMs, 3_000);
  });
});

async function addAgents(dataDir: string): Promise<void> {
  const file = join(dataDir, 'accounts.json');
  await openAccounts(file, PASSWORD);
  const content = JSON.parse(await readFile(file, 'utf8')) as { accounts: { userName: string }[] };
  const [sample] = content.accounts;
  for (let index = 0; index < AGENTS; index += 1) content.accounts.push({ ...sample, userName: `agent-${index}` });
  await writeFile(file, JSON.stringify(content));
}

const urlOf = ({ port }: FaultProxy): string => `http://127.0.0.1:${port}`;

/** The same page, over a new socket, with nothing in mind that it was told before. */
async function comeBack(client: RawClient, role: 'agent' | 'customer'): Promise<void> {
  client.leave('cut');
  client.received.length = 0;
  client.closeCode = undefined;
  await client.connect(role);
}

/** What any view that arrived says, in whatever order they came. */
function seen<T>(customer: RawClient, pick: (view: CustomerView) => T | null): Promise<T> {
  return customer.until(() => {
    for (const message of customer.received) {
      const found = message.type === 'customer.session' ? pick(message.session) : null;
      if (found !== null) return found;
    }
    return undefined;
  });
}

const openRequestOf = (customer: RawClient): Promise<string> =>
  seen(customer, ({ question, choosing }) => question?.requestId ?? choosing?.requestId ?? null);

const isOnce = (kinds: readonly string[], ...expected: string[]): boolean =>
  expected.every((kind) => kinds.filter((each) => each === kind).length === 1);

function breakOnce(type: string, keep: number) {
  const once = {
    done: false,
    fate(frame: WebSocketFrame, from: Sender): FrameFate {
      if (once.done || from !== 'client' || frame.type !== type) return 'pass';
      once.done = true;
      return { truncateTo: Math.min(keep, frame.bytes.length - 1) };
    },
  };
  return once;
}

/** A quarter of the frames is late by up to 80 ms, a sixth comes twice. */
function fateOf(dice: number): FrameFate {
  if (dice < 0.25) return { delayMs: 5 + dice * 300 };
  return dice < 0.42 ? 'twice' : 'pass';
}

async function inTurn<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}
