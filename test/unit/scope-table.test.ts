import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeClientMessage } from '../../gateway/protocol/codec.ts';
import type { ClientMessage, ClientMessageType } from '../../gateway/protocol/client-messages.ts';
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
  ended: after(...started, { type: 'agent.ended' }),
};
const every = Object.keys(STATES);
const open = every.filter((name) => name !== 'ended');
const grantedStates = ['opening', 'watched', 'unwatched'];

const ref = { commandId: 'c', sessionId: id, grantId: id, epoch };
const viewer = { sessionId: id, grantId: id, epoch, viewerId: id };
/** A message of each type, and the states in which it passes for the role that may send it. */
const EXPECTED: Record<ClientMessageType, [message: object, passes: string[]]> = {
  pong: [{ n: 1 }, every],
  'session.create': [{ commandId: 'c', name: 'x', invite: 'pin' }, every],
  'session.invite': [{ commandId: 'c', sessionId: id, invite: 'pin' }, ['connecting']],
  'session.start': [{ commandId: 'c', sessionId: id }, ['waiting']],
  'session.end': [{ commandId: 'c', sessionId: id }, open],
  'request.create': [
    { commandId: 'c', sessionId: id, capability: 'view' },
    open.filter((name) => name !== 'connecting' && name !== 'waiting'),
  ],
  'request.withdraw': [{ commandId: 'c', sessionId: id, requestId: id }, ['asking', 'choosing', ...grantedStates]],
  'share.look': [ref, grantedStates],
  'share.lookAway': [ref, grantedStates],
  'share.release': [ref, grantedStates],
  'viewer.answer': [{ ...viewer, sdp: 'v=0' }, ['opening', 'watched']],
  'viewer.candidate': [{ ...viewer, candidate: null }, ['opening', 'watched']],
  'customer.setLocale': [{ locale: 'de' }, every],
  'question.answer': [{ commandId: 'c', requestId: id, answer: 'ok', locale: 'en', textVersion: 1 }, ['asking']],
  'question.extend': [{ commandId: 'c', requestId: id }, ['asking']],
  'capture.choose': [{ commandId: 'c', requestId: id, surface: 'monitor', widthPx: 1, heightPx: 1 }, ['choosing']],
  'capture.fail': [{ commandId: 'c', requestId: id, reason: 'pickerCancelled' }, ['choosing']],
  'share.continue': [
    { commandId: 'c', requestId: id, locale: 'en', textVersion: 1 },
    open.filter((name) => name !== 'connecting' && name !== 'waiting'),
  ],
  'share.stop': [{ commandId: 'c', grantId: id, by: 'page' }, grantedStates],
  'publisher.offer': [{ grantId: id, epoch, sdp: 'v=0' }, grantedStates],
  'publisher.candidate': [{ grantId: id, epoch, candidate: null }, grantedStates],
  'session.leave': [{ commandId: 'c' }, open],
};

const message = (type: string, body: object): ClientMessage => {
  const decoded = decodeClientMessage(JSON.stringify({ type, ...body }));
  assert.ok(decoded.ok, `${type}: ${JSON.stringify(decoded)}`);
  return decoded.message;
};
const passingStates = (role: Role, type: string, body: object): string[] =>
  every.filter((name) => gate(role, message(type, body), STATES[name]).pass);

describe('scope table', () => {
  for (const [type, [body, passes]] of Object.entries(EXPECTED)) {
    const { from } = SCOPE_TABLE[type as ClientMessageType];
    for (const role of ['agent', 'customer'] as const) {
      const allowed = from === 'both' || from === role ? passes : [];
      it(`[T-SCOPE-MATRIX] [T-ROLE-SWAP] ${type} of ${role}: ${allowed.join(', ') || 'never'}`, () => {
        assert.deepEqual(passingStates(role, type, body).sort(), [...allowed].sort());
      });
    }
  }

  it('[I5] lets nothing pass for another request, another grant, or another epoch', () => {
    for (const [type, [body, passes]] of Object.entries(EXPECTED)) {
      const { from } = SCOPE_TABLE[type as ClientMessageType];
      const role = from === 'both' ? 'agent' : from;
      const strange: object[] = [];
      // What Continue sharing names is looked at by the fold: `customer.continued` takes only what may be continued.
      if ('requestId' in body && type !== 'share.continue') strange.push({ ...body, requestId: other });
      if ('grantId' in body) strange.push({ ...body, grantId: other });
      if ('epoch' in body) strange.push({ ...body, epoch: epoch - 1 }, { ...body, epoch: epoch + 1 });
      for (const wrong of strange) assert.deepEqual(passingStates(role, type, wrong), [], `${type} ${passes.join()}`);
    }
  });

  it('needs a session wherever the table names a state', () => {
    for (const [type, [body]] of Object.entries(EXPECTED)) {
      const { from, session } = SCOPE_TABLE[type as ClientMessageType];
      const verdict = gate(from === 'both' ? 'agent' : from, message(type, body), undefined);
      assert.equal(verdict.pass, session === null, type);
    }
  });
});
