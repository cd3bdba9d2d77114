import { assign, cancel, fromCallback, fromPromise, raise, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate';
import type { Surface } from '../gateway/protocol/vocabulary.ts';

/** What the customer chose in the browser's picker; the track itself stays with the actor that got it. */
export interface SurfaceChoice {
  surface: Surface;
  widthPx: number;
  heightPx: number;
}

/** From the page itself and from its link. */
type OutsideEvent =
  /** OK was pressed. Send it in the click's own task: the picker opens within `send`. */
  | { type: 'customer.ok'; requestId: string }
  | { type: 'customer.stop' }
  /** The browser's own stop bar, or the shared window was closed. */
  | { type: 'owner.captureEnded' }
  /** A grant is live, for the request that the link knows about. */
  | { type: 'link.granted'; requestId: string; grantId: string; epoch: number }
  /** The request is over without a grant: withdrawn, timed out, refused. */
  | { type: 'link.requestOver'; requestId: string }
  /** The server says stop now. */
  | { type: 'link.cut'; grantId: string }
  /** The server does not count the grant as live any more. */
  | { type: 'link.ended'; grantId: string }
  /** The link is not open; it may come back. */
  | { type: 'link.lost' }
  | { type: 'link.found' }
  /** The link is over for good: replaced by another page, refused, closed. */
  | { type: 'link.closed' };

/** From the actor in the slot `publish`. */
export type PublishingEvent = { type: 'media.up' } | { type: 'media.failed' };

export type SharingEvent = OutsideEvent | PublishingEvent | { type: 'clock.leaseOver' };

export interface SharingInput {
  /** Milliseconds that a lost link has to come back; the server's lease is a little shorter. Default 3 s. */
  leaseMs?: number;
  /** Milliseconds that a chosen surface may wait for its grant; then the capture ends. Default 15 s. */
  grantTimeoutMs?: number;
}

/** Why this page's latest capture ended: the page's own half; what people are told comes from the server's view. */
export type SharingEndReason =
  | 'pickerCancelled'
  | 'captureUnavailable'
  /** The customer pressed Stop. */
  | 'stopped'
  /** The browser's own stop bar, or the window is gone. */
  | 'captureEnded'
  /** The server ended the request or the grant. */
  | 'over'
  /** The server refused the surface, or did not answer. */
  | 'notGranted'
  | 'linkLost'
  | 'mediaFailed';

interface Context {
  leaseMs: number;
  grantTimeoutMs: number;
  /** The request that OK was pressed for. */
  requestId: string | null;
  choice: SurfaceChoice | null;
  grant: { grantId: string; epoch: number } | null;
  endReason: SharingEndReason | null;
}

type CaptureFailure = 'pickerCancelled' | 'captureUnavailable';

const notProvided = (name: string): never => {
  throw new Error(`${name} is not provided: use sharingMachine.provide({ actors, actions })`);
};

/** A value that is always known in the states that ask for it. */
function known<T>(value: T | null): T {
  if (value === null) throw new Error('the sharing machine asks for a value in a state that has none');
  return value;
}

/** Stops sharing for `reason`; `stopCapture` runs on the way out, before anything else. */
const stop = <R extends SharingEndReason>(reason: R) =>
  ({ target: '#sharing.idle', actions: { type: 'noteEnd', params: { reason } } }) as const;

/** Tells the server that the picker brought nothing, and stops. */
const giveUp = <R extends CaptureFailure>(reason: R) =>
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
    tags: {} as 'choosing' | 'capturing' | 'sending' | 'live',
  },
  actors: {
    /**
     * Opens the picker at once. Rejects with `{ reason: 'pickerCancelled' | 'captureUnavailable' }`. Once its signal is
     * aborted, the slot itself stops a surface that is chosen later.
     */
    chooseSurface: fromPromise<SurfaceChoice, { requestId: string }>(() => notProvided('chooseSurface')),
    /** The command `capture.choose`. */
    reportSurface: fromPromise<unknown, { requestId: string } & SurfaceChoice>(() => notProvided('reportSurface')),
    /** Sends the captured surface until it is stopped. */
    publish: fromCallback<SharingEvent, { grantId: string; epoch: number }>(() => notProvided('publish')),
  },
  guards: {
    isOfRequest: ({ context, event }) => 'requestId' in event && event.requestId === context.requestId,
    isOfGrant: ({ context, event }) => 'grantId' in event && event.grantId === context.grant?.grantId,
    wasCancelled: (_, params: { error: unknown }) =>
      typeof params.error === 'object' &&
      params.error !== null &&
      'reason' in params.error &&
      params.error.reason === 'pickerCancelled',
  },
  delays: {
    lease: ({ context }) => context.leaseMs,
    grantTimeout: ({ context }) => context.grantTimeoutMs,
  },
  actions: {
    /** Ends the captured track, synchronously. */
    stopCapture: () => notProvided('stopCapture'),
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
      endReason: null,
    }),
    noteChoice: assign({ choice: (_, params: { choice: SurfaceChoice }) => params.choice }),
    noteGrant: assign({
      grant: ({ event }) =>
        event.type === 'link.granted' ? { grantId: event.grantId, epoch: event.epoch } : null,
    }),
    noteEnd: assign({
      requestId: null,
      choice: null,
      grant: null,
      endReason: (_, params: { reason: SharingEndReason }) => params.reason,
    }),
  },
}).createMachine({
  id: 'sharing',
  context: ({ input }) => ({
    leaseMs: input?.leaseMs ?? 3_000,
    grantTimeoutMs: input?.grantTimeoutMs ?? 15_000,
    requestId: null,
    choice: null,
    grant: null,
    endReason: null,
  }),
  initial: 'idle',
  states: {
    idle: {
      on: {
        'customer.ok': { target: 'busy', actions: 'noteRequest' },
        // The server believes that this page shares: a stop that did not get through, or a grant that came too late.
        'link.granted': {
          actions: { type: 'reportStop', params: ({ event }) => ({ grantId: event.grantId, by: 'page' }) },
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
            onError: [
              {
                guard: { type: 'wasCancelled', params: ({ event }) => ({ error: event.error }) },
                ...giveUp('pickerCancelled'),
              },
              giveUp('captureUnavailable'),
            ],
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
            'link.cut': { guard: 'isOfGrant', ...stop('over') },
            'link.ended': { guard: 'isOfGrant', ...stop('over') },
            'link.closed': stop('linkLost'),
            'clock.leaseOver': stop('linkLost'),
            // Not told: the media node notices that the connection is gone, and the server records it as what it is.
            'media.failed': stop('mediaFailed'),
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

export type SharingActor = ActorRefFrom<typeof sharingMachine>;
export type SharingSnapshot = SnapshotFrom<typeof sharingMachine>;
