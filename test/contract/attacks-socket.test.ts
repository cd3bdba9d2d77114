import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import type { WebSocket } from 'ws';
import { SUBPROTOCOL } from '../../gateway/protocol/codec.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import { systemClock, type Clock } from '../../gateway/server/clock.ts';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { TICKET_LIFE_MS } from '../../gateway/server/sockets/tickets.ts';
import { seededRandom } from '../support/seeded-random.ts';
import type { RawClient } from '../support/raw-client.ts';
import { PASSWORD, startTestServer } from '../support/test-server.ts';
import { agree } from '../support/raw-share.ts';

/** Ids of sessions, requests and grants in anything that a client received. */
function idsIn(messages: readonly ServerMessage[]): Set<string> {
  return new Set(JSON.stringify(messages).match(/(?<=(?:session|request|grant)Id":")[\w-]{22}/g));
}

describe('attacks over sockets', () => {
  it('[T-TICKET-REPLAY] [I11] a ticket is good once, for 30 s, and speaks for the person and page it was given to', async () => {
    let aheadMs = 0;
    const clock: Clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + aheadMs };
    await using server = await startTestServer({}, { clock });
    const client = await server.client().signIn('agent', PASSWORD);
    const [first, late] = [await client.ticket('agent'), await client.ticket('agent')];
    assert.equal(await client.redeems(first), true);
    assert.equal(await client.copy().redeems(first), false, 'a copy of a used one');
    aheadMs += TICKET_LIFE_MS;
    assert.equal(await client.redeems(late), false, 'after its time');
    assert.equal(TICKET_LIFE_MS, 30_000);

    // Whoever brings a ticket is whom it was given to, whatever cookies come with it.
    const { agent, customer, sessionId } = await server.pair();
    const other = await server.client().signIn('agent2', PASSWORD);
    const otherTicket = await other.ticket('agent');
    const inOther = await agent.copy().connect('agent', otherTicket);
    assert.deepEqual((await inOther.next('agent.sessions')).sessions, []);
    await inOther.refused({ type: 'session.end', sessionId }, 'E_NO_SESSION');
    const asCustomer = await agent.copy().connect('customer', await customer.ticket('customer'));
    await asCustomer.refused({ type: 'session.end', sessionId }, 'E_NOT_ALLOWED');

    // The page that a ticket was given to goes on over a new socket; the ticket of another page takes its place over.
    const page = 'p'.repeat(22);
    const before = await agent.copy().connect('agent', await agent.ticket('agent', page));
    const again = await agent.copy().connect('agent', await agent.ticket('agent', page));
    assert.equal(await before.closed(), 4_008);
    await agent.copy().connect('agent', await agent.ticket('agent', 'q'.repeat(22)));
    assert.equal(await again.closed(), 4_001);
  });

  it('[T-ROLE-SWAP] a customer’s ticket never speaks for an agent, nor the other way round', async () => {
    await using server = await startTestServer();
    const { agent, customer, sessionId } = await server.pair();
    for (const message of [
      { type: 'session.end', sessionId },
      { type: 'request.create', sessionId, capability: 'view' },
      { type: 'session.create', name: 'x', invite: 'link' },
    ] as const)
      await customer.refused(message, 'E_NOT_ALLOWED');
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { question } = await customer.view((view) => view.question !== null);
    const requestId = question?.requestId ?? '';
    await agent.refused({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION }, 'E_NOT_ALLOWED');
    const choice = { type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1, heightPx: 1 } as const;
    await agent.refused({ ...choice, sessionId }, 'E_NOT_ALLOWED');
    await agent.refused(choice, 'E_NO_SESSION');
    assert.equal((await customer.view()).question?.requestId, requestId);
  });

  it('[T-SEAT] a second page of the same agent takes the place over, and both sides know', async () => {
    await using server = await startTestServer();
    const { agent, customer, sessionId } = await server.pair();
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    await agree(customer);
    await agent.session(sessionId, (view) => view.share !== null);
    customer.received.length = 0;

    const second = await server.agent();
    await agent.next('link.replaced');
    assert.equal(await agent.closed(), 4_001);
    await second.next('session.log', ({ entries }) => entries.some(({ kind }) => kind === 'agentLost'));
    const told = await customer.view((view) => view.share === null && view.agentPresence === 'online');
    assert.equal(told.outcome?.reason, 'agentLost', 'what was shared with the page before is shared with no other');
    assert.equal(server.media.rooms.size, 0);
  });

  it('[T-CROSS] [I18] nothing of one session reaches another, however its ids are crossed', async () => {
    await using server = await startTestServer();
    const pairs = [await server.pair('agent'), await server.pair('agent2')];
    for (const { agent, customer, sessionId } of pairs) {
      await agent.done({ type: 'request.create', sessionId, capability: 'view' });
      await agree(customer);
      await agent.session(sessionId, (view) => view.share !== null);
    }
    const own = pairs.map(({ agent, customer }) => idsIn([...agent.received, ...customer.received]));
    const [first, second] = own;
    assert.ok(first && second && [...first].every((id) => !second.has(id)), 'before the attack');

    const random = seededRandom(5);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const ids = own.map((set) => [...set]);
    const n = 800; // below what a socket is cut off for; the random run crosses ids by the hundred thousand
    for (let trial = 0; trial < n; trial++) {
      const from = pick([0, 1]);
      const theirs = (): string => pick(ids[1 - from] ?? []);
      const { agent, customer } = pairs[from] as (typeof pairs)[number];
      const grant = { sessionId: theirs(), grantId: theirs(), epoch: 1_000_000 + Math.floor(random() * 10) };
      const [role, message] = pick<[RawClient, object]>([
        [agent, { type: 'session.end', sessionId: theirs() }],
        [agent, { type: 'request.withdraw', sessionId: theirs(), requestId: theirs() }],
        [agent, { type: 'share.look', ...grant }],
        [agent, { type: 'share.release', ...grant }],
        [agent, { type: 'viewer.answer', ...grant, viewerId: theirs(), sdp: 'v=0' }],
        [agent, { type: 'viewer.candidate', ...grant, viewerId: theirs(), candidate: null }],
        [customer, { type: 'share.stop', grantId: theirs(), by: 'page' }],
        [customer, { type: 'publisher.offer', grantId: theirs(), epoch: grant.epoch, sdp: 'v=0' }],
        [customer, { type: 'question.answer', requestId: theirs(), answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION }],
        [customer, { type: 'capture.choose', requestId: theirs(), surface: 'monitor', widthPx: 1, heightPx: 1 }],
      ]);
      const command = !/^(viewer|publisher)\./.test((message as { type: string }).type);
      role.send(command ? { ...message, commandId: `x${trial}` } : message);
      if (trial % 8 === 7) await once(role.socket as WebSocket, 'message'); // leaves the budgets alone, mostly
    }
    for (const [index, { agent, customer, sessionId }] of pairs.entries()) {
      const foreign = own[1 - index];
      const leaked = [...idsIn([...agent.received, ...customer.received])].filter((id) => foreign?.has(id));
      assert.deepEqual(leaked, []);
      assert.notEqual((await agent.session(sessionId)).share, null, 'both shares are still there');
    }
    assert.equal(server.media.rooms.size, 2);
    console.log(`# [T-CROSS] 0 leaks and 0 effects in ${n} crossed messages, bound ${(3 / n).toExponential(1)}`);
  });

  it('[T-WS-FLOOD] a flood of good frames is cut off as well', async () => {
    await using server = await startTestServer();
    const { customer } = await server.pair();
    for (let n = 0; n < 5_000; n++) customer.send({ type: 'customer.setLocale', locale: 'en' });
    assert.equal(await customer.closed(), 1_008);
  });

  it('[T-PREAUTH-FUZZ] frames after a refused version end that socket and nothing else', async () => {
    await using server = await startTestServer();
    for (const frame of [[0x81, 0x01, 0x41], [0xff, 0xff, 0xff], [0x81, 0x81, 0, 0, 0, 0, 0x41]]) {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      await once(socket, 'connect');
      socket.on('error', () => undefined);
      socket.write(
        `GET /socket HTTP/1.1\r\nHost: x\r\nOrigin: ${server.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: x\r\n\r\n`,
      );
      await once(socket, 'data');
      socket.write(Buffer.from(frame));
      await new Promise((resolve) => socket.once('close', resolve));
    }
    assert.equal((await server.client().call('/api/site')).status, 200);
  });

  it('[T-PREAUTH-FUZZ] refused handshakes leave no socket behind, also where the other end never closes', async () => {
    await using server = await startTestServer();
    for (let n = 0; n < 5; n++) {
      const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', allowHalfOpen: true });
      await once(socket, 'connect');
      socket.on('error', () => undefined);
      socket.write('GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n');
      socket.resume();
      await once(socket, 'end');
      // The server has let go of its end, so what is written now is answered by a reset.
      const reset = new Promise((resolve) => socket.once('close', resolve));
      const keepWriting = setInterval(() => socket.write('x'), 10);
      await reset;
      clearInterval(keepWriting);
    }
  });

  it('[I6] commands that wait when their page goes are not carried out', async () => {
    await using server = await startTestServer();
    const { agent, customer, sessionId } = await server.pair();
    // Each of them waits for the disk, and the request for all of them; the end of the page is known long before.
    for (let n = 0; n < 5; n++) agent.send({ type: 'session.create', commandId: `a${n}`, name: 'Other', invite: 'link' });
    agent.send({ type: 'request.create', commandId: 'b', sessionId, capability: 'view' });
    agent.leave();
    await customer.view((view) => view.agentPresence === 'absent');
    agent.received.length = 0;
    await agent.connect('agent');
    const { sessions } = await agent.next('agent.sessions');
    assert.equal(sessions.find((session) => session.sessionId === sessionId)?.request, null);
    assert.equal((await customer.view()).question, null);
  });

  it('a command that comes twice is carried out once', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const command = { type: 'session.create', commandId: 'same', name: 'Once', invite: 'link' };
    agent.send(command);
    agent.send(command);
    await agent.done({ type: 'session.create', name: 'Other', invite: 'link' });
    const sessions = new Set(agent.received.flatMap((message) => (message.type === 'agent.session' ? [message.session.sessionId] : [])));
    assert.equal(sessions.size, 2);
  });

  it('[T-WS-FRAG] a frame in tens of thousands of fragments ends its socket, not the server', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const ticket = await (await server.client().signIn('agent2', 'correct horse battery')).ticket('agent');
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.write(
      `GET /socket HTTP/1.1\r\nHost: x\r\nOrigin: ${server.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}, ticket.${ticket}\r\n\r\n`,
    );
    await once(socket, 'data');
    const before = process.memoryUsage().rss;
    const masked = (opcode: number): Buffer => Buffer.from([opcode, 0x81, 0, 0, 0, 0, 0x20]);
    socket.write(masked(0x01));
    const fragments = Buffer.concat(Array.from({ length: 60_000 }, () => masked(0x00)));
    socket.write(fragments);
    await new Promise((resolve) => socket.once('close', resolve)); // also by a reset, in the middle of what we send
    const grownMiB = (process.memoryUsage().rss - before) / 1_048_576;
    console.log(`# [T-WS-FRAG] closed after at most 60,000 fragments of one byte; memory grew by ${grownMiB.toFixed(0)} MiB`);
    assert.ok(grownMiB < 100);
    await agent.done({ type: 'session.create', name: 'Still here', invite: 'link' });
  });
});
