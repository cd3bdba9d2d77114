import type { ClientMessageType } from '../../protocol/client-messages.ts';
import type { Capability } from '../../protocol/vocabulary.ts';

/**
 * Which message may pass in which state (architecture, "Consent and grants" 11). Whatever is not written here does not pass;
 * a message type without a row, or a capability without a cell, does not compile.
 */

export type Role = 'agent' | 'customer';

/** Tags of the session's machine and of its request's machine; see state-machines/SPEC.md. */
export type SessionTag = 'open' | 'invitable' | 'startable' | 'requestable';
/** `stoppable` is no tag of the machine: granted, or ended in a way that nobody wanted and to be continued still. */
export type RequestTag = 'open' | 'asking' | 'choosing' | 'granted' | 'watched' | 'stoppable';

export interface Rule {
  readonly from: Role | 'both';
  /** The session must have this tag; `null`: no session is needed, or any state is fine. */
  readonly session: SessionTag | null;
  /** The request that the message names must have this tag; `null`: the message names none. */
  readonly request: Readonly<Record<Capability, RequestTag>> | null;
  /** Messages of this type a second, as a bucket with the same burst. More are refused with E_SLOW_DOWN. */
  readonly perSecond: number;
}

/** Commands of people. */
const COMMANDS = 10;
/** A browser gathers a handful of candidates, at once. */
const CANDIDATES = 60;
/** The media server passes on one a second; a page asks as often. */
const KEY_FRAMES = 2;

const of = (tag: RequestTag): Record<Capability, RequestTag> => ({ view: tag });

export const SCOPE_TABLE: Readonly<Record<ClientMessageType, Rule>> = {
  pong: { from: 'both', session: null, request: null, perSecond: 20 },

  'session.create': { from: 'agent', session: null, request: null, perSecond: COMMANDS },
  'session.invite': { from: 'agent', session: 'invitable', request: null, perSecond: COMMANDS },
  'session.start': { from: 'agent', session: 'startable', request: null, perSecond: COMMANDS },
  'session.end': { from: 'agent', session: 'open', request: null, perSecond: COMMANDS },
  'request.create': { from: 'agent', session: 'requestable', request: null, perSecond: COMMANDS },
  'request.withdraw': { from: 'agent', session: 'open', request: of('open'), perSecond: COMMANDS },
  'share.look': { from: 'agent', session: 'open', request: of('granted'), perSecond: COMMANDS },
  'share.lookAway': { from: 'agent', session: 'open', request: of('granted'), perSecond: COMMANDS },
  'share.release': { from: 'agent', session: 'open', request: of('granted'), perSecond: COMMANDS },
  'viewer.answer': { from: 'agent', session: 'open', request: of('watched'), perSecond: COMMANDS },
  'viewer.candidate': { from: 'agent', session: 'open', request: of('watched'), perSecond: CANDIDATES },
  'viewer.pause': { from: 'agent', session: 'open', request: of('granted'), perSecond: COMMANDS },
  'viewer.resume': { from: 'agent', session: 'open', request: of('granted'), perSecond: COMMANDS },
  'viewer.keyFrame': { from: 'agent', session: 'open', request: of('watched'), perSecond: KEY_FRAMES },

  'customer.setLocale': { from: 'customer', session: null, request: null, perSecond: COMMANDS },
  'question.answer': { from: 'customer', session: 'open', request: of('asking'), perSecond: COMMANDS },
  'question.extend': { from: 'customer', session: 'open', request: of('asking'), perSecond: COMMANDS },
  'capture.choose': { from: 'customer', session: 'open', request: of('choosing'), perSecond: COMMANDS },
  'capture.fail': { from: 'customer', session: 'open', request: of('choosing'), perSecond: COMMANDS },
  // Names a request that is over; `customer.continued` is taken only where that one may be continued.
  'share.continue': { from: 'customer', session: 'requestable', request: null, perSecond: COMMANDS },
  'share.stop': { from: 'customer', session: 'open', request: of('stoppable'), perSecond: COMMANDS },
  'publisher.offer': { from: 'customer', session: 'open', request: of('granted'), perSecond: COMMANDS },
  'publisher.candidate': { from: 'customer', session: 'open', request: of('granted'), perSecond: CANDIDATES },
  'session.leave': { from: 'customer', session: 'open', request: null, perSecond: COMMANDS },
  'abuse.report': { from: 'customer', session: 'open', request: null, perSecond: COMMANDS },
};
