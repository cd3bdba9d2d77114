import type { AgentCommand, AgentSessionView, Outcome, ShareView } from '../../protocol/views.ts';
import type { ErrorCode } from '../../protocol/vocabulary.ts';
import { statusOf } from '../../../state-machines/session.machine.ts';
import {
  continuableRequest,
  endReasonOf,
  openRequest,
  type RequestEntry,
  type SessionState,
} from '../../../state-machines/support-session.ts';
import type { Presence } from './seat.ts';

/** What the views need beside the folded state. */
export interface ViewInput {
  readonly sessionId: string;
  readonly state: SessionState;
  readonly name: string;
  readonly createdAtMs: number;
  readonly words: string | null;
  readonly agentName: string;
  readonly company: string;
  readonly customerPresence: Presence;
  readonly agentPresence: Presence;
  readonly invite: AgentSessionView['invite'];
  readonly rights: { startPrivateSessions: boolean; usePin: boolean };
  readonly mediaReady: boolean;
  /** When the open grant began, and when the latest request ended; UTC milliseconds. */
  readonly grantedAtMs: number;
  readonly lastEndedAtMs: number;
  /** For how long what ended last may still be continued; 0 where it may not. */
  readonly continueInMs: number;
  /** Of the open request's question. */
  readonly remainingMs: number;
  /** Until this agent may ask for the same again; 0 when at once. */
  readonly askAgainInMs: number;
}

export function agentView(input: ViewInput): AgentSessionView {
  const { state } = input;
  const open = openRequest(state);
  return {
    sessionId: input.sessionId,
    name: input.name,
    status: statusOf(state.session),
    createdAtMs: input.createdAtMs,
    endReason: endReasonOf(state),
    invite: state.session.hasTag('joinable') ? input.invite : null,
    joining: state.session.hasTag('joined'),
    customerPresence: input.customerPresence,
    words: input.words,
    request: open && !open.snapshot.hasTag('granted') ? requestView(open, input.remainingMs) : null,
    share: shareView(open, input.grantedAtMs),
    outcome: outcome(state, input.lastEndedAtMs),
    continueInMs: state.session.hasTag('open') && continuableRequest(state) ? input.continueInMs : 0,
    askAgainInMs: input.askAgainInMs,
    availability: availability(input),
  };
}

function requestView(entry: RequestEntry, remainingInMs: number): NonNullable<AgentSessionView['request']> {
  const { requestId, capability, snapshot } = entry;
  return { requestId, capability, phase: snapshot.hasTag('asking') ? 'asking' : 'choosing', remainingInMs };
}

/** The running share as both people see it. */
export function shareView(open: RequestEntry | undefined, sinceAtMs: number): ShareView | null {
  const grant = open?.snapshot.context.grant;
  if (!open || !grant) return null;
  const { grantId, epoch, surface, widthPx, heightPx } = grant;
  const phase = open.snapshot.hasTag('opening') ? 'opening' : open.snapshot.hasTag('watched') ? 'watched' : 'unwatched';
  const { requestId, capability } = open;
  return { requestId, grantId, epoch, capability, phase, surface, widthPx, heightPx, sinceAtMs };
}

/** How the latest request ended, unless another one is open. */
export function outcome(state: SessionState, atMs: number): Outcome | null {
  const last = state.requests.at(-1);
  const reason = last?.snapshot.context.endReason;
  if (!last || !reason || openRequest(state)) return null;
  const granted = last.snapshot.context.grant !== null;
  return { requestId: last.requestId, capability: last.capability, reason, granted, atMs };
}

/** `null` where the command would be taken now; the same codes refuse it when it is sent all the same. */
export function availability(input: ViewInput): Record<AgentCommand, ErrorCode | null> {
  const { session } = input.state;
  const ended: ErrorCode | null = session.hasTag('open') ? null : 'E_SESSION_ENDED';
  const invite = ended ?? (session.hasTag('invitable') ? null : 'E_STALE');
  return {
    start: ended ?? (session.hasTag('startable') ? null : 'E_SESSION_NOT_WAITING'),
    end: ended,
    invitePin: invite ?? (input.rights.usePin ? null : 'E_RIGHT_PIN'),
    inviteLink: invite,
    requestView: ended ?? requestRefusal(input),
  };
}

function requestRefusal(input: ViewInput): ErrorCode | null {
  const open = openRequest(input.state);
  if (!input.state.session.hasTag('requestable')) return 'E_SESSION_NOT_ACTIVE';
  if (open) return open.snapshot.hasTag('granted') ? 'E_ALREADY_SHARED' : 'E_REQUEST_OPEN';
  if (input.customerPresence === 'absent') return 'E_CUSTOMER_AWAY';
  if (!input.mediaReady) return 'E_MEDIA_DOWN';
  if (input.askAgainInMs > 0) return 'E_ASKED_TOO_OFTEN';
  return null;
}
