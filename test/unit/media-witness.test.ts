import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GuardClock } from '../../gateway/server/media/guard-clock.ts';
import { MediaWitness } from '../../gateway/server/media/media-witness.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const SHARE = 's';
const VIEWER = 'v';

function watching() {
  const clock = new SimulatedServerClock();
  const witness = new MediaWitness(clock);
  witness.granted(SHARE);
  witness.granted(SHARE, VIEWER);
  clock.advance(1_000);
  const flow = (state: 'up' | 'down', viewerId: string | undefined, atMs = clock.monotonicMs()) =>
    witness.flow({ shareId: SHARE, viewerId, state, atMs });
  return { clock, witness, flow };
}

describe('[T-AUDIT-MATCH] what flowed, beside what was granted', () => {
  it('fits where it was granted, and where it ended within 250 ms of a stop', () => {
    const { clock, witness, flow } = watching();
    assert.deepEqual([flow('up', undefined), flow('up', VIEWER)], [undefined, undefined]);
    witness.stopped(SHARE, VIEWER);
    clock.advance(250);
    assert.equal(flow('down', VIEWER), undefined);
    assert.equal(flow('down', undefined), undefined, 'the share goes on');
  });

  it('does not fit where nobody was granted it, where it came up after its stop, or flowed on', () => {
    const { clock, witness, flow } = watching();
    assert.equal(flow('up', 'stranger'), 'ungrantedFlow');
    witness.stopped(SHARE);
    clock.advance(251);
    assert.deepEqual([flow('up', VIEWER), flow('down', VIEWER), flow('down', undefined)], [
      'ungrantedFlow',
      'flowAfterStop',
      'flowAfterStop',
    ]);
  });

  it('fits where only the news of its end came late', () => {
    const { clock, witness, flow } = watching();
    witness.stopped(SHARE, VIEWER);
    const endedAtMs = clock.monotonicMs() + 20;
    clock.advance(400);
    assert.equal(flow('down', VIEWER, endedAtMs), undefined);
  });

  it('is judged for five seconds after a stop; what comes up later is never granted', () => {
    const { clock, witness, flow } = watching();
    witness.stopped(SHARE);
    clock.advance(5_000);
    assert.deepEqual([flow('down', VIEWER), flow('up', VIEWER)], [undefined, 'ungrantedFlow']);
  });
});

describe('the guard’s clock', () => {
  /** Runs this far ahead of ours. */
  const AHEAD_MS = 5_000;

  function measuring() {
    const clock = new SimulatedServerClock();
    const guardClock = new GuardClock(clock);
    let n = 0;
    const ask = (thereMs: number, backMs: number): void => {
      guardClock.asked(++n);
      clock.advance(thereMs);
      const guardNowMs = clock.monotonicMs() + AHEAD_MS;
      clock.advance(backMs);
      guardClock.answered(n, guardNowMs);
    };
    const offMs = (): number => guardClock.nowMs() - clock.monotonicMs() - AHEAD_MS;
    return { clock, guardClock, ask, offMs };
  }

  it('is known but for the way back of the quickest answer, and is never taken to be ahead', () => {
    const { clock, guardClock, ask, offMs } = measuring();
    ask(1, 2);
    assert.equal(offMs(), -2);
    ask(1, 400);
    assert.equal(offMs(), -2, 'an answer that lay unread says nothing new');
    ask(1, 1);
    assert.equal(offMs(), -1);
    const nowMs = clock.monotonicMs();
    assert.equal(guardClock.toOurMs(nowMs + AHEAD_MS), nowMs + 1);
  });

  it('is measured anew after ten seconds, because clocks drift', () => {
    const { clock, ask, offMs } = measuring();
    ask(1, 1);
    clock.advance(10_000);
    ask(3, 5);
    assert.equal(offMs(), -5);
  });

  it('is not learned from an answer that nobody asked for', () => {
    const { guardClock, ask, offMs } = measuring();
    ask(1, 1);
    guardClock.answered(1, 99);
    guardClock.answered(7, 99);
    assert.equal(offMs(), -1);
  });
});
