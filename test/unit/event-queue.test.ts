import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { PAGE_BYTES_BURST, PAGE_BYTES_PER_SECOND } from '../../gateway/server/sockets/connection.ts';
import { SCOPE_TABLE } from '../../gateway/server/sockets/scope-table.ts';
import { EventQueue, QUEUE_MAX, UNSENT_MAX_BYTES } from '../../plugin/customer/frame/event-queue.ts';

/** Bytes of each event but for beginnings and pauses. */
const EVENT_BYTES = 60_000;

/** A line that takes so many bytes a second, and counts what came when. */
class Line {
  readonly sent: { seq: number; type: PageEvent['type']; atMs: number; bytes: number }[] = [];
  readonly queue: EventQueue;
  readonly #bytesPerSecond: number;
  #nowMs = 0;
  unsentBytes = 0;
  unsentMax = 0;

  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.queue = new EventQueue({
      send: ({ seq, type }) => {
        const bytes = type === 'page.nodes' ? EVENT_BYTES : 300;
        this.unsentBytes += bytes;
        this.unsentMax = Math.max(this.unsentMax, this.unsentBytes);
        this.sent.push({ seq, type, atMs: this.#nowMs, bytes });
      },
      unsentBytes: () => this.unsentBytes,
      now: () => this.#nowMs,
    });
  }

  /** Time passes, and the line takes what it can. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 1) {
      this.#nowMs += 1;
      this.unsentBytes = Math.max(0, this.unsentBytes - this.#bytesPerSecond / 1_000);
      mock.timers.tick(1);
    }
  }

  get numbers(): number[] {
    return this.sent.map(({ seq }) => seq);
  }
}

const nodes = (seq: number): PageEvent => ({ type: 'page.nodes', seq, nodes: [] });
const paused = (seq: number): PageEvent => ({ type: 'page.paused', seq, why: 'tooLarge' });
const began = (seq: number): PageEvent => ({ type: 'page.began', seq } as PageEvent);

describe('events of a page on their way to the server', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] }));
  afterEach(() => mock.timers.reset());

  it('go at once and in order where the line takes them', () => {
    const line = new Line(50_000_000);
    line.queue.add(began(1));
    for (let seq = 2; seq <= 40; seq += 1) {
      line.queue.add(nodes(seq));
      line.pass(8);
    }
    assert.deepEqual(line.numbers, Array.from({ length: 40 }, (_, at) => at + 1));
  });

  it('[SH3] wait behind a slow line, so that a sign of life or a stop passes within a second at 1 Mbit/s', () => {
    const line = new Line(125_000);
    line.queue.add(began(1));
    for (let seq = 2; seq <= 90; seq += 1) line.queue.add(nodes(seq)); // 5.3 MB: 43 s of that line
    line.pass(50_000);
    assert.ok(line.unsentMax < UNSENT_MAX_BYTES + EVENT_BYTES, `${line.unsentMax} bytes stood before a pong`);
    assert.ok(line.unsentMax / 125_000 <= 1.01);
    assert.deepEqual(line.numbers, Array.from({ length: 90 }, (_, at) => at + 1), 'all of them, in order');
  });

  it('never come faster than the server takes them, however large the page is', () => {
    const line = new Line(1_000_000_000);
    line.queue.add(began(1));
    for (let seq = 2; seq <= 500; seq += 1) line.queue.add(nodes(seq)); // 30 MB
    line.pass(15_000);
    assert.equal(line.sent.length, 500);
    const { perSecond } = SCOPE_TABLE['page.event'];
    for (const { atMs } of line.sent) {
      const before = line.sent.filter((other) => other.atMs <= atMs);
      const bytes = before.reduce((sum, event) => sum + event.bytes, 0);
      assert.ok(bytes <= PAGE_BYTES_BURST + (PAGE_BYTES_PER_SECOND * atMs) / 1_000, `${bytes} bytes after ${atMs} ms`);
      assert.ok(before.length <= perSecond + (perSecond * atMs) / 1_000, `${before.length} events after ${atMs} ms`);
    }
  });

  it('are void before a beginning and a pause, and after an order to hold', () => {
    const line = new Line(125_000);
    for (let seq = 1; seq <= 20; seq += 1) line.queue.add(nodes(seq));
    line.queue.add(paused(21));
    line.pass(5_000);
    assert.deepEqual(line.numbers, [1, 2, 21]);
    line.queue.add(nodes(22));
    line.queue.add(nodes(23));
    line.queue.add(nodes(24));
    line.queue.add(began(25));
    line.queue.hold();
    line.queue.add(nodes(26));
    line.pass(5_000);
    line.queue.add(began(27));
    line.queue.add(nodes(28));
    line.pass(5_000);
    assert.deepEqual(line.numbers, [1, 2, 21, 22, 23, 27, 28]);
  });

  it('are not kept without end: one that comes after a gap tells the server, and then a beginning is awaited', () => {
    const line = new Line(0);
    for (let seq = 1; seq <= QUEUE_MAX + 50; seq += 1) line.queue.add(nodes(seq));
    const sentBefore = line.sent.length;
    line.unsentBytes = 0;
    line.pass(20);
    assert.deepEqual(line.numbers.slice(sentBefore), [sentBefore + QUEUE_MAX + 1]);
    line.queue.add(nodes(9_000));
    line.queue.add(began(9_001));
    line.unsentBytes = 0;
    line.pass(20);
    assert.equal(line.numbers.at(-1), 9_001);
    assert.ok(!line.numbers.includes(9_000));
  });

  it('[SH8] go nowhere once they are cleared', () => {
    const line = new Line(125_000);
    for (let seq = 1; seq <= 20; seq += 1) line.queue.add(nodes(seq));
    line.queue.clear();
    line.pass(10_000);
    assert.deepEqual(line.numbers, [1, 2]);
  });
});
