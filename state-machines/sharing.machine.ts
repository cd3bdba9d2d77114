import { assign, cancel, fromCallback, fromPromise, raise, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate';
import { isContinuable } from './continuable.ts';
import type { ContinueOffer, SharingEndReason, SharingEvent, SharingInput, SurfaceChoice } from './sharing.events.ts';
import { known, notProvided } from './slots.ts';

interface Context {
  leaseMs: number;
  grantTimeoutMs: number;
  keepMs: number;
  /** The request that OK or Continue sharing was pressed for. */
  requestId: string | null;
  choice: SurfaceChoice | null;
  /** The live grant; while suspended, the one that ended. */
  grant: { grantId: string; epoch: number } | null;
  /** Continue sharing was pressed since the capture was suspended, and was not refused. */
  wantsToContinue: boolean;
  endReason: SharingEndReason | null;
}

type CaptureFailure = 'pickerCancelled' | 'captureUnavailable' | 'pageUnavailable';

/** Stops sharing for `reason`; `stopCapture` runs on the way out, before anything else. */
const stop = <R extends SharingEndReason>(reason: R) =>
  ({ target: '#sharing.idle', actions: { type: 'noteEnd', params: { reason } } }) as const;

/** Tells the server that the picker brought nothing, and stops. */
const giveUp = <R extends 'pickerCancelled'>(reason: R) =>
  ({
    target: '#sharing.idle',
    actions: [
      {
        type: 'reportCaptureFailure',
        params: ({ context }: { context: Context }) => ({ requestId: known(context.requestId), reason }),
      },
      { type: 'noteEnd', params: { reason } },
    ],
  }) as const;

/** The owner's own end of a share: capture first, then the word to the server. */
const withdraw = (reason: 'stopped' | 'captureEnded', by: 'page' | 'browser') =>
  ({
    target: '#sharing.idle',
    actions: [
      {
        type: 'reportStop',
        params: ({ context }: { context: Context }) => ({ grantId: known(context.grant).grantId, by }),
      },
      { type: 'noteEnd', params: { reason } },
    ],
  }) as const;

/** A share's end by the server: the capture is kept for a while only where nobody wanted that end. */
const endedByServer = [
  { guard: 'isWantedEnd', ...stop('over') },
  { guard: 'isOfGrant', target: '#sharing.busy.suspended' },
] as const;

/** Why a choice came to nothing. One without a reason of its own counts as a capture that is impossible. */
const failureOf = (error: unknown): CaptureFailure => {
  const reason = typeof error === 'object' && error !== null && 'reason' in error ? error.reason : undefined;
  return reason === 'pickerCancelled' || reason === 'pageUnavailable' ? reason : 'captureUnavailable';
};

/** The code of a refused command; none where the command was lost. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** The offer in the event that is on its way to the server; the state is entered by it alone. */
function offerOf(event: SharingEvent): ContinueOffer {
  if (event.type !== 'customer.continue') throw new Error('only Continue sharing asks to continue');
  const { requestId, locale, textVersion } = event;
  return { requestId, locale, textVersion };
}

const requestIdOf = ({ context }: { context: Context }) => ({ requestId: known(context.requestId) });

/**
 * The customer's page: from OK through the browser's picker and the server's grant to a running picture, and back.
 * It lives as long as the page and serves one request after the other, so it has no final state. It decides nothing:
 * it captures only what the customer chose, sends it only under a grant of the server, and stops for anybody.
 * Views ask its tags. Rules: SPEC-pages.md, "Sharing".
 */
export const sharingMachine = setup({
  types: {
    context: {} as Context,
    events: {} as SharingEvent,
    input: {} as SharingInput | undefined,
    tags: {} as 'choosing' | 'capturing' | 'sending' | 'live' | 'suspended' | 'continuing',
  },
  actors: {
    /**
     * Opens the picker at once; for a page that is asked for there is none. Rejects with
     * `{ reason: 'pickerCancelled' | 'captureUnavailable' | 'pageUnavailable' }`. Once its signal is aborted, the slot itself
     * stops a surface that is chosen later.
     */
    chooseSurface: fromPromise<SurfaceChoice, { requestId: string }>(() => notProvided('chooseSurface')),
    /** The command `capture.choose`. */
    reportSurface: fromPromise<unknown, { requestId: string } & SurfaceChoice>(() => notProvided('reportSurface')),
    /** The command `share.continue`. Rejects with `{ code }` where the server refused it. */
    askToContinue: fromPromise<unknown, ContinueOffer>(() => notProvided('askToContinue')),
    /** Enables the captured surface and sends it until it is stopped. */
    publish: fromCallback<SharingEvent, { grantId: string; epoch: number }>(() => notProvided('publish')),
  },
  guards: {
    isOfRequest: ({ context, event }) => 'requestId' in event && event.requestId === context.requestId,
    isOfGrant: ({ context, event }) => 'grantId' in event && event.grantId === context.grant?.grantId,
    /** The end of this page's grant, unless it is one that nobody wanted. An end without a reason counts as wanted. */
    isWantedEnd: ({ context, event }) =>
      (event.type === 'link.cut' || event.type === 'link.ended') &&
      event.grantId === context.grant?.grantId &&
      !isContinuable(event.reason),
    wantsToContinue: ({ context }) => context.wantsToContinue,
    /** The server knows of nothing that could be continued. */
    isStale: (_, params: { error: unknown }) => codeOf(params.error) === 'E_STALE',
    wasRefused: (_, params: { error: unknown }) => codeOf(params.error) !== undefined,
  },
  delays: {
    lease: ({ context }) => context.leaseMs,
    grantTimeout: ({ context }) => context.grantTimeoutMs,
    keep: ({ context }) => context.keepMs,
  },
  actions: {
    /** Ends the captured track, synchronously. */
    stopCapture: () => notProvided('stopCapture'),
    /** Disables the captured track and closes its connection, synchronously: nothing leaves any more. */
    suspendCapture: () => notProvided('suspendCapture'),
    /** The command `capture.fail`. */
    reportCaptureFailure: (_, _params: { requestId: string; reason: CaptureFailure }) =>
      notProvided('reportCaptureFailure'),
    /** The command `share.stop`. */
    reportStop: (_, _params: { grantId: string; by: 'page' | 'browser' }) => notProvided('reportStop'),
    startLease: raise({ type: 'clock.leaseOver' }, { delay: 'lease', id: 'lease' }),
    endLease: cancel('lease'),
    noteRequest: assign({
      requestId: ({ event }) => (event.type === 'customer.ok' ? event.requestId : null),
      choice: null,
      grant: null,
      wantsToContinue: false,
      endReason: null,
    }),
    startKeep: raise({ type: 'clock.keepOver' }, { delay: 'keep', id: 'keep' }),
    endKeep: cancel('keep'),
    noteWish: assign({ wantsToContinue: (_, params: { wants: boolean }) => params.wants }),
    noteContinued: assign({
      requestId: ({ event, context }) => (event.type === 'link.choosing' ? event.requestId : context.requestId),
      grant: null,
    }),
    noteChoice: assign({ choice: (_, params: { choice: SurfaceChoice }) => params.choice }),
    noteGrant: assign({
      grant: ({ event }) =>
        event.type === 'link.granted' ? { grantId: event.grantId, epoch: event.epoch } : null,
    }),
    /** The grant of the document before this one, with the page that it shared. */
    noteFollowed: assign(({ event }) =>
      event.type === 'owner.pageFollowed'
        ? { requestId: event.requestId, choice: event.choice, grant: { grantId: event.grantId, epoch: event.epoch }, endReason: null }
        : {},
    ),
    /** The same of a grant that has ended: its epoch is of no use any more. */
    noteInterrupted: assign(({ event }) =>
      event.type === 'owner.pageInterrupted'
        ? { requestId: event.requestId, choice: event.choice, grant: { grantId: event.grantId, epoch: 0 }, endReason: null }
        : {},
    ),
    noteEnd: assign({
      requestId: null,
      choice: null,
      grant: null,
      wantsToContinue: false,
      endReason: (_, params: { reason: SharingEndReason }) => params.reason,
    }),
  },
}).createMachine({
  id: 'sharing',
  context: ({ input }) => ({
    leaseMs: input?.leaseMs ?? 3_000,
    grantTimeoutMs: input?.grantTimeoutMs ?? 15_000,
    keepMs: input?.keepMs ?? 60_000,
    requestId: null,
    choice: null,
    grant: null,
    wantsToContinue: false,
    endReason: null,
  }),
  initial: 'idle',
  states: {
    idle: {
      on: {
        'customer.ok': { target: 'busy', actions: 'noteRequest' },
        'owner.pageFollowed': { target: 'busy.sending', actions: 'noteFollowed' },
        'owner.pageInterrupted': { target: 'busy.suspended', actions: 'noteInterrupted' },
        // The server believes that this page shares: a stop that did not get through, or a grant that came too late.
        'link.granted': {
          actions: { type: 'reportStop', params: ({ event }) => ({ grantId: event.grantId, by: 'page' }) },
        },
        // It was stopped while the link was lost, or the page was loaded anew: nothing is left that could go on.
        'link.continuable': {
          actions: { type: 'reportStop', params: ({ event }) => ({ grantId: event.grantId, by: 'page' }) },
        },
        // The server waits for a surface that nobody here will choose, for example of a Continue that was taken back.
        'link.choosing': {
          actions: {
            type: 'reportCaptureFailure',
            params: ({ event }) => ({ requestId: event.requestId, reason: 'pickerCancelled' }),
          },
        },
      },
    },
    busy: {
      initial: 'picking',
      exit: ['stopCapture', 'endLease'],
      on: {
        // A short loss changes nothing: the server keeps the grant of a page that comes back within its lease.
        'link.lost': { actions: ['endLease', 'startLease'] },
        'link.found': { actions: 'endLease' },
      },
      states: {
        picking: {
          tags: 'choosing',
          invoke: {
            src: 'chooseSurface',
            id: 'chooseSurface',
            input: requestIdOf,
            onDone: {
              target: 'awaitingGrant',
              actions: { type: 'noteChoice', params: ({ event }) => ({ choice: event.output }) },
            },
            onError: {
              target: '#sharing.idle',
              actions: [
                {
                  type: 'reportCaptureFailure',
                  params: ({ context, event }) => ({ requestId: known(context.requestId), reason: failureOf(event.error) }),
                },
                { type: 'noteEnd', params: ({ event }) => ({ reason: failureOf(event.error) }) },
              ],
            },
          },
          on: {
            'customer.stop': giveUp('pickerCancelled'),
            'link.requestOver': { guard: 'isOfRequest', ...stop('over') },
          },
        },
        awaitingGrant: {
          tags: 'capturing',
          invoke: {
            src: 'reportSurface',
            id: 'reportSurface',
            input: ({ context }) => ({ requestId: known(context.requestId), ...known(context.choice) }),
            onError: stop('notGranted'),
          },
          on: {
            'link.granted': { guard: 'isOfRequest', target: 'sending', actions: 'noteGrant' },
            'link.requestOver': { guard: 'isOfRequest', ...stop('over') },
            'link.closed': stop('linkLost'),
            'clock.leaseOver': stop('linkLost'),
            // The grant may be on its way; should it come, idle gives it back.
            'customer.stop': giveUp('pickerCancelled'),
            'owner.captureEnded': giveUp('pickerCancelled'),
          },
          after: { grantTimeout: stop('notGranted') },
        },
        sending: {
          initial: 'publishing',
          tags: ['capturing', 'sending'],
          invoke: {
            src: 'publish',
            id: 'publish',
            input: ({ context }) => known(context.grant),
          },
          on: {
            'customer.stop': withdraw('stopped', 'page'),
            'owner.captureEnded': withdraw('captureEnded', 'browser'),
            'link.cut': endedByServer,
            'link.ended': endedByServer,
            'link.closed': stop('linkLost'),
            'clock.leaseOver': 'suspended',
            // Not told: the media node notices that the connection is gone, and the server records it as what it is.
            'media.failed': 'suspended',
          },
          states: {
            publishing: { on: { 'media.up': 'live' } },
            live: { tags: 'live' },
          },
        },
        suspended: {
          initial: 'waiting',
          tags: 'suspended',
          entry: ['suspendCapture', 'startKeep', { type: 'noteWish', params: { wants: false } }],
          exit: 'endKeep',
          on: {
            'customer.ok': { target: 'picking', actions: ['stopCapture', 'noteRequest'] },
            // In case that the server does not know of the end yet.
            'customer.stop': withdraw('stopped', 'page'),
            'owner.captureEnded': withdraw('captureEnded', 'browser'),
            // The end was wanted after all.
            'link.cut': { guard: 'isWantedEnd', ...stop('over') },
            'link.ended': { guard: 'isWantedEnd', ...stop('over') },
            // A newer request ended without a grant: what was before it can no longer be continued.
            'link.requestOver': stop('over'),
            // Nothing that was suspended comes alive again by itself.
            'link.granted': {
              target: '#sharing.idle',
              actions: [
                { type: 'reportStop', params: ({ event }) => ({ grantId: event.grantId, by: 'page' }) },
                { type: 'noteEnd', params: { reason: 'over' } },
              ],
            },
            'link.choosing': { guard: 'wantsToContinue', target: 'awaitingGrant', actions: 'noteContinued' },
            'link.closed': stop('linkLost'),
            'clock.keepOver': stop('notContinued'),
          },
          states: {
            waiting: {
              on: { 'customer.continue': { guard: 'isOfRequest', target: 'continuing' } },
            },
            continuing: {
              tags: 'continuing',
              entry: { type: 'noteWish', params: { wants: true } },
              invoke: {
                src: 'askToContinue',
                id: 'askToContinue',
                input: ({ event }) => offerOf(event),
                onError: [
                  {
                    guard: { type: 'isStale', params: ({ event }) => ({ error: event.error }) },
                    ...stop('notGranted'),
                  },
                  {
                    guard: { type: 'wasRefused', params: ({ event }) => ({ error: event.error }) },
                    target: 'waiting',
                    actions: { type: 'noteWish', params: { wants: false } },
                  },
                  // The link is lost: the server may have taken it all the same.
                  { target: 'waiting' },
                ],
              },
              after: { grantTimeout: stop('notGranted') },
            },
          },
        },
      },
    },
  },
});

export type SharingActor = ActorRefFrom<typeof sharingMachine>;
export type SharingSnapshot = SnapshotFrom<typeof sharingMachine>;
