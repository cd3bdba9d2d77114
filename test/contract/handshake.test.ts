import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { SUBPROTOCOL } from '../../gateway/protocol/codec.ts';
import type { RawClient } from '../support/raw-client.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';

/** @returns Status and text of the answer; 101 when the socket was opened, and the socket, which says nothing by itself. */
const upgradeAt = (url: string, headers: Record<string, string | string[]>): Promise<[number, string, Duplex?]> =>
  new Promise((resolve, reject) => {
    const call = request(url, {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    });
    call.on('upgrade', (_response, socket) => resolve([101, '', socket.on('error', () => socket.destroy())]));
    call.on('response', (response) => {
      let text = '';
      response.on('data', (part) => (text += part));
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    call.on('error', reject);
    call.end();
  });

describe('opening a socket', () => {
  let server: TestServer;
  let agent: RawClient;
  before(async () => {
    server = await startTestServer();
    agent = await server.client().signIn('agent', PASSWORD);
  });
  after(() => server[Symbol.asyncDispose]());

  const upgrade = (headers: Record<string, string | string[]>, path = '/socket'): Promise<[number, string]> =>
    upgradeAt(`${server.url}${path}`, headers).then(([status, text, socket]) => {
      socket?.destroy();
      return [status, text];
    });
  const withTicket = async (origin: string | string[]): Promise<[number, string]> =>
    upgrade({ Origin: origin, 'Sec-WebSocket-Protocol': `${SUBPROTOCOL}, ticket.${await agent.ticket('agent')}` });

  it('takes its own page with a fresh ticket', async () => {
    assert.equal((await withTicket(server.url))[0], 101);
  });

  it('[T-WS-ORIGIN] refuses every other origin before there is a socket', async () => {
    const foreign: (string | string[])[] = [
      'null',
      'https://evil.example',
      server.url.replace('127.0.0.1', 'sub.127.0.0.1'),
      `${server.url}.evil.example`,
      server.url.replace('http:', 'https:'),
      server.url.replace(/\d+$/, '1'),
      server.url.toUpperCase(),
      `${server.url}/`,
      [server.url, server.url],
    ];
    for (const origin of foreign) {
      const [status, text] = await withTicket(origin);
      assert.equal(status, 403, String(origin));
      assert.match(text, /E_ORIGIN/);
    }
    const [status] = await upgrade({ 'Sec-WebSocket-Protocol': `${SUBPROTOCOL}, ticket.${await agent.ticket('agent')}` });
    assert.equal(status, 403, 'no Origin at all');
  });

  it('[T-WS-TICKET] refuses a socket without a ticket, with a used one, and with one that was made up', async () => {
    const open = (ticket: string | undefined) =>
      upgrade({ Origin: server.url, 'Sec-WebSocket-Protocol': ticket ? `${SUBPROTOCOL}, ticket.${ticket}` : SUBPROTOCOL });
    const ticket = await agent.ticket('agent');
    assert.equal((await open(ticket))[0], 101);
    for (const bad of [ticket, undefined, 'x'.repeat(43)]) {
      const [status, text] = await open(bad);
      assert.equal(status, 403);
      assert.match(text, /E_TICKET Reload the page/);
    }
  });

  it('[I11] [T-WS-TICKET] refuses a ticket whose sign-in ended after it was given', async () => {
    const own = await server.client().signIn('supervisor', PASSWORD);
    const ticket = await own.ticket('agent');
    await own.call('/api/agent/sign-out', {});
    const answer = await upgrade({ Origin: server.url, 'Sec-WebSocket-Protocol': `${SUBPROTOCOL}, ticket.${ticket}` });
    assert.deepEqual(answer, [403, 'E_TICKET Reload the page.']);
  });

  it('[I11] a sign-in that ends leaves the sockets of the same agent’s other sign-in alone', async () => {
    const [first, second] = [await server.client().signIn('agent2', PASSWORD), await server.agent('agent2')];
    await first.call('/api/agent/sign-out', {});
    assert.equal((await second.command({ type: 'session.create', name: 'Ada', invite: 'link' })).type, 'command.done');
  });

  it('tells a page of another version so, since a browser cannot read why a handshake failed', async () => {
    const ticket = await agent.ticket('agent');
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/socket`, ['sideseat.v0', `ticket.${ticket}`], {
      headers: { origin: server.url },
    });
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    assert.deepEqual([code, String(reason)], [1_008, 'E_VERSION']);
  });

  it('refuses other paths', async () => {
    const ticket = await agent.ticket('agent');
    const protocols = { Origin: server.url, 'Sec-WebSocket-Protocol': `${SUBPROTOCOL}, ticket.${ticket}` };
    assert.equal((await upgrade(protocols, '/socket/'))[0], 404);
    assert.equal((await upgrade(protocols, '/socket?pin=123456'))[0], 404);
    assert.equal((await upgrade(protocols, '/'))[0], 404);
  });

  it('survives thousands of header lines', async () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`X-${n}`, 'x']));
    await assert.doesNotReject(upgrade({ Origin: server.url, ...many }).catch(() => undefined));
    assert.equal((await withTicket(server.url))[0], 101);
  });

  it('gives tickets only to signed-in agents and joined customers', async () => {
    const stranger = server.client();
    assert.equal((await stranger.call('/api/agent/ticket', { pageId: stranger.pageId })).body.code, 'E_NOT_SIGNED_IN');
    assert.equal((await stranger.call('/api/customer/ticket', { pageId: stranger.pageId })).body.code, 'E_NOT_JOINED');
    assert.equal((await agent.call('/api/agent/ticket', {})).body.code, 'E_BAD_MESSAGE');
  });
});

describe('tickets', () => {
  it('[T-WS-TICKET] are twenty at once and then one a second, however often an agent signs in', async () => {
    const clock = new SimulatedServerClock();
    await using server = await startTestServer({}, { clock });
    const [agent, again, other] = await Promise.all(
      ['agent', 'agent', 'agent2'].map((userName) => server.client().signIn(userName, PASSWORD)),
    );
    assert.ok(agent && again && other);
    const ask = (client: RawClient) => client.call('/api/agent/ticket', { pageId: client.pageId });
    for (let n = 0; n < 20; n++) assert.equal((await ask(n % 2 === 0 ? agent : again)).status, 200);
    const { status, body } = await ask(agent);
    assert.deepEqual([status, body.code, body.retryInMs], [429, 'E_SLOW_DOWN', 1_000]);
    assert.equal((await ask(other)).status, 200);
    clock.advance(1_000);
    assert.deepEqual([(await ask(again)).status, (await ask(agent)).status], [200, 429]);
  });
});

describe('sockets of pages of another version', () => {
  it('count among those of their address, and do not stay', async () => {
    const clock = new SimulatedServerClock();
    await using server = await startTestServer({}, { clock });
    const open = () => upgradeAt(`${server.url}/socket`, { Origin: server.url, 'Sec-WebSocket-Protocol': 'sideseat.v0' });
    const closed: Promise<unknown>[] = [];
    for (let n = 0; n < 200; n++) {
      const [status, , socket] = await open();
      assert.equal(status, 101);
      if (socket) closed.push(once(socket.resume(), 'close'));
    }
    assert.deepEqual((await open()).slice(0, 2), [429, 'E_SLOW_DOWN']);
    clock.advance(1_000);
    await Promise.all(closed);
    const [status, , socket] = await open();
    assert.equal(status, 101);
    socket?.destroy();
  });
});
