import type { ClientMessageType } from '../../protocol/client-messages.ts';
import { CAPABILITIES, type Capability, type Person } from '../../protocol/vocabulary.ts';
import { isControl, isOfPage, OWNER_OF, viewerOf } from '../../../state-machines/owners.ts';

/**
 * Which message may pass in which state (architecture, "Consent and grants" 11). Whatever is not written here does not pass;
 * a message type without a row, or a capability without a cell, does not compile.
 */

export type Role = Person;

/** Tags of the session's machine and of its request's machine; see state-machines/SPEC.md. */
export type SessionTag = 'open' | 'invitable' | 'startable' | 'requestable';
/** `stoppable` is no tag of the machine: granted, or ended in a way that nobody wanted and to be continued still. */
export type RequestTag = 'open' | 'asking' | 'choosing' | 'granted' | 'watched' | 'controlling' | 'stoppable';
/** Whose message passes, and the tag that the request must have for it. Without a tag it never passes. */
export type Cell = Readonly<Partial<Record<Role, RequestTag>>>;

export interface Rule {
  readonly from: Role | 'both';
  /** The session must have this tag; `null`: no session is needed, or any state is fine. */
  readonly session: SessionTag | null;
  /** What holds for a message about a request of each capability; `null`: the message names no request. */
  readonly request: Readonly<Record<Capability, Cell>> | null;
  /** An agent may send it to a session that nobody has taken, and takes that by it. */
  readonly takes?: true;
  /** Messages of this type a second, as a bucket with the same burst. More are refused with E_SLOW_DOWN. */
  readonly perSecond: number;
}

/** Commands of people. */
const COMMANDS = 10;
/** A browser gathers a handful of candidates, at once. */
const CANDIDATES = 60;
/** All kinds of input together; each kind has its own, smaller budget (`protocol/input-budget.ts`). */
const INPUTS = 500;
/** What a page can tell of itself: as often as the fastest screens change, and the pointer's moves. */
const PAGE_EVENTS = 240;
/** A snapshot is a lot of work for the customer's page. */
const PAGE_RESYNCS = 2;
/** Twice as often as it is passed on: a page's clock is not the server's. */
const PAGE_POINTERS = 60;
/** Faster than anybody types, clicks and turns a wheel; each grant has its own, smaller budget (`sessions/page-hand.ts`). */
const PAGE_ACTS = 120;
/** The media server passes on one a second; a page asks as often. */
const KEY_FRAMES = 2;

const cells = (cell: (capability: Capability) => Cell): Record<Capability, Cell> =>
  Object.fromEntries(CAPABILITIES.map((capability) => [capability, cell(capability)])) as Record<Capability, Cell>;
const ofAgent = (tag: RequestTag): Record<Capability, Cell> => cells(() => ({ agent: tag }));
const ofCustomer = (tag: RequestTag): Record<Capability, Cell> => cells(() => ({ customer: tag }));
const ofOwner = (tag: RequestTag): Record<Capability, Cell> => cells((capability) => ({ [OWNER_OF[capability]]: tag }));
const ofViewer = (tag: RequestTag): Record<Capability, Cell> => cells((capability) => ({ [viewerOf(capability)]: tag }));
/** Only of what the customer shows: an agent who shows is not told whether the customer looks. */
const ofAgentAsViewer = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => (viewerOf(capability) === 'agent' ? { agent: tag } : {}));
/** Only of the agent's desktop, with a grant that allows control of it. */
const ofAgentAsControlled = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => (isControl(capability) && OWNER_OF[capability] === 'agent' ? { agent: tag } : {}));
/** Only with a grant that allows control, … */
const ofController = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => (isControl(capability) ? { [viewerOf(capability)]: tag } : {}));
/** … of a desktop, … */
const ofDesktopController = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => (isControl(capability) && !isOfPage(capability) ? { [viewerOf(capability)]: tag } : {}));
/** … or of a page; … */
const ofPageController = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => (isControl(capability) && isOfPage(capability) ? { [viewerOf(capability)]: tag } : {}));
/** … and from whose page that is. */
const ofControlledPage = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => (isControl(capability) && isOfPage(capability) ? { [OWNER_OF[capability]]: tag } : {}));
/** Only of a page that is shared, from whoever shares it, … */
const ofPageOwner = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => (isOfPage(capability) ? { [OWNER_OF[capability]]: tag } : {}));
/** … and from whoever sees it. */
const ofPageViewer = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => (isOfPage(capability) ? { [viewerOf(capability)]: tag } : {}));
/** A customer may stop everything at any time, an agent by this message the own desktop. */
const ofCustomerAndOwner = (tag: RequestTag): Record<Capability, Cell> =>
  cells((capability) => ({ customer: tag, [OWNER_OF[capability]]: tag }));

