import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from './media-lab.ts';

const MAIN = sourceOf('../../gateway/helper/main.ts');
const PINNED = sourceOf('./helper-pinned.ts');

/** Starting a program may take long where the machine is busy. */
const SAID_WITHIN_MS = 20_000;

/** The helper as its owner starts it: a process of its own on a display. */
export class HelperProgram implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  output = '';

  /**
   * @param file - The helper; by default its source.
   * @param cwd - The folder that it is started in; by default this one.
   */
  constructor(args: readonly string[], env: Record<string, string>, file: string = MAIN, cwd?: string) {
    this.process = spawn(...commandOf(file, args), { env: environment(env), ...(cwd && { cwd }), stdio: 'pipe' });
    const hear = (text: Buffer): void => void (this.output += String(text));
    this.process.stdout?.on('data', hear);
    this.process.stderr?.on('data', hear);
    this.process.stdin?.on('error', () => undefined);
    this.exited = once(this.process, 'close').then(([code]) => code as number | null);
  }

  /** As the single executable from its sources, but for its window and the removal. @param name - Of its file. */
  static pinned(release: string, name: string, env: Record<string, string>, args: readonly string[] = []): HelperProgram {
    return new HelperProgram([release, `/tmp/${name}`, ...args], env, PINNED);
  }

  /** Resolves with the milliseconds until it has said that. */
  async says(sentence: RegExp): Promise<number> {
    try {
      return await until(() => sentence.test(this.output), SAID_WITHIN_MS, `${sentence}`);
    } catch (cause) {
      throw new Error(`it said: ${this.output}`, { cause });
    }
  }

  /** Types a line into its terminal. */
  type(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    await this.exited;
  }
}

function commandOf(file: string, args: readonly string[]): [command: string, args: readonly string[]] {
  const isSource = /\.(ts|mjs)$/.test(file);
  return isSource ? [process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args]] : [file, args];
}

function environment(env: Record<string, string>): NodeJS.ProcessEnv {
  const { DISPLAY: _display, XDG_SESSION_TYPE: _type, WAYLAND_DISPLAY: _wayland, ...others } = process.env;
  return { ...others, LC_ALL: 'C.UTF-8', ...env };
}

function sourceOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
