/** Time as elements use it; tests bring their own. Waits are in milliseconds. */
export interface Clock {
  /** UTC milliseconds, never going back. */
  now(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  // Unlike Date.now(), a change of the computer's clock does not shift it.
  now: () => performance.timeOrigin + performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
