import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import {
  accepts,
  continuableRequest,
  endReasonOf,
  findRequest,
  fold,
  initialState,
  openRequest,
  type DeadlineChange,
  type SessionFact,
  type SessionState,
  type ShownQuestion,
} from '../../state-machines/support-session.ts';
import { assertGolden } from '../support/machines.ts';

/** Every state of a session × every fact: which are taken, what they lead to, and which timers they set and clear. */

const shown: ShownQuestion = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' };
const requested = (requestId: string): SessionFact => ({
  type: 'request.created',
  requestId,
  capability: 'view',
  continues: null,
  ...REQUEST_TIMES,
});
const continued = (continues: string): SessionFact => ({
  type: 'customer.continued',
  requestId: 'r2',
  continues,
  capability: 'view',
  shown,
  ...REQUEST_TIMES,
});
const chosen = (requestId: string, surface: 'monitor' | 'browser'): SessionFact => ({
  type: 'owner.surfaceChosen',
  requestId,
  grantId: `g of ${requestId}`,
  epoch: 1,
  surface,
  widthPx: 1,
  heightPx: 1,
});
const fired = (requestId: string, timer: string): SessionFact => ({ type: 'clock.fired', requestId, timer: `xstate.after.${timer}` });

const SESSION_FACTS: SessionFact[] = [
  { type: 'session.created', name: 'Ada', agentId: 'mia', agentName: 'Mia', company: 'Acme' },
  { type: 'session.invited', kind: 'pin', codeHash: '', expiresAtMs: 0 },
  { type: 'customer.joined', customerKeyHash: '' },
  { type: 'customer.linked', words: '', customerKeyHash: '' },
  { type: 'customer.returned' },
  { type: 'customer.lost' },
  { type: 'customer.left' },
  { type: 'customer.reportedAbuse' },
  { type: 'agent.started' },
  { type: 'agent.lost' },
  { type: 'agent.ended' },
  { type: 'server.restarted' },
  requested('r2'),
  continued('r1'),
  { type: 'customer.connected', customerKeyHash: '' },
  { type: 'visitor.gone' },
  { type: 'agent.started', agentId: 'mia', agentName: 'Mia', company: 'Acme' },
];
const requestFacts = (requestId: string): SessionFact[] => [
  ...(['ok', 'notNow', 'dismissed'] as const).map((answer) => ({ type: 'customer.answered', requestId, answer, shown }) as const),
  { type: 'customer.extended', requestId },
  { type: 'customer.stopped', requestId },
  chosen(requestId, 'monitor'),
  chosen(requestId, 'browser'),
  { type: 'owner.captureFailed', requestId, reason: 'pickerCancelled' },
  { type: 'owner.captureFailed', requestId, reason: 'captureUnavailable' },
  { type: 'owner.captureEnded', requestId },
  { type: 'agent.withdrew', requestId },
  { type: 'agent.lookedAway', requestId },
  { type: 'agent.lookedAgain', requestId },
  { type: 'agent.released', requestId },
  { type: 'media.opened', requestId },
  { type: 'media.failed', requestId },
  { type: 'page.forbidden', requestId },
  fired(requestId, 'promptTimeout.request.open.pending.asking'),
  fired(requestId, 'pickerTimeout.request.open.pending.choosing'),
  fired(requestId, 'grantMaxLife.request.open.granted'),
  fired(requestId, 'openTimeout.request.open.granted.opening'),
  fired(requestId, 'grantIdle.request.open.granted.unwatched'),
];

const after = (...facts: SessionFact[]): SessionState => facts.reduce((state, fact) => fold(state, fact).state, initialState());
const waiting = SESSION_FACTS.slice(0, 4);
/** An earlier request was withdrawn. */
const active: SessionFact[] = [...waiting, { type: 'agent.started' }, requested('r0'), { type: 'agent.withdrew', requestId: 'r0' }];
const asking = [...active, requested('r1')];
const [ok] = requestFacts('r1') as [SessionFact];
const choosing = [...asking, ok];
const opening = [...choosing, chosen('r1', 'monitor')];
const watched: SessionFact[] = [...opening, { type: 'media.opened', requestId: 'r1' }];
const linked: SessionFact = { type: 'customer.linked', words: '', customerKeyHash: '' };
const visiting: SessionFact[] = [
  { type: 'session.created', name: 'Visitor', company: 'Acme', page: { siteKey: 'k', siteName: 'Shop', title: '', address: '' } },
  { type: 'customer.connected', customerKeyHash: '' },
];
const STATES: Record<string, SessionState> = {
  created: after(...SESSION_FACTS.slice(0, 1)),
  invited: after(...SESSION_FACTS.slice(0, 2)),
  joined: after(...SESSION_FACTS.slice(0, 3)),
  waiting: after(...waiting),
  active: after(...active),
  asking: after(...asking),
  choosing: after(...choosing),
  opening: after(...opening),
  openingUnwatched: after(...opening, { type: 'agent.lookedAway', requestId: 'r1' }),
  watched: after(...watched),
  unwatched: after(...watched, { type: 'agent.lookedAway', requestId: 'r1' }),
  stopped: after(...watched, { type: 'customer.stopped', requestId: 'r1' }),
  lost: after(...watched, { type: 'customer.lost' }),
  ended: after(...watched, { type: 'agent.ended' }),
  arriving: after(...visiting),
  unclaimed: after(...visiting, linked),
};

