import type { ClientMessage } from '../../protocol/client-messages.ts';
import type { ErrorCode } from '../../protocol/vocabulary.ts';
import {
  continuableRequest,
  findRequest,
  type RequestEntry,
  type SessionState,
} from '../../../state-machines/support-session.ts';
import { isOfPage, OWNER_OF } from '../../../state-machines/owners.ts';
import { SCOPE_TABLE, type RequestTag, type Role, type SessionTag } from './scope-table.ts';

export type GateVerdict = { pass: true; request: RequestEntry | undefined } | { pass: false; code: ErrorCode };

/** Why a session that lacks the tag refuses. */
const REFUSED_BY_SESSION: Record<SessionTag, ErrorCode> = {
  open: 'E_SESSION_ENDED',
  invitable: 'E_STALE',
  startable: 'E_SESSION_NOT_WAITING',
  requestable: 'E_SESSION_NOT_ACTIVE',
};

/**
 * Looks a message up in the scope table: role, state of the session, and the request or live grant that it names.
 * @param state - The session it is for; `undefined` for the few messages that need none.
 */
export function gate(role: Role, message: ClientMessage, state: SessionState | undefined): GateVerdict {
  const rule = SCOPE_TABLE[message.type];
  if (rule.from !== 'both' && rule.from !== role) return { pass: false, code: 'E_NOT_ALLOWED' };
  if (role === 'agent' && state?.session.hasTag('unclaimed')) return takes(message) ? { pass: true, request: undefined } : NOT_TAKEN;
  if (rule.session !== null) {
    if (!state) return { pass: false, code: 'E_NO_SESSION' };
    if (!state.session.hasTag(rule.session)) {
      const code = state.session.hasTag('open') ? REFUSED_BY_SESSION[rule.session] : 'E_SESSION_ENDED';
      return { pass: false, code };
    }
  }
  if (rule.request === null) return { pass: true, request: undefined };
  const request = state && namedRequest(message, state);
  if (!state || !request) return { pass: false, code: 'E_STALE' };
  const tag = rule.request[request.capability][role];
  if (tag === undefined || claimsOthersBrowser(role, message, request)) return { pass: false, code: 'E_NOT_ALLOWED' };
  return has(state, request, tag) ? { pass: true, request } : { pass: false, code: 'E_STALE' };
}

const NOT_TAKEN: GateVerdict = { pass: false, code: 'E_SESSION_NOT_ACTIVE' };

/** Of what can be asked of somebody who waits, only to see the page, or to use it too, is asked at once. */
const takes = (message: ClientMessage): boolean =>
  SCOPE_TABLE[message.type].takes === true && (message.type !== 'request.create' || isOfPage(message.capability));

/** Only the owner's browser knows that its own stop bar was used. */
const claimsOthersBrowser = (role: Role, message: ClientMessage, { capability }: RequestEntry): boolean =>
  message.type === 'share.stop' && message.by === 'browser' && OWNER_OF[capability] !== role;

function has(state: SessionState, request: RequestEntry, tag: RequestTag): boolean {
  if (tag !== 'stoppable') return request.snapshot.hasTag(tag);
  return request.snapshot.hasTag('granted') || continuableRequest(state)?.requestId === request.requestId;
}

/** The request by its id, or by a live grant of it. An epoch that is not the grant's names nothing. */
function namedRequest(message: ClientMessage, state: SessionState): RequestEntry | undefined {
  if ('requestId' in message) return findRequest(state, message.requestId);
  if (!('grantId' in message)) return undefined;
  return state.requests.find(({ snapshot: { context } }) => {
    const sameEpoch = !('epoch' in message) || message.epoch === context.grant?.epoch;
    return context.grant?.grantId === message.grantId && sameEpoch;
  });
}
