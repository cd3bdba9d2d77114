import type { ServerMessage } from '../protocol/server-messages.ts';
import type { AgentSessionView, CustomerSessionView } from '../protocol/views.ts';
import { agentViewIn, commonEvent, isCutElsewhere, type SharingLinkEvent, type ShowingLinkEvent } from './link-events.ts';

/** What a view tells about one person's own desktop. */
interface OwnDesktop extends Pick<CustomerSessionView, 'share' | 'outcome'> {
  /** The open request about it that has no grant. */
  openId: string | null;
  /** The same, if its surface is awaited. */
  choosingId: string | null;
  offeredGrantId: string | null;
  isEnded: boolean;
}

function ofCustomer({ question, choosing, share, outcome, continuable, status }: CustomerSessionView): OwnDesktop {
  const choosingId = choosing?.owner === 'customer' ? choosing.requestId : null;
  const askedId = question?.owner === 'customer' ? question.requestId : null;
  const offeredGrantId = continuable?.grantId ?? null;
  return { share, outcome, openId: askedId ?? choosingId, choosingId, offeredGrantId, isEnded: status === 'ended' };
}

function ofAgent({ request, agentShare, agentOutcome, status }: AgentSessionView): OwnDesktop {
  const own = request?.owner === 'agent' ? request : null;
  return {
    share: agentShare,
    outcome: agentOutcome,
    openId: own?.requestId ?? null,
    choosingId: own?.phase === 'choosing' ? own.requestId : null,
    offeredGrantId: null,
    isEnded: status === 'ended',
  };
}

/** Of a session that the list does not name: it ended while this page did not hear. */
const OVER: OwnDesktop = {
  share: null,
  outcome: null,
  openId: null,
  choosingId: null,
  offeredGrantId: null,
  isEnded: true,
};

/**
 * Turns the server's messages to a customer's page into the sharing machine's events. One per link: it remembers the
 * last view. Send `linkStateEvents` of the link's state as well.
 */
export const createSharingEvents = (): ((message: ServerMessage) => SharingLinkEvent[]) =>
  createOwnerEvents((message) => (message.type === 'customer.session' ? ofCustomer(message.session) : undefined));

/** The same of an agent's page, for the showing machine of one session. */
export function createShowingEvents(sessionId: string): (message: ServerMessage) => ShowingLinkEvent[] {
  const events = createOwnerEvents((message) => {
    const view = agentViewIn(message, sessionId);
    if (view) return ofAgent(view);
    return message.type === 'agent.sessions' ? OVER : undefined;
  });
  // An agent has nothing to continue.
  const isOwn = (event: SharingLinkEvent): event is ShowingLinkEvent => event.type !== 'link.continuable';
  return (message) => (isCutElsewhere(message, sessionId) ? [] : events(message).filter(isOwn));
}

/** @param read - What a message tells about the own desktop; `undefined`: nothing. */
function createOwnerEvents(
  read: (message: ServerMessage) => OwnDesktop | undefined,
): (message: ServerMessage) => SharingLinkEvent[] {
  let requestId: string | null = null;
  let requestIsOpen = false;
  let grant: { grantId: string; requestId: string } | null = null;
  let chosenFor: string | null = null;
  let offered: string | null = null;
  let isNewSocket = true;

  const compare = (own: OwnDesktop): SharingLinkEvent[] => {
    const { share, outcome, openId, choosingId, offeredGrantId } = own;
    const events: SharingLinkEvent[] = [];
    if (grant && share?.grantId !== grant.grantId) {
      const reason = outcome?.requestId === grant.requestId ? outcome.reason : null;
      events.push({ type: 'link.ended', grantId: grant.grantId, reason });
      grant = null;
    }
    if (requestId !== null && requestIsOpen && isOver(requestId, own)) {
      events.push({ type: 'link.requestOver', requestId });
      requestIsOpen = false;
    }
    if (openId !== null) {
      requestId = openId;
      requestIsOpen = true;
    }
    if (choosingId !== null && (isNewSocket || choosingId !== chosenFor)) {
      events.push({ type: 'link.choosing', requestId: choosingId });
    }
    chosenFor = choosingId;
    if (share && (isNewSocket || share.grantId !== grant?.grantId)) {
      grant = share;
      requestIsOpen = false;
      const { grantId, epoch } = share;
      events.push({ type: 'link.granted', requestId: grant.requestId, grantId, epoch });
    }
    if (offeredGrantId !== null && (isNewSocket || offeredGrantId !== offered)) {
      events.push({ type: 'link.continuable', grantId: offeredGrantId });
    }
    offered = offeredGrantId;
    isNewSocket = false;
    return events;
  };

  return (message) => {
    const common = commonEvent(message);
    if (common === 'newSocket') isNewSocket = true; // What is shared is told anew, also to a page that stopped meanwhile.
    if (common !== 'view') return typeof common === 'object' ? [common] : [];
    const own = read(message);
    return own ? compare(own) : [];
  };
}

const isOver = (requestId: string, { openId, share, outcome, isEnded }: OwnDesktop): boolean =>
  isEnded ||
  (openId !== null && openId !== requestId) ||
  (openId === null && share === null && outcome?.requestId === requestId);
