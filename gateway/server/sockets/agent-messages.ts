import type { ClientMessage, ClientMessageType } from '../../protocol/client-messages.ts';
import { baseOf, type RequestEntry } from '../../../state-machines/support-session.ts';
import type { Agent } from '../accounts/accounts.ts';
import { newId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { availability, COMMAND_FOR } from '../sessions/agent-view.ts';
import { siteWordsFor } from '../questions/site-words.ts';
import { requestTimes } from '../sessions/limits.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { carryOutForShare } from './share-messages.ts';

/** What a command's reply carries beyond "done". */
export interface CommandResult {
  sessionId?: string;
  requestId?: string;
  helperCode?: string;
}

/** By which an agent lets somebody in, or controls, or gives control again: never by a hand from afar. `request.create` looks at its turn. */
const WIDENING: readonly ClientMessageType[] = [
  'session.create',
  'session.invite',
  'session.start',
  'control.take',
  'control.giveAgain',
];

/**
 * Carries out a message of an agent that passed the gate.
 * @throws {Refusal | MediaError}
 */
export async function carryOutForAgent(
  sessions: Sessions,
  agent: Agent,
  message: ClientMessage,
  session: LiveSession | undefined,
  request: RequestEntry | undefined,
): Promise<CommandResult> {
  if (WIDENING.includes(message.type)) sessions.expectOwnHand(agent.agentId);
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
      await actor.submit(() => sessions.start(session, agent, message.keepHelper));
      break;
    case 'session.end':
      await actor.submit({ type: 'agent.ended' });
      break;
    case 'request.create': {
      const { capability } = message;
      const created = newId();
      await actor.submit(() => {
        // Of a session that nobody has: it is taken and asked in one step, or neither.
        const taken = actor.state.session.hasTag('unclaimed') ? [sessions.start(session, agent)] : [];
        const { agentId } = agent;
        if (taken.length === 0 && session.agentId !== agentId) throw new Refusal('E_STALE');
        const input = session.viewInput(agentId);
        const code = availability(input)[COMMAND_FOR[capability]];
        if (code !== null && code !== 'E_ASKED_TOO_OFTEN') throw new Refusal(code);
        sessions.expectOwnHand(agentId);
        if (input.agentPresence === 'absent') throw new Refusal('E_AGENT_AWAY');
        session.countQuestion(capability, agent);
        const base = baseOf(input.state, capability);
        const upgrades = base ? { upgrades: base.requestId } : {};
        const asked = { type: 'request.created', requestId: created, capability, continues: null, ...upgrades } as const;
        const { site } = session;
        const siteWords = siteWordsFor(capability, site);
        return [...taken, { ...asked, ...requestTimes(capability, site?.limits), ...(siteWords && { siteWords }) }];
      });
      return { requestId: created };
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
      session.letGoOfCustomers();
      await actor.submit({ type: 'agent.lookedAway', requestId });
      break;
    case 'viewer.pause':
      if (!request?.snapshot.hasTag('watched')) break;
      if (actor.shareOf(message.grantId)?.viewerId !== message.viewerId) throw new Refusal('E_STALE');
      session.letGoOfCustomers();
      await actor.submit({ type: 'agent.lookedAway', requestId, viewerId: message.viewerId });
      break;
    case 'viewer.resume':
      if (request?.snapshot.hasTag('watched')) break;
      await actor.submit({ type: 'agent.lookedAgain', requestId, viewerId: message.viewerId });
      break;
    case 'control.takeBack':
      await session.controls.agent.takeBack();
      break;
    case 'control.giveAgain':
      await session.controls.agent.giveAgain(requestId);
      break;
    case 'share.release':
      await actor.submit({ type: 'agent.released', requestId });
      break;
    default:
      await carryOutForShare(sessions, session, 'agent', message, request);
  }
  return {};
}
