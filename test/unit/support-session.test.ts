import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { CAPABILITIES, type Capability } from '../../gateway/protocol/vocabulary.ts';
import { OWNER_OF } from '../../state-machines/owners.ts';
import { statusOf } from '../../state-machines/session.machine.ts';
import {
  accepts,
  continuableRequest,
  fold,
  initialState,
  openRequest,
  openRequests,
  type SessionFact,
  type SessionState,
} from '../../state-machines/support-session.ts';
import { seededRandom } from '../support/seeded-random.ts';

const shown = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' } as const;
const linked: SessionFact = { type: 'customer.linked', words: '', customerKeyHash: '' };
const created = (requestId: string, capability: Capability = 'view'): SessionFact => ({
  type: 'request.created',
  requestId,
  capability,
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

/** Facts as a careless world would send them: any order, any of the latest requests. `ids` are those that were made; each new one is new, as the server’s are. */
function* randomFacts(seed: number, count: number, ids: string[] = ['r1']): Generator<SessionFact> {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  for (let n = 0; n < count; n++) {
    const requestId = pick(ids.slice(-2));
    const newId = `r${n + 2}`;
    yield pick<SessionFact>([
      linked,
      { type: 'agent.started' },
      created(newId),
      created(newId, 'show'),
      ok(requestId),
      ok(requestId),
      { type: 'customer.answered', requestId, answer: 'notNow', shown: { ...shown, points: [] } },
      { type: 'owner.surfaceChosen', requestId, grantId: `g${n}`, epoch: n, surface: pick(['monitor', 'browser']), widthPx: 1, heightPx: 1 },
      { type: 'customer.extended', requestId },
      { type: 'media.opened', requestId },
      { type: 'agent.lookedAway', requestId },
      { type: 'agent.lookedAgain', requestId },
      { type: 'customer.stopped', requestId },
      ...(random() < 0.2 ? [{ type: 'customer.lost' } as const, { type: 'server.restarted' } as const] : []),
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
      const ids = ['r1'];
      for (const fact of randomFacts(seed, 200, ids)) {
        if (!accepts(live, fact)) continue;
        if (fact.type === 'request.created') ids.push(fact.requestId);
        kept.push(fact);
        live = fold(live, fact).state;
      }
      const fromRecord = JSON.parse(JSON.stringify(kept)) as SessionFact[];
      assert.deepEqual(plain(after(...fromRecord)), plain(live), `seed ${seed}`);
    }
  });

  it('[F2] [B-01] never asks two things at a time, never shares a desktop twice, and a grant only where that very request was answered OK', () => {
    let facts = 0;
    let bothWays = 0;
    for (let seed = 1; seed <= 200; seed++) {
      let state = initialState();
      const answeredOk = new Set<string>();
      const ids = ['r1'];
      for (const fact of randomFacts(seed, 200, ids)) {
        if (!accepts(state, fact)) continue;
        facts += 1;
        if (fact.type === 'request.created') ids.push(fact.requestId);
        if (fact.type === 'customer.answered' && fact.answer === 'ok') answeredOk.add(fact.requestId);
        state = fold(state, fact).state;
        const open = openRequests(state);
        const granted = open.filter(({ snapshot }) => snapshot.hasTag('granted'));
        assert.ok(open.length - granted.length <= 1, `seed ${seed}: two questions`);
        assert.equal(new Set(open.map(({ capability }) => OWNER_OF[capability])).size, open.length, `seed ${seed}: one desktop twice`);
        for (const { requestId } of granted) assert.ok(answeredOk.has(requestId), `seed ${seed}`);
        if (granted.length === 2) bothWays += 1;
      }
    }
    assert.ok(bothWays > 0, 'both desktops are shared at times');
    console.log(`# 0 violations in ${facts} accepted facts, bound ${(3 / facts).toExponential(1)}`);
  });

  it('[F3] ends the open request when a person or the server is gone, and no other', () => {
    const two = after(linked, { type: 'agent.started' }, created('r1'), { type: 'agent.withdrew', requestId: 'r1' }, created('r2'));
    const state = fold(two, { type: 'customer.lost' }).state;
    assert.deepEqual(state.requests.map(({ snapshot }) => snapshot.context.endReason), ['withdrawn', 'customerLost']);
    assert.equal(statusOf(state.session), 'active');
  });

  it('[F2] [F3] shares both desktops at once, each under its own grant, and ends each by its own facts', () => {
    const chosenFor = (requestId: string, epoch: number): SessionFact => {
      return { type: 'owner.surfaceChosen', requestId, grantId: `g${epoch}`, epoch, surface: 'monitor', widthPx: 1, heightPx: 1 };
    };
    const view = [linked, { type: 'agent.started' } as const, created('r1'), ok('r1'), chosenFor('r1', 1)];
    const both = after(...view, created('r2', 'show'), ok('r2'), chosenFor('r2', 2));
    const endsOf = (state: SessionState) => state.requests.map(({ snapshot }) => snapshot.context.endReason);
    assert.deepEqual(openRequests(both).map(({ requestId }) => requestId), ['r1', 'r2']);
    assert.deepEqual(endsOf(fold(both, { type: 'customer.stopped', requestId: 'r2' }).state), [null, 'revoked']);
    assert.deepEqual(endsOf(fold(both, { type: 'agent.released', requestId: 'r1' }).state), ['released', null]);
    const lost = fold(both, { type: 'agent.lost' });
    assert.deepEqual(endsOf(lost.state), ['agentLost', 'agentLost']);
    assert.deepEqual(new Set(lost.deadlines.map(({ requestId }) => requestId)), new Set(['r1', 'r2']));
    for (const capability of CAPABILITIES) assert.equal(accepts(both, created('r3', capability)), false, 'shared already');
    assert.equal(accepts(after(...view, created('r2', 'show')), created('r3')), false, 'while something is asked');
  });

  it('[F5] continues what the customer showed, even after the agent has shown something since, and never what the agent showed', () => {
    const chosenFor = (requestId: string): SessionFact => {
      return { type: 'owner.surfaceChosen', requestId, grantId: requestId, epoch: 1, surface: 'monitor', widthPx: 1, heightPx: 1 };
    };
    const started = [linked, { type: 'agent.started' } as const];
    const lapsed = [...started, created('r1'), ok('r1'), chosenFor('r1'), { type: 'media.failed', requestId: 'r1' } as const];
    const again = (continues: string): SessionFact => {
      return { type: 'customer.continued', requestId: 'r3', continues, capability: 'view', shown: { ...shown, points: [] }, ...REQUEST_TIMES };
    };
    const asking = after(...lapsed, created('r2', 'show'));
    assert.equal(accepts(asking, again('r1')), false, 'one thing at a time');
    const showing = fold(fold(asking, ok('r2')).state, chosenFor('r2')).state;
    assert.equal(accepts(showing, again('r1')), true);
    const shownOnly = after(...started, created('r2', 'show'), ok('r2'), chosenFor('r2'), { type: 'media.failed', requestId: 'r2' });
    assert.equal(continuableRequest(shownOnly), undefined);
    assert.equal(accepts(shownOnly, again('r2')), false);
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
      assert.deepEqual([continuableRequest(state), openRequest(state, 'customer'), deadlines], [undefined, undefined, []]);
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
