import { assign, cancel, fromCallback, raise, sendTo, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate';
import type { RequestEndReason } from '../gateway/protocol/vocabulary.ts';
import { known, notProvided } from './slots.ts';

/** From the page itself and from its link. */
type OutsideEvent =
  /** Stop looking; the grant stays. */
  | { type: 'viewer.lookAway' }
  | { type: 'viewer.look' }
  /** The picture is on a screen, or has been on none for a while: another tab is in front, the page is hidden. */
  | { type: 'page.seen' }
  | { type: 'page.unseen' }
  | { type: 'link.granted'; grantId: string; epoch: number }
  /** The server says blank the picture now. */
  | { type: 'link.cut'; grantId: string; reason: RequestEndReason }
  /** The server does not count the grant as live any more. */
  | { type: 'link.ended'; grantId: string; reason: RequestEndReason | null }
  /** The link is not open; it may come back. */
  | { type: 'link.lost' }
  | { type: 'link.found' }
  /** The link is over for good: replaced by another page, refused, closed. */
  | { type: 'link.closed' };

/** From the actor in the slot `watch`. */
export type WatchingEvent =
  /** New frames of the picture arrive. */
  | { type: 'media.up' }
  /** They do not arrive any more; what is on the screen grows old. */
  | { type: 'media.stale' }
  /** There is no connection, and no picture. */
  | { type: 'media.down' };

/** To the actor in the slot `watch`: let the server pause the picture, or let it go on; its connection stays. */
export type WatchOrder = { type: 'picture.pause' } | { type: 'picture.resume' };

export type ViewingEvent = OutsideEvent | WatchingEvent | { type: 'clock.leaseOver' };

export interface ViewingInput {
  /** Milliseconds that a lost link has to come back; the server's lease is a little shorter. Default 3 s. */
  leaseMs?: number;
}

/** Why the latest picture is gone: the server's reason where it is known. */
export type ViewingEndReason = RequestEndReason | 'linkLost';

interface Context {
  leaseMs: number;
  grant: { grantId: string; epoch: number } | null;
  endReason: ViewingEndReason | null;
  /** Whether the picture is on a screen, or may be soon. */
  seen: boolean;
}

/** Where a picture was shown that is on no screen any more. */
const unseen = { target: 'paused', actions: 'noteUnseen' } as const;

/**
 * The page of whoever looks: the picture of one session's share. It lives as long as the session's tab and shows one share
 * after the other, so it has no final state. The picture exists only while the slot `watch` runs; leaving its state
 * takes the picture away within the same `send`. Views ask its tags. Rules: SPEC-pages.md, "Viewing".
 */
export const viewingMachine = setup({
  types: {
    context: {} as Context,
    events: {} as ViewingEvent,
    input: {} as ViewingInput | undefined,
    tags: {} as 'watching' | 'picture' | 'live' | 'paused' | 'away' | 'over',
  },
  actors: {
    /** Answers the server's offers of this grant and shows the picture until it is stopped. */
    watch: fromCallback<WatchOrder, { grantId: string; epoch: number }>(() => notProvided('watch')),
  },
  guards: {
    isUnseen: ({ context }) => !context.seen,
    isOfGrant: ({ context, event }) => 'grantId' in event && event.grantId === context.grant?.grantId,
    isNewer: ({ context, event }) => event.type === 'link.granted' && event.epoch > (context.grant?.epoch ?? 0),
    /** After a loss of the link: the server's word on the grant that was lost sight of. An ended one never returns. */
    wasOnlyLost: ({ context, event }) =>
      'grantId' in event && event.grantId === context.grant?.grantId && context.endReason === 'linkLost',
  },
  delays: {
    lease: ({ context }) => context.leaseMs,
  },
  actions: {
    noteSeen: assign({ seen: true }),
    noteUnseen: assign({ seen: false }),
    pausePicture: sendTo('watch', { type: 'picture.pause' } satisfies WatchOrder),
    resumePicture: sendTo('watch', { type: 'picture.resume' } satisfies WatchOrder),
    startLease: raise({ type: 'clock.leaseOver' }, { delay: 'lease', id: 'lease' }),
    endLease: cancel('lease'),
    noteGrant: assign({
      grant: ({ event, context }) =>
        event.type === 'link.granted' ? { grantId: event.grantId, epoch: event.epoch } : context.grant,
      endReason: null,
    }),
    noteEnd: assign({
      endReason: ({ event }) => (event.type === 'link.cut' || event.type === 'link.ended' ? event.reason : 'linkLost'),
    }),
  },
}).createMachine({
  id: 'viewing',
  context: ({ input }) => ({ leaseMs: input?.leaseMs ?? 3_000, grant: null, endReason: null, seen: true }),
  initial: 'waiting',
  on: {
    'page.seen': { actions: 'noteSeen' },
    'page.unseen': { actions: 'noteUnseen' },
  },
  states: {
    waiting: {
      on: { 'link.granted': { target: 'shared', actions: 'noteGrant' } },
    },
    shared: {
      initial: 'watching',
      exit: 'endLease',
      on: {
        'link.granted': { guard: 'isNewer', target: 'shared', actions: 'noteGrant' },
        'link.cut': { guard: 'isOfGrant', target: 'blank', actions: 'noteEnd' },
        'link.ended': { guard: 'isOfGrant', target: 'blank', actions: 'noteEnd' },
        // A short loss changes nothing: the server keeps the grant of a page that comes back within its lease.
        'link.lost': { actions: ['endLease', 'startLease'] },
        'link.found': { actions: 'endLease' },
        'link.closed': { target: 'blank', actions: 'noteEnd' },
        'clock.leaseOver': { target: 'blank', actions: 'noteEnd' },
      },
      states: {
        watching: {
          initial: 'connecting',
          tags: 'watching',
          invoke: { src: 'watch', id: 'watch', input: ({ context }) => known(context.grant) },
          on: { 'viewer.lookAway': 'away' },
          states: {
            connecting: { on: { 'media.up': [{ guard: 'isUnseen', target: 'paused' }, 'playing'] } },
            playing: {
              tags: ['picture', 'live'],
              on: { 'media.stale': 'stale', 'media.down': 'connecting', 'page.unseen': unseen },
            },
            stale: {
              tags: 'picture',
              on: { 'media.up': 'playing', 'media.down': 'connecting', 'page.unseen': unseen },
            },
            // What is known of the connection does not matter before the picture is wanted again.
            paused: {
              tags: ['picture', 'paused'],
              entry: 'pausePicture',
              on: {
                // The server has made a new connection meanwhile, and nobody looks at that one either.
                'media.up': { target: 'paused', reenter: true },
                'page.seen': { target: 'resuming', actions: 'noteSeen' },
              },
            },
            resuming: {
              tags: ['picture', 'paused'],
              entry: 'resumePicture',
              on: {
                'media.up': 'playing',
                'media.stale': 'stale',
                'media.down': 'connecting',
                'page.unseen': unseen,
              },
            },
          },
        },
        away: {
          tags: 'away',
          on: { 'viewer.look': 'watching' },
        },
      },
    },
    blank: {
      tags: 'over',
      on: {
        'link.granted': [
          { guard: 'isNewer', target: 'shared', actions: 'noteGrant' },
          { guard: 'wasOnlyLost', target: 'shared', actions: 'noteGrant' },
        ],
        'link.cut': { guard: 'wasOnlyLost', actions: 'noteEnd' },
        'link.ended': { guard: 'wasOnlyLost', actions: 'noteEnd' },
      },
    },
  },
});

export type ViewingActor = ActorRefFrom<typeof viewingMachine>;
export type ViewingSnapshot = SnapshotFrom<typeof viewingMachine>;
