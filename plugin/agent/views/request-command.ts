import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { Outcome } from '../../../gateway/protocol/views.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import { remainingMs, type AgentSession } from '../agent-state.ts';
import type { TextKey } from './mark.ts';
import { mayContinue } from './may-continue.ts';

/** The command Request view: what it will do, or why it cannot, and where the latest request stands. */
export interface RequestCommandView {
  /** What the line under the command says: a text of ours, or the code of a refusal. */
  line: { text: TextKey; atMs?: number } | { failure: Failure };
  enabled: boolean;
  /** What the command asks for is granted. */
  on: boolean;
  /** The open request; `null` while there is none. */
  request: { phase: 'asking' | 'choosing'; requestId: string; remainingInMs: number; withdrawing: boolean } | null;
  /** How the latest request ended, until the next one. */
  outcome: Outcome | null;
  /** What can be done about that outcome; `null` where there is none. */
  advice: TextKey | null;
  /** The latest command about sharing was refused; said beside it. */
  refusal: Failure | null;
}

export function toRequestCommand(session: AgentSession, link: LinkState, nowMs: number): RequestCommandView {
  const { view, command } = session;
  const { request, share, outcome, availability } = view;
  const ended = view.status === 'ended';
  return {
    line: toLine(session, link, nowMs),
    enabled: link === 'open' && availability.requestView === null && command?.phase !== 'busy' && !ended,
    on: share !== null && !ended && link === 'open',
    request:
      request && !ended
        ? {
            phase: request.phase,
            requestId: request.requestId,
            remainingInMs: remainingMs(session, request.remainingInMs, nowMs),
            withdrawing: command?.name === 'withdraw' && command.phase === 'busy',
          }
        : null,
    outcome: request === null && share === null ? outcome : null,
    advice: outcome && (mayContinue(session, nowMs) ? 'advice.mayContinue' : `advice.${outcome.reason}`),
    refusal: toRefusal(session, ['requestView', 'withdraw', 'look', 'lookAway', 'release'], nowMs),
  };
}

function toLine(session: AgentSession, link: LinkState, nowMs: number): RequestCommandView['line'] {
  const { view, command } = session;
  if (view.status === 'ended') return { failure: { code: 'E_SESSION_ENDED' } };
  if (link !== 'open') return { text: 'link.retrying' };
  if (view.share?.phase === 'opening') return { text: 'command.requestView.opening' };
  if (view.share?.phase === 'unwatched') return { text: 'command.requestView.lookedAway' };
  if (view.share) return { text: 'command.requestView.on', atMs: view.share.sinceAtMs };
  if (view.request) return { failure: { code: 'E_REQUEST_OPEN' } };
  if (command?.name === 'requestView' && command.phase === 'busy') return { text: 'command.requestView.sending' };
  const code = view.availability.requestView;
  if (code === 'E_ASKED_TOO_OFTEN') return { failure: { code, retryInMs: remainingMs(session, view.askAgainInMs, nowMs) } };
  if (code !== null) return { failure: { code } };
  return { text: 'command.requestView.will' };
}

/**
 * The refusal of the latest command, if it is one of `names`. A wait counts down; when it is over, so is the message.
 */
export function toRefusal({ command }: AgentSession, names: readonly string[], nowMs: number): Failure | null {
  if (command?.phase !== 'refused' || !names.includes(command.name)) return null;
  const { failure, atMs } = command;
  if (failure.retryInMs === undefined) return failure;
  const retryInMs = atMs + failure.retryInMs - nowMs;
  return retryInMs > 0 ? { ...failure, retryInMs } : null;
}
