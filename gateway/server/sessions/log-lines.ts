import type { LogEntry, LogKind } from '../../protocol/views.ts';
import type { Person } from '../../protocol/vocabulary.ts';
import { OWNER_OF } from '../../../state-machines/owners.ts';
import {
  continuableRequest,
  findRequest,
  openRequest,
  openRequests,
  ownerOfFact,
  type SessionFact,
  type SessionState,
} from '../../../state-machines/support-session.ts';

type Line = Pick<LogEntry, 'kind' | 'params'>;

/** The lines of the session's log that one fact gives, in words' keys; the page has the texts. */
export function logLines(fact: SessionFact, before: SessionState, after: SessionState): Line[] {
  const line = (kind: LogKind, params: Record<string, string> = {}): Line[] => [{ kind, params }];
  // A surface that does not show what was asked for ends the request: nothing was granted.
  const refused = fact.type === 'owner.surfaceChosen' && isOver(after, fact.requestId);
  const lines = refused ? [] : lineOfFact(fact, after, line);
  for (const { requestId, capability } of openRequests(before)) {
    const { endReason = null, grant = null } = findRequest(after, requestId)?.snapshot.context ?? {};
    if (isOver(after, requestId))
      lines.push(...line('ended', { reason: endReason ?? '', granted: String(grant !== null), capability }));
  }
  if (continuableRequest(before) && !continuableRequest(after) && !openRequest(after, 'customer'))
    lines.push(...line('notContinued'));
  return lines;
}

const ownerOf = (state: SessionState, requestId: string): Person =>
  OWNER_OF[findRequest(state, requestId)?.capability ?? 'control'];

const isOver = (state: SessionState, requestId: string): boolean =>
  findRequest(state, requestId)?.snapshot.status === 'done';

/** A picture's connection says so; a page has none, and nobody looks away from it but by having it on no screen. */
const isPause = ({ requestId, viewerId }: Extract<SessionFact, { type: 'agent.lookedAway' | 'agent.lookedAgain' }>, state: SessionState): boolean =>
  viewerId !== undefined || findRequest(state, requestId)?.snapshot.context.grant?.surface === 'page';

function lineOfFact(
  fact: SessionFact,
  after: SessionState,
  line: (kind: LogKind, params?: Record<string, string>) => Line[],
): Line[] {
  switch (fact.type) {
    case 'session.created':
      return fact.agentId === undefined ? line('visitorConnected', { site: fact.page.siteName }) : line('created', { name: fact.name });
    case 'session.invited':
      return fact.kind === 'pin' ? line('pinCreated', { pin: '' }) : line('linkCreated');
    case 'customer.joined':
      return line('customerJoined');
    case 'visitor.gone':
      return line('sessionEnded', { reason: 'visitorGone' });
    case 'customer.linked':
      return line('customerLinked', { words: fact.words });
    case 'customer.returned':
      return line('customerReturned');
    case 'customer.lost':
      return line('customerLost');
    case 'agent.lost':
      return line('agentLost');
    case 'agent.started':
      return line('started');
    case 'agent.ended':
      return line('sessionEnded', { reason: 'agentEnded' });
    case 'customer.left':
      return line('sessionEnded', { reason: 'customerEnded' });
    case 'customer.reportedAbuse':
      return line('sessionEnded', { reason: 'abuseReported' });
    case 'server.restarted':
      return line('serverRestarted');
    case 'request.created':
      return line('requested', { capability: fact.capability });
    case 'customer.continued':
      return line('continued', { capability: fact.capability });
    case 'customer.extended':
      return line('extended');
    case 'customer.answered':
      return line('answered', { answer: fact.answer });
    case 'owner.surfaceChosen':
      return line('granted', { surface: fact.surface, capability: findRequest(after, fact.requestId)?.capability ?? '' });
    case 'viewer.tookControl':
      return line('controlTaken', { owner: ownerOf(after, fact.requestId) });
    case 'viewer.releasedControl':
      return line('controlReleased', { owner: ownerOf(after, fact.requestId) });
    case 'owner.tookBack':
      return line('controlTakenBack');
    case 'owner.gaveAgain':
      return line('controlGivenAgain');
    case 'helper.downloaded':
      return line('helperDownloaded', { owner: ownerOfFact(fact) });
    case 'helper.joined':
      return line('helperJoined', { owner: ownerOfFact(fact) });
    case 'helper.lost':
      return line('helperLost', { owner: ownerOfFact(fact) });
    case 'input.refused':
      return line('inputRefused', { count: String(fact.count), owner: ownerOfFact(fact) });
    case 'agent.lookedAway':
      return line(isPause(fact, after) ? 'paused' : 'lookedAway');
    case 'agent.lookedAgain':
      return line(isPause(fact, after) ? 'resumed' : 'lookedAgain');
    default:
      return []; // tells only through the end it causes
  }
}
