import { assign, setup, type SnapshotFrom } from 'xstate';
import type {
  Answer,
  Capability,
  GrantEndReason,
  RefusalReason,
  RequestEndReason,
  Surface,
} from '../gateway/protocol/vocabulary.ts';
import { isControl, viewerOf } from './owners.ts';

export interface RequestInput {
  capability: Capability;
  /**
   * `null` for a request of an agent. For a request that the customer's own Continue sharing made: the request whose share
   * it continues; nobody is asked again, since the click was the answer.
   */
  continues: string | null;
  /**
   * The open request on whose picture this one builds: its grant adds control, and has no picture of its own. Without one it
   * brings its own.
   */
  upgrades?: string;
  /** Milliseconds the customer has to answer; More time starts them anew. */
  promptTimeoutMs: number;
  /** How often More time may be pressed. */
  maxExtensions: number;
  /** Milliseconds between OK and the owner's word on the chosen surface. */
  pickerTimeoutMs: number;
  /** Milliseconds from the grant until the picture must flow. */
  openTimeoutMs: number;
  /** Milliseconds a grant lives at most. */
  grantMaxLifeMs: number;
  /** Milliseconds a grant lives while nobody looks. */
  grantIdleMs: number;
}

/** What an OK and a finished choice of a surface create. */
export interface Grant {
  grantId: string;
  epoch: number;
  surface: Surface;
  widthPx: number;
  heightPx: number;
  /** Which screen it is, where the owner's browser tells. */
  screenId?: number;
}

export type RequestEvent =
  /** `grant`: with the OK to an upgrade, whose surface is known. */
  | { type: 'customer.answered'; answer: Answer; grant?: Grant }
  | { type: 'customer.extended' }
  | { type: 'customer.stopped' }
  | { type: 'customer.lost' }
  | ({ type: 'owner.surfaceChosen' } & Grant)
  | { type: 'owner.captureFailed'; reason: 'pickerCancelled' | 'captureUnavailable' | 'pageUnavailable' }
  /** The browser's own stop bar, or the shared window was closed. */
  | { type: 'owner.captureEnded' }
  | { type: 'agent.withdrew' }
  /** Only an agent who views looks away. `viewerId`: the viewer that was paused, because it was on no screen; without one the viewer was hung up. */
  | { type: 'agent.lookedAway'; viewerId?: string }
  /** `viewerId`: the paused viewer that goes on; without one, or where it is gone, there is a new viewer. */
  | { type: 'agent.lookedAgain'; viewerId?: string }
  | { type: 'agent.released' }
  | { type: 'agent.lost' }
  /** The viewer clicked into the picture: mouse and keyboard act on the owner's desktop from now on. */
  | { type: 'viewer.tookControl' }
  /** The viewer let go, by a click, a key, or because the page lost the focus. A click into the picture takes it again. */
  | { type: 'viewer.releasedControl' }
  /** The agent, whose desktop it is, takes mouse and keyboard back for the moment: by a click on it. */
  | { type: 'owner.tookBack' }
  /** The viewer may take them again. */
  | { type: 'owner.gaveAgain' }
  /** The program that moves mouse and keyboard is gone. */
  | { type: 'helper.lost' }
  /** The request that this one builds on is over. */
  | { type: 'base.ended'; reason: RequestEndReason }
  | { type: 'media.opened' }
  | { type: 'media.failed' }
  /** What is shared is a page, and the customer came to one that the site lets nobody share. */
  | { type: 'page.forbidden' }
  | { type: 'session.ended' }
  | { type: 'server.restarted' };

interface Context extends RequestInput {
  extensions: number;
  grant: Grant | null;
  endReason: RequestEndReason | null;
}

/** Surfaces that show a desktop. Firefox does not always tell which it is, and offers no tabs. */
const DESKTOP_SURFACES: readonly Surface[] = ['monitor', 'window', 'unknown'];

/** What may be shared under each grant: a desktop was asked for, but what an agent shows is up to the agent. */
export const SURFACES_FOR: Readonly<Record<Capability, readonly Surface[]>> = {
  view: DESKTOP_SURFACES,
  show: [...DESKTOP_SURFACES, 'browser'],
  // A position in a window is none on the desktop, where mouse and keyboard act.
  control: ['monitor'],
  giveControl: ['monitor'],
  // Where the page cannot be shared, the customer chooses an application instead.
  cobrowseView: ['page', ...DESKTOP_SURFACES],
  cobrowseControl: ['page'],
};

