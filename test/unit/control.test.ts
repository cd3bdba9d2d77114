import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PEOPLE, type Capability, type Surface } from '../../gateway/protocol/vocabulary.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { OWNER_OF } from '../../state-machines/owners.ts';
import {
  accepts,
  baseOf,
  continuableRequest,
  controlRequest,
  findRequest,
  fold,
  initialState,
  keepsHelper,
  latestRequest,
  openRequest,
  openRequests,
  pendingRequest,
  type RequestEntry,
  type SessionFact,
  type SessionState,
} from '../../state-machines/support-session.ts';
import { seededRandom } from '../support/seeded-random.ts';

const shown = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' } as const;
const begun: SessionFact[] = [{ type: 'customer.linked', words: '', customerKeyHash: '' }, { type: 'agent.started' }];
const asks = (requestId: string, capability: Capability, upgrades?: string): SessionFact => ({
  type: 'request.created',
  requestId,
  capability,
  continues: null,
  ...(upgrades === undefined ? {} : { upgrades }),
  ...REQUEST_TIMES,
});
const ok = (requestId: string): SessionFact => ({ type: 'customer.answered', requestId, answer: 'ok', shown: { ...shown, points: [] } });
const grantOf = (epoch: number, surface: Surface = 'monitor') => ({ grantId: `g${epoch}`, epoch, surface, widthPx: 1, heightPx: 1 });
const okToUpgrade = (requestId: string, epoch: number): SessionFact => ({ ...(ok(requestId) as Extract<SessionFact, { type: 'customer.answered' }>), grant: grantOf(epoch) });
const chooses = (requestId: string, epoch: number, surface: Surface = 'monitor'): SessionFact => ({ type: 'owner.surfaceChosen', requestId, ...grantOf(epoch, surface) });
const after = (...facts: SessionFact[]): SessionState => facts.reduce((state, fact) => fold(state, fact).state, initialState());
const has = (state: SessionState, requestId: string, tag: 'armed' | 'controlling' | 'takenBack' | 'relayed' | 'granted'): boolean =>
  findRequest(state, requestId)?.snapshot.hasTag(tag) ?? false;

const viewed = [...begun, asks('r1', 'view'), ok('r1'), chooses('r1', 1)];
const upgraded = [...viewed, asks('r2', 'control', 'r1'), okToUpgrade('r2', 2)];
const took = (requestId: string): SessionFact => ({ type: 'viewer.tookControl', requestId });
const tookBack = (requestId: string): SessionFact => ({ type: 'owner.tookBack', requestId });
const gaveAgain = (requestId: string): SessionFact => ({ type: 'owner.gaveAgain', requestId });
const showing = [...begun, asks('r1', 'show'), ok('r1'), chooses('r1', 1)];
const given = [...showing, asks('r2', 'giveControl', 'r1'), okToUpgrade('r2', 2)];

