import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureBuilt } from '../../gateway/setup/build.ts';
import { openReleaseKey } from '../../gateway/setup/helper/release-key.ts';
import { buildRelease, fingerprintRelease, isReleased, type ReleaseOrder } from '../../gateway/setup/helper/release.ts';
import { root } from './run-report.ts';

/** Releases that tests have built stay here; each takes 200 MB. */
const CACHE = path.join(root, 'node_modules/.cache/sideseat-helper-releases');
export const RELEASE_KEY_FILE = path.join(CACHE, 'helper-release.key');
const KEPT = 4;
/** A release that was used so lately may be in use. */
const IN_USE_FOR_MS = 60 * 60_000;
const LOOK_EVERY_MS = 100;
const PLATFORM = 'linux-x64';

export interface BuiltRelease {
  /** As the server finds it in its data folder under `helper`. */
  readonly folder: string;
  /** The program in it, for this machine. */
  readonly executable: string;
}

/**
 * A real release for this server, built where there is none yet of the present sources. Whoever runs it so that it removes
 * itself runs a copy, or a hard link.
 */
export async function helperRelease(...origins: [string, ...string[]]): Promise<BuiltRelease> {
  await mkdir(CACHE, { recursive: true });
  return alone(async () => {
    await ensureBuilt(root);
    const order = releaseOrder(path.join(CACHE, 'none'), origins);
    const key = await openReleaseKey(RELEASE_KEY_FILE);
    const folder = path.join(CACHE, fingerprintRelease(order, key));
    if (!(await isReleased({ ...order, folder }))) {
      await forgetOldReleases();
      await buildRelease({ ...order, folder });
    }
    await utimes(folder, new Date(), new Date());
    return { folder, executable: path.join(folder, `sideseat-helper-${PLATFORM}`) };
  });
}

/** What the tests build, into any folder. */
export const releaseOrder = (folder: string, origins: readonly string[]): ReleaseOrder => ({
  root,
  folder,
  keyFile: RELEASE_KEY_FILE,
  origins,
  platforms: [PLATFORM],
});

/** Gives a server's data folder this release, before the server starts. */
export async function placeRelease(dataDir: string, { folder }: BuiltRelease): Promise<void> {
  await symlink(folder, path.join(dataDir, 'helper'));
  await copyFile(RELEASE_KEY_FILE, path.join(dataDir, 'helper-release.key'));
}

/** Test files run at the same time, and one build is enough for all of them. */
async function alone<T>(run: () => Promise<T>): Promise<T> {
  const lock = path.join(CACHE, 'lock');
  for (;;) {
    const isOurs = await writeFile(lock, String(process.pid), { flag: 'wx' }).then(
      () => true,
      () => false,
    );
    if (isOurs) break;
    const owner = Number(await readFile(lock, 'utf8').catch(() => '0'));
    if (owner > 0 && !existsSync(`/proc/${owner}`)) await rm(lock, { force: true });
    await wait(LOOK_EVERY_MS);
  }
  try {
    return await run();
  } finally {
    await rm(lock, { force: true });
  }
}

async function forgetOldReleases(): Promise<void> {
  const names = (await readdir(CACHE)).filter((name) => /^[0-9a-f]{64}/.test(name));
  const releases = await Promise.all(
    names.map(async (name) => ({ name, usedMs: (await stat(path.join(CACHE, name))).mtimeMs })),
  );
  const old = releases
    .sort((a, b) => b.usedMs - a.usedMs)
    .slice(KEPT - 1)
    .filter(({ usedMs }) => Date.now() - usedMs > IN_USE_FOR_MS);
  for (const { name } of old) await rm(path.join(CACHE, name), { recursive: true, force: true });
}
