import type { ClientMessage, ClientMessageOf } from '../../protocol/client-messages.ts';
import type { RequestEntry, SessionFact } from '../../../state-machines/support-session.ts';
import { newId } from '../ids.ts';
import { acceptCandidate } from '../media/candidate.ts';
import { rebuildOffer } from '../media/sdp.ts';
import { QUESTION_TEXT_VERSION } from '../questions/questions.ts';
import { Refusal } from '../refusal.ts';
import { continueView, questionView } from '../sessions/customer-view.ts';
import { REQUEST_TIMES } from '../sessions/limits.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { Sessions } from '../sessions/sessions.ts';

/**
 * Carries out a message of a customer that passed the gate.
 * @throws {Refusal}
 */
export async function carryOutForCustomer(
  sessions: Sessions,
  session: LiveSession,
  message: ClientMessage,
  request: RequestEntry | undefined,
): Promise<void> {
  const { actor } = session;
  const requestId = request?.requestId ?? '';

  switch (message.type) {
    case 'customer.setLocale':
      session.setLocale(message.locale);
      break;
    case 'question.answer':
      await actor.submit(() => answered(session, message));
      break;
    case 'question.extend':
      await actor.submit({ type: 'customer.extended', requestId });
      break;
    case 'capture.choose': {
      const { surface, widthPx, heightPx } = message;
      // Drawn at its turn, so that a grant which waited longer has no lower epoch than one before it.
      await actor.submit(() => {
        const grant = { grantId: newId(), epoch: sessions.nextEpoch(), surface, widthPx, heightPx };
        return { type: 'owner.surfaceChosen', requestId, ...grant };
      });
      break;
    }
    case 'capture.fail':
      await actor.submit({ type: 'owner.captureFailed', requestId, reason: message.reason });
      break;
    case 'share.continue':
      await actor.submit(() => continued(session, message));
      break;
    case 'share.stop': {
      const type = message.by === 'browser' ? 'owner.captureEnded' : 'customer.stopped';
      await actor.submit({ type, requestId });
      break;
    }
    case 'session.leave':
      await actor.submit({ type: 'customer.left' });
      break;
    case 'abuse.report':
      await actor.submit({ type: 'customer.reportedAbuse' });
      break;
    case 'publisher.offer': {
      const rebuilt = rebuildOffer(message.sdp, session.agentDecodes);
      if (!rebuilt.ok) throw new Refusal('E_SDP');
      const sdp = await actor.liveShare?.publish(rebuilt.sdp);
      const { grantId, epoch } = message;
      if (sdp !== undefined) session.customer.send({ type: 'publisher.answer', grantId, epoch, sdp });
      break;
    }
    case 'publisher.candidate': {
      const candidate = message.candidate === null ? null : acceptCandidate(message.candidate);
      if (message.candidate === null || candidate !== null) actor.liveShare?.addCandidate(undefined, candidate);
      break;
    }
    default:
      throw new Refusal('E_NOT_ALLOWED');
  }
}

/** Continue sharing is an answer too: to the offer as it was shown. */
function continued(session: LiveSession, message: ClientMessageOf<'share.continue'>): SessionFact {
  const input = session.viewInput();
  if (input.agentPresence === 'absent') throw new Refusal('E_AGENT_AWAY');
  if (!input.mediaReady) throw new Refusal('E_MEDIA_DOWN');
  const offer = continueView(input, message.locale);
  if (offer?.requestId !== message.requestId || offer.textVersion !== message.textVersion) throw new Refusal('E_STALE');
  const { capability, locale, textVersion, title, points, warning } = offer;
  const shown = { locale, textVersion, agentName: input.agentName, title, points, warning };
  return {
    type: 'customer.continued',
    requestId: newId(),
    continues: message.requestId,
    capability,
    shown,
    ...REQUEST_TIMES,
  };
}

/** The answer with the question as it was shown. An answer to another text than the one we would show is no answer. */
function answered(session: LiveSession, message: ClientMessageOf<'question.answer'>): SessionFact {
  const { requestId, answer, locale, textVersion } = message;
  const entry = session.actor.state.requests.find((candidate) => candidate.requestId === requestId);
  if (!entry || textVersion !== QUESTION_TEXT_VERSION) throw new Refusal('E_STALE');
  const { agentName, title, points, warning } = questionView(entry, session.viewInput(), locale);
  const shown = { locale, textVersion, agentName, title, points, warning };
  return { type: 'customer.answered', requestId, answer, shown };
}
