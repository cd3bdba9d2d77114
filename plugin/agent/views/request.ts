import type { Outcome } from '../../../gateway/protocol/views.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import { remainingMs, type AgentSession } from '../agent-state.ts';
import type { TextKey } from './mark.ts';
import { mayContinue } from './may-continue.ts';
import { toRefusal } from './refusal.ts';

/** Where the latest request of a session stands. */
export interface RequestView {
  /** The open request; `null` while there is none. */
  open: { phase: 'asking' | 'choosing'; requestId: string; remainingInMs: number; withdrawing: boolean } | null;
  /** How the latest request ended, until the next one. */
  outcome: Outcome | null;
  /** What can be done about that outcome; `null` where there is none. */
  advice: TextKey | null;
  /** The latest command about sharing was refused; said beside it. */
  refusal: Failure | null;
}

export function toRequest(session: AgentSession, nowMs: number): RequestView {
  const { view, command } = session;
  const { request, share, outcome } = view;
  return {
    open:
      request && view.status !== 'ended'
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
