import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeClientMessage } from '../../gateway/protocol/codec.ts';
import type { ClientMessage, ClientMessageType } from '../../gateway/protocol/client-messages.ts';
import type { ErrorCode } from '../../gateway/protocol/vocabulary.ts';
import { gate } from '../../gateway/server/sockets/gate.ts';
import { SCOPE_TABLE, type Role } from '../../gateway/server/sockets/scope-table.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { fold, initialState, type SessionFact, type SessionState } from '../../state-machines/support-session.ts';

/** T-SCOPE-MATRIX: every message × role × state, generated and compared with what a reader expects. */

const id = 'A'.repeat(22);
const other = 'B'.repeat(22);
const epoch = 1_000_001;
const after = (...facts: SessionFact[]): SessionState => facts.reduce((state, fact) => fold(state, fact).state, initialState());

const linked: SessionFact = { type: 'customer.linked', words: 'copper lantern', customerKeyHash: '' };
const started: SessionFact[] = [linked, { type: 'agent.started' }];
const asked: SessionFact[] = [...started, { type: 'request.created', requestId: id, capability: 'view', continues: null, ...REQUEST_TIMES }];
const shown = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' } as const;
const okayed: SessionFact[] = [...asked, { type: 'customer.answered', requestId: id, answer: 'ok', shown: { ...shown, points: [] } }];
const granted: SessionFact[] = [
  ...okayed,
  { type: 'owner.surfaceChosen', requestId: id, grantId: id, epoch, surface: 'monitor', widthPx: 1, heightPx: 1 },
];
const STATES: Record<string, SessionState> = {
  connecting: after(),
  waiting: after(linked),
  active: after(...started),
  asking: after(...asked),
  choosing: after(...okayed),
  opening: after(...granted),
  watched: after(...granted, { type: 'media.opened', requestId: id }),
  unwatched: after(...granted, { type: 'media.opened', requestId: id }, { type: 'agent.lookedAway', requestId: id }),
  stopped: after(...granted, { type: 'customer.stopped', requestId: id }),
  lost: after(...granted, { type: 'agent.lost' }),
  declined: after(...granted, { type: 'agent.lost' }, { type: 'customer.stopped', requestId: id }),
  ended: after(...started, { type: 'agent.ended' }),
};
const every = Object.keys(STATES);
const open = every.filter((name) => name !== 'ended');
const grantedStates = ['opening', 'watched', 'unwatched'];

const ref = { commandId: 'c', sessionId: id, grantId: id, epoch };
const viewer = { sessionId: id, grantId: id, epoch, viewerId: id };
/** The table as a reader expects it, written down a second time: who may send it, and in which states it passes. */
interface Expected {
  readonly from: readonly Role[];
  /** A message of this type. */
  readonly body: object;
  readonly passes: readonly string[];
  /** Whether it passes without a session. */
  readonly alone?: true;
  readonly perSecond?: number;
}

const both: readonly Role[] = ['agent', 'customer'];
const agent: readonly Role[] = ['agent'];
const customer: readonly Role[] = ['customer'];
const active = open.filter((name) => name !== 'connecting' && name !== 'waiting');
const undecided = ['asking', 'choosing', ...grantedStates];
const asks = { commandId: 'c', requestId: id, locale: 'en', textVersion: 1 };
const EXPECTED: Record<ClientMessageType, Expected> = {
  pong: { from: both, body: { n: 1 }, passes: every, alone: true, perSecond: 20 },
  'session.create': { from: agent, body: { commandId: 'c', name: 'x', invite: 'pin' }, passes: every, alone: true },
  'session.invite': { from: agent, body: { commandId: 'c', sessionId: id, invite: 'pin' }, passes: ['connecting'] },
  'session.start': { from: agent, body: { commandId: 'c', sessionId: id }, passes: ['waiting'] },
  'session.end': { from: agent, body: { commandId: 'c', sessionId: id }, passes: open },
  'request.create': { from: agent, body: { commandId: 'c', sessionId: id, capability: 'view' }, passes: active },
  'request.withdraw': { from: agent, body: { commandId: 'c', sessionId: id, requestId: id }, passes: undecided },
  'share.look': { from: agent, body: ref, passes: grantedStates },
  'share.lookAway': { from: agent, body: ref, passes: grantedStates },
  'share.release': { from: agent, body: ref, passes: grantedStates },
  'viewer.answer': { from: agent, body: { ...viewer, sdp: 'v=0' }, passes: ['opening', 'watched'] },
  'viewer.candidate': { from: agent, body: { ...viewer, candidate: null }, passes: ['opening', 'watched'], perSecond: 60 },
  'viewer.pause': { from: agent, body: { ...ref, viewerId: id }, passes: grantedStates },
  'viewer.resume': { from: agent, body: { ...ref, viewerId: id }, passes: grantedStates },
  'viewer.keyFrame': { from: agent, body: viewer, passes: ['opening', 'watched'], perSecond: 2 },
  'customer.setLocale': { from: customer, body: { locale: 'de' }, passes: every, alone: true },
  'question.answer': { from: customer, body: { ...asks, answer: 'ok' }, passes: ['asking'] },
  'question.extend': { from: customer, body: { commandId: 'c', requestId: id }, passes: ['asking'] },
  'capture.choose': {
    from: customer,
    body: { commandId: 'c', requestId: id, surface: 'monitor', widthPx: 1, heightPx: 1 },
    passes: ['choosing'],
  },
  'capture.fail': { from: customer, body: { commandId: 'c', requestId: id, reason: 'pickerCancelled' }, passes: ['choosing'] },
  'share.continue': { from: customer, body: asks, passes: active },
  'share.stop': { from: customer, body: { commandId: 'c', grantId: id, by: 'page' }, passes: [...grantedStates, 'lost'] },
  'publisher.offer': { from: customer, body: { grantId: id, epoch, sdp: 'v=0' }, passes: grantedStates },
  'publisher.candidate': { from: customer, body: { grantId: id, epoch, candidate: null }, passes: grantedStates, perSecond: 60 },
  'session.leave': { from: customer, body: { commandId: 'c' }, passes: open },
  'abuse.report': { from: customer, body: { commandId: 'c' }, passes: open },
};