const valueOf = (value: unknown): string => JSON.stringify(value).replace(/["{}]/g, '');

/** What a state is for everybody, in one line. */
function lineOf(state: SessionState): string {
  const requests = state.requests.map(({ requestId, capability, snapshot, isDeclined }) => {
    const { endReason, grant, continues } = snapshot.context;
    const parts = [endReason ?? valueOf(snapshot.value)];
    if (grant) parts.push(`with ${grant.grantId}`);
    if (isDeclined) parts.push('declined');
    if (continues) parts.push(`continues ${continues}`);
    return `${requestId} ${capability} ${parts.join(' ')}`;
  });
  const session = valueOf(state.session.value);
  return [session + (endReasonOf(state) ? ` by ${endReasonOf(state)}` : ''), ...requests].join(', ');
}
const nameOf = (timer: string): string => /^xstate\.after\.(\w+)\.request\./.exec(timer)?.[1] ?? timer;
const deadlineOf = (change: DeadlineChange): string =>
  `${change.type} ${change.requestId} ${nameOf(change.timer)}${change.type === 'set' ? ` ${change.delayMs}` : ''}`;
function factOf(fact: SessionFact): string {
  const details = ['requestId', 'continues', 'answer', 'surface', 'reason'].flatMap((key) => {
    const value: unknown = Object.entries(fact).find(([name]) => name === key)?.[1];
    return typeof value === 'string' ? [value] : [];
  });
  const taken = fact.type === 'agent.started' && fact.agentId !== undefined ? [fact.agentId] : [];
  return [fact.type, ...details, ...taken, ...(fact.type === 'clock.fired' ? [nameOf(fact.timer)] : [])].join(' ');
}

const EVERY = [...SESSION_FACTS, ...requestFacts('r1'), ...requestFacts('r0'), ...requestFacts('r9')];

describe('what a support session takes', () => {
  it('[F3] [F4] is exactly what was reviewed, in every state', () => {
    const lines = Object.entries(STATES).flatMap(([name, state]) => [
      `${name} = ${lineOf(state)}`,
      ...EVERY.filter((fact) => accepts(state, fact)).map((fact) => {
        const { state: next, deadlines } = fold(state, fact);
        const changed = lineOf(next) === lineOf(state) ? '(stays)' : lineOf(next);
        return `${name}: ${factOf(fact)} -> ${[changed, ...deadlines.map(deadlineOf)].join(' / ')}`;
      }),
    ]);
    assertGolden('support-session', lines);
  });

  it('changes nothing and touches no timer by anything else that concerns a person or a request', () => {
    const facts = EVERY.filter(({ type }) => type !== 'request.created' && type !== 'customer.continued');
    for (const [name, state] of Object.entries(STATES))
      for (const fact of facts)
        if (!accepts(state, fact)) {
          const { state: next, deadlines } = fold(state, fact);
          assert.deepEqual([lineOf(next), deadlines], [lineOf(state), []], `${name}: ${factOf(fact)}`);
        }
  });

  it('gives back the very same state where no machine is concerned', () => {
    const [state] = Object.values(STATES);
    assert.ok(state);
    for (const fact of SESSION_FACTS.filter(({ type }) => type === 'session.created' || type === 'customer.returned')) {
      assert.equal(fold(state, fact).state, state, fact.type);
    }
  });

  it('begins with nothing, and finds each request by its id', () => {
    const state = initialState();
    assert.deepEqual([state.requests, openRequest(state, 'customer'), continuableRequest(state), endReasonOf(state)], [[], undefined, undefined, null]);
    const found = (id: string) => STATES['watched'] && findRequest(STATES['watched'], id)?.requestId;
    assert.deepEqual([found('r0'), found('r1'), found('r9')], ['r0', 'r1', undefined]);
  });
});
