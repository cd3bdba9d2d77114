import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'node:test';
import type { WebSocket } from 'ws';
import { newId } from '../../gateway/server/ids.ts';
import { Connection } from '../../gateway/server/sockets/connection.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

/** A page at the other end that reads as fast as the test says. */
class Socket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  terminated = false;

  send(text: string): void {
    this.sent.push(text);
  }

  terminate(): void {
    this.terminated = true;
    this.readyState = 3;
    this.emit('close', 1_006);
  }
}

describe('one browser’s socket', () => {
  it('[F11] is cut off where the page reads too slowly, before it fills the memory', () => {
    const socket = new Socket();
    const closed: boolean[] = [];
    const clock = new SimulatedServerClock();
    const connection = new Connection(
      socket as unknown as WebSocket,
      { role: 'agent', pageId: newId(), decodes: [], agentId: 'agent', cookieHash: '' },
      { clock, iceServers: () => [], received: () => undefined, overflowed: () => undefined, closed: (_connection, clean) => closed.push(clean) },
    );
    socket.bufferedAmount = 4_194_304;
    connection.send({ type: 'ping', n: 1 });
    const read = socket.sent.length;
    socket.bufferedAmount += 1;
    connection.send({ type: 'ping', n: 2 });
    assert.deepEqual([socket.sent.length, socket.terminated, closed], [read, true, [false]]);
    clock.advance(5_000);
    assert.equal(socket.sent.length, read, 'nobody is pinged any more');
  });
});
