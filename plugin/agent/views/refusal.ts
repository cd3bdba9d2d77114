import type { Failure } from '../../shared/texts/texts.ts';
import type { AgentSession } from '../agent-state.ts';

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
