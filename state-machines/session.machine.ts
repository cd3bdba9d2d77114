import { assign, setup, type SnapshotFrom } from 'xstate';
import type { SessionEndReason, SessionStatus } from '../gateway/protocol/vocabulary.ts';

export type SessionEvent =
  /** A PIN or link was made; the one before is dead, and whoever used it without connecting a page is out. */
  | { type: 'session.invited' }
  /** The PIN or link was used up. */
  | { type: 'customer.joined' }
  /** The page of whoever joined is connected, for the first time. */
  | { type: 'customer.linked' }
  /** `keepHelper`: helpers of this session are not to remove themselves when it is over. */
  | { type: 'agent.started'; keepHelper?: true }
  | { type: 'agent.ended' }
  | { type: 'customer.left' }
  | { type: 'customer.reportedAbuse' };

interface Context {
  endReason: SessionEndReason | null;
  keepsHelper: boolean;
}

/**
 * One support session, from its creation to its end. Closing or losing a page does not end it (D-8).
 * A server machine: folded over the log, without effects of its own. Rules: SPEC.md, "Session".
 */
export const sessionMachine = setup({
  types: {
    context: {} as Context,
    events: {} as SessionEvent,
    tags: {} as 'open' | 'invitable' | 'joinable' | 'joined' | 'startable' | 'requestable',
  },
  actions: {
    noteKeepHelper: assign(({ event }) => ({ keepsHelper: event.type === 'agent.started' && event.keepHelper === true })),
    noteEnd: assign({ endReason: (_, params: { reason: SessionEndReason }) => params.reason }),
  },
}).createMachine({
  id: 'session',
  context: { endReason: null, keepsHelper: false },
  initial: 'open',
  states: {
    open: {
      tags: 'open',
      initial: 'connecting',
      on: {
        'agent.ended': { target: 'ended', actions: { type: 'noteEnd', params: { reason: 'agentEnded' } } },
        'customer.left': { target: 'ended', actions: { type: 'noteEnd', params: { reason: 'customerEnded' } } },
        'customer.reportedAbuse': {
          target: 'ended',
          actions: { type: 'noteEnd', params: { reason: 'abuseReported' } },
        },
      },
      states: {
        connecting: {
          tags: 'invitable',
          initial: 'uninvited',
          on: { 'session.invited': '.invited', 'customer.linked': 'waiting' },
          states: {
            uninvited: {},
            invited: { tags: 'joinable', on: { 'customer.joined': 'joined' } },
            joined: { tags: 'joined' },
          },
        },
        waiting: { tags: 'startable', on: { 'agent.started': { target: 'active', actions: 'noteKeepHelper' } } },
        active: { tags: 'requestable' },
      },
    },
    ended: { type: 'final' },
  },
});

export type SessionSnapshot = SnapshotFrom<typeof sessionMachine>;

/** The status as everybody sees it; the machine's states are named after it. */
export function statusOf({ value }: SessionSnapshot): SessionStatus {
  if (value === 'ended') return value;
  return typeof value.open === 'string' ? value.open : 'connecting';
}
