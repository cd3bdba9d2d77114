/** Where progress is written; `process.stdout` outside tests. */
export interface Terminal {
  write(text: string): unknown;
}

/**
 * Says what is being done and, when it is over, how long it took: `Building the pages … 1.2 s`.
 * Works without a TTY; nothing is ever overwritten.
 * @throws what `work` throws, after the line has been closed
 */
export async function step<Result>(
  what: string,
  work: () => Promise<Result>,
  terminal: Terminal = process.stdout,
): Promise<Result> {
  const startedMs = performance.now();
  terminal.write(`${what} … `);
  try {
    const result = await work();
    terminal.write(`${formatSeconds(performance.now() - startedMs)}\n`);
    return result;
  } catch (error) {
    terminal.write('failed\n');
    throw error;
  }
}

/** `1.2 s`, and `2 min 05 s` from a minute on. */
export function formatSeconds(durationMs: number): string {
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
