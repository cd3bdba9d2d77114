import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A fact that the load program was told to be recorded. */
export interface Acknowledged {
  readonly streamId: string;
  readonly seq: number;
  readonly type: string;
}

/** The load program (`record-load.ts`) as a process. */
export interface RecordChild {
  readonly process: ChildProcess;
  /** Lines of stdout so far, in order. */
  readonly lines: string[];
  readonly stderr: () => string;
  acknowledged(): Acknowledged[];
  /** Resolves with the first line that begins so; rejects when it ended before. */
  line(start: string): Promise<string>;
  /** Exit code, or the signal that ended it. All output has been read by then. */
  readonly exited: Promise<number | string>;
}

const script = fileURLToPath(new URL('./record-load.ts', import.meta.url));

/** @param under - A program that runs it, with its arguments: for example strace. */
export function startRecordLoad(dataDir: string, options: readonly string[] = [], under: readonly string[] = []): RecordChild {
  return startChild([...under, process.execPath, '--disable-warning=ExperimentalWarning', script, dataDir, ...options]);
}

export function startChild([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv = process.env): RecordChild {
  const { NODE_TEST_CONTEXT: _, ...ownEnv } = env;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: ownEnv });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  let stderr = '';
  let isOver = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    waiting.forEach((look) => look());
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exited = once(child, 'close').then(([code, signal]) => {
    isOver = true;
    waiting.forEach((look) => look());
    return (code ?? signal) as number | string;
  });
  return {
    process: child,
    lines,
    stderr: () => stderr,
    exited,
    acknowledged: () =>
      lines.flatMap((line) => {
        const [streamId = '', seq, type] = line.split(' ');
        return type === undefined ? [] : [{ streamId, seq: Number(seq), type }];
      }),
    line: (start) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find((line) => line.startsWith(start));
          if (found === undefined && !isOver) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`ended without "${start}": ${stderr}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** A folder that is removed with `using`. */
export function tempFolder(prefix = 'sideseat-record-'): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
