import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AdminSignIns } from '../../gateway/server/accounts/admin-sign-ins.ts';
import { AdminBudget, CALLS_BURST, CHANGES_BURST } from '../../gateway/server/http/admin-budget.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const MINUTE_MS = 60_000;

describe('[T-AUTH-ALTPATH] sign-ins at the administrator’s page', () => {
  it('end half an hour after the last call; looking is no call', () => {
    const clock = new SimulatedServerClock();
    const signIns = new AdminSignIns(clock);
    const token = signIns.create('admin');
    clock.advance(20 * MINUTE_MS);
    assert.deepEqual(signIns.look(token), { userName: 'admin', endsInMs: 10 * MINUTE_MS, canStay: true });
    assert.equal(signIns.use(token), 'admin');
    assert.equal(signIns.look(token)?.endsInMs, 30 * MINUTE_MS);
    clock.advance(29 * MINUTE_MS);
    assert.equal(signIns.look(token)?.endsInMs, MINUTE_MS);
    clock.advance(MINUTE_MS);
    assert.deepEqual([signIns.look(token), signIns.use(token)], [undefined, undefined]);
  });

  it('end after eight hours of work, which no call makes longer', () => {
    const clock = new SimulatedServerClock();
    const signIns = new AdminSignIns(clock);
    const token = signIns.create('admin');
    for (let quarter = 0; quarter < 31; quarter++) {
      clock.advance(15 * MINUTE_MS);
      assert.equal(signIns.use(token), 'admin');
    }
    assert.deepEqual(signIns.look(token), { userName: 'admin', endsInMs: 15 * MINUTE_MS, canStay: false });
    clock.advance(15 * MINUTE_MS);
    assert.equal(signIns.use(token), undefined);
  });
});

describe('the calls of an administrator', () => {
  it('are so many at once, whatever the sign-in; then they wait', () => {
    const clock = new SimulatedServerClock();
    const budget = new AdminBudget(clock);
    for (let n = 0; n < CHANGES_BURST; n++) assert.equal(budget.take('admin', true), 0);
    assert.equal(budget.take('admin', true), 500);
    for (let n = CHANGES_BURST; n < CALLS_BURST; n++) assert.equal(budget.take('admin', false), 0);
    assert.equal(budget.take('admin', false), 50);
    assert.equal(budget.take('other', true), 0);
    clock.advance(500);
    assert.equal(budget.take('admin', true), 0);
    assert.equal(budget.take('admin', true), 500);
  });
});
