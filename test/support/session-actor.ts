import assert from 'node:assert/strict';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { LogEntry } from '../../gateway/protocol/views.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { SessionActor } from '../../gateway/server/sessions/session-actor.ts';
import { StoreError, type NewFact, type StoredFact } from '../../gateway/server/store/store.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { FakeMedia } from './fake-media.ts';
import { SimulatedServerClock } from './simulated-clock.ts';

/** An actor whose record, media and messages all write into one journal, so that order can be seen. */
export function createWorld(failed = (error: unknown): void => assert.fail(String(error))) {
  const journal: string[] = [];
  const media = new FakeMedia();
  const clock = new SimulatedServerClock();
  const messages: ServerMessage[] = [];
  const world = { failing: false, stalled: false, unsentBytes: 0 };
  let seq = 0;
  const push = media.calls.push.bind(media.calls);
  media.calls.push = (call) => {
    journal.push(`media ${call.split(' ')[0]}`);
    return push(call);
  };
  const store = {
    async append(_stream: string, facts: readonly NewFact[]): Promise<StoredFact[]> {
      if (world.failing) throw new StoreError('the disk is full');
      if (world.stalled) await new Promise(() => undefined);
      journal.push(...facts.map(({ type }) => `record ${type}`));
      return facts.map((fact) => ({ ...fact, seq: ++seq }));
    },
  };
  const note = (to: string) => (message: ServerMessage) => {
    messages.push(message);
    journal.push(`${to} ${message.type}`);
  };
  const logged: LogEntry[][] = [];
  const actor = new SessionActor('s1', { store, media, clock, failed }, {
    changed: () => journal.push('views'),
    logged: (entries) => logged.push([...entries]),
    cut: () => undefined,
    forbiddenPaths: () => [],
    documentChanged: () => undefined,
    send: (to, message) => note(to)(message),
    unsentBytes: () => world.unsentBytes,
  });
  return { actor, clock, journal, logged, media, messages, store, world };
}

export const requestId = 'r1';
/** Up to the customer's OK. */
export const toGrant: SessionFact[] = [
  { type: 'session.created', name: 'Ada', agentId: 'agent', agentName: 'Mia', company: 'Acme' },
  { type: 'customer.linked', words: '', customerKeyHash: '' },
  { type: 'agent.started' },
  { type: 'request.created', requestId, capability: 'view', continues: null, ...REQUEST_TIMES },
  {
    type: 'customer.answered',
    requestId,
    answer: 'ok',
    shown: { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' },
  },
];
/** Makes the grant `g1`. */
export const choice: SessionFact = { type: 'owner.surfaceChosen', requestId, grantId: 'g1', epoch: 1, surface: 'monitor', widthPx: 1, heightPx: 1 };
