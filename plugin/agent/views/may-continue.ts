import { isContinuable } from '../../../state-machines/continuable.ts';
import type { AgentSession } from '../agent-state.ts';

/** For how long, in milliseconds, the server lets a customer continue a share that nobody wanted to end. */
export const CONTINUE_WITHIN_MS = 60_000;

/**
 * Whether the customer may still press Continue sharing. A hint: only the server knows, and nobody but the customer knows
 * whether the page still holds the screen.
 */
export function mayContinue({ view, outcomeAtMs }: AgentSession, nowMs: number): boolean {
  const { outcome, share, request, status } = view;
  if (!outcome?.granted || !isContinuable(outcome.reason) || share || request || status !== 'active') return false;
  return outcomeAtMs !== null && nowMs - outcomeAtMs < CONTINUE_WITHIN_MS;
}
