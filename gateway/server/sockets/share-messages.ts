import type { ClientMessage } from '../../protocol/client-messages.ts';
import { PAGE_VERSION } from '../../protocol/cobrowse-limits.ts';
import { isOfPage, OWNER_OF, viewerOf } from '../../../state-machines/owners.ts';
import type { RequestEntry, SessionFact } from '../../../state-machines/support-session.ts';
import { newId } from '../ids.ts';
import { acceptCandidate } from '../media/candidate.ts';
import { rebuildAnswer, rebuildOffer } from '../media/sdp.ts';
import { Refusal } from '../refusal.ts';
import type { Control } from '../sessions/control.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { PageHand } from '../sessions/page-hand.ts';
import type { Share } from '../sessions/share.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Role } from './scope-table.ts';

/**
 * Carries out a message about a desktop, from its owner or from its viewer, whichever person that is. The gate has seen
 * that it is theirs.
 * @throws {Refusal | MediaError}
 */
export async function carryOutForShare(
  sessions: Sessions,
  session: LiveSession,
  role: Role,
  message: ClientMessage,
  request: RequestEntry | undefined,
): Promise<void> {
  if (!request) throw new Refusal('E_NOT_ALLOWED');
  const { actor } = session;
  const { requestId } = request;

  switch (message.type) {
    case 'capture.choose': {
      const { surface, widthPx, heightPx, screenId } = message;
      // Drawn at its turn, so that a grant which waited longer has no lower epoch than one before it.
      await actor.submit(() => {
        const grant = { grantId: newId(), epoch: sessions.nextEpoch(), surface, widthPx, heightPx };
        return { type: 'owner.surfaceChosen', requestId, ...grant, ...(screenId === undefined ? {} : { screenId }) };
      });
      break;
    }
    case 'capture.fail':
      await actor.submit({ type: 'owner.captureFailed', requestId, reason: message.reason });
      break;
    case 'share.stop':
      await actor.submit(stopBy(role, message.by, request));
      break;
    case 'control.take':
      await handOf(session, request).take(request);
      break;
    case 'control.release':
      await handOf(session, request).release();
      break;
    case 'control.input':
      session.controls[OWNER_OF[request.capability]].input(message.grantId, message.seq, message.input);
      break;
    case 'publisher.offer': {
      const { grantId, epoch } = message;
      const decodes = session.decodesOf(viewerOf(request.capability));
      const sdp = await actor.shareOf(grantId)?.publish(checked(rebuildOffer(message.sdp, decodes)));
      if (sdp !== undefined) session.sendTo(role, { type: 'publisher.answer', grantId, epoch, sdp });
      break;
    }
    case 'publisher.candidate':
      addCandidate(actor.shareOf(message.grantId), undefined, message.candidate);
      break;
    case 'page.event': {
      const { event } = message;
      if (event.type === 'page.began' && event.version !== PAGE_VERSION) throw new Refusal('E_VERSION');
      const page = actor.pageOf(message.grantId);
      if (!page) throw new Refusal('E_STALE');
      page.relay(event);
      break;
    }
    case 'page.resyncWanted':
      actor.pageOf(message.grantId)?.resync();
      break;
    case 'page.act':
      session.pageHand.act(message.grantId, message.seq, message.act);
      break;
    case 'page.refused':
      session.pageHand.refused(message.grantId, message.seq, message.reason);
      break;
    case 'page.pointer':
      actor.pageOf(message.grantId)?.point(message.at, message.isPressed);
      break;
    case 'viewer.answer':
      await actor.shareOf(message.grantId)?.answer(message.viewerId, checked(rebuildAnswer(message.sdp)));
      break;
    case 'viewer.candidate':
      addCandidate(actor.shareOf(message.grantId), message.viewerId, message.candidate);
      break;
    case 'viewer.keyFrame':
      actor.shareOf(message.grantId)?.askKeyFrame(message.viewerId);
      break;
    default:
      throw new Refusal('E_NOT_ALLOWED');
  }
}

/** What moves the owner's desktop, or page. */
const handOf = (session: LiveSession, { capability }: RequestEntry): Control | PageHand =>
  isOfPage(capability) ? session.pageHand : session.controls[OWNER_OF[capability]];

/** What is recorded tells who stopped, and how. */
function stopBy(role: Role, by: 'page' | 'browser', { requestId, capability }: RequestEntry): SessionFact {
  if (by === 'browser' && OWNER_OF[capability] === role) return { type: 'owner.captureEnded', requestId };
  return { type: role === 'customer' ? 'customer.stopped' : 'agent.released', requestId };
}

function checked(rebuilt: ReturnType<typeof rebuildOffer>): string {
  if (!rebuilt.ok) throw new Refusal('E_SDP');
  return rebuilt.sdp;
}

/** @param candidate - `null`: there are no more. One that is not accepted is dropped. */
function addCandidate(share: Share | undefined, viewerId: string | undefined, candidate: string | null): void {
  const accepted = candidate === null ? null : acceptCandidate(candidate);
  if (candidate === null || accepted !== null) share?.addCandidate(viewerId, accepted);
}
