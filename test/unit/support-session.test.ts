import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { statusOf } from '../../state-machines/session.machine.ts';
import {
  accepts,
  continuableRequest,
  fold,
  initialState,
  openRequest,
  type SessionFact,
  type SessionState,
} from '../../state-machines/support-session.ts';
import { seededRandom } from '../support/seeded-random.ts';

const shown = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' } as const;
const linked: SessionFact = { type: 'customer.linked', words: '', customerKeyHash: '' };
const created = (requestId: string): SessionFact => ({
  type: 'request.created',
  requestId,
  capability: 'view',
  continues: null,
  ...REQUEST_TIMES,
});
const ok = (requestId: string): SessionFact => ({
  type: 'customer.answered',
  requestId,
  answer: 'ok',
  shown: { ...shown, points: [] },
});
const after = (...facts: SessionFact[]): SessionState => facts.reduce((state, fact) => fold(state, fact).state, initialState());
const plain = (state: SessionState): unknown => ({
  status: statusOf(state.session),
  requests: state.requests.map(({ requestId, snapshot }) => [requestId, snapshot.value, snapshot.context]),
});

/** Facts as a careless world would send them: any order, any request. */
function* randomFacts(seed: number, count: number): Generator<SessionFact> {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  for (let n = 0; n < count; n++) {
    const requestId = pick(['r1', 'r2', 'r3']);
    yield pick<SessionFact>([
      linked,
      { type: 'agent.started' },
      created(requestId),
      created(requestId),
      ok(requestId),
      ok(requestId),
      { type: 'customer.answered', requestId, answer: 'notNow', shown: { ...shown, points: [] } },
      { type: 'owner.surfaceChosen', requestId, grantId: `g${n}`, epoch: n, surface: pick(['monitor', 'browser']), widthPx: 1, heightPx: 1 },
      { type: 'customer.extended', requestId },
      { type: 'media.opened', requestId },
      { type: 'agent.lookedAway', requestId },
      { type: 'agent.lookedAgain', requestId },
      { type: 'customer.stopped', requestId },
      { type: 'customer.lost' },
      { type: 'server.restarted' },
      { type: 'clock.fired', requestId, timer: 'xstate.after.promptTimeout.request.open.pending.asking' },
      ...(random() < 0.02 ? [{ type: 'agent.ended' } as const] : []),
    ]);
  }
}

