import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SIGN_IN_LIFE_MS, SignIns, type SignIn } from '../../gateway/server/accounts/sign-ins.ts';
import { Refusal } from '../../gateway/server/refusal.ts';
import { Tickets } from '../../gateway/server/sockets/tickets.ts';
import { macrotask } from '../support/machines.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

/** Sign-ins whose store keeps nothing. */
function start() {
  const clock = new SimulatedServerClock();
  const ended: SignIn[] = [];
  const removed: string[] = [];
  const store = {
    signIns: new Map(),
    putSignIn: async () => undefined,
    removeSignIn: async (tokenHash: string) => void removed.push(tokenHash),
  };
  return { clock, ended, removed, signIns: new SignIns(store, clock, async (signIn) => void ended.push(signIn)) };
}

describe('sign-ins', () => {
  it('[I11] end after twelve hours, are told, and leave the record', async () => {
    const { clock, ended, removed, signIns } = start();
    const token = await signIns.create('agent');
    const signIn = signIns.find(token);
    assert.ok(signIn && signIns.lasts(signIn));
    clock.advance(SIGN_IN_LIFE_MS - 1_000);
    assert.deepEqual([ended, signIns.lasts(signIn)], [[], true]);
    clock.advance(20_000);
    assert.deepEqual([ended, removed, signIns.lasts(signIn)], [[signIn], [signIn.tokenHash], false]);
    assert.equal(SIGN_IN_LIFE_MS, 12 * 3_600_000);
  });

  it('[T-CLOCK] [I14] last as long whatever the wall clock says, also over a restart', async () => {
    const { clock, ended, signIns } = start();
    const token = await signIns.create('agent');
    const signIn = signIns.find(token);
    assert.ok(signIn);
    clock.wallMs += 86_400_000;
    clock.advance(10_000);
    assert.deepEqual([ended, signIns.lasts(signIn)], [[], true]);
    clock.wallMs -= 2 * 86_400_000;
    clock.advance(SIGN_IN_LIFE_MS);
    assert.deepEqual([ended, signIns.lasts(signIn)], [[signIn], false]);
    const stored = new Map([[signIn.tokenHash, { agentId: 'agent', expiresAtMs: clock.nowMs() + 86_400_000 }]]);
    const nothing = async (): Promise<void> => undefined;
    const again = new SignIns({ signIns: stored, putSignIn: nothing, removeSignIn: nothing }, clock, nothing);
    clock.advance(SIGN_IN_LIFE_MS);
    assert.equal(again.lasts(signIn), false, 'never longer than its life');
    again.close();
  });

  it('[I11] end at once at sign-out, once', async () => {
    const { ended, signIns } = start();
    const token = await signIns.create('agent');
    const signIn = signIns.find(token);
    await Promise.all([signIns.remove(token), signIns.remove(token)]);
    assert.deepEqual([ended, signIns.find(token)], [[signIn], undefined]);
  });

  it('[I3] sign-out is answered only when the end is on record', async () => {
    let recorded = (): void => {};
    const isRecorded = new Promise<void>((resolve) => (recorded = resolve));
    const nothing = async (): Promise<void> => undefined;
    const store = { signIns: new Map(), putSignIn: nothing, removeSignIn: nothing };
    const signIns = new SignIns(store, new SimulatedServerClock(), () => isRecorded);
    const token = await signIns.create('agent');
    let isAnswered = false;
    const answer = signIns.remove(token).then(() => (isAnswered = true));
    assert.equal(signIns.find(token), undefined, 'it is over at once');
    await macrotask();
    assert.equal(isAnswered, false);
    recorded();
    await answer;
  });

  it('[I11] are renewed without an end: the new one lasts its whole life, the old one is gone, also from the record', async () => {
    const { clock, ended, removed, signIns } = start();
    const before = await signIns.create('agent');
    clock.advance(SIGN_IN_LIFE_MS - 60_000);
    const { tokenHash: old = '' } = signIns.find(before) ?? {};
    assert.equal(signIns.remainingMs(old), 60_000);
    const { token, from, to } = await signIns.renew(before, 'agent');
    assert.deepEqual([ended, removed, from, signIns.find(before)], [[], [old], old, undefined]);
    assert.deepEqual(signIns.find(token), { agentId: 'agent', tokenHash: to });
    assert.deepEqual([signIns.remainingMs(old), signIns.remainingMs(to)], [0, SIGN_IN_LIFE_MS]);
    clock.advance(SIGN_IN_LIFE_MS + 10_000);
    assert.deepEqual(ended, [{ agentId: 'agent', tokenHash: to }]);
  });

  it('[I11] take their tickets with them', async () => {
    const { clock, signIns } = start();
    const tickets = new Tickets(clock, (identity) => identity.role === 'agent' && signIns.lasts({ ...identity, tokenHash: identity.cookieHash }));
    const token = await signIns.create('agent');
    const { tokenHash: cookieHash = '' } = signIns.find(token) ?? {};
    const issue = () => tickets.issue({ role: 'agent', agentId: 'agent', pageId: 'p', decodes: [], cookieHash });
    assert.equal(tickets.redeem(issue())?.pageId, 'p');
    const late = issue();
    await signIns.remove(token);
    assert.equal(tickets.redeem(late), undefined);
  });
});

describe('tickets', () => {
  it('[T-WS-TICKET] are twenty at once and then one a second, for each agent and each session’s customer', () => {
    const clock = new SimulatedServerClock();
    const tickets = new Tickets(clock, () => true);
    const agent = (agentId: string, cookieHash = 'c') => () => tickets.issue({ role: 'agent', agentId, pageId: 'p', decodes: [], cookieHash });
    const customer = (sessionId: string) => () => tickets.issue({ role: 'customer', sessionId, pageId: 'p', decodes: [], cookieHash: 'c' });
    const tooMany = (retryInMs: number) => (error: unknown) =>
      error instanceof Refusal && error.code === 'E_SLOW_DOWN' && error.retryInMs === retryInMs;
    for (const [issue, other] of [[agent('a'), agent('b')], [customer('a'), customer('b')]] as const) {
      for (let n = 0; n < 20; n++) issue();
      assert.throws(issue, tooMany(1_000));
      other();
      clock.advance(400);
      assert.throws(issue, tooMany(600));
      clock.advance(600);
      issue();
      assert.throws(issue, tooMany(1_000));
    }
    agent('a', 'another sign-in')(); // a second has passed since
    assert.throws(agent('a'), tooMany(1_000));
  });
});
