import { assign, cancel, fromCallback, fromPromise, raise, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate';
import type { Capability } from '../gateway/protocol/vocabulary.ts';
import { isControl } from './owners.ts';
import type { OwnerEvent, PublishingEvent, SurfaceChoice } from './sharing.events.ts';
import { known, notProvided } from './slots.ts';

/** What the agent's own desktop is captured for: to be seen, or to be controlled too. */
export type ShowingCapability = Extract<Capability, 'show' | 'giveControl'>;

/** From the page itself and from its link. */
type OutsideEvent =
  /** Show my desktop, or the OK before Give control, was pressed. Send it in the click's own task: the picker opens within `send`. */
  | { type: 'agent.show'; capability: ShowingCapability }
  /** Stop sharing, or Withdraw. */
  | { type: 'agent.stop' }
  /** The session is being ended, or the page is left: what is said next covers it. */
  | { type: 'agent.leave' }
  | OwnerEvent;

export type ShowingEvent = OutsideEvent | PublishingEvent | { type: 'clock.leaseOver' };

export interface ShowingInput {
  /** Milliseconds that a lost link has to come back; the server's lease is a little shorter. Default 3 s. */
  leaseMs?: number;
  /** Milliseconds that a told surface may wait for its grant; then the capture ends. Default 15 s. */
  grantTimeoutMs?: number;
}

/** Why nothing of this page's desktop is captured any more; what people are told comes from the server's view. */
export type ShowingEndReason =
  | 'pickerCancelled'
  | 'captureUnavailable'
  /** What was chosen is not known to be the whole screen, which control needs. Nobody was asked. */
  | 'wrongSurface'
  /** The agent stopped, withdrew, or ended the session. */
  | 'stopped'
  /** The browser's own stop bar, or the window is gone. */
  | 'captureEnded'
  /** The server did not take the request. */
  | 'notAsked'
  /** The customer or the server ended the request or the grant. */
  | 'over'
  /** The server refused the surface, or did not answer. */
  | 'notGranted'
  | 'linkLost'
  | 'mediaFailed';

interface Context {
  leaseMs: number;
  grantTimeoutMs: number;
  capability: ShowingCapability;
  choice: SurfaceChoice | null;
  /** The request that the customer was asked with; `null` until the server has told it. */
  requestId: string | null;
  grant: { grantId: string; epoch: number } | null;
  endReason: ShowingEndReason | null;
}

/** Ends for `reason`; `stopCapture` runs on the way out, before anything else. */
const end = <R extends ShowingEndReason>(reason: R) =>
  ({ target: '#showing.idle', actions: { type: 'noteEnd', params: { reason } } }) as const;

/** The agent's own end before the grant: capture first, then the word to the server. */
const withdraw = <R extends ShowingEndReason>(reason: R) =>
  ({
    target: '#showing.idle',
    actions: [
      { type: 'reportWithdrawal', params: ({ context }: { context: Context }) => ({ requestId: context.requestId }) },
      { type: 'noteEnd', params: { reason } },
    ],
  }) as const;

/** The agent's own end of the share: capture first, then the word to the server. */
const stop = (reason: 'stopped' | 'captureEnded', by: 'page' | 'browser') =>
  ({
    target: '#showing.idle',
    actions: [
      {
        type: 'reportStop',
        params: ({ context }: { context: Context }) => ({ grantId: known(context.grant).grantId, by }),
      },
      { type: 'noteEnd', params: { reason } },
    ],
  }) as const;

/**
 * The agent's page: the own desktop of one session, from the picker through the customer's OK to a running picture, and
 * back. What was chosen is held, disabled, until the customer has agreed; nothing of it leaves, and whatever else happens
 * ends it. It lives as long as the page's link and shows one thing after the other, so it has no final state.
 * Views ask its tags. Rules: SPEC-pages.md, "Showing".
 */
export const showingMachine = setup({
  types: {
    context: {} as Context,
    events: {} as ShowingEvent,
    input: {} as ShowingInput | undefined,
    tags: {} as 'choosing' | 'holding' | 'sending' | 'live',
  },
  actors: {
    /** Opens the picker at once. Rejects with `{ reason }`. Once its signal is aborted, it stops what is chosen later. */
    chooseSurface: fromPromise<SurfaceChoice>(() => notProvided('chooseSurface')),
    /** The command `request.create` for the capability. Once its signal is aborted, it withdraws the request that was made all the same. */
    askCustomer: fromPromise<{ requestId: string }, { capability: ShowingCapability }>(() => notProvided('askCustomer')),
    /** The command `capture.choose`. */
    reportSurface: fromPromise<unknown, { requestId: string } & SurfaceChoice>(() => notProvided('reportSurface')),
    /** Enables the captured surface and sends it until it is stopped. */
    publish: fromCallback<ShowingEvent, { grantId: string; epoch: number }>(() => notProvided('publish')),
  },
  guards: {
    isOfRequest: ({ context, event }) => 'requestId' in event && event.requestId === context.requestId,
    isOfGrant: ({ context, event }) => 'grantId' in event && event.grantId === context.grant?.grantId,
    wasCancelled: (_, params: { error: unknown }) =>
      typeof params.error === 'object' &&
      params.error !== null &&
      'reason' in params.error &&
      params.error.reason === 'pickerCancelled',
    /** Mouse and keyboard act on the whole screen. */
    isTooLittle: ({ context }, params: { choice: SurfaceChoice }) =>
      isControl(context.capability) && params.choice.surface !== 'monitor',
  },
  delays: {
    lease: ({ context }) => context.leaseMs,
    grantTimeout: ({ context }) => context.grantTimeoutMs,
  },
  actions: {
    /** Ends the captured track, synchronously. */
    stopCapture: () => notProvided('stopCapture'),
    /** Disables the captured track, synchronously. */
    holdCapture: () => notProvided('holdCapture'),
    /** The command `request.withdraw`; nothing where the request is not known yet. */
    reportWithdrawal: (_, _params: { requestId: string | null }) => notProvided('reportWithdrawal'),
    /** The command `share.stop`. */
    reportStop: (_, _params: { grantId: string; by: 'page' | 'browser' }) => notProvided('reportStop'),
    startLease: raise({ type: 'clock.leaseOver' }, { delay: 'lease', id: 'lease' }),
    endLease: cancel('lease'),
    begin: assign({
      capability: (_, params: { capability: ShowingCapability }) => params.capability,
      choice: null,
      requestId: null,
      grant: null,
      endReason: null,
    }),
    noteChoice: assign({ choice: (_, params: { choice: SurfaceChoice }) => params.choice }),
    noteRequest: assign({ requestId: (_, params: { requestId: string }) => params.requestId }),
    noteGrant: assign({
      grant: ({ event }) => (event.type === 'link.granted' ? { grantId: event.grantId, epoch: event.epoch } : null),
    }),
    noteEnd: assign({
      choice: null,
      requestId: null,
      grant: null,
      endReason: (_, params: { reason: ShowingEndReason }) => params.reason,
    }),
  },
}).createMachine({
  id: 'showing',
  context: ({ input }) => ({
    leaseMs: input?.leaseMs ?? 3_000,
    grantTimeoutMs: input?.grantTimeoutMs ?? 15_000,
    capability: 'show',
    choice: null,
    requestId: null,
    grant: null,
    endReason: null,
  }),
  initial: 'idle',
  states: {
    idle: {
      on: {
        'agent.show': {
          target: 'busy',
          actions: { type: 'begin', params: ({ event }) => ({ capability: event.capability }) },
        },
        // The server believes that this page shows, or is about to: nothing here will.
        'link.granted': {
          actions: { type: 'reportStop', params: ({ event }) => ({ grantId: event.grantId, by: 'page' }) },
        },
        'link.choosing': {
          actions: { type: 'reportWithdrawal', params: ({ event }) => ({ requestId: event.requestId }) },
        },
      },
    },
    busy: {
      initial: 'picking',
      exit: ['stopCapture', 'endLease'],
      on: {
        'agent.leave': end('stopped'),
        // A short loss changes nothing: the server keeps the grant of a page that comes back within its lease.
        'link.lost': { actions: ['endLease', 'startLease'] },
        'link.found': { actions: 'endLease' },
        'link.closed': end('linkLost'),
        'clock.leaseOver': end('linkLost'),
      },
      states: {
        picking: {
          tags: 'choosing',
          invoke: {
            src: 'chooseSurface',
            id: 'chooseSurface',
            onDone: [
              {
                guard: { type: 'isTooLittle', params: ({ event }) => ({ choice: event.output }) },
                ...end('wrongSurface'),
              },
              {
                target: 'asking',
                actions: { type: 'noteChoice', params: ({ event }) => ({ choice: event.output }) },
              },
            ],
            onError: [
              {
                guard: { type: 'wasCancelled', params: ({ event }) => ({ error: event.error }) },
                ...end('pickerCancelled'),
              },
              end('captureUnavailable'),
            ],
          },
          on: { 'agent.stop': end('stopped') },
        },
        asking: {
          tags: 'holding',
          entry: 'holdCapture',
          invoke: {
            src: 'askCustomer',
            id: 'askCustomer',
            input: ({ context: { capability } }) => ({ capability }),
            onDone: { actions: { type: 'noteRequest', params: ({ event }) => event.output } },
            onError: end('notAsked'),
          },
          on: {
            'agent.stop': withdraw('stopped'),
            'owner.captureEnded': withdraw('captureEnded'),
            'link.choosing': { guard: 'isOfRequest', target: 'awaitingGrant' },
            'link.requestOver': { guard: 'isOfRequest', ...end('over') },
          },
        },
        awaitingGrant: {
          tags: 'holding',
          invoke: {
            src: 'reportSurface',
            id: 'reportSurface',
            input: ({ context }) => ({ requestId: known(context.requestId), ...known(context.choice) }),
            onError: end('notGranted'),
          },
          on: {
            // The grant may be on its way: a withdrawal that crosses it ends it.
            'agent.stop': withdraw('stopped'),
            'owner.captureEnded': withdraw('captureEnded'),
            'link.granted': { guard: 'isOfRequest', target: 'sending', actions: 'noteGrant' },
            'link.requestOver': { guard: 'isOfRequest', ...end('over') },
          },
          after: { grantTimeout: withdraw('notGranted') },
        },
        sending: {
          initial: 'publishing',
          tags: 'sending',
          invoke: { src: 'publish', id: 'publish', input: ({ context }) => known(context.grant) },
          on: {
            'agent.stop': stop('stopped', 'page'),
            'owner.captureEnded': stop('captureEnded', 'browser'),
            'link.cut': { guard: 'isOfGrant', ...end('over') },
            'link.ended': { guard: 'isOfGrant', ...end('over') },
            // Not told: the media node notices that the connection is gone, and the server records it as what it is.
            'media.failed': end('mediaFailed'),
          },
          states: {
            publishing: { on: { 'media.up': 'live' } },
            live: { tags: 'live' },
          },
        },
      },
    },
  },
});

export type ShowingActor = ActorRefFrom<typeof showingMachine>;
export type ShowingSnapshot = SnapshotFrom<typeof showingMachine>;
