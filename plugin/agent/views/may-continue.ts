import { remainingMs, type AgentSession } from '../agent-state.ts';

/**
 * Whether the customer may still press Continue sharing, as the server told it. A hint: nobody but the customer knows
 * whether the page still holds the screen.
 */
export const mayContinue = (session: AgentSession, nowMs: number): boolean =>
  remainingMs(session, session.view.continueInMs, nowMs) > 0;