describe('fold of a support session', () => {
  it('[F1] gives the same state for the same facts, whatever lies between', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const kept: SessionFact[] = [];
      let live = initialState();
      for (const fact of randomFacts(seed, 200)) {
        if (!accepts(live, fact)) continue;
        kept.push(fact);
        live = fold(live, fact).state;
      }
      const fromRecord = JSON.parse(JSON.stringify(kept)) as SessionFact[];
      assert.deepEqual(plain(after(...fromRecord)), plain(live), `seed ${seed}`);
    }
  });

  it('[F2] [B-01] never has two open requests, and a grant only where that very request was answered OK', () => {
    let facts = 0;
    for (let seed = 1; seed <= 200; seed++) {
      let state = initialState();
      const answeredOk = new Set<string>();
      for (const fact of randomFacts(seed, 200)) {
        if (!accepts(state, fact)) continue;
        facts += 1;
        if (fact.type === 'customer.answered' && fact.answer === 'ok') answeredOk.add(fact.requestId);
        if (fact.type === 'request.created') answeredOk.delete(fact.requestId);
        state = fold(state, fact).state;
        assert.ok(state.requests.filter(({ snapshot }) => snapshot.hasTag('open')).length <= 1, `seed ${seed}`);
        const open = openRequest(state);
        if (open?.snapshot.hasTag('granted')) assert.ok(answeredOk.has(open.requestId), `seed ${seed}`);
      }
    }
    console.log(`# 0 violations in ${facts} accepted facts, bound ${(3 / facts).toExponential(1)}`);
  });

  it('[F3] ends the open request when a person or the server is gone, and no other', () => {
    const two = after(linked, { type: 'agent.started' }, created('r1'), { type: 'agent.withdrew', requestId: 'r1' }, created('r2'));
    const state = fold(two, { type: 'customer.lost' }).state;
    assert.deepEqual(state.requests.map(({ snapshot }) => snapshot.context.endReason), ['withdrawn', 'customerLost']);
    assert.equal(statusOf(state.session), 'active');
  });

  it('[F4] hands out deadlines and takes them back', () => {
    const asking = fold(after(linked, { type: 'agent.started' }), created('r1'));
    const [prompt] = asking.deadlines;
    assert.deepEqual([prompt?.type, prompt?.type === 'set' && prompt.delayMs], ['set', REQUEST_TIMES.promptTimeoutMs]);
    const answered = fold(asking.state, ok('r1'));
    assert.deepEqual(
      answered.deadlines.map(({ type, timer }) => [type, timer.split('.')[2]]),
      [
        ['clear', 'promptTimeout'],
        ['set', 'pickerTimeout'],
      ],
    );
    const silent = fold(asking.state, { type: 'clock.fired', requestId: 'r1', timer: prompt?.timer ?? '' });
    assert.equal(silent.state.requests[0]?.snapshot.context.endReason, 'noAnswer');
  });

  it('[F5] [I13] continues only what nobody wanted to end, once, and by the customer alone', () => {
    const granted = after(
      linked,
      { type: 'agent.started' },
      created('r1'),
      ok('r1'),
      { type: 'owner.surfaceChosen', requestId: 'r1', grantId: 'g1', epoch: 1, surface: 'monitor', widthPx: 1, heightPx: 1 },
    );
    const again = (continues: string): SessionFact => ({
      type: 'customer.continued',
      requestId: 'r2',
      continues,
      capability: 'view',
      shown: { ...shown, points: [] },
      ...REQUEST_TIMES,
    });
    const ends: [SessionFact, boolean][] = [
      [{ type: 'customer.lost' }, true],
      [{ type: 'agent.lost' }, true],
      [{ type: 'server.restarted' }, true],
      [{ type: 'media.failed', requestId: 'r1' }, true],
      [{ type: 'customer.stopped', requestId: 'r1' }, false],
      [{ type: 'owner.captureEnded', requestId: 'r1' }, false],
      [{ type: 'agent.released', requestId: 'r1' }, false],
    ];
    assert.equal(accepts(granted, again('r1')), false, 'while it is granted');
    for (const [end, may] of ends) {
      const ended = fold(granted, end).state;
      assert.equal(accepts(ended, again('r1')), may, end.type);
      assert.equal(accepts(ended, again('r0')), false, 'another request');
      if (!may) continue;
      const continued = fold(ended, again('r1')).state;
      assert.deepEqual(continued.requests[1]?.snapshot.value, { open: { pending: 'choosing' } });
      assert.equal(accepts(continued, again('r1')), false, 'twice');
    }
    const refused = after(linked, { type: 'agent.started' }, created('r1'), { type: 'customer.lost' });
    assert.equal(accepts(refused, again('r1')), false, 'what was never granted');
  });

  it('[F5] [D-2] takes a stop that comes after such an end, from then on nothing can be continued', () => {
    const chosen: SessionFact = { type: 'owner.surfaceChosen', requestId: 'r1', grantId: 'g1', epoch: 1, surface: 'monitor', widthPx: 1, heightPx: 1 };
    const granted = after(linked, { type: 'agent.started' }, created('r1'), ok('r1'), chosen);
    for (const type of ['customer.stopped', 'owner.captureEnded'] as const) {
      const stop: SessionFact = { type, requestId: 'r1' };
      const lapsed = fold(granted, { type: 'agent.lost' }).state;
      assert.equal(accepts(lapsed, stop), true);
      assert.equal(accepts(lapsed, { type, requestId: 'r0' }), false);
      assert.equal(accepts(fold(granted, { type: 'agent.released', requestId: 'r1' }).state, stop), false, 'a wanted end');
      assert.equal(accepts(fold(lapsed, { type: 'agent.ended' }).state, stop), false, 'a session that is over');
      const { state, deadlines } = fold(lapsed, stop);
      assert.deepEqual([continuableRequest(state), openRequest(state), deadlines], [undefined, undefined, []]);
      assert.equal(state.requests[0]?.snapshot.context.endReason, 'agentLost', 'why it ended stays');
      assert.equal(accepts(state, stop), false, 'once');
      assert.equal(accepts(state, created('r2')), true);
    }
  });

  it('does not take a request before Start, or after the end', () => {
    assert.equal(accepts(after(linked), created('r1')), false);
    const ended = after(linked, { type: 'agent.started' }, created('r1'), { type: 'customer.left' });
    assert.equal(ended.requests[0]?.snapshot.context.endReason, 'sessionEnded');
    assert.equal(accepts(ended, created('r2')), false);
  });
});
