/** What a person or a supervisor wants: end in good order, or at once. */
export interface StopSignals {
  /** Resolves at the first wish to stop, with its cause in words. */
  readonly requested: Promise<string>;
  /** Aborted at the same moment; ends commands that are running. */
  readonly signal: AbortSignal;
}

/**
 * One press of Ctrl-C arrives several times: from the terminal, from npm, and from the set-up script that passes it on.
 * What comes within this time belongs to the same press.
 */
export const samePressMs = 700;

/** The part of `process` that is used; tests pass an emitter. */
export interface SignalSource {
  on(event: string, listener: () => void): unknown;
  /** Present where a parent holds an IPC channel to this process. */
  readonly channel?: unknown;
}

/**
 * Listens for SIGINT, SIGTERM and SIGHUP, and for the end of a parent that started this process with an IPC channel.
 * @param onSecond called when somebody asks again, later than {@link samePressMs}: end everything at once
 */
export function listenForStop(
  onSecond: () => void,
  source: SignalSource = process,
  nowMs: () => number = () => performance.now(),
): StopSignals {
  const controller = new AbortController();
  const { promise: requested, resolve } = Promise.withResolvers<string>();
  let firstAtMs: number | undefined;

  const ask = (cause: string): void => {
    if (firstAtMs === undefined) {
      firstAtMs = nowMs();
      resolve(cause);
      controller.abort();
    } else if (nowMs() - firstAtMs > samePressMs) {
      onSecond();
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) source.on(name, () => ask(name));
  if (source.channel) source.on('disconnect', () => ask('the process that started it is gone'));
  return { requested, signal: controller.signal };
}
