import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { IncarnationFile } from '../../gateway/media-node/guard/incarnation-file.ts';
import { ServerGate } from '../../gateway/media-node/guard/server-gate.ts';
import { freeLoopbackPort } from '../../gateway/media-node/network.ts';
import { decodeGuardToServer, encodeGuardFrame, serverProofText } from '../../gateway/protocol/codec-guard.ts';
import { GUARD_CLOSE, GUARD_SILENCE_MS, type GuardToServer } from '../../gateway/protocol/guard-messages.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const SECRET = 'the secret';

/** The guard's door over real sockets, with a clock that a test moves. */
describe('the guard’s door', () => {
  let folder: string;
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'sideseat-door-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  let clock: SimulatedServerClock;
  let gate: ServerGate;
  let gone: string[];
  let url: string;
  beforeEach(async () => {
    clock = new SimulatedServerClock();
    gone = [];
    gate = new ServerGate({
      secret: SECRET,
      incarnations: await IncarnationFile.load(join(folder, randomBytes(4).toString('hex'))),
      janusUp: () => true,
      onCommand: () => undefined,
      onServerGone: (reason) => gone.push(reason),
      log: () => undefined,
      clock,
    });
    const port = await freeLoopbackPort();
    url = `ws://127.0.0.1:${port}`;
    await gate.listen('127.0.0.1', port);
  });
  afterEach(() => gate.close());

  const nextFrame = async (socket: WebSocket): Promise<GuardToServer | undefined> =>
    decodeGuardToServer(String((await once(socket, 'message'))[0]));

  /** @returns the socket of a server that was let in, or the code with which it was closed */
  async function knock(incarnation: number, secret = SECRET): Promise<WebSocket | number> {
    const socket = new WebSocket(url);
    const greeting = await nextFrame(socket);
    assert.equal(greeting?.type, 'greeting');
    const serverNonce = randomBytes(32).toString('base64url');
    const proof = createHmac('sha256', secret)
      .update(serverProofText(greeting.guardNonce, serverNonce, incarnation))
      .digest('base64url');
    const answer = Promise.race([nextFrame(socket), once(socket, 'close').then(([code]) => code as number)]);
    socket.send(encodeGuardFrame({ type: 'hello', incarnation, serverNonce, proof }));
    const answered = await answer;
    if (typeof answered === 'number') return answered;
    assert.equal(answered?.type, 'accepted');
    return socket;
  }

  it('[F4] a server that is silent for a second counts as gone, and each heartbeat gives it another one', async () => {
    const server = await knock(1);
    assert.ok(server instanceof WebSocket);
    clock.advance(GUARD_SILENCE_MS - 1);
    server.send(encodeGuardFrame({ type: 'beat', n: 1 }));
    assert.equal((await nextFrame(server))?.type, 'beat.ack');
    clock.advance(GUARD_SILENCE_MS - 1);
    assert.deepEqual(gone, []);
    clock.advance(1);
    assert.deepEqual(gone, [`session server silent for ${GUARD_SILENCE_MS} ms`]);
    await once(server, 'close');
  });

  it('[I20] a server that does not know the secret is refused, and displaces nobody', async () => {
    const server = await knock(1);
    assert.ok(server instanceof WebSocket);
    assert.equal(await knock(2, 'another secret'), GUARD_CLOSE.notProven);
    assert.deepEqual(gone, []);
    server.close();
    await once(server, 'close');
  });

  it('[I12] a server with a lower incarnation, or with that of the one that is here, is refused', async () => {
    const server = await knock(7);
    assert.ok(server instanceof WebSocket);
    for (const incarnation of [6, 7]) assert.equal(await knock(incarnation), GUARD_CLOSE.staleIncarnation);
    assert.deepEqual(gone, []);
    assert.ok((await knock(8)) instanceof WebSocket);
    assert.deepEqual(gone, ['replaced by a newer session server']);
  });
});
