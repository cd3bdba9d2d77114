/** Ends that lie this close together count as repeated, in milliseconds. */
export const RESTARTS_WINDOW_MS = 30_000;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

/**
 * How long to wait, in milliseconds, before a process is started again: not at all the first time, then ever longer.
 * @param startedAtMs moments of its starts so far, the latest last
 */
export function restartDelayMs(startedAtMs: readonly number[], nowMs: number): number {
  const recent = startedAtMs.filter((atMs) => nowMs - atMs < RESTARTS_WINDOW_MS).length;
  if (recent <= 1) return 0;
  return Math.min(FIRST_DELAY_MS * 2 ** (recent - 2), LONGEST_DELAY_MS);
}
