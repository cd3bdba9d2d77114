import { setTimeout as delay } from 'node:timers/promises';
import { restartDelayMs } from '../media-node/guard/restart-delay.ts';
import type { ServerReady, SessionServer } from './session-server.ts';
import { SetupError } from './setup-error.ts';

/** A session server that is started again whenever it ends by itself. */
export interface SupervisedServer {
  /** What the first start told. */
  readonly ready: ServerReady;
  /** Ends it for good. Resolves when it is gone. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  /** Starts one; rejects with a {@link SetupError} where it ends before it is ready. */
  readonly start: (signal: AbortSignal) => Promise<SessionServer>;
  /** One line each, for the person at the terminal. */
  readonly log: (line: string) => void;
  /** Somebody wants everything to end: a server that goes now is not missed. */
  readonly signal: AbortSignal;
  /** Tests wait by a clock of their own. Rejects when aborted. */
  readonly wait?: (delayMs: number, signal: AbortSignal) => Promise<unknown>;
  readonly nowMs?: () => number;
}

/**
 * Starts the session server and keeps it running. What ended with it stays ended: the new one shares nothing until the
 * customer acts again. The media node is left alone; it has ended every picture by itself.
 * @throws {SetupError} when the first start fails; later ones are tried again for ever, ever more slowly
 */
export async function superviseServer(options: SupervisorOptions): Promise<SupervisedServer> {
  const {
    start,
    log,
    wait = (delayMs, signal) => delay(delayMs, undefined, { signal }),
    nowMs = () => performance.now(),
  } = options;
  const stopping = new AbortController();
  const over = AbortSignal.any([stopping.signal, options.signal]);
  let startedAtMs = [nowMs()];
  let server = await start(over);
  const { ready } = server;

  const startAgain = async (): Promise<boolean> => {
    const delayMs = restartDelayMs(startedAtMs, nowMs());
    await wait(delayMs, over).catch(() => undefined);
    if (over.aborted) return false;
    startedAtMs = [...startedAtMs.slice(-10), nowMs()];
    try {
      server = await start(over);
    } catch (error) {
      if (over.aborted) return false;
      if (!(error instanceof SetupError)) throw error;
      log(error.message);
      return false;
    }
    // It became ready in the moment in which everything was to end.
    if (over.aborted) await server.stop();
    return true;
  };
  const keepRunning = async (): Promise<void> => {
    for (;;) {
      const how = await server.exited;
      if (over.aborted) return;
      log(`The session server ended by itself (${how}); nothing is shared any more. It is started again.`);
      while (!(await startAgain())) if (over.aborted) return;
      if (!over.aborted) log('The session server is back.');
    }
  };
  const loop = keepRunning();

  return {
    ready,
    async stop() {
      stopping.abort();
      await server.stop();
      await loop;
    },
  };
}
