import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { GuessBudget } from '../../gateway/server/guess-budget.ts';
import { Invites } from '../../gateway/server/invites/invites.ts';
import { INVITE_LIFE_MS, newPin, normalizePin } from '../../gateway/server/invites/pin.ts';
import { newWords } from '../../gateway/server/invites/words.ts';
import { WrongGuessAlarm } from '../../gateway/server/invites/wrong-guess-alarm.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const key = randomBytes(32);

describe('PINs', () => {
  it('[004-06] are six digits, uniformly drawn [T-PIN-UNIFORM]', () => {
    const n = 100_000;
    const counts = Array.from({ length: 6 }, () => Array<number>(10).fill(0));
    for (let draw = 0; draw < n; draw++) {
      const pin = newPin();
      assert.match(pin, /^\d{6}$/);
      [...pin].forEach((digit, place) => (counts[place] as number[])[Number(digit)]! += 1);
    }
    for (const place of counts) {
      const chiSquare = place.reduce((sum, count) => sum + (count - n / 10) ** 2 / (n / 10), 0);
      assert.ok(chiSquare < 33.7, `χ² = ${chiSquare} with 9 degrees of freedom (p < 0.0001)`);
    }
  });

  it('forgive how they are typed', () => {
    for (const typed of ['123 456', '123-456', ' 123456\n', '１２３４５６', '12\u200b3456', '123–456', 'l23456', 'I2З456'.replace('З', '3')])
      assert.equal(normalizePin(typed), '123456', typed);
    assert.equal(normalizePin('OO0o00'), '000000');
    for (const typed of ['', '12345', '1234567', 'abcdef', '🙂'.repeat(6), '1'.repeat(10_000), '12345\0', '12.3456e'])
      assert.equal(normalizePin(typed), undefined, typed.slice(0, 20));
  });

  it('[T-PIN-TTL] live ten minutes by the monotonic clock, under jumps of the wall clock', () => {
    for (const jumpMs of [0, 86_400_000, -86_400_000]) {
      const clock = new SimulatedServerClock();
      const invites = new Invites(key, clock);
      const invite = invites.draw('s1', 'pin');
      invites.activate(invite);
      clock.wallMs += jumpMs;
      clock.advance(INVITE_LIFE_MS - 1_000);
      assert.equal(invites.findByPin(invite.code ?? ''), 's1');
      clock.advance(1_001);
      assert.equal(invites.findByPin(invite.code ?? ''), undefined);
    }
  });

  it('let nobody in before they are on record, nor after a newer one or their use', () => {
    const invites = new Invites(key, new SimulatedServerClock());
    const first = invites.draw('s1', 'pin');
    assert.equal(invites.findByPin(first.code ?? ''), undefined);
    invites.activate(first);
    const second = invites.draw('s1', 'pin');
    invites.activate(second);
    assert.equal(invites.findByPin(first.code ?? ''), undefined);
    assert.equal(invites.findByPin(second.code ?? ''), 's1');
    invites.revoke('s1');
    assert.equal(invites.findByPin(second.code ?? ''), undefined);
  });

  it('are kept as a keyed hash, from which the PIN cannot be found without the key', () => {
    const clock = new SimulatedServerClock();
    const invites = new Invites(key, clock);
    const { codeHash, expiresAtMs, code } = invites.draw('s1', 'pin');
    const restored = new Invites(key, clock);
    restored.restore({ sessionId: 's1', kind: 'pin', codeHash, expiresAtMs });
    assert.equal(restored.findByPin(code ?? ''), 's1');
    assert.equal(restored.ofSession('s1')?.code, null);
    const stranger = new Invites(randomBytes(32), clock);
    stranger.restore({ sessionId: 's1', kind: 'pin', codeHash, expiresAtMs });
    assert.equal(stranger.findByPin(code ?? ''), undefined);
  });
});

describe('guesses', () => {
  it('are free five times, then wait longer and longer, up to a minute', () => {
    const clock = new SimulatedServerClock();
    const budget = new GuessBudget(clock);
    const waits = Array.from({ length: 14 }, () => {
      budget.wrong('a');
      return budget.waitMs('a');
    });
    assert.deepEqual(waits.slice(0, 8), [0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000]);
    assert.equal(waits.at(-1), 60_000);
    assert.equal(budget.waitMs('b'), 0);
    clock.advance(60_000);
    assert.equal(budget.waitMs('a'), 0);
    budget.right('a');
    budget.wrong('a');
    assert.equal(budget.waitMs('a'), 0);
  });

  it('from everywhere together raise one alarm a minute', () => {
    const clock = new SimulatedServerClock();
    const alarms: number[] = [];
    const alarm = new WrongGuessAlarm(clock, (wrong) => alarms.push(wrong));
    for (let n = 0; n < 20; n++) alarm.wrong();
    assert.deepEqual(alarms, []);
    for (let n = 0; n < 500; n++) alarm.wrong();
    assert.deepEqual(alarms, [21]);
    clock.advance(60_000);
    for (let n = 0; n < 100; n++) alarm.wrong();
    assert.equal(alarms.length, 2);
  });
});

describe('the two words', () => {
  it('[B-09] are two different ones', () => {
    for (let n = 0; n < 1_000; n++) {
      const [first, second, third] = newWords().split(' ');
      assert.ok(first && second && third === undefined && first !== second);
    }
  });
});
