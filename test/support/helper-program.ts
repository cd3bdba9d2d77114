import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../gateway/helper/main.ts', import.meta.url));

/** The helper as its owner starts it: a process of its own on a display. */
export class HelperProgram implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  output = '';

  /** @param file - The helper; by default its source. */
  constructor(args: readonly string[], env: Record<string, string>, file: string = MAIN) {
    const { DISPLAY: _display, XDG_SESSION_TYPE: _type, ...others } = process.env;
    this.process = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
      env: { ...others, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (text: Buffer): void => void (this.output += String(text));
    this.process.stdout?.on('data', hear);
    this.process.stderr?.on('data', hear);
    this.exited = once(this.process, 'close').then(([code]) => code as number | null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    await this.exited;
  }
}