describe('control in the fold', () => {
  it('[R13] [002-12] is armed by the grant, and begins only when the viewer takes it', () => {
    const state = after(...begun, asks('r1', 'control'), ok('r1'), chooses('r1', 1));
    assert.deepEqual([has(state, 'r1', 'armed'), has(state, 'r1', 'controlling'), has(state, 'r1', 'relayed')], [true, false, true]);
    assert.ok(has(fold(state, took('r1')).state, 'r1', 'controlling'));
    assert.equal(accepts(after(...viewed), took('r1')), false, 'a view is none');
  });

  it('[R3] [R14] is added to a running view by an OK that carries its grant, and by no other OK', () => {
    const asked = after(...viewed, asks('r2', 'control', 'r1'));
    assert.ok(has(fold(asked, okToUpgrade('r2', 2)).state, 'r2', 'granted'));
    const state = after(...upgraded);
    assert.deepEqual([has(state, 'r1', 'relayed'), has(state, 'r2', 'relayed'), has(state, 'r2', 'armed')], [true, false, true]);
    assert.equal(controlRequest(state, 'customer')?.requestId, 'r2');
    assert.equal(openRequest(state, 'customer')?.requestId, 'r1');
  });

  it('[I5] is granted by no other answer, by no OK without a grant, and where it brings its own picture by none at all', () => {
    const asked = after(...viewed, asks('r2', 'control', 'r1'));
    const granted = (state: SessionState, fact: SessionFact): boolean => has(fold(state, fact).state, 'r2', 'granted');
    const answered = okToUpgrade('r2', 2) as Extract<SessionFact, { type: 'customer.answered' }>;
    for (const answer of ['notNow', 'dismissed'] as const) assert.equal(granted(asked, { ...answered, answer }), false, answer);
    assert.equal(granted(asked, ok('r2')), false, 'an OK without a grant');
    assert.equal(granted(asked, chooses('r2', 2)), false, 'a choice without an OK');
    const own = after(...begun, asks('r2', 'control'));
    assert.equal(granted(own, answered), false, 'a picture of its own is chosen first');
    assert.equal(granted(fold(own, answered).state, chooses('r2', 2)), true);
  });

  it('[R14] is added to a whole screen, once, and to what is shared now', () => {
    const window = [...begun, asks('r1', 'view'), ok('r1'), chooses('r1', 1, 'window')];
    assert.equal(accepts(after(...window), asks('r2', 'control', 'r1')), false, 'a window');
    assert.equal(accepts(after(...upgraded), asks('r3', 'control', 'r1')), false, 'twice');
    assert.equal(accepts(after(...viewed), asks('r2', 'control')), false, 'a second picture');
    assert.equal(accepts(after(...viewed), asks('r2', 'control', 'r0')), false, 'another request');
    assert.equal(accepts(after(...begun), asks('r2', 'control', 'r1')), false, 'nothing is shared');
    assert.equal(accepts(after(...viewed), asks('r2', 'control', 'r1')), true);
  });

  it('[R14] ends with the view that it was added to, for the same reason, and not the other way round', () => {
    const reasons = (...facts: SessionFact[]) => after(...upgraded, ...facts).requests.map(({ snapshot }) => snapshot.context.endReason);
    assert.deepEqual(reasons({ type: 'owner.captureEnded', requestId: 'r1' }), ['captureEnded', 'captureEnded']);
    assert.deepEqual(reasons({ type: 'customer.stopped', requestId: 'r2' }), [null, 'revoked']);
    assert.deepEqual(reasons({ type: 'media.failed', requestId: 'r1' }), ['mediaFailed', 'mediaFailed']);
    const asked = after(...viewed, asks('r2', 'control', 'r1'), { type: 'agent.released', requestId: 'r1' });
    assert.deepEqual([pendingRequest(asked), findRequest(asked, 'r2')?.snapshot.context.endReason], [undefined, 'released']);
  });

  it('[R13] is let go when nobody looks, when the helper is gone, and when the viewer lets go', () => {
    const own = [...begun, asks('r2', 'control'), ok('r2'), chooses('r2', 2)];
    for (const [facts, picture] of [[upgraded, 'r1'], [own, 'r2']] as const)
      for (const fact of [{ type: 'viewer.releasedControl', requestId: 'r2' }, { type: 'helper.lost' }, { type: 'agent.lookedAway', requestId: picture }] as const) {
        const state = after(...facts, took('r2'), fact);
        assert.deepEqual([has(state, 'r2', 'controlling'), has(state, 'r2', 'armed')], [false, true], `${picture} ${fact.type}`);
      }
  });

  it('[002-18] [002-19] [R14] is added to what the agent shows, or comes with a picture of its own', () => {
    assert.deepEqual([has(after(...given), 'r1', 'relayed'), has(after(...given), 'r2', 'armed')], [true, true]);
    assert.equal(controlRequest(after(...given), 'agent')?.requestId, 'r2');
    assert.equal(controlRequest(after(...given), 'customer'), undefined);
    const own = after(...begun, asks('r1', 'giveControl'), ok('r1'), chooses('r1', 1));
    assert.deepEqual([has(own, 'r1', 'relayed'), has(own, 'r1', 'armed')], [true, true]);
    assert.equal(accepts(after(...viewed), asks('r2', 'giveControl', 'r1')), false, 'what the customer shows is the customer’s');
    assert.equal(accepts(after(...showing), asks('r2', 'control', 'r1')), false, 'what the agent shows is the agent’s');
  });

  it('[002-24] [R15] is taken back by the agent, and given again; in between nobody takes it', () => {
    const back = after(...given, took('r2'), tookBack('r2'));
    assert.deepEqual([has(back, 'r2', 'controlling'), has(back, 'r2', 'takenBack')], [false, true]);
    assert.equal(accepts(back, took('r2')), false);
    const again = fold(back, gaveAgain('r2')).state;
    assert.deepEqual([has(again, 'r2', 'controlling'), has(again, 'r2', 'armed')], [false, true]);
    assert.ok(has(fold(again, took('r2')).state, 'r2', 'controlling'));
    assert.ok(has(after(...given, tookBack('r2')), 'r2', 'takenBack'), 'before anybody has it');
    assert.equal(accepts(after(...upgraded, took('r2')), tookBack('r2')), false, 'a customer goes on beside the agent');
  });

  it('[I2] a helper that is gone ends what its own desktop’s owner allowed, and nothing of the other', () => {
    const both = [...given, took('r2'), asks('r3', 'control'), ok('r3'), chooses('r3', 3), took('r3')];
    const controlled = (...facts: SessionFact[]) => ['r2', 'r3'].map((id) => has(after(...both, ...facts), id, 'controlling'));
    assert.deepEqual(controlled(), [true, true]);
    assert.deepEqual(controlled({ type: 'helper.lost', owner: 'agent' }), [false, true]);
    assert.deepEqual(controlled({ type: 'helper.lost', owner: 'customer' }), [true, false]);
    assert.deepEqual(controlled({ type: 'helper.lost' }), [true, false], 'logs of before');
  });

  it('[F1] folds timers of earlier logs as it did then', () => {
    const fired = (timer: string): SessionFact => ({ type: 'clock.fired', requestId: 'r1', timer: `xstate.after.${timer}` });
    const reason = (...facts: SessionFact[]) => after(...viewed, ...facts).requests[0]?.snapshot.context.endReason;
    assert.equal(reason(fired('openTimeout.request.open.granted.opening')), 'mediaFailed');
    const unwatched: SessionFact[] = [{ type: 'media.opened', requestId: 'r1' }, { type: 'agent.lookedAway', requestId: 'r1' }];
    assert.equal(reason(...unwatched, fired('grantIdle.request.open.granted.unwatched')), 'idle');
  });

  it('[F1] sets timers by names that stay: logs have them', () => {
    const [setOpen] = fold(after(...begun, asks('r1', 'view'), ok('r1')), chooses('r1', 1)).deadlines.flatMap((change) => (change.type === 'set' && change.timer.includes('openTimeout') ? [change.timer] : []));
    assert.equal(setOpen, 'xstate.after.openTimeout.request.open.granted.picture.own.opening');
  });

  it('clears the timers of both when a view ends that control was asked for on top of', () => {
    const asked = after(...viewed, { type: 'media.opened', requestId: 'r1' }, { type: 'agent.lookedAway', requestId: 'r1' }, asks('r2', 'control', 'r1'));
    const cleared = fold(asked, { type: 'agent.released', requestId: 'r1' }).deadlines.flatMap((change) => (change.type === 'clear' ? [change.requestId] : []));
    assert.deepEqual([...new Set(cleared)], ['r1', 'r2']);
  });

  it('names the running share that a request would be added to, and the latest of each desktop', () => {
    assert.equal(baseOf(after(...viewed), 'control')?.requestId, 'r1');
    assert.equal(baseOf(after(...viewed), 'giveControl'), undefined, 'another desktop');
    assert.equal(baseOf(after(...viewed), 'view'), undefined, 'a view is added to nothing');
    assert.equal(baseOf(after(...begun, asks('r1', 'view')), 'control'), undefined, 'not granted yet');
    const stopped = after(...viewed, { type: 'customer.stopped', requestId: 'r1' }, asks('r2', 'show'));
    assert.deepEqual([latestRequest(stopped, 'customer')?.requestId, latestRequest(stopped, 'agent')?.requestId], ['r1', 'r2']);
  });

  it('lets helpers stay only where the agent said so with Start', () => {
    assert.equal(keepsHelper(after(...begun)), false);
    const kept = after({ type: 'customer.linked', words: '', customerKeyHash: '' }, { type: 'agent.started', keepHelper: true });
    assert.equal(keepsHelper(kept), true);
  });

  it('notes what helpers do while the session is open, and changes nothing by it', () => {
    const facts: SessionFact[] = [{ type: 'helper.downloaded' }, { type: 'helper.joined' }, { type: 'input.refused', count: 1 }, { type: 'helper.lost' }];
    const open = after(...viewed);
    const ended = fold(open, { type: 'agent.ended' }).state;
    for (const fact of facts) {
      assert.deepEqual([accepts(open, fact), accepts(ended, fact)], [true, false], fact.type);
      assert.deepEqual(fold(open, fact), { state: open, deadlines: [] }, fact.type);
    }
  });

  it('[F5] never continues: what may be continued is the picture', () => {
    assert.equal(continuableRequest(after(...upgraded, { type: 'customer.lost' }))?.requestId, 'r1');
  });

  it('[I2] [I5] leaves no second controller and no control without its OK, in whatever order things happen', () => {
    const counts = { steps: 0, controlling: 0, given: 0, takenBack: 0, upgrades: 0 };
    for (let seed = 1; counts.steps < 100_000; seed++) walk(seed, counts);
    assert.ok(counts.controlling > 1_000 && counts.given > 1_000 && counts.takenBack > 100 && counts.upgrades > 100, JSON.stringify(counts));
    console.log(`# 0 violations in ${counts.steps} accepted facts (${counts.controlling} under control, ${counts.given} of them the agent’s desktop, ${counts.takenBack} times taken back, ${counts.upgrades} upgrades), bound ${(3 / counts.steps).toExponential(1)}`);
  });
});

