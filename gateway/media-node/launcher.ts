import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleep, systemClock, withTimeout } from './clock.ts';
import type { GuardNews, GuardSettings } from './guard-settings.ts';
import { restartDelayMs } from './guard/restart-delay.ts';
import { findJanus } from './janus-install.ts';
import { MediaNodeError } from './media-node-error.ts';
import { checkPortRange, checkPublicAddresses, freeLoopbackPort, pickMediaAddress } from './network.ts';

/** Longest time until Janus and the guard answer for the first time; half a second on an idle machine. */
const UP_WITHIN_MS = 15_000;
/** After this the guard is killed; the kernel takes Janus with it. */
const STOP_WITHIN_MS = 3_000;
const RUN_FOLDER = /^run-(\d+)$/;

export interface MediaNodeOptions {
  /** Everything of the media node lies in `media` below this folder. */
  dataDir: string;
  /** UDP ports of media, `min-max`. Default 20000-20200. */
  rtpPorts?: string | undefined;
  /** Public IPv4 address of a machine behind 1:1 NAT. */
  nat1to1?: string | undefined;
  /** One line each; default: nothing is written. */
  log?: ((line: string) => void) | undefined;
}

export interface MediaNode {
  /** For `GuardClient`; stays the same when the guard is started again. */
  guardUrl: string;
  /** Holds the secret that the session server proves. */
  secretFile: string;
  /** Ends guard and Janus and removes their folder. Resolves when both are gone. */
  stop(): Promise<void>;
  /** Resolves, with the reason, when the media node has ended and will not be started again. */
  exited: Promise<string>;
}

/**
 * Starts Janus with the media guard beside it and keeps both running. Nothing outlives this process: the guard ends
 * when its IPC channel closes, and Janus with the guard.
 * @throws {MediaNodeError} with one line for the person at the terminal
 */
export async function startMediaNode(options: MediaNodeOptions): Promise<MediaNode> {
  const log = options.log ?? ((): void => {});
  const mediaFolder = join(resolve(options.dataDir), 'media');
  const settings: GuardSettings = {
    port: await freeLoopbackPort(),
    runFolder: join(mediaFolder, `run-${process.pid}`),
    secretFile: join(mediaFolder, 'secret'),
    incarnationFile: join(mediaFolder, 'incarnation'),
    janus: {
      install: findJanus(),
      mediaAddress: await pickMediaAddress(),
      rtpPorts: checkPortRange(options.rtpPorts || '20000-20200'),
      nat1to1: options.nat1to1 ? checkPublicAddresses(options.nat1to1) : undefined,
    },
  };
  await mkdir(mediaFolder, { recursive: true, mode: 0o700 });
  await removeLeftOverRunFolders(mediaFolder);
  await rm(settings.runFolder, { recursive: true, force: true });
  await mkdir(settings.runFolder, { mode: 0o700 });
  await makeSecret(settings.secretFile);

  const guard = new GuardSupervisor(settings, log);
  const stop = async (): Promise<void> => {
    await guard.stop();
    await rm(settings.runFolder, { recursive: true, force: true });
  };
  try {
    await withTimeout(guard.start(), UP_WITHIN_MS, 'media node');
  } catch (error) {
    await stop();
    const hint = error instanceof Error ? error.message : String(error);
    throw new MediaNodeError('startFailed', `Janus or the media guard did not start: ${hint}`, { cause: error });
  }
  return {
    guardUrl: `ws://127.0.0.1:${settings.port}`,
    secretFile: settings.secretFile,
    stop,
    exited: guard.exited,
  };
}

/** Starts the guard's process again whenever it ends. */
class GuardSupervisor {
  readonly exited: Promise<string>;
  readonly #settings: GuardSettings;
  readonly #log: (line: string) => void;
  #tellExited: (reason: string) => void = () => {};
  #child: ChildProcess | undefined;
  #stopping = false;
  #loop: Promise<void> | undefined;

  constructor(settings: GuardSettings, log: (line: string) => void) {
    this.#settings = settings;
    this.#log = log;
    this.exited = new Promise((tell) => (this.#tellExited = tell));
  }

  /** Resolves when guard and Janus answered for the first time; rejects where the guard ends before. */
  start(): Promise<void> {
    return new Promise((up, failed) => {
      this.#loop = this.#keepRunning(up, failed);
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    child?.kill('SIGTERM');
    const cancel = systemClock.after(STOP_WITHIN_MS, () => child?.kill('SIGKILL'));
    await this.#loop;
    cancel();
    this.#tellExited('stopped');
  }

  async #keepRunning(up: () => void, failed: (error: Error) => void): Promise<void> {
    let startedAtMs: number[] = [];
    while (!this.#stopping) {
      startedAtMs = [...startedAtMs.slice(-10), systemClock.monotonicMs()];
      const reason = await this.#runOnce(up);
      failed(new Error(`the media guard ended (${reason})`));
      if (this.#stopping) return;
      const delayMs = restartDelayMs(startedAtMs, systemClock.monotonicMs());
      this.#log(`The media guard ended (${reason}); it is started again${delayMs > 0 ? ` in ${delayMs} ms` : ''}`);
      await sleep(delayMs);
    }
  }

  /** @returns why it ended */
  #runOnce(up: () => void): Promise<string> {
    const program = fileURLToPath(new URL('./guard/main.ts', import.meta.url));
    const child = fork(program, [JSON.stringify(this.#settings)], {
      // Options of this process, a debugger's port among them, are not the guard's.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#log(`media guard: ${text.trimEnd()}`));
    const answering = new Set<GuardNews['type']>();
    child.on('message', (news: GuardNews) => {
      if (news.type === 'log') this.#log(news.line);
      answering.add(news.type);
      if (answering.has('janus') && answering.has('listening')) up();
    });
    return new Promise((ended) => {
      child.once('error', (error) => ended(error.message));
      child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
    });
  }
}

async function makeSecret(path: string): Promise<void> {
  const made = await access(path).then(
    () => true,
    () => false,
  );
  if (!made) await writeFile(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
}

/** Folders of media nodes that were killed. */
async function removeLeftOverRunFolders(mediaFolder: string): Promise<void> {
  for (const name of await readdir(mediaFolder)) {
    const processId = Number(RUN_FOLDER.exec(name)?.[1] ?? Number.NaN);
    if (!Number.isNaN(processId) && !isAlive(processId)) {
      await rm(join(mediaFolder, name), { recursive: true, force: true });
    }
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
