import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desktop } from './desktop.ts';
import type { Person } from './people.ts';

/** The helper as its owner starts it: the page's line, pasted into a terminal on the own desktop. */
export class HelperLine implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly exited: Promise<unknown>;
  readonly #folder: string;
  output = '';

  private constructor(line: string, desktop: Desktop, folder: string) {
    this.#folder = folder;
    const { XDG_SESSION_TYPE: _type, ...env } = process.env;
    // In a group of its own: whoever closes a terminal ends all that runs in it.
    this.process = spawn('bash', ['-c', line], { cwd: folder, env: { ...env, DISPLAY: desktop.display }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const hear = (text: Buffer): void => void (this.output += String(text));
    this.process.stdout?.on('data', hear);
    this.process.stderr?.on('data', hear);
    this.exited = once(this.process, 'close');
  }

  static async start(owner: Person, desktop: Desktop): Promise<HelperLine> {
    return new HelperLine(await lineOf(owner), desktop, await mkdtemp(join(tmpdir(), 'sideseat-helper-')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode === null && this.process.pid !== undefined) process.kill(-this.process.pid, 'SIGTERM');
    await this.exited;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The line as it is shown, once there is one. */
async function lineOf(owner: Person): Promise<string> {
  let line = '';
  await owner.until(async () => {
    const code = await owner.page.$('>>> sideseat-helper-card >>> code');
    line = (await code?.evaluate((element) => element.textContent)) ?? '';
    return line !== '';
  }, 'the line that starts the helper');
  return line;
}
