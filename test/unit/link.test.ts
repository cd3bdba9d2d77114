import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as macrotask } from 'node:timers/promises';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import { ApiError, CommandError, LinkLostError } from '../../gateway/client/errors.ts';
import { backoffMs } from '../../gateway/client/retry.ts';
import {
  COMMAND_LIMIT_MS,
  createSessionLink,
  SILENT_PINGS,
  WELCOME_LIMIT_MS,
  type LinkState,
  type RejectedFrame,
  type SessionLink,
} from '../../gateway/client/session-link.ts';
import { FakeSocket } from '../support/fake-socket.ts';

const RETRY_MS = 300;
const PING_EVERY_MS = 500;
const id = (letter: string): string => letter.repeat(22);

/** A link whose tickets are `t1`, `t2`, … or what `tickets` yields. */
function open(tickets: (attempt: number) => Promise<string> = async (n) => `t${n}`) {
  let attempts = 0;
  const link = createSessionLink({
    url: 'ws://server.test/socket',
    getTicket: () => tickets(++attempts),
    retryDelayMs: () => RETRY_MS,
    WebSocketClass: FakeSocket.asClass,
  });
  const states: LinkState[] = [];
  const messages: ServerMessage[] = [];
  const rejected: RejectedFrame[] = [];
  link.state$.subscribe((state) => states.push(state));
  link.messages$.subscribe((message) => messages.push(message));
  link.rejected$.subscribe((frame) => rejected.push(frame));
  return { link, states, messages, rejected, attempts: () => attempts };
}

async function welcomed(pingEveryMs = PING_EVERY_MS) {
  const opened = open();
  await macrotask();
  FakeSocket.latest.welcome(pingEveryMs);
  return opened;
}

/** The server's answer to the command that the page sent last. */
function reply(
  outcome:
    | { type: 'command.done'; sessionId?: string }
    | { type: 'command.refused'; code: 'E_STALE'; retryInMs?: number },
): void {
  const last = FakeSocket.latest.sent.at(-1);
  assert.ok(last && 'commandId' in last);
  FakeSocket.latest.deliver({ ...outcome, commandId: last.commandId } as ServerMessage);
}

const start = (link: SessionLink) => link.command({ type: 'session.start', sessionId: id('s') });

