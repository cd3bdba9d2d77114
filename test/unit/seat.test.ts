import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LATE_AFTER_MS, LEASE_MS, Seat, type SeatConnection } from '../../gateway/server/sessions/seat.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

function createSeat() {
  const clock = new SimulatedServerClock();
  const journal: string[] = [];
  const seat: Seat = new Seat(clock, {
    lost: () => journal.push('lost'),
    presenceChanged: () => journal.push(seat.presence),
  });
  clock.every(100, () => seat.checkLease());
  const page = (pageId: string): SeatConnection => ({
    pageId,
    send: () => undefined,
    replace: () => journal.push(`${pageId} replaced`),
    drop: () => journal.push(`${pageId} dropped`),
  });
  return { clock, journal, seat, page };
}

describe('seat', () => {
  it('[F5] is late before it is lost, and lost when the lease is over', () => {
    const { clock, journal, seat, page } = createSeat();
    seat.attach(page('a'));
    clock.advance(LATE_AFTER_MS - 1);
    assert.deepEqual(journal, ['online']);
    clock.advance(100);
    assert.deepEqual(journal, ['online', 'late']);
    clock.advance(LEASE_MS - LATE_AFTER_MS + 100);
    assert.deepEqual(journal, ['online', 'late', 'absent', 'lost', 'a dropped']);
    assert.ok(LEASE_MS + 100 <= 3_000);
  });

  it('stays while the page answers, whatever the wall clock does', () => {
    const { clock, journal, seat, page } = createSeat();
    const a = page('a');
    seat.attach(a);
    for (let n = 0; n < 20; n++) {
      clock.wallMs += n % 2 === 0 ? 86_400_000 : -86_400_000;
      clock.advance(500);
      seat.alive(a);
    }
    assert.deepEqual(journal, ['online']);
  });

  it('is lost at once when the page says goodbye, and not before its lease when it is cut off', () => {
    const { clock, journal, seat, page } = createSeat();
    const a = page('a');
    seat.attach(a);
    seat.detach(a, true);
    assert.deepEqual(journal, ['online', 'absent', 'lost']);
    seat.attach(a);
    seat.detach(a, false);
    clock.advance(LEASE_MS - 101);
    seat.attach(page('a'));
    assert.equal(seat.presence, 'online');
    assert.deepEqual(journal.filter((line) => line === 'lost'), ['lost']);
  });

  it('goes to the newest page, and the older one is told and gone', () => {
    const { journal, seat, page } = createSeat();
    const [a, b] = [page('a'), page('b')];
    seat.attach(a);
    seat.attach(b);
    assert.deepEqual(journal, ['online', 'a replaced', 'absent', 'lost', 'online']);
    seat.detach(a, true);
    assert.equal(seat.presence, 'online');
    assert.ok(seat.isCurrent(b) && !seat.isCurrent(a));
  });
});
