import type { ClientMessage, ClientMessageOf } from '../../protocol/client-messages.ts';
import type { Grant } from '../../../state-machines/request.machine.ts';
import { isOfPage } from '../../../state-machines/owners.ts';
import { continuableRequest, findRequest, pendingRequest, type RequestEntry, type SessionFact } from '../../../state-machines/support-session.ts';
import { newId } from '../ids.ts';
import { QUESTION_TEXT_VERSION } from '../questions/questions.ts';
import { Refusal } from '../refusal.ts';
import { continueView, questionView } from '../sessions/customer-view.ts';
import { requestTimes } from '../sessions/limits.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { carryOutForShare } from './share-messages.ts';

/**
 * Carries out a message of a customer that passed the gate.
 * @throws {Refusal | MediaError}
 */
export async function carryOutForCustomer(
  sessions: Sessions,
  session: LiveSession,
  message: ClientMessage,
  request: RequestEntry | undefined,
): Promise<void> {
  const { actor } = session;
  const requestId = request?.requestId ?? '';

  if (message.type === 'control.take') expectOwnHand(session);
  switch (message.type) {
    case 'customer.setLocale':
      session.setLocale(message.locale);
      break;
    case 'visit.moved':
      session.visitMoved(message.address);
      break;
    case 'question.answer':
      await actor.submit(() => answered(sessions, session, message));
      break;
    case 'question.extend':
      await actor.submit({ type: 'customer.extended', requestId });
      break;
    case 'share.continue':
      await actor.submit(() => continued(session, message));
      break;
    case 'session.leave':
      await actor.submit({ type: 'customer.left' });
      break;
    case 'abuse.report':
      await actor.submit({ type: 'customer.reportedAbuse' });
      break;
    default:
      await carryOutForShare(sessions, session, 'customer', message, request);
  }
}

/** I8: whoever decides is the customer, not the agent who controls the customer's desktop. @throws {Refusal} `E_REMOTE_HAND` with the wait. */
function expectOwnHand({ controls }: LiveSession): void {
  const retryInMs = controls.customer.remoteForMs;
  if (retryInMs > 0) throw new Refusal('E_REMOTE_HAND', { retryInMs });
}

/** Continue sharing is an answer too: to the offer as it was shown. */
function continued(session: LiveSession, message: ClientMessageOf<'share.continue'>): SessionFact {
  const input = session.viewInput();
  if (input.agentPresence === 'absent') throw new Refusal('E_AGENT_AWAY');
  if (!input.mediaReady) throw new Refusal('E_MEDIA_DOWN');
  const ended = continuableRequest(input.state);
  if (ended && isOfPage(ended.capability) && input.cobrowseRefusal) throw new Refusal(input.cobrowseRefusal);
  const offer = continueView(input, message.locale);
  if (offer?.requestId !== message.requestId || offer.textVersion !== message.textVersion) throw new Refusal('E_STALE');
  if (pendingRequest(input.state)) throw new Refusal('E_REQUEST_OPEN'); // one thing at a time; the offer stays
  expectOwnHand(session);
  const { capability, locale, textVersion, title, points, warning } = offer;
  const shown = { locale, textVersion, agentName: input.agentName, title, points, warning };
  return {
    type: 'customer.continued',
    requestId: newId(),
    continues: message.requestId,
    capability,
    shown,
    ...requestTimes(capability, session.site?.limits),
  };
}

/** The answer with the question as it was shown. An answer to another text than the one we would show is no answer. */
function answered(sessions: Sessions, session: LiveSession, message: ClientMessageOf<'question.answer'>): SessionFact {
  const { requestId, answer, locale, textVersion } = message;
  const entry = session.actor.state.requests.find((candidate) => candidate.requestId === requestId);
  if (!entry || textVersion !== QUESTION_TEXT_VERSION) throw new Refusal('E_STALE');
  const input = session.viewInput();
  const { agentName, title, points, warning } = questionView(entry, input, locale);
  const siteVersion = input.siteWords?.version;
  const shown = { locale, textVersion, ...(siteVersion !== undefined && { siteVersion }), agentName, title, points, warning };
  if (answer !== 'ok') return { type: 'customer.answered', requestId, answer, shown };
  expectOwnHand(session);
  return { type: 'customer.answered', requestId, answer, shown, ...upgrade(sessions, session, entry) };
}

/** The grant of an OK whose surface is known already, because the picture runs. */
function upgrade(sessions: Sessions, session: LiveSession, { snapshot }: RequestEntry): { grant?: Grant } {
  const base = snapshot.context.upgrades;
  const shared = base === undefined ? undefined : findRequest(session.actor.state, base)?.snapshot.context.grant;
  return shared ? { grant: { ...shared, grantId: newId(), epoch: sessions.nextEpoch() } } : {};
}
