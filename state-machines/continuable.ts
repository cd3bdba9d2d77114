import type { RequestEndReason } from '../gateway/protocol/vocabulary.ts';

/**
 * Ends that nobody wanted. After them the customer is offered Continue sharing for a while: it takes the customer's click
 * and makes a new grant, without a new picker where the page still holds the capture.
 */
export const CONTINUABLE_REASONS = [
  'customerLost',
  'agentLost',
  'serverRestarted',
  'mediaFailed',
] as const satisfies readonly RequestEndReason[];

/** Whether a share that ended for this reason may be continued; an unknown reason never does. */
export const isContinuable = (reason: RequestEndReason | null | undefined): boolean =>
  CONTINUABLE_REASONS.some((continuable) => continuable === reason);
