import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Absent when it could not be started or a signal ended it. */
  readonly exitCode: number | undefined;
  /** Both output streams, in the order in which they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the command. */
  readonly signal?: AbortSignal;
}

/** Runs a program to its end and keeps what it prints, for showing only when it fails. Never rejects. */
export type RunCommand = (
  command: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<CommandResult>;

export const runCommand: RunCommand = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ exitCode: undefined, output: output + error.message }));
    child.once('close', (code) => resolve({ exitCode: code ?? undefined, output }));
  });
