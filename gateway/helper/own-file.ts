import { closeSync, constants, lstatSync, openSync, readlinkSync, statSync, unlinkSync } from 'node:fs';
import path from 'node:path';

/** The kernel's link to the file that this process runs from: it holds the file itself, whatever becomes of its name. */
const OWN_EXECUTABLE = '/proc/self/exe';
/** How the kernel names a file that has no name any more. */
const NAMELESS = / \(deleted\)$/;

/**
 * - `removed`
 * - `gone`: somebody else had removed it
 * - `replaced`: its name is another file's now, or a link's, which is left alone
 * - `hindered`: it is there and may not be removed; `why` is the system's word for it, `ENOTSUP` where this is not Linux
 */
export type FileRemoval = { file: string } & (
  | { outcome: 'removed' | 'gone' | 'replaced' }
  | { outcome: 'hindered'; why: string }
);

/**
 * Removes the file that a process runs from, wherever it was moved meanwhile, and nothing else: never by way of a symbolic
 * link, no other file of that name, and none that belongs to somebody else.
 * @param executable of another process than this one: `/proc/<id>/exe`
 */
export function removeExecutable(
  executable = OWN_EXECUTABLE,
  { platform, execPath }: Pick<NodeJS.Process, 'platform' | 'execPath'> = process,
): FileRemoval {
  // Only Linux tells the file itself from another one of its name.
  if (platform !== 'linux') return { outcome: 'hindered', file: execPath, why: 'ENOTSUP' };
  let file = execPath;
  let folder: number | undefined;
  try {
    file = readlinkSync(executable).replace(NAMELESS, '');
    const own = statSync(executable, { bigint: true });
    // By its folder as it is at this moment: no part of the path can become another one between the look and the removal.
    folder = openSync(path.dirname(file), constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    const name = `/proc/self/fd/${folder}/${path.basename(file)}`;
    const found = lstatSync(name, { bigint: true });
    if (!found.isFile() || found.dev !== own.dev || found.ino !== own.ino) return { outcome: 'replaced', file };
    if (found.uid !== BigInt(process.geteuid?.() ?? -1)) return { outcome: 'hindered', file, why: 'EPERM' };
    unlinkSync(name);
    return { outcome: 'removed', file };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { outcome: 'gone', file } : { outcome: 'hindered', file, why: code };
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}
