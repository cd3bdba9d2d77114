import type { ClientMessage } from '../../protocol/client-messages.ts';
import type { RequestEntry } from '../../../state-machines/support-session.ts';
import type { Agent } from '../accounts/accounts.ts';
import { newId } from '../ids.ts';
import { acceptCandidate } from '../media/candidate.ts';
import { rebuildAnswer } from '../media/sdp.ts';
import { Refusal } from '../refusal.ts';
import { availability } from '../sessions/agent-view.ts';
import { REQUEST_TIMES } from '../sessions/limits.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** What a command's reply carries beyond "done". */
export interface CommandResult {
  sessionId?: string;
}

/**
 * Carries out a message of an agent that passed the gate.
 * @throws {Refusal}
 */
export async function carryOutForAgent(
  sessions: Sessions,
  agent: Agent,
  message: ClientMessage,
  session: LiveSession | undefined,
  request: RequestEntry | undefined,
): Promise<CommandResult> {
  if (message.type === 'session.create') {
    const created = await sessions.create(agent, message.name, message.invite);
    return { sessionId: created.sessionId };
  }
  if (!session) throw new Refusal('E_NO_SESSION');
  const { actor } = session;
  const requestId = request?.requestId ?? '';

  switch (message.type) {
    case 'session.invite':
      await sessions.invite(session, agent, message.invite);
      break;
    case 'session.start':
      await actor.submit({ type: 'agent.started' });
      break;
    case 'session.end':
      await actor.submit({ type: 'agent.ended' });
      break;
    case 'request.create': {
      const { capability } = message;
      await actor.submit(() => {
        const code = availability(session.viewInput()).requestView;
        if (code !== null && code !== 'E_ASKED_TOO_OFTEN') throw new Refusal(code);
        if (session.viewInput().agentPresence === 'absent') throw new Refusal('E_AGENT_AWAY');
        session.countQuestion(capability);
        return { type: 'request.created', requestId: newId(), capability, continues: null, ...REQUEST_TIMES };
      });
      break;
    }
    case 'request.withdraw':
      await actor.submit({ type: 'agent.withdrew', requestId });
      break;
    case 'share.look':
      if (request?.snapshot.hasTag('watched')) break;
      await actor.submit({ type: 'agent.lookedAgain', requestId });
      break;
    case 'share.lookAway':
      if (!request?.snapshot.hasTag('watched')) break;
      await actor.submit({ type: 'agent.lookedAway', requestId });
      break;
    case 'viewer.pause':
      if (!request?.snapshot.hasTag('watched')) break;
      if (actor.liveShare?.viewerId !== message.viewerId) throw new Refusal('E_STALE');
      await actor.submit({ type: 'agent.lookedAway', requestId, viewerId: message.viewerId });
      break;
    case 'viewer.resume':
      if (request?.snapshot.hasTag('watched')) break;
      await actor.submit({ type: 'agent.lookedAgain', requestId, viewerId: message.viewerId });
      break;
    case 'share.release':
      await actor.submit({ type: 'agent.released', requestId });
      break;
    case 'viewer.answer': {
      const rebuilt = rebuildAnswer(message.sdp);
      if (!rebuilt.ok) throw new Refusal('E_SDP');
      await actor.liveShare?.answer(message.viewerId, rebuilt.sdp);
      break;
    }
    case 'viewer.candidate': {
      const candidate = message.candidate === null ? null : acceptCandidate(message.candidate);
      if (message.candidate === null || candidate !== null) actor.liveShare?.addCandidate(message.viewerId, candidate);
      break;
    }
    case 'viewer.keyFrame':
      actor.liveShare?.askKeyFrame(message.viewerId);
      break;
    default:
      throw new Refusal('E_NOT_ALLOWED');
  }
  return {};
}
