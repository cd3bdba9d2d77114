/** Milliseconds to wait before attempt `attempt` (1, 2, 3, …) to connect again. */
export type RetryDelayMs = (attempt: number) => number;

const SHORTEST_MS = 200;
const LONGEST_MS = 3_000;

/**
 * 0.2 s at first, doubling up to 3 s: short, because a support call is going on while the page waits.
 * The jitter keeps the pages of a restarted server from all coming back in the same moment.
 */
export const backoffMs: RetryDelayMs = (attempt) => {
  const ceilingMs = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** attempt);
  return SHORTEST_MS + Math.random() * (ceilingMs - SHORTEST_MS);
};
