/**
 * A session server on its own, with a real record on disk and media that are not there, as a child process: tells its
 * address over IPC, and what it has used whenever it is asked. At `mediaUp` the pictures of all grants flow, as far as it
 * knows. Runs with `--expose-gc`.
 */
import { startTestServer } from '../support/test-server.ts';

/** What the process has used so far. */
export interface Usage {
  /** Milliseconds of a processor, user and system. */
  cpuMs: number;
  /** Bytes resident after a collection of garbage. */
  memoryBytes: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const server = await startTestServer(settings);
process.on('message', (order) => {
  if (order === 'mediaUp')
    for (const shareId of server.media.rooms) server.media.emit({ type: 'media', shareId, viewerId: undefined, state: 'up' });
  if (order !== 'usage') return;
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1_000, memoryBytes: process.memoryUsage.rss() } satisfies Usage);
});
process.on('disconnect', () => void server[Symbol.asyncDispose]().then(() => process.exit()));
process.send?.(server.url);