/** One session of facts in a careless order, the invariants looked at after each. */
function walk(seed: number, counts: Record<'steps' | 'controlling' | 'given' | 'takenBack' | 'upgrades', number>): void {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  let state = after(...begun);
  const agreed = new Set<string>();
  const ended = new Set<string>();
  for (let n = 0; n < 400; n++) {
    const fact = pick(likelyFacts(state, n, pick, random));
    if (!accepts(state, fact)) continue;
    counts.steps += 1;
    if (fact.type === 'customer.answered' && fact.answer === 'ok') agreed.add(fact.requestId);
    if (fact.type === 'request.created' && fact.upgrades !== undefined) counts.upgrades += 1;
    const before = state;
    state = fold(state, fact).state;
    const controlling = openRequests(state).filter(({ snapshot }) => snapshot.hasTag('controlling'));
    const controllable = openRequests(state).filter(({ snapshot }) => (['armed', 'controlling', 'takenBack'] as const).some((tag) => snapshot.hasTag(tag)));
    counts.controlling += controlling.length;
    counts.given += controlling.filter(({ capability }) => capability === 'giveControl').length;
    if (fact.type === 'owner.tookBack') counts.takenBack += 1;
    for (const owner of PEOPLE)
      assert.ok(controllable.filter(({ capability }) => OWNER_OF[capability] === owner).length <= 1, `seed ${seed}: two controllers of one desktop`);
    for (const entry of controllable) assertAllowed(entry, state, agreed, `seed ${seed} step ${n} ${fact.type}`);
    for (const { requestId } of controlling)
      assert.ok(has(before, requestId, 'controlling') || fact.type === 'viewer.tookControl', `seed ${seed}: nobody took it`);
    for (const { requestId, snapshot } of state.requests) {
      if (ended.has(requestId)) assert.equal(snapshot.status, 'done', `seed ${seed}: it came back`);
      if (snapshot.status === 'done') ended.add(requestId);
    }
  }
}

