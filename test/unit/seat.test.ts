import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import { LATE_AFTER_MS, LEASE_MS, Seat, type SeatConnection } from '../../gateway/server/sessions/seat.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

function createSeat() {
  const clock = new SimulatedServerClock();
  const journal: string[] = [];
  const sent: string[] = [];
  const seat: Seat = new Seat(clock, {
    lost: () => journal.push('lost'),
    presenceChanged: () => journal.push(seat.presence),
  });
  clock.every(100, () => seat.checkLease());
  const page = (pageId: string): SeatConnection => ({
    pageId,
    decodes: [],
    unsentBytes: 0,
    send: ({ type }) => sent.push(`${pageId} ${type}`),
    replace: () => journal.push(`${pageId} replaced`),
    drop: () => journal.push(`${pageId} dropped`),
  });
  return { clock, journal, sent, seat, page };
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

  it('[F5] [I14] is renewed by what the page says alone, not by what it is sent', () => {
    const { clock, journal, seat, page } = createSeat();
    seat.attach(page('a'));
    for (let n = 0; n < 10; n++) {
      seat.send({ type: 'ping', n });
      clock.advance(LEASE_MS / 10);
    }
    clock.advance(100);
    assert.deepEqual(journal, ['online', 'late', 'absent', 'lost', 'a dropped']);
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

  it('is late and lost exactly when its times are over, and online again with the first sign of life', () => {
    const clock = new SimulatedServerClock();
    let losses = 0;
    const seat = new Seat(clock, { lost: () => (losses += 1), presenceChanged: () => undefined });
    const { page } = createSeat();
    const a = page('a');
    const presenceAfter = (ms: number) => {
      clock.advance(ms);
      seat.checkLease();
      return seat.presence;
    };
    assert.equal(presenceAfter(LEASE_MS), 'absent');
    seat.attach(a);
    assert.equal(presenceAfter(LATE_AFTER_MS - 1), 'online');
    assert.equal(presenceAfter(1), 'late');
    seat.alive(a);
    assert.equal(seat.presence, 'online');
    assert.equal(presenceAfter(LEASE_MS - 1), 'late');
    assert.equal(losses, 0);
    assert.equal(presenceAfter(1), 'absent');
    assert.equal(presenceAfter(LEASE_MS), 'absent');
    assert.equal(losses, 1);
    seat.alive(a);
    assert.equal(seat.presence, 'absent', 'a page that was lost has to connect anew');
  });

  it('keeps a page that comes back over a new socket while the old one seems open, and drops the old one', () => {
    const { journal, seat, page } = createSeat();
    const [before, now] = [page('a'), page('a')];
    seat.attach(before);
    seat.attach(now);
    assert.deepEqual(journal, ['online', 'a dropped']);
    seat.detach(before, true);
    assert.equal(seat.presence, 'online');
    assert.ok(seat.isCurrent(now) && !seat.isCurrent(before));
  });

  it('is lost without anything to drop where the socket had gone before', () => {
    const { clock, journal, seat, page } = createSeat();
    const a = page('a');
    seat.attach(a);
    seat.detach(a, false);
    assert.equal(seat.isCurrent(a), false);
    clock.advance(LEASE_MS);
    assert.deepEqual(journal, ['online', 'late', 'absent', 'lost']);
  });

  it('stays empty after a goodbye: nobody is late who is gone', () => {
    const { clock, journal, seat, page } = createSeat();
    const a = page('a');
    seat.attach(a);
    seat.detach(a, true);
    clock.advance(LATE_AFTER_MS);
    assert.deepEqual(journal, ['online', 'absent', 'lost']);
  });

  it('[F5] counts silence of the page that sits there, not of one before it', () => {
    const { clock, journal, seat, page } = createSeat();
    const [a, b] = [page('a'), page('b')];
    seat.attach(a);
    seat.attach(b);
    journal.length = 0;
    for (let n = 0; n < 10; n++) {
      clock.advance(LEASE_MS / 10);
      seat.alive(a);
    }
    assert.deepEqual(journal, ['late', 'absent', 'lost', 'b dropped']);
  });

  it('takes a page that was lost, for example by its own reload, like a new one', () => {
    const { clock, journal, seat, page } = createSeat();
    seat.attach(page('a'));
    clock.advance(LEASE_MS);
    journal.length = 0;
    seat.attach(page('a'));
    assert.deepEqual(journal, ['online']);
  });

  it('passes messages to the page that sits there, and to nobody while it is empty', () => {
    const { sent, seat, page } = createSeat();
    const [a, b] = [page('a'), page('b')];
    const message: ServerMessage = { type: 'ping', n: 1 };
    seat.send(message);
    seat.attach(a);
    seat.send(message);
    seat.attach(b);
    seat.send(message);
    seat.detach(b, true);
    seat.send(message);
    assert.deepEqual(sent, ['a ping', 'b ping']);
  });

  it('knows what its page can show, and has not read yet; of an empty one nothing waits', () => {
    const { seat, page } = createSeat();
    assert.deepEqual([seat.decodes, seat.unsentBytes], [[], 0]);
    seat.attach({ ...page('a'), decodes: ['VP8'], unsentBytes: 7 });
    assert.deepEqual([seat.decodes, seat.unsentBytes], [['VP8'], 7]);
  });
});
