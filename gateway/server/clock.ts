/** Time as a collaborator, so that tests simulate it. */
export interface Clock {
  /** UTC milliseconds; for records and people only, since it may jump. */
  nowMs(): number;
  /** Milliseconds that only ever rise; for every lease, wait and deadline. */
  monotonicMs(): number;
  /** Calls `run` once after `delayMs`; the returned function prevents that. */
  after(delayMs: number, run: () => void): () => void;
  /** Calls `run` every `periodMs` until the returned function is called. */
  every(periodMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  every(periodMs, run) {
    const timer = setInterval(run, periodMs);
    return () => clearInterval(timer);
  },
};
