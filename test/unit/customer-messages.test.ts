import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LiveSession } from '../../gateway/server/sessions/live-session.ts';
import type { Sessions } from '../../gateway/server/sessions/sessions.ts';
import { carryOutForCustomer } from '../../gateway/server/sockets/customer-messages.ts';
import type { RequestEntry, SessionFact } from '../../state-machines/support-session.ts';

describe('the owner’s choice of a surface', () => {
  it('[I12] gets its epoch at its turn, so that one that waited has no lower epoch than those before it', async () => {
    let lastEpoch = 4;
    const sessions = { nextEpoch: () => ++lastEpoch } as Sessions;
    const turns: (() => void)[] = [];
    const taken: SessionFact[] = [];
    const submit = (decide: () => SessionFact): Promise<void> =>
      new Promise((resolve) => {
        turns.push(() => resolve(void taken.push(decide())));
      });
    const session = { actor: { submit } } as unknown as LiveSession;
    const message = { type: 'capture.choose', commandId: 'c', requestId: 'r', surface: 'monitor', widthPx: 1, heightPx: 1 } as const;
    const request = { requestId: 'r', capability: 'view' } as RequestEntry;
    const chosen = carryOutForCustomer(sessions, session, message, request);
    assert.equal(sessions.nextEpoch(), 5);
    turns[0]?.();
    await chosen;
    assert.deepEqual(taken.map((fact) => fact.type === 'owner.surfaceChosen' && fact.epoch), [6]);
  });
});
