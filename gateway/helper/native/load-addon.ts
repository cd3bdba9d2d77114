import { closeSync, constants, lstatSync, mkdtempSync, openSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { InjectorError } from '../injector.ts';
import type { LibNut } from './libnut.ts';

const FOLDER = 'sideseat-helper-';
const FILE = 'libnut.node';
/** Windows has no symbolic links that a file to be made could follow, and no flag for them. */
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** What of the system is used; tests bring their own. */
export interface AddonSystem {
  dlopen(module: { exports: unknown }, path: string): void;
  unlink(path: string): void;
}

export interface LoadedAddon {
  addon: LibNut;
  /** What is still on the disk, where the system lets no loaded file go: for `removeAddon`, once this process is gone. */
  path: string | null;
}

/**
 * An addon must be a file to be loaded: it is written into a fresh folder that is its owner's alone, loaded, and removed at
 * once where the system allows (Windows does not).
 * @throws InjectorError `unsupported` where it cannot be loaded; then nothing is left
 */
export function loadAddon(
  bytes: Uint8Array,
  { dlopen, unlink }: AddonSystem = { dlopen: (module, path) => process.dlopen(module, path), unlink: unlinkSync },
): LoadedAddon {
  const path = join(mkdtempSync(join(tmpdir(), FOLDER)), FILE);
  const module: { exports: unknown } = { exports: {} };
  try {
    writeNew(path, bytes);
    dlopen(module, path);
  } catch (error) {
    remove(path, unlinkSync);
    throw new InjectorError('unsupported', 'the addon for mouse and keyboard could not be loaded', { cause: error });
  }
  return { addon: module.exports as LibNut, path: remove(path, unlink) ? null : path };
}

/**
 * Removes what `loadAddon` had to leave, from another process once that one is gone; nothing else, and never through a
 * symbolic link.
 * @returns Whether it is gone.
 */
export function removeAddon(path: string): boolean {
  const folder = dirname(path);
  if (basename(path) !== FILE || !basename(folder).startsWith(FOLDER)) return false;
  const isOurs = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isOurs || lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  return remove(path, unlinkSync);
}

function writeNew(path: string, bytes: Uint8Array): void {
  const file = openSync(path, NEW_FILE, 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  } finally {
    closeSync(file);
  }
}

function remove(path: string, unlink: (path: string) => void): boolean {
  try {
    unlink(path);
    rmdirSync(dirname(path));
    return true;
  } catch {
    return false;
  }
}
