import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store.ts';

/**
 * Keeps a second server off the same data folder: a lock that the operating system takes back whichever way this process
 * ends. It is apart from the record itself, so that the record can be read (audited, backed up) while the server runs.
 * @param file - Made if missing; holds nothing.
 * @returns A function that gives the folder back.
 * @throws {StoreError} Another server has it.
 */
export function lockFolder(file: string): () => void {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    const isLocked = cause instanceof Error && cause.message.includes('locked');
    const inUse = `${path.dirname(file)} is in use by another server: stop that one, or set SIDESEAT_DATA to another folder`;
    throw new StoreError(isLocked ? inUse : `${file}: ${String(cause)}`, { cause });
  }
  return () => database.close();
}
