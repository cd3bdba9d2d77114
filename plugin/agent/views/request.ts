import type { Outcome } from '../../../gateway/protocol/views.ts';
import { OWNER_OF } from '../../../state-machines/owners.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import { remainingMs, type AgentSession, type CommandName } from '../agent-state.ts';
import type { AnyTextKey } from './mark.ts';
import { mayContinue } from './may-continue.ts';
import { adviceKey, reasonKey } from './reason.ts';
import { toRefusal } from './refusal.ts';
import { commandFor, REQUEST_COMMANDS, type RequestCommandName } from './request-command.ts';

/** Where the latest request of a session stands. */
export interface RequestView {
  /** The open request; `null` while there is none. */
  open: {
    command: RequestCommandName;
    phase: 'asking' | 'choosing';
    requestId: string;
    remainingInMs: number;
    withdrawing: boolean;
  } | null;
  /** How the latest request ended, until the next one. */
  outcome: Outcome | null;
  /** Why it ended so; `null` where there is none. */
  reason: AnyTextKey | null;
  /** What can be done about that; `null` where there is none. */
  advice: AnyTextKey | null;
  /** The latest command about sharing was refused; said beside it. */
  refusal: Failure | null;
  /** Why nobody was asked, in sentences: the own desktop could not be captured, or is not captured as a whole. */
  captureProblem: readonly AnyTextKey[];
}

export function toRequest(session: AgentSession, nowMs: number): RequestView {
  const { view, command, ownCapture } = session;
  const { request } = view;
  const outcome = latestOutcome(session);
  return {
    open:
      request && view.status !== 'ended'
        ? {
            command: commandFor(request.capability),
            phase: request.phase,
            requestId: request.requestId,
            remainingInMs: remainingMs(session, request.remainingInMs, nowMs),
            withdrawing: command?.name === 'withdraw' && command.phase === 'busy',
          }
        : null,
    outcome,
    reason: outcome && reasonFor(outcome, session),
    advice: outcome && adviceFor(outcome, session, nowMs),
    refusal: toRefusal(session, COMMANDS, nowMs),
    captureProblem: request === null ? problemOf(ownCapture) : [],
  };
}

function problemOf({ phase, reason }: AgentSession['ownCapture']): RequestView['captureProblem'] {
  if (phase !== 'none') return [];
  if (reason === 'wrongSurface') return ['reason.giveControl.wrongSurface', 'advice.giveControl.wrongSurface'];
  return reason === 'captureUnavailable' ? ['showing.captureUnavailable'] : [];
}

const COMMANDS: readonly CommandName[] = [
  ...REQUEST_COMMANDS,
  'withdraw',
  'look',
  'lookAway',
  'release',
  'stopShowing',
  'takeControl',
  'takeControlBack',
  'giveControlAgain',
  'stopGivingControl',
];

/** Of both desktops; what ended before something was shared that still is, is past. */
function latestOutcome({ view }: AgentSession): Outcome | null {
  if (view.request) return null;
  const sharedSinceMs = Math.max(view.share?.sinceAtMs ?? 0, view.agentShare?.sinceAtMs ?? 0);
  const [latest] = [view.outcome, view.agentOutcome]
    .filter((outcome) => outcome !== null)
    .sort((a, b) => b.atMs - a.atMs);
  return latest && latest.atMs >= sharedSinceMs ? latest : null;
}

/** What ended with the session ended by whoever ended that; control that came with a picture, as the picture did. */
function reasonFor({ capability, reason, granted }: Outcome, { view }: AgentSession): AnyTextKey {
  if (reason === 'sessionEnded' && view.endReason !== null) return `ended.${view.endReason}`;
  const isWithPicture = capability === 'giveControl' && granted && !view.agentShare;
  return reasonKey(isWithPicture ? 'show' : capability, reason);
}

function adviceFor({ capability, reason }: Outcome, session: AgentSession, nowMs: number): AnyTextKey {
  const isContinuable = OWNER_OF[capability] === 'customer' && mayContinue(session, nowMs);
  return isContinuable ? 'advice.mayContinue' : adviceKey(capability, reason);
}
