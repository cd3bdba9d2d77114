import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serverPermissions } from './server-permissions.ts';
import { SetupError } from './setup-error.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the session server tells over its IPC channel once it listens. */
export interface ServerReady {
  readonly type: 'ready';
  /** Address of the start page, without a path. */
  readonly url: string;
  /** Addresses of the customer's page, the main one first. */
  readonly joinUrls: readonly string[];
  /** Whether it shows the sample shop: it does where no sites are configured. */
  readonly hasShop: boolean;
  readonly accounts: readonly SampleAccount[];
}

export interface SampleAccount {
  readonly userName: string;
  /** `null` where it was set earlier and only its hash is left. */
  readonly password: string | null;
}

export interface SessionServer {
  readonly ready: ServerReady;
  /** Resolves when the process is gone, with how it ended in words, for example `exit code 1`. */
  readonly exited: Promise<string>;
  /** Ends it in good order; after {@link stopPatienceMs} with SIGKILL. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** Opening the store verifies its records, which takes longest on a slow disk with a long history. */
const startPatienceMs = 60_000;
const stopPatienceMs = 4_000;

/**
 * Starts the session server on this same Node, in this process group. The IPC channel stays open while this process
 * lives; the server ends when it closes.
 * @param main path of the server's entry
 * @param env its whole environment
 * @param signal ends a server that is still starting
 * @throws {SetupError} when it ends, or says nothing, before it is ready; the message is what the server itself has said
 *   on stderr, where it said something
 */
export async function startSessionServer(
  main: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<SessionServer> {
  const flags = ['--disable-warning=ExperimentalWarning', '--disable-warning=SecurityWarning', ...serverPermissions(root, env)];
  const child = spawn(process.execPath, [...flags, main], {
    env,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  // What it says before it is ready belongs after the line that tells of its start.
  let saidBefore: string | null = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (saidBefore === null) process.stderr.write(text);
    else saidBefore += text;
  });
  const exited = exitOf(child);
  const killWithThisProcess = (): boolean => child.kill('SIGKILL');
  process.once('exit', killWithThisProcess);
  void exited.then(() => process.off('exit', killWithThisProcess));
  const stop = () => stopChild(child, exited);
  const giveUp = new AbortController();
  signal?.addEventListener('abort', () => giveUp.abort(), { once: true });

  try {
    const ready = await Promise.race([
      readyMessage(child),
      exited.then((how) => {
        throw new SetupError(saidBefore?.trimEnd() || `The session server ended before it was ready (${how}).`);
      }),
      delay(startPatienceMs, undefined, { signal: giveUp.signal }).then(() => {
        throw new SetupError(`${saidBefore ?? ''}The session server was not ready after ${startPatienceMs / 1000} s.`);
      }),
    ]);
    process.stderr.write(saidBefore);
    saidBefore = null;
    return { ready, exited, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    giveUp.abort();
  }
}

function readyMessage(child: ChildProcess): Promise<ServerReady> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if (isReady(message)) resolve(message);
    });
  });
}

function isReady(message: unknown): message is ServerReady {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // 'close' and not 'exit': the last words on stderr belong before whatever is said about the end.
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  const over = new AbortController();
  child.kill('SIGTERM');
  const patience = delay(stopPatienceMs, undefined, { signal: over.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await exited;
  over.abort();
  await patience;
}
