import type { ServerMessage } from '../protocol/server-messages.ts';
import type { AgentSessionView, CustomerSessionView } from '../protocol/views.ts';
import type { RequestEndReason } from '../protocol/vocabulary.ts';
import type { LinkState } from './session-link.ts';

/** What the link tells the customer's sharing machine. */
export type SharingLinkEvent =
  /** A grant is live, for the request that was answered OK or continued. */
  | { type: 'link.granted'; requestId: string; grantId: string; epoch: number }
  /** The server waits for the surface of a request that was answered OK or continued. */
  | { type: 'link.choosing'; requestId: string }
  /** The server offers to continue what ended with this grant. */
  | { type: 'link.continuable'; grantId: string }
  /** A request is over without a grant. */
  | { type: 'link.requestOver'; requestId: string }
  /** Stop now; the reason is recorded afterwards. */
  | { type: 'link.cut'; grantId: string; reason: RequestEndReason }
  /** The grant is not among what the server says is shared; `null` where it says nothing about this grant's request. */
  | { type: 'link.ended'; grantId: string; reason: RequestEndReason | null }
  | LinkStateEvent;

/** What the link tells the agent's viewing machine of one session. */
export type ViewingLinkEvent =
  | { type: 'link.granted'; grantId: string; epoch: number }
  | { type: 'link.cut'; grantId: string; reason: RequestEndReason }
  | { type: 'link.ended'; grantId: string; reason: RequestEndReason | null }
  | LinkStateEvent;

/** What both machines hear about the link itself. */
export type LinkStateEvent =
  /** Not open; it may come back, within the lease or later. */
  | { type: 'link.lost' }
  | { type: 'link.found' }
  /** Over for good. */
  | { type: 'link.closed' };

export function linkStateEvents(state: LinkState): LinkStateEvent[] {
  switch (state) {
    case 'open':
      return [{ type: 'link.found' }];
    case 'connecting':
    case 'retrying':
      return [{ type: 'link.lost' }];
    case 'replaced':
    case 'refused':
    case 'closed':
      return [{ type: 'link.closed' }];
  }
}

/**
 * Turns the server's messages to a customer's page into the sharing machine's events. One per link: it remembers the
 * last view. Send `linkStateEvents` of the link's state as well.
 */
export function createSharingEvents(): (message: ServerMessage) => SharingLinkEvent[] {
  let requestId: string | null = null;
  let requestIsOpen = false;
  let grant: { grantId: string; requestId: string } | null = null;
  let chosenFor: string | null = null;
  let offered: string | null = null;
  let isNewSocket = true;

  const compare = (view: CustomerSessionView): SharingLinkEvent[] => {
    const events: SharingLinkEvent[] = [];
    if (grant && view.share?.grantId !== grant.grantId) {
      const reason = view.outcome?.requestId === grant.requestId ? view.outcome.reason : null;
      events.push({ type: 'link.ended', grantId: grant.grantId, reason });
      grant = null;
    }
    const openId = view.question?.requestId ?? view.choosing?.requestId ?? null;
    if (requestId !== null && requestIsOpen && isOver(requestId, openId, view)) {
      events.push({ type: 'link.requestOver', requestId });
      requestIsOpen = false;
    }
    if (openId !== null) {
      requestId = openId;
      requestIsOpen = true;
    }
    const choosingId = view.choosing?.requestId ?? null;
    if (choosingId !== null && (isNewSocket || choosingId !== chosenFor)) {
      events.push({ type: 'link.choosing', requestId: choosingId });
    }
    chosenFor = choosingId;
    if (view.share && (isNewSocket || view.share.grantId !== grant?.grantId)) {
      grant = view.share;
      requestIsOpen = false;
      const { grantId, epoch } = view.share;
      events.push({ type: 'link.granted', requestId: grant.requestId, grantId, epoch });
    }
    const offer = view.continuable?.grantId ?? null;
    if (offer !== null && (isNewSocket || offer !== offered)) events.push({ type: 'link.continuable', grantId: offer });
    offered = offer;
    isNewSocket = false;
    return events;
  };

  return (message) => {
    switch (message.type) {
      case 'customer.session':
        return compare(message.session);
      case 'share.cut':
        return [{ type: 'link.cut', grantId: message.grantId, reason: message.reason }];
      case 'welcome':
        // What is shared is told anew, also to a page that stopped meanwhile.
        isNewSocket = true;
        return [];
      case 'ping':
      case 'ice.servers':
      case 'signIn.ends':
      case 'command.done':
      case 'command.refused':
      case 'failure':
      case 'publisher.answer':
      case 'link.replaced':
      case 'agent.sessions':
      case 'agent.session':
      case 'session.log':
      case 'alarm.raised':
      case 'viewer.offer':
        return [];
      default:
        return unknownMessage(message);
    }
  };
}

const isOver = (requestId: string, openId: string | null, { share, outcome, status }: CustomerSessionView): boolean =>
  status === 'ended' ||
  (openId !== null && openId !== requestId) ||
  (openId === null && share === null && outcome?.requestId === requestId);

/** Turns the server's messages to an agent's page into the viewing machine's events of one session. One per session. */
export function createViewingEvents(sessionId: string): (message: ServerMessage) => ViewingLinkEvent[] {
  let grantId: string | null = null;
  let isNewSocket = true;

  const compare = (view: AgentSessionView | undefined): ViewingLinkEvent[] => {
    if (view && view.sessionId !== sessionId) return [];
    const events: ViewingLinkEvent[] = [];
    if (grantId !== null && view?.share?.grantId !== grantId) {
      events.push({ type: 'link.ended', grantId, reason: view?.outcome?.reason ?? null });
      grantId = null;
    }
    if (view?.share && (isNewSocket || view.share.grantId !== grantId)) {
      grantId = view.share.grantId;
      events.push({ type: 'link.granted', grantId, epoch: view.share.epoch });
    }
    isNewSocket = false;
    return events;
  };

  return (message) => {
    switch (message.type) {
      case 'agent.sessions':
        return compare(message.sessions.find((session) => session.sessionId === sessionId));
      case 'agent.session':
        return compare(message.session);
      case 'share.cut':
        if (message.sessionId !== sessionId) return [];
        return [{ type: 'link.cut', grantId: message.grantId, reason: message.reason }];
      case 'welcome':
        isNewSocket = true;
        return [];
      case 'ping':
      case 'ice.servers':
      case 'signIn.ends':
      case 'command.done':
      case 'command.refused':
      case 'failure':
      case 'viewer.offer':
      case 'session.log':
      case 'alarm.raised':
      case 'link.replaced':
      case 'customer.session':
      case 'publisher.answer':
        return [];
      default:
        return unknownMessage(message);
    }
  };
}

/** A message type that no mapping knows does not compile. */
const unknownMessage = (_message: never): never[] => [];
