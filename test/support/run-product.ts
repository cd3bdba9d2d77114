import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './run-report.ts';

/** The whole product, started as `npm start` does it, with its own data folder and port. */
export interface StartedProduct {
  readonly process: ChildProcess;
  readonly port: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>;
  /** Resolves when the addresses have been printed; rejects with all output when it ended before. */
  readonly running: Promise<void>;
  /** Resolves when every process is gone that was seen until it was running; rejects with those left. */
  gone(withinMs: number): Promise<void>;
  /** Kills what is left of it, and removes its data. */
  cleanUp(): Promise<void>;
}

export interface StartOptions {
  /** Relative to the repository. */
  readonly script: 'gateway/setup/start.mjs' | 'gateway/setup/run.ts';
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts the product in a process group of its own, as a shell does, so that a signal to the group is a Ctrl-C. */
export async function startProduct({ script, port, env }: StartOptions): Promise<StartedProduct> {
  const data = mkdtempSync(path.join(tmpdir(), 'sideseat-start-'));
  const ownPort = port ?? (await freePort());
  const child = spawn(process.execPath, [path.join(root, script)], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutOurs(process.env), SIDESEAT_DATA: data, SIDESEAT_PORT: String(ownPort), SIDESEAT_HELPER_PLATFORMS: 'none', ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const exited = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  const seen = new Map<number, Fingerprint>();

  const running = (async () => {
    let over = false;
    void exited.then(() => (over = true));
    for (;;) {
      noteTree(child.pid, seen);
      if (output.stdout.includes('Press Ctrl-C')) return;
      if (over) throw new Error(`The product ended early:\n${output.stdout}${output.stderr}`);
      await delay(20);
    }
  })();
  running.catch(() => undefined);

  return {
    process: child,
    port: ownPort,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    exited,
    running,
    gone: (withinMs) => goneWithin([...seen.values()], withinMs),
    async cleanUp() {
      noteTree(child.pid, seen);
      for (const process_ of alive(seen)) killIfThere(process_.id);
      await exited;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** It may have ended since it was looked for, as the helpers of a process do that was killed a moment before. */
function killIfThere(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A process, told apart from a later one with the same number by when it started. */
export interface Fingerprint {
  readonly id: number;
  readonly startedAt: string;
  readonly command: string;
}

/** A process and everything below it, at this moment. */
export function processTree(id: number | undefined): Fingerprint[] {
  const all = listProcesses();
  const take = (parent: number): Fingerprint[] => [
    ...all.filter((process_) => process_.id === parent),
    ...all.filter(({ parentId }) => parentId === parent).flatMap((process_) => take(process_.id)),
  ];
  return id === undefined ? [] : take(id);
}

/**
 * Waits until none of these processes is there any more.
 * @throws an error that names those which are left after `withinMs`
 */
async function goneWithin(processes: readonly Fingerprint[], withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const left = alive(new Map(processes.map((process_) => [process_.id, process_])));
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`still there: ${left.map(({ command }) => command).join(' | ')}`);
    await delay(20);
  }
}

/** A TCP port of the loopback interface that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function noteTree(id: number | undefined, seen: Map<number, Fingerprint>): void {
  for (const process_ of processTree(id)) seen.set(process_.id, process_);
}

function alive(processes: ReadonlyMap<number, Fingerprint>): Fingerprint[] {
  return listProcesses().filter(({ id, startedAt }) => processes.get(id)?.startedAt === startedAt);
}

function listProcesses(): (Fingerprint & { parentId: number })[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The second field is the program's name in brackets and may itself contain anything.
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
        const [state, parentId, startedAt] = [fields[0], Number(fields[1]), fields[19] ?? ''];
        // A zombie has ended; only its parent has not asked yet.
        if (state === 'Z') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ id: Number(name), parentId, startedAt, command }];
      } catch {
        return [];
      }
    });
}

function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // The runner's own variable would make a program believe that it is one of its test files.
  const foreign = Object.entries(env).filter(([name]) => !/^(SIDESEAT_|NODE_TEST_CONTEXT)/.test(name));
  return Object.fromEntries(foreign);
}
