/** Time as the media node uses it: monotonic milliseconds and one-shot timers. Tests pass their own. */
export interface Clock {
  /** Monotonic, in milliseconds; only differences mean anything. */
  monotonicMs(): number;
  /** Runs `task` once after `delayMs`; the returned function takes it back. */
  after(delayMs: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Rejects with `TimeoutError` when `work` has not settled after `limitMs`; the work goes on, and nobody hears of it. */
export function withTimeout<T>(work: PromiseLike<T>, limitMs: number, what: string, clock = systemClock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => reject(new TimeoutError(what, limitMs)));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}

export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
  constructor(what: string, limitMs: number) {
    super(`${what}: no answer within ${limitMs} ms`);
  }
}

export const sleep = (delayMs: number, clock = systemClock): Promise<void> =>
  new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
