import { globSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The wall clock of other processes, which a test can set. Their monotonic clock runs on as it is. */
export interface FakeWallClock extends AsyncDisposable {
  /** The environment in which processes follow it. */
  readonly env: Record<string, string>;
  /** Sets it so far from the true time: `+1d`, `-1h`, `+0`. */
  jump(offset: string): Promise<void>;
}

/** @throws where faketime is not installed */
export async function startFakeWallClock(): Promise<FakeWallClock> {
  const [library] = globSync('/usr/lib/*/faketime/libfaketime.so.1');
  if (library === undefined) throw new Error('faketime is missing: apt-get install faketime');
  const folder = await mkdtemp(join(tmpdir(), 'sideseat-clock-'));
  const file = join(folder, 'offset');
  const jump = async (offset: string): Promise<void> => {
    // In one step, so that nobody reads half of it.
    await writeFile(`${file}.new`, `${offset}\n`);
    await rename(`${file}.new`, file);
  };
  await jump('+0');
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    jump,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