/** Ends the request for `reason`. */
const end = <R extends RequestEndReason>(reason: R) =>
  ({ target: '#request.ended', actions: { type: 'noteEnd', params: { reason } } }) as const;
const refuse = (reason: RefusalReason) => end(reason);
const endGrant = (reason: GrantEndReason) => end(reason);

/**
 * One request of an agent: the question, the answer, the owner's choice of a surface, and the grant these create.
 * A server machine: folded over the log. Its tags say what must be true outside (`granted`: what was asked for is allowed;
 * `relayed`: it has a room of its own; `watched`: its viewer may get the picture; `controlling`: the viewer's input may
 * pass); the executor acts on their changes. Rules: SPEC.md, "Request".
 */
export const requestMachine = setup({
  types: {
    context: {} as Context,
    events: {} as RequestEvent,
    input: {} as RequestInput,
    tags: {} as
      | 'open'
      | 'asking'
      | 'choosing'
      | 'granted'
      | 'relayed'
      | 'opening'
      | 'watched'
      | 'armed'
      | 'controlling'
      | 'takenBack',
  },
  guards: {
    isContinued: ({ context }) => context.continues !== null,
    isUpgrade: ({ context }) => context.upgrades !== undefined,
    isControl: ({ context }) => isControl(context.capability),
    isOkToChoose: ({ context, event }) =>
      event.type === 'customer.answered' && event.answer === 'ok' && context.upgrades === undefined,
    isOkToUpgrade: ({ context, event }) =>
      event.type === 'customer.answered' && event.answer === 'ok' && context.upgrades !== undefined && event.grant !== undefined,
    isDismissed: ({ event }) => event.type === 'customer.answered' && event.answer === 'dismissed',
    isNotNow: ({ event }) => event.type === 'customer.answered' && event.answer === 'notNow',
    mayExtend: ({ context }) => context.extensions < context.maxExtensions,
    showsWhatWasAsked: ({ context, event }) =>
      event.type === 'owner.surfaceChosen' && SURFACES_FOR[context.capability].includes(event.surface),
    agentIsOwner: ({ context }) => viewerOf(context.capability) === 'customer',
    agentIsViewer: ({ context }) => viewerOf(context.capability) === 'agent',
    pickerWasCancelled: ({ event }) => event.type === 'owner.captureFailed' && event.reason === 'pickerCancelled',
    pageIsUnavailable: ({ event }) => event.type === 'owner.captureFailed' && event.reason === 'pageUnavailable',
  },
  delays: {
    promptTimeout: ({ context }) => context.promptTimeoutMs,
    pickerTimeout: ({ context }) => context.pickerTimeoutMs,
    openTimeout: ({ context }) => context.openTimeoutMs,
    grantMaxLife: ({ context }) => context.grantMaxLifeMs,
    grantIdle: ({ context }) => context.grantIdleMs,
  },
  actions: {
    countExtension: assign({ extensions: ({ context }) => context.extensions + 1 }),
    noteGrant: assign({
      grant: ({ event, context }) => {
        if (event.type === 'customer.answered') return event.grant ?? context.grant;
        if (event.type !== 'owner.surfaceChosen') return context.grant;
        const { grantId, epoch, surface, widthPx, heightPx, screenId } = event;
        return { grantId, epoch, surface, widthPx, heightPx, ...(screenId === undefined ? {} : { screenId }) };
      },
    }),
    noteEnd: assign({ endReason: (_, params: { reason: RequestEndReason }) => params.reason }),
  },
}).createMachine({
  id: 'request',
  context: ({ input }) => ({ ...input, extensions: 0, grant: null, endReason: null }),
  initial: 'open',
  states: {
    open: {
      tags: 'open',
      initial: 'pending',
      on: {
        'customer.lost': end('customerLost'),
        'agent.lost': end('agentLost'),
        'session.ended': end('sessionEnded'),
        'server.restarted': end('serverRestarted'),
        'base.ended': {
          target: '#request.ended',
          actions: { type: 'noteEnd', params: ({ event }) => ({ reason: event.reason }) },
        },
      },
      states: {
        pending: {
          initial: 'created',
          on: { 'agent.withdrew': refuse('withdrawn') },
          states: {
            created: { always: [{ guard: 'isContinued', target: 'choosing' }, 'asking'] },
            asking: {
              tags: 'asking',
              on: {
                'customer.answered': [
                  { guard: 'isOkToUpgrade', target: '#request.open.granted', actions: 'noteGrant' },
                  { guard: 'isOkToChoose', target: 'choosing' },
                  { guard: 'isNotNow', ...refuse('notNow') },
                  { guard: 'isDismissed', ...refuse('dismissed') },
                ],
                'customer.extended': { guard: 'mayExtend', target: 'asking', reenter: true, actions: 'countExtension' },
              },
              after: { promptTimeout: refuse('noAnswer') },
            },
            choosing: {
              tags: 'choosing',
              on: {
                'owner.surfaceChosen': [
                  { guard: 'showsWhatWasAsked', target: '#request.open.granted', actions: 'noteGrant' },
                  refuse('wrongSurface'),
                ],
                'owner.captureFailed': [
                  { guard: 'pickerWasCancelled', ...refuse('pickerCancelled') },
                  { guard: 'pageIsUnavailable', ...refuse('pageUnavailable') },
                  refuse('captureUnavailable'),
                ],
              },
              after: { pickerTimeout: refuse('pickerTimedOut') },
            },
          },
        },
        granted: {
          tags: 'granted',
          type: 'parallel',
          on: {
            'customer.stopped': endGrant('revoked'),
            'owner.captureEnded': endGrant('captureEnded'),
            'agent.released': endGrant('released'),
            // A withdrawal that crossed the grant on its way: narrowing is never refused.
            'agent.withdrew': endGrant('released'),
            'media.failed': endGrant('mediaFailed'),
            'page.forbidden': endGrant('pageForbidden'),
          },
          after: { grantMaxLife: endGrant('expired') },
          states: {
            picture: {
              initial: 'undecided',
              states: {
                undecided: { always: [{ guard: 'isUpgrade', target: 'ofBase' }, 'own'] },
                ofBase: {},
                own: {
                  tags: 'relayed',
                  initial: 'opening',
                  states: {
                    // The time to open runs on whether somebody looks or not.
                    opening: {
                      initial: 'watched',
                      after: { openTimeout: endGrant('mediaFailed') },
                      states: {
                        watched: {
                          tags: ['opening', 'watched'],
                          on: {
                            'media.opened': '#request.open.granted.picture.own.watched',
                            'agent.lookedAway': { guard: 'agentIsViewer', target: 'unwatched' },
                          },
                        },
                        unwatched: {
                          on: { 'media.opened': '#request.open.granted.picture.own.unwatched', 'agent.lookedAgain': 'watched' },
                        },
                      },
                    },
                    watched: {
                      tags: 'watched',
                      on: { 'agent.lookedAway': { guard: 'agentIsViewer', target: 'unwatched' } },
                    },
                    unwatched: {
                      on: { 'agent.lookedAgain': 'watched' },
                      after: { grantIdle: endGrant('idle') },
                    },
                  },
                },
              },
            },
            input: {
              initial: 'undecided',
              states: {
                undecided: { always: [{ guard: 'isControl', target: 'armed' }, 'none'] },
                none: {},
                armed: {
                  tags: 'armed',
                  on: { 'viewer.tookControl': 'controlling', 'owner.tookBack': { guard: 'agentIsOwner', target: 'takenBack' } },
                },
                controlling: {
                  tags: 'controlling',
                  on: {
                    'viewer.releasedControl': 'armed',
                    'helper.lost': 'armed',
                    // Nobody controls what nobody sees.
                    'agent.lookedAway': { guard: 'agentIsViewer', target: 'armed' },
                    'owner.tookBack': { guard: 'agentIsOwner', target: 'takenBack' },
                  },
                },
                takenBack: { tags: 'takenBack', on: { 'owner.gaveAgain': 'armed' } },
              },
            },
          },
        },
      },
    },
    ended: { type: 'final' },
  },
});

export type RequestSnapshot = SnapshotFrom<typeof requestMachine>;
