import type { ErrorCode } from '../protocol/vocabulary.ts';
import { ApiError, CommandError, LinkLostError } from './errors.ts';

/**
 * Any error as elements show it. A lost connection reads as "cannot be reached": whether it was done is unknown. What
 * nobody expected is a fault of ours.
 */
export function toFailure(cause: unknown): { code: ErrorCode; retryInMs?: number; offline?: boolean } {
  if (cause instanceof LinkLostError) return { code: 'E_INTERNAL', offline: true };
  if (!(cause instanceof ApiError || cause instanceof CommandError)) return { code: 'E_INTERNAL' };
  const { code, retryInMs } = cause;
  return {
    code,
    ...(retryInMs === undefined ? {} : { retryInMs }),
    ...(cause instanceof ApiError && cause.offline ? { offline: true } : {}),
  };
}