/** Control stands on an OK to that very request, on a whole screen, and on a picture that is granted and looked at. */
function assertAllowed({ requestId, snapshot }: RequestEntry, state: SessionState, agreed: ReadonlySet<string>, where: string): void {
  const { upgrades, grant } = snapshot.context;
  assert.ok(agreed.has(requestId), `${where}: without an OK`);
  assert.equal(grant?.surface, 'monitor', where);
  const picture = findRequest(state, upgrades ?? requestId);
  assert.ok(picture && picture.snapshot.hasTag('relayed'), `${where}: without a picture`);
  assert.ok(!snapshot.hasTag('controlling') || picture.snapshot.hasTag('watched'), `${where}: nobody looks`);
}

function likelyFacts(state: SessionState, n: number, pick: <T>(from: readonly T[]) => T, random: () => number): SessionFact[] {
  const requestId = random() < 0.9 ? (openRequests(state).at(-1)?.requestId ?? 'r0') : (state.requests.at(Math.floor(random() * state.requests.length))?.requestId ?? 'r0');
  const owner = pick(PEOPLE);
  const base = openRequest(state, owner)?.requestId;
  const fresh = `r${n}`;
  return [
    asks(fresh, 'view'),
    asks(fresh, 'control'),
    asks(fresh, 'giveControl'),
    ...(base === undefined ? [] : [asks(fresh, 'control', base), asks(fresh, 'giveControl', base), asks(fresh, owner === 'agent' ? 'giveControl' : 'control', base), took(base)]),
    asks(fresh, 'show'),
    ok(requestId),
    okToUpgrade(requestId, n),
    okToUpgrade(requestId, n),
    chooses(requestId, n),
    chooses(requestId, n, pick(['window', 'browser'])),
    { type: 'media.opened', requestId: base ?? requestId },
    took(requestId),
    took(requestId),
    took(requestId),
    { type: 'viewer.releasedControl', requestId },
    { type: 'helper.lost', owner },
    tookBack(requestId),
    tookBack(requestId),
    gaveAgain(requestId),
    { type: 'agent.lookedAway', requestId: base ?? requestId },
    { type: 'agent.lookedAgain', requestId: base ?? requestId },
    ...(random() < 0.2
      ? ([
          { type: 'customer.stopped', requestId },
          { type: 'agent.released', requestId },
          { type: 'owner.captureEnded', requestId },
          { type: 'media.failed', requestId },
          { type: 'agent.withdrew', requestId },
          { type: 'customer.answered', requestId, answer: 'notNow', shown: { ...shown, points: [] } },
        ] satisfies SessionFact[])
      : []),
    ...(random() < 0.02 ? ([{ type: 'customer.lost' }, { type: 'agent.lost' }, { type: 'server.restarted' }] satisfies SessionFact[]) : []),
  ];
}