export const SCOPE_TABLE: Readonly<Record<ClientMessageType, Rule>> = {
  pong: { from: 'both', session: null, request: null, perSecond: 20 },

  'session.create': { from: 'agent', session: null, request: null, perSecond: COMMANDS },
  'session.invite': { from: 'agent', session: 'invitable', request: null, perSecond: COMMANDS },
  'session.start': { from: 'agent', session: 'startable', request: null, takes: true, perSecond: COMMANDS },
  'session.end': { from: 'agent', session: 'open', request: null, perSecond: COMMANDS },
  'request.create': { from: 'agent', session: 'requestable', request: null, takes: true, perSecond: COMMANDS },
  'request.withdraw': { from: 'agent', session: 'open', request: ofAgent('open'), perSecond: COMMANDS },
  'share.look': { from: 'agent', session: 'open', request: ofAgentAsViewer('granted'), perSecond: COMMANDS },
  'share.lookAway': { from: 'agent', session: 'open', request: ofAgentAsViewer('granted'), perSecond: COMMANDS },
  'share.release': { from: 'agent', session: 'open', request: ofAgent('granted'), perSecond: COMMANDS },
  'viewer.answer': { from: 'both', session: 'open', request: ofViewer('watched'), perSecond: COMMANDS },
  'viewer.candidate': { from: 'both', session: 'open', request: ofViewer('watched'), perSecond: CANDIDATES },
  'viewer.keyFrame': { from: 'both', session: 'open', request: ofViewer('watched'), perSecond: KEY_FRAMES },
  'viewer.pause': { from: 'agent', session: 'open', request: ofAgentAsViewer('granted'), perSecond: COMMANDS },
  'viewer.resume': { from: 'agent', session: 'open', request: ofAgentAsViewer('granted'), perSecond: COMMANDS },
  'control.take': { from: 'both', session: 'open', request: ofController('granted'), perSecond: COMMANDS },
  'control.release': { from: 'both', session: 'open', request: ofController('granted'), perSecond: COMMANDS },
  'control.input': { from: 'both', session: 'open', request: ofDesktopController('controlling'), perSecond: INPUTS },
  'control.takeBack': { from: 'agent', session: 'open', request: ofAgentAsControlled('granted'), perSecond: COMMANDS },
  'control.giveAgain': { from: 'agent', session: 'open', request: ofAgentAsControlled('granted'), perSecond: COMMANDS },

  'customer.setLocale': { from: 'customer', session: null, request: null, perSecond: COMMANDS },
  'visit.moved': { from: 'customer', session: null, request: null, perSecond: COMMANDS },
  'question.answer': { from: 'customer', session: 'open', request: ofCustomer('asking'), perSecond: COMMANDS },
  'question.extend': { from: 'customer', session: 'open', request: ofCustomer('asking'), perSecond: COMMANDS },
  'capture.choose': { from: 'both', session: 'open', request: ofOwner('choosing'), perSecond: COMMANDS },
  'capture.fail': { from: 'both', session: 'open', request: ofOwner('choosing'), perSecond: COMMANDS },
  // Names a request that is over; `customer.continued` is taken only where that one may be continued.
  'share.continue': { from: 'customer', session: 'requestable', request: null, perSecond: COMMANDS },
  'share.stop': { from: 'both', session: 'open', request: ofCustomerAndOwner('stoppable'), perSecond: COMMANDS },
  'publisher.offer': { from: 'both', session: 'open', request: ofOwner('granted'), perSecond: COMMANDS },
  'publisher.candidate': { from: 'both', session: 'open', request: ofOwner('granted'), perSecond: CANDIDATES },
  'page.event': { from: 'customer', session: 'open', request: ofPageOwner('granted'), perSecond: PAGE_EVENTS },
  'page.resyncWanted': { from: 'agent', session: 'open', request: ofPageViewer('watched'), perSecond: PAGE_RESYNCS },
  'page.pointer': { from: 'agent', session: 'open', request: ofPageViewer('watched'), perSecond: PAGE_POINTERS },
  'page.act': { from: 'agent', session: 'open', request: ofPageController('controlling'), perSecond: PAGE_ACTS },
  'page.refused': { from: 'customer', session: 'open', request: ofControlledPage('granted'), perSecond: PAGE_ACTS },
  'helper.invite': { from: 'both', session: 'open', request: null, perSecond: COMMANDS },
  'session.leave': { from: 'customer', session: 'open', request: null, perSecond: COMMANDS },
  'abuse.report': { from: 'customer', session: 'open', request: null, perSecond: COMMANDS },
};
