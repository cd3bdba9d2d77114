import type { ServerMessage } from '../protocol/server-messages.ts';
import type { AgentSessionView } from '../protocol/views.ts';
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

/** What the link tells the agent's showing machine of one session. */
export type ShowingLinkEvent = Exclude<SharingLinkEvent, { type: 'link.continuable' }>;

/** What the link tells a viewing machine: the agent's of one session, or the customer's. */
export type ViewingLinkEvent =
  | { type: 'link.granted'; grantId: string; epoch: number }
  | { type: 'link.cut'; grantId: string; reason: RequestEndReason }
  | { type: 'link.ended'; grantId: string; reason: RequestEndReason | null }
  | LinkStateEvent;

/** What all machines hear about the link itself. */
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

/** What a message tells an agent's page about one of its sessions. */
export const agentViewIn = (message: ServerMessage, sessionId: string): AgentSessionView | undefined => {
  if (message.type === 'agent.session') return message.session.sessionId === sessionId ? message.session : undefined;
  return message.type === 'agent.sessions' ? message.sessions.find((each) => each.sessionId === sessionId) : undefined;
};

/** An agent's page hears of all its sessions. */
export const isCutElsewhere = (message: ServerMessage, sessionId: string): boolean =>
  message.type === 'share.cut' && message.sessionId !== sessionId;

/** Messages that say nothing to any machine. A type of message that no mapping knows does not compile. */
type SilentType =
  | 'ping'
  | 'ice.servers'
  | 'signIn.ends'
  | 'command.done'
  | 'command.refused'
  | 'failure'
  | 'publisher.answer'
  | 'viewer.offer'
  | 'session.log'
  | 'alarm.raised'
  | 'link.replaced'
  | 'session.gone'
  | 'page.event'
  | 'page.behind'
  | 'page.resync'
  | 'page.slow'
  | 'page.pointer'
  | 'page.act'
  | 'page.refused';

/** What every mapping makes of a message: a view to compare, the event that it is, or nothing. */
export function commonEvent(
  message: ServerMessage,
): 'view' | 'newSocket' | 'nothing' | Extract<ViewingLinkEvent, { type: 'link.cut' }> {
  switch (message.type) {
    case 'customer.session':
    case 'agent.session':
    case 'agent.sessions':
      return 'view';
    case 'share.cut':
      // Of whichever desktop: each machine knows its own grant.
      return { type: 'link.cut', grantId: message.grantId, reason: message.reason };
    case 'welcome':
      return 'newSocket';
    default:
      message.type satisfies SilentType;
      return 'nothing';
  }
}