describe('session link', () => {
  beforeEach(() => {
    FakeSocket.reset();
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  });
  afterEach(() => mock.timers.reset());

  it('knows the addresses for peer connections that were told last, and passes them on to nobody', async () => {
    const { link, messages } = await welcomed();
    assert.deepEqual(link.iceServers, []);
    const iceServers = [{ urls: 'turn:turn.example', username: '1:p', credential: 'x' }];
    FakeSocket.latest.deliver({ type: 'ice.servers', iceServers });
    assert.deepEqual(link.iceServers, iceServers);
    assert.equal(messages.some(({ type }) => type === 'ice.servers'), false);
  });

  it('opens a socket with the protocol and a ticket, and is open when it is welcomed', async () => {
    const { states } = open();
    await macrotask();
    assert.equal(FakeSocket.latest.url, 'ws://server.test/socket');
    assert.deepEqual(FakeSocket.latest.protocols, ['sideseat.v1', 'ticket.t1']);
    assert.deepEqual(states, ['connecting']);
    FakeSocket.latest.welcome();
    assert.deepEqual(states, ['connecting', 'open']);
  });

  it('answers a ping itself, at once, and passes every message on in order', async () => {
    const { messages } = await welcomed();
    FakeSocket.latest.deliver({ type: 'ping', n: 41 });
    FakeSocket.latest.deliver({ type: 'agent.sessions', sessions: [] });
    assert.deepEqual(FakeSocket.latest.sent, [{ type: 'pong', n: 41 }]);
    assert.deepEqual(messages.map(({ type }) => type), ['welcome', 'ping', 'agent.sessions']);
  });

  it('sends while it is open and says so; nothing is queued otherwise', async () => {
    const { link } = open();
    await macrotask();
    assert.equal(link.send({ type: 'customer.setLocale', locale: 'ja' }), false);
    FakeSocket.latest.welcome();
    assert.deepEqual(FakeSocket.latest.sent, []);
    assert.equal(link.send({ type: 'customer.setLocale', locale: 'ja' }), true);
    FakeSocket.latest.drop();
    assert.equal(link.send({ type: 'customer.setLocale', locale: 'ja' }), false);
  });

  it('resolves a command by its reply, with the session that was made', async () => {
    const { link, messages } = await welcomed();
    const done = link.command({ type: 'session.create', name: 'Aoki', invite: 'pin' });
    reply({ type: 'command.done', sessionId: id('s') });
    assert.deepEqual(await done, { sessionId: id('s') });
    assert.deepEqual(messages.map(({ type }) => type), ['welcome']);
  });

  it('rejects a refused command with its code and wait', async () => {
    const { link } = await welcomed();
    const refused = start(link);
    reply({ type: 'command.refused', code: 'E_STALE', retryInMs: 900 });
    await assert.rejects(refused, { name: 'CommandError', code: 'E_STALE', retryInMs: 900 });
  });

  it('keeps the replies of several commands apart', async () => {
    const { link } = await welcomed();
    const [first, second] = [start(link), start(link)];
    const [one, two] = FakeSocket.latest.sent.map((message) => ('commandId' in message ? message.commandId : ''));
    assert.ok(one && two && one !== two);
    FakeSocket.latest.deliver({ type: 'command.refused', commandId: two, code: 'E_STALE' });
    FakeSocket.latest.deliver({ type: 'command.done', commandId: one });
    assert.deepEqual(await first, {});
    await assert.rejects(second, CommandError);
  });

  it('rejects a command that cannot be sent, loses its socket, or gets no reply in time', async () => {
    const { link } = open();
    await macrotask();
    await assert.rejects(start(link), LinkLostError);
    FakeSocket.latest.welcome(60_000);
    const dropped = start(link);
    FakeSocket.latest.drop();
    await assert.rejects(dropped, LinkLostError);
    mock.timers.tick(RETRY_MS);
    await macrotask();
    FakeSocket.latest.welcome(60_000);
    const unanswered = start(link);
    mock.timers.tick(COMMAND_LIMIT_MS);
    await assert.rejects(unanswered, LinkLostError);
    assert.equal(link.state$.value, 'open');
  });

  it('drops a bad frame, reports it and lives on', async () => {
    const { messages, rejected } = await welcomed();
    FakeSocket.latest.deliverText('{"type":');
    FakeSocket.latest.deliverText('{"type":"coffee.ready"}');
    FakeSocket.latest.deliverText('{"type":"ping","n":"one"}');
    assert.deepEqual(rejected.map(({ failure }) => failure), ['notJson', 'unknownType', 'invalidShape']);
    assert.equal(rejected[2]?.field, 'n');
    FakeSocket.latest.deliver({ type: 'agent.sessions', sessions: [] });
    assert.equal(messages.length, 2);
  });

  it('connects again after a loss, with a fresh ticket', async () => {
    const { states } = await welcomed();
    FakeSocket.latest.drop();
    assert.deepEqual(states, ['connecting', 'open', 'retrying']);
    mock.timers.tick(RETRY_MS - 1);
    await macrotask();
    assert.equal(FakeSocket.opened.length, 1);
    mock.timers.tick(1);
    await macrotask();
    assert.deepEqual(FakeSocket.latest.protocols, ['sideseat.v1', 'ticket.t2']);
    FakeSocket.latest.welcome();
    assert.equal(states.at(-1), 'open');
  });

  it('goes on trying while the server cannot be reached, and waits as long as it is told', async () => {
    const { link, attempts } = open(async (n) => {
      if (n < 3) throw new ApiError('E_INTERNAL', { offline: true });
      if (n === 3) throw new ApiError('E_SLOW_DOWN', { retryInMs: 5_000 });
      return 't';
    });
    await macrotask();
    for (const waitMs of [RETRY_MS, RETRY_MS]) {
      mock.timers.tick(waitMs);
      await macrotask();
    }
    assert.equal(attempts(), 3);
    mock.timers.tick(4_999);
    await macrotask();
    assert.equal(attempts(), 3);
    mock.timers.tick(1);
    await macrotask();
    assert.equal(FakeSocket.opened.length, 1);
    assert.equal(link.state$.value, 'retrying');
  });

  it('[F4] closes a socket itself when the server is silent for almost three pings, and connects again', async () => {
    const { states } = await welcomed();
    const silent = FakeSocket.latest;
    mock.timers.tick(SILENT_PINGS * PING_EVERY_MS - 1);
    silent.deliver({ type: 'ping', n: 1 });
    mock.timers.tick(SILENT_PINGS * PING_EVERY_MS - 1);
    assert.equal(states.at(-1), 'open');
    mock.timers.tick(1);
    assert.equal(states.at(-1), 'retrying');
    assert.equal(silent.closedByPage, true);
    mock.timers.tick(RETRY_MS);
    await macrotask();
    assert.equal(FakeSocket.opened.length, 2);
  });

  it('gives up a socket that is never welcomed', async () => {
    open();
    await macrotask();
    mock.timers.tick(WELCOME_LIMIT_MS + RETRY_MS);
    await macrotask();
    mock.timers.tick(RETRY_MS);
    await macrotask();
    assert.equal(FakeSocket.opened.length, 2);
    assert.equal(FakeSocket.opened[0]?.closedByPage, true);
  });

  it('ignores what a socket says after it was given up', async () => {
    const { messages } = await welcomed();
    const old = FakeSocket.latest;
    old.drop();
    old.deliver({ type: 'agent.sessions', sessions: [] });
    assert.deepEqual(messages.map(({ type }) => type), ['welcome']);
  });

  const FINAL: [title: string, state: LinkState, strike: () => void][] = [
    ['a newer page that took over', 'replaced', () => FakeSocket.latest.deliver({ type: 'link.replaced' })],
    ['a newer page, told by the close alone', 'replaced', () => FakeSocket.latest.drop(4_001, 'replaced')],
    ['an agent who signed out', 'refused', () => FakeSocket.latest.drop(4_003, 'E_NOT_SIGNED_IN')],
    ['a server that refuses this version by closing', 'refused', () => FakeSocket.latest.drop(1008, 'E_VERSION')],
    [
      'a server that refuses this version by a message',
      'refused',
      () => FakeSocket.latest.deliver({ type: 'failure', code: 'E_VERSION' }),
    ],
    ['a welcome of another version', 'refused', () => FakeSocket.latest.welcome(PING_EVERY_MS, 2)],
  ];
  for (const [title, state, strike] of FINAL)
    it(`${title} is final: ${state}, commands lost, socket closed, no new one`, async () => {
      const { link, states } = await welcomed();
      let completed = false;
      link.messages$.subscribe({ complete: () => (completed = true) });
      const socket = FakeSocket.latest;
      const lost = assert.rejects(start(link), LinkLostError);
      strike();
      await lost;
      assert.equal(states.at(-1), state);
      assert.equal(completed, true);
      assert.equal(socket.closedByPage, true);
      mock.timers.tick(60_000);
      await macrotask();
      assert.equal(FakeSocket.opened.length, 1);
      link.close();
      assert.equal(states.at(-1), state);
    });

  for (const code of ['E_NOT_SIGNED_IN', 'E_NOT_JOINED'] as const)
    it(`is refused for good where no ticket is given: ${code}`, async () => {
      const { states, attempts } = open(async () => {
        throw new ApiError(code);
      });
      await macrotask();
      mock.timers.tick(60_000);
      await macrotask();
      assert.deepEqual(states, ['connecting', 'refused']);
      assert.equal(attempts(), 1);
    });

  it('says goodbye when it is closed, so that nobody waits for it; not when it will come back', async () => {
    const { link } = await welcomed();
    mock.timers.tick(3 * PING_EVERY_MS);
    assert.equal(FakeSocket.latest.closeCode, undefined);
    mock.timers.tick(RETRY_MS);
    await macrotask();
    FakeSocket.latest.welcome();
    link.close();
    assert.equal(FakeSocket.latest.closeCode, 1_000);
  });

  it('close() ends it while it is open, while it waits to try again, and before the ticket came', async () => {
    for (const before of ['open', 'retrying', 'connecting'] as const) {
      FakeSocket.reset();
      const { link, states } = before === 'connecting' ? open() : await welcomed();
      if (before === 'retrying') FakeSocket.latest.drop();
      link.close();
      await macrotask();
      mock.timers.tick(60_000);
      await macrotask();
      assert.equal(states.at(-1), 'closed');
      assert.ok(FakeSocket.opened.length <= 1);
      assert.ok(FakeSocket.opened.every(({ readyState }) => readyState === FakeSocket.CLOSED));
    }
  });
});

describe('retry policy', () => {
  it('waits 0.2 to 3 s, longer and longer, never all pages in the same moment', () => {
    const waits = Array.from({ length: 12 }, (_, n) => Array.from({ length: 50 }, () => backoffMs(n + 1)));
    for (const ms of waits.flat()) assert.ok(ms >= 200 && ms <= 3_000);
    assert.ok(Math.max(...(waits[0] ?? [])) <= 400);
    assert.ok(Math.max(...(waits[9] ?? [])) > 1_500);
    assert.ok(new Set(waits[9]).size > 40);
  });
});
