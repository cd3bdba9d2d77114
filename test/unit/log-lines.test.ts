import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Capability, Surface } from '../../gateway/protocol/vocabulary.ts';
import { logLines } from '../../gateway/server/sessions/log-lines.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { fold, initialState, type SessionFact, type SessionState } from '../../state-machines/support-session.ts';

const shown = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' } as const;
const after = (state: SessionState, ...facts: SessionFact[]): SessionState => facts.reduce((before, fact) => fold(before, fact).state, state);

const shared = (capability: Capability, surface: Surface): SessionState =>
  after(
    initialState(),
    { type: 'customer.linked', words: '', customerKeyHash: '' },
    { type: 'agent.started' },
    { type: 'request.created', requestId: 'r1', capability, continues: null, ...REQUEST_TIMES },
    { type: 'customer.answered', requestId: 'r1', answer: 'ok', shown: { ...shown, points: [] } },
    { type: 'owner.surfaceChosen', requestId: 'r1', grantId: 'g1', epoch: 1, surface, widthPx: 1, heightPx: 1 },
    { type: 'media.opened', requestId: 'r1' },
  );
const kinds = (state: SessionState, fact: SessionFact): string[] => logLines(fact, state, fold(state, fact).state).map(({ kind }) => kind);

describe('lines of a session’s log', () => {
  it('tell an agent who looks away from a picture that is on no screen', () => {
    const desktop = shared('view', 'monitor');
    assert.deepEqual(kinds(desktop, { type: 'agent.lookedAway', requestId: 'r1' }), ['lookedAway']);
    assert.deepEqual(kinds(desktop, { type: 'agent.lookedAway', requestId: 'r1', viewerId: 'v1' }), ['paused']);
    // Nobody looks away from a page but by having it on no screen.
    const page = shared('cobrowseView', 'page');
    assert.deepEqual(kinds(page, { type: 'agent.lookedAway', requestId: 'r1' }), ['paused']);
    const away = after(page, { type: 'agent.lookedAway', requestId: 'r1' });
    assert.deepEqual(kinds(away, { type: 'agent.lookedAgain', requestId: 'r1' }), ['resumed']);
  });

  it('tell why a share ended, and once that it can no longer be continued', () => {
    const desktop = shared('view', 'monitor');
    assert.deepEqual(logLines({ type: 'customer.lost' }, desktop, after(desktop, { type: 'customer.lost' })), [
      { kind: 'customerLost', params: {} },
      { kind: 'ended', params: { reason: 'customerLost', granted: 'true', capability: 'view' } },
    ]);
    const lost = after(desktop, { type: 'customer.lost' });
    const stop: SessionFact = { type: 'customer.stopped', requestId: 'r1' };
    assert.deepEqual(kinds(lost, stop), ['notContinued']);
    assert.deepEqual(kinds(after(lost, stop), { type: 'customer.returned' }).filter((kind) => kind === 'notContinued'), []);
  });

  it('say of a surface that shows something else only that it ended what was asked', () => {
    const asked = after(
      initialState(),
      { type: 'customer.linked', words: '', customerKeyHash: '' },
      { type: 'agent.started' },
      { type: 'request.created', requestId: 'r1', capability: 'view', continues: null, ...REQUEST_TIMES },
      { type: 'customer.answered', requestId: 'r1', answer: 'ok', shown: { ...shown, points: [] } },
    );
    assert.deepEqual(kinds(asked, { type: 'owner.surfaceChosen', requestId: 'r1', grantId: 'g1', epoch: 1, surface: 'browser', widthPx: 1, heightPx: 1 }), ['ended']);
  });
});
