import { assign, setup, type SnapshotFrom } from 'xstate';
import type { SessionEndReason, SessionStatus } from '../gateway/protocol/vocabulary.ts';

export type SessionEvent =
  /** A PIN or link was made; the one before is dead, and whoever used it without connecting a page is out. */
  | { type: 'session.invited' }
  /** The PIN or link was used up. */
  | { type: 'customer.joined' }
  /** Somebody on a page of a site clicked to connect; nobody has invited that person. */
  | { type: 'customer.connected' }
  /** The page of whoever joined, or clicked to connect, is connected, for the first time. */
  | { type: 'customer.linked' }
  /** The visitor left before any agent took the session. */
  | { type: 'visitor.gone' }
  /**
   * `agentId`: who takes a session that belonged to nobody. `keepHelper`: helpers of this session are not to remove
   * themselves when it is over.
   */
  | { type: 'agent.started'; agentId?: string | undefined; keepHelper?: true }
  | { type: 'agent.ended' }
  | { type: 'customer.left' }
  | { type: 'customer.reportedAbuse' };

interface Context {
  endReason: SessionEndReason | null;
  keepsHelper: boolean;
}

const visitorGone = { target: '#session.ended', actions: { type: 'noteEnd', params: { reason: 'visitorGone' } } } as const;

/**
 * One support session, from its creation to its end. Closing or losing a page does not end it (D-8).
 * A server machine: folded over the log, without effects of its own. Rules: SPEC.md, "Session".
 */
export const sessionMachine = setup({
  types: {
    context: {} as Context,
    events: {} as SessionEvent,
    tags: {} as 'open' | 'invitable' | 'joinable' | 'joined' | 'startable' | 'unclaimed' | 'requestable',
  },
  guards: {
    /** The fact names whose session it is from now on. */
    isTaken: ({ event }) => event.type === 'agent.started' && event.agentId !== undefined,
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
            uninvited: { on: { 'customer.connected': '#session.open.arriving' } },
            invited: { tags: 'joinable', on: { 'customer.joined': 'joined' } },
            joined: { tags: 'joined' },
          },
        },
        waiting: { tags: 'startable', on: { 'agent.started': { target: 'active', actions: 'noteKeepHelper' } } },
        arriving: {
          tags: 'joined',
          on: { 'customer.linked': 'unclaimed', 'visitor.gone': visitorGone, 'customer.reportedAbuse': {} },
        },
        unclaimed: {
          tags: ['startable', 'unclaimed'],
          on: {
            'agent.started': { guard: 'isTaken', target: 'active', actions: 'noteKeepHelper' },
            'visitor.gone': visitorGone,
            // There is nobody to report yet.
            'customer.reportedAbuse': {},
          },
        },
        active: { tags: 'requestable' },
      },
    },
    ended: { type: 'final' },
  },
});

export type SessionSnapshot = SnapshotFrom<typeof sessionMachine>;

/** The status as everybody sees it; most of the machine's states are named after theirs. */
export function statusOf({ value }: SessionSnapshot): SessionStatus {
  if (value === 'ended') return value;
  if (typeof value.open !== 'string') return 'connecting';
  return STATUS_OF_VISITOR[value.open] ?? (value.open as SessionStatus);
}

/** Of a session that nobody was invited to. */
const STATUS_OF_VISITOR: Readonly<Record<string, SessionStatus>> = { arriving: 'connecting', unclaimed: 'waiting' };
