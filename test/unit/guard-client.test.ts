import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { WebSocketServer, type WebSocket } from 'ws';
import { decodeServerToGuard, encodeGuardFrame, guardProofText } from '../../gateway/protocol/codec-guard.ts';
import type { GuardToServer } from '../../gateway/protocol/guard-messages.ts';
import { createGuardClient } from '../../gateway/server/media/guard-client.ts';
import type { MediaEvent, MediaPort, StopResult } from '../../gateway/server/media/media-port.ts';
import { macrotask } from '../support/machines.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const SECRET = 'shared';
const SHARE = 's'.repeat(22);
const VIEWER = 'v'.repeat(22);

interface World extends AsyncDisposable {
  readonly clock: SimulatedServerClock;
  readonly port: MediaPort & { close(): void };
  readonly events: MediaEvent[];
  /** What the server asked for, heartbeats apart. */
  readonly calls: string[];
  readonly said: string[];
  /** Stops that the guard cannot verify. */
  readonly disobeyed: Set<string>;
  /** Calls that the guard never answers. */
  readonly unanswered: Set<string>;
  guardNowMs(): number;
  tell(message: GuardToServer): void;
  cutOff(): void;
  until(holds: () => boolean): Promise<void>;
}

/** A server's end of the connection to a guard that a test plays, whose clock is five seconds ahead. */
async function connect(): Promise<World> {
  const clock = new SimulatedServerClock();
  const calls: string[] = [];
  const said: string[] = [];
  const disobeyed = new Set<string>();
  const unanswered = new Set<string>();
  const guardNowMs = (): number => clock.monotonicMs() + 5_000;
  const listener = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(listener, 'listening');
  let socket: WebSocket | undefined;
  const tell = (message: GuardToServer): void => socket?.send(encodeGuardFrame(message));
  listener.on('connection', (connected) => {
    socket = connected;
    const guardNonce = randomBytes(32).toString('base64url');
    tell({ type: 'greeting', guardNonce, nowMs: guardNowMs() });
    connected.on('message', (data) => {
      const message = decodeServerToGuard(String(data));
      assert.ok(message);
      if (message.type === 'hello') {
        const proof = createHmac('sha256', SECRET).update(guardProofText(guardNonce, message.serverNonce)).digest('base64url');
        tell({ type: 'accepted', proof, nowMs: guardNowMs(), janusUp: true });
      } else if (message.type === 'beat') tell({ type: 'beat.ack', n: message.n, nowMs: guardNowMs(), janusUp: true });
      else if (message.type !== 'candidate' && message.type !== 'keyFrame') {
        calls.push(message.type);
        if (unanswered.has(message.type)) return;
        tell({ type: 'reply', id: message.id, sdp: '', verified: !disobeyed.has(message.type), tookMs: 1 });
      }
    });
  });
  const url = `ws://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  const port = createGuardClient({ url, secret: SECRET, incarnation: 1, clock, log: (line) => said.push(line) });
  const events: MediaEvent[] = [];
  port.subscribe((event) => events.push(event));
  const until = async (holds: () => boolean): Promise<void> => {
    const deadline = AbortSignal.timeout(5_000);
    while (!holds()) {
      assert.ok(!deadline.aborted, 'it did not happen within five seconds');
      await macrotask();
    }
  };
  await until(() => port.ready);
  return {
    clock,
    port,
    events,
    calls,
    said,
    disobeyed,
    unanswered,
    guardNowMs,
    tell,
    cutOff: () => socket?.terminate(),
    until,
    async [Symbol.asyncDispose]() {
      port.close();
      listener.close();
    },
  };
}

const violations = (events: readonly MediaEvent[]): object[] => events.filter(({ type }) => type === 'violation');

/** A share that the guard told has flowed to its viewer, who looked away just now. */
async function lookedAway(): Promise<World> {
  const world = await connect();
  const { port, tell, guardNowMs, calls } = world;
  await port.openShare(SHARE, 1);
  await port.openViewer(SHARE, VIEWER);
  tell({ type: 'flow', shareId: SHARE, viewerId: VIEWER, state: 'up', atGuardMs: guardNowMs() });
  await port.closeViewer(SHARE, VIEWER);
  calls.length = 0;
  return world;
}

describe('what the guard says that flowed', () => {
  it('[T-AUDIT-MATCH] ends nothing where it stopped in time and this server was too busy to hear of it', async () => {
    await using world = await lookedAway();
    const { clock, tell, guardNowMs, events, calls, until } = world;
    const atGuardMs = guardNowMs() + 20;
    clock.advance(400);
    tell({ type: 'flow', shareId: SHARE, viewerId: VIEWER, state: 'down', atGuardMs });
    await until(() => events.some((event) => event.type === 'flow' && event.state === 'down'));
    assert.deepEqual(events.at(-1), { type: 'flow', shareId: SHARE, viewerId: VIEWER, state: 'down', agoMs: 380 });
    assert.deepEqual([violations(events), calls], [[], []]);
  });

  it('[T-AUDIT-MATCH] [I1] ends that viewer alone where it flowed on after its stop, and is told as a violation', async () => {
    await using world = await lookedAway();
    const { clock, tell, guardNowMs, events, calls, until } = world;
    clock.advance(300);
    tell({ type: 'flow', shareId: SHARE, viewerId: VIEWER, state: 'down', atGuardMs: guardNowMs() });
    await until(() => violations(events).length > 0);
    const violation = { type: 'violation', kind: 'flowAfterStop', shareId: SHARE, viewerId: VIEWER, handleId: undefined, agoMs: 0 };
    assert.deepEqual(violations(events), [{ ...violation, cut: true, shareEnded: false }]);
    assert.deepEqual(calls, ['viewer.close']);
  });

  it('[I1] [I20] ends the whole share where that viewer does not go, and where it is the owner’s', async () => {
    await using world = await lookedAway();
    const { clock, port, disobeyed, tell, guardNowMs, events, calls, until } = world;
    disobeyed.add('viewer.close');
    tell({ type: 'flow', shareId: SHARE, viewerId: 'x'.repeat(22), state: 'up', atGuardMs: guardNowMs() });
    await until(() => violations(events).length === 1);
    assert.deepEqual(calls, ['viewer.close', 'share.close']);
    await port.openShare('t'.repeat(22), 2);
    await port.closeShare('t'.repeat(22));
    clock.advance(300);
    tell({ type: 'flow', shareId: 't'.repeat(22), state: 'up', atGuardMs: guardNowMs() });
    await until(() => violations(events).length === 2);
    const told = events.flatMap((event) => (event.type === 'violation' ? [[event.kind, event.cut, event.shareEnded]] : []));
    assert.deepEqual(told, [
      ['ungrantedFlow', true, true],
      ['ungrantedFlow', true, true],
    ]);
  });
});

describe('what the guard cut itself', () => {
  it('is told, with the share that was closed for it; a stop that took a second try closed no other', async () => {
    await using world = await connect();
    const { tell, events, until } = world;
    tell({ type: 'violation', kind: 'strangeHandle', handleId: 7, agoMs: 3, cut: true });
    tell({ type: 'violation', kind: 'lateMedia', shareId: SHARE, handleId: 8, agoMs: 3, cut: true });
    tell({ type: 'violation', kind: 'stopNotObeyed', shareId: SHARE, viewerId: VIEWER, agoMs: 0, cut: false });
    await until(() => violations(events).length === 3);
    const told = events.flatMap((event) => (event.type === 'violation' ? [[event.kind, event.shareId, event.shareEnded]] : []));
    assert.deepEqual(told, [
      ['strangeHandle', undefined, false],
      ['lateMedia', SHARE, true],
      ['stopNotObeyed', SHARE, false],
    ]);
  });
});

describe('a stop', () => {
  it('[I1] [I20] that a guard does not confirm in time is told as a violation, which nobody can call cut', async () => {
    await using world = await connect();
    const { clock, port, unanswered, events } = world;
    await port.openShare(SHARE, 1);
    unanswered.add('share.close');
    let stop: StopResult | undefined;
    void port.closeShare(SHARE).then((result) => (stop = result));
    // In steps, so that the heartbeats go on.
    for (let step = 0; stop === undefined && step < 100; step += 1) {
      clock.advance(50);
      for (let n = 0; n < 5; n += 1) await macrotask();
    }
    assert.equal(stop?.verified, false);
    assert.equal(port.ready, true);
    const told = events.flatMap((event) => (event.type === 'violation' ? [[event.kind, event.shareId, event.cut, event.shareEnded]] : []));
    assert.deepEqual(told, [['stopNotObeyed', SHARE, false, false]]);
  });

  it('of a guard that is away is none: everything ended with it', async () => {
    await using world = await connect();
    const { port, unanswered, events, cutOff } = world;
    await port.openShare(SHARE, 1);
    unanswered.add('share.close');
    const stop = port.closeShare(SHARE);
    cutOff();
    assert.equal((await stop).verified, false);
    assert.deepEqual(violations(events), []);
  });
});

describe('a guard that is away', () => {
  it('is told in the log', async () => {
    await using world = await connect();
    const { cutOff, said, until } = world;
    cutOff();
    await until(() => said.length > 0);
    assert.match(said[0] ?? '', /^The media guard is away: /);
  });
});