const message = (type: string, body: object): ClientMessage => {
  const decoded = decodeClientMessage(JSON.stringify({ type, ...body }));
  assert.ok(decoded.ok, `${type}: ${JSON.stringify(decoded)}`);
  return decoded.message;
};
const passingStates = (role: Role, type: string, body: object): string[] =>
  every.filter((name) => gate(role, message(type, body), STATES[name]).pass);

/** Every message of somebody who may send it. */
const allowed = Object.entries(EXPECTED).flatMap(([type, expected]) =>
  expected.from.map((role) => ({ type: type as ClientMessageType, role, ...expected })),
);

describe('scope table', () => {
  for (const [type, { from, body, passes }] of Object.entries(EXPECTED))
    for (const role of both) {
      const states = from.includes(role) ? passes : [];
      it(`[T-SCOPE-MATRIX] [T-ROLE-SWAP] ${type} of ${role}: ${states.join(', ') || 'never'}`, () => {
        assert.deepEqual(passingStates(role, type, body).sort(), [...states].sort());
      });
    }

  it('[T-ROLE-SWAP] says that it is not allowed, whatever the state, where the other person may send it', () => {
    for (const [type, { from, body }] of Object.entries(EXPECTED))
      for (const role of both.filter((candidate) => !from.includes(candidate)))
        for (const state of Object.values(STATES)) {
          assert.deepEqual(gate(role, message(type, body), state), { pass: false, code: 'E_NOT_ALLOWED' }, type);
        }
  });

  it('[I5] lets nothing pass for another request, another grant, or another epoch', () => {
    for (const { type, role, body } of allowed) {
      const strange: object[] = [];
      // What Continue sharing names is looked at by the fold: `customer.continued` takes only what may be continued.
      if ('requestId' in body && type !== 'share.continue') strange.push({ ...body, requestId: other });
      if ('grantId' in body) strange.push({ ...body, grantId: other });
      if ('epoch' in body) strange.push({ ...body, epoch: epoch - 1 }, { ...body, epoch: epoch + 1 });
      for (const wrong of strange) assert.deepEqual(passingStates(role, type, wrong), [], type);
      for (const wrong of strange) {
        assert.deepEqual(gate(role, message(type, wrong), STATES['opening']), { pass: false, code: 'E_STALE' }, type);
      }
    }
  });

  it('needs a session wherever the table names a state', () => {
    for (const { type, role, body, alone } of allowed) {
      const expected = alone ? { pass: true, request: undefined } : { pass: false, code: 'E_NO_SESSION' };
      assert.deepEqual(gate(role, message(type, body), undefined), expected, type);
    }
  });

  it('names the request that passed, and none where the message names none', () => {
    for (const { type, role, body, passes } of allowed) {
      const named = ('requestId' in body && type !== 'share.continue') || 'grantId' in body ? id : undefined;
      for (const state of passes) {
        const verdict = gate(role, message(type, body), STATES[state]);
        assert.equal(verdict.pass && verdict.request?.requestId, named, `${type} ${state}`);
      }
    }
  });

  it('finds the grant that a message names among all that were', () => {
    const again = 'C'.repeat(22);
    const state = after(
      ...granted,
      { type: 'customer.stopped', requestId: id },
      { type: 'request.created', requestId: other, capability: 'view', continues: null, ...REQUEST_TIMES },
      { type: 'customer.answered', requestId: other, answer: 'ok', shown: { ...shown, points: [] } },
      { type: 'owner.surfaceChosen', requestId: other, grantId: again, epoch: epoch + 1, surface: 'monitor', widthPx: 1, heightPx: 1 },
    );
    const stop = (grantId: string) => gate('customer', message('share.stop', { commandId: 'c', grantId, by: 'page' }), state);
    const verdict = stop(again);
    assert.equal(verdict.pass && verdict.request?.requestId, other);
    assert.deepEqual(stop(id), { pass: false, code: 'E_STALE' });
  });

  it('says why the session refuses', () => {
    const refusals: [type: ClientMessageType, role: Role, state: string, code: ErrorCode][] = [
      ['session.invite', 'agent', 'waiting', 'E_STALE'],
      ['session.start', 'agent', 'connecting', 'E_SESSION_NOT_WAITING'],
      ['request.create', 'agent', 'waiting', 'E_SESSION_NOT_ACTIVE'],
      ['session.invite', 'agent', 'ended', 'E_SESSION_ENDED'],
      ['session.start', 'agent', 'ended', 'E_SESSION_ENDED'],
      ['request.create', 'agent', 'ended', 'E_SESSION_ENDED'],
      ['session.end', 'agent', 'ended', 'E_SESSION_ENDED'],
      ['session.leave', 'customer', 'ended', 'E_SESSION_ENDED'],
    ];
    for (const [type, role, state, code] of refusals) {
      const verdict = gate(role, message(type, EXPECTED[type].body), STATES[state]);
      assert.deepEqual(verdict, { pass: false, code }, `${type} ${state}`);
    }
  });

  it('allows ten commands a second, and more of what browsers send at once', () => {
    for (const [type, { perSecond = 10 }] of Object.entries(EXPECTED)) {
      assert.equal(SCOPE_TABLE[type as ClientMessageType].perSecond, perSecond, type);
    }
  });
});
