import type { ServerMessage } from '../protocol/server-messages.ts';
import type { AgentSessionView } from '../protocol/views.ts';
import { agentViewIn, commonEvent, isCutElsewhere, type ViewingLinkEvent } from './link-events.ts';

/** What the viewer of one desktop is told about it. */
type SeenDesktop = Pick<AgentSessionView, 'share' | 'outcome'>;

/** Turns the server's messages to an agent's page into the viewing machine's events of one session. One per session. */
export function createViewingEvents(sessionId: string): (message: ServerMessage) => ViewingLinkEvent[] {
  const events = createViewerEvents((message) => {
    if (message.type === 'agent.session' && message.session.sessionId !== sessionId) return undefined;
    return agentViewIn(message, sessionId) ?? 'nothing';
  });
  return (message) => (isCutElsewhere(message, sessionId) ? [] : events(message));
}

/** The same of a customer's page, which sees the agent's desktop. */
export const createCustomersViewingEvents = (): ((message: ServerMessage) => ViewingLinkEvent[]) =>
  createViewerEvents((message) => {
    if (message.type !== 'customer.session') return undefined;
    const { agentShare: share, agentOutcome: outcome } = message.session;
    return { share, outcome };
  });

/** @param read - What a message tells; `nothing`: that there is no such session; `undefined`: it tells nothing. */
function createViewerEvents(
  read: (message: ServerMessage) => SeenDesktop | 'nothing' | undefined,
): (message: ServerMessage) => ViewingLinkEvent[] {
  let grantId: string | null = null;
  let isNewSocket = true;

  const compare = ({ share, outcome }: SeenDesktop): ViewingLinkEvent[] => {
    const events: ViewingLinkEvent[] = [];
    if (grantId !== null && share?.grantId !== grantId) {
      events.push({ type: 'link.ended', grantId, reason: outcome?.reason ?? null });
      grantId = null;
    }
    if (share && (isNewSocket || share.grantId !== grantId)) {
      grantId = share.grantId;
      events.push({ type: 'link.granted', grantId, epoch: share.epoch });
    }
    isNewSocket = false;
    return events;
  };

  return (message) => {
    const common = commonEvent(message);
    if (common === 'newSocket') isNewSocket = true;
    if (common !== 'view') return typeof common === 'object' ? [common] : [];
    const seen = read(message);
    if (seen === undefined) return [];
    return compare(seen === 'nothing' ? { share: null, outcome: null } : seen);
  };
}
