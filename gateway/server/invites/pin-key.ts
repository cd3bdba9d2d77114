import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { ConfigError } from '../config.ts';

const KEY_BYTES = 32;

/**
 * Reads the key that PINs are hashed with, or makes it at the first start.
 * @throws {ConfigError} The file is not such a key: with a shorter one, PINs could be read from their hashes.
 */
export async function openPinKey(file: string): Promise<Uint8Array> {
  const key = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new ConfigError(`${file} cannot be read (${cause.code}): let this user read it`, { cause });
  });
  if (!key) return makeKey(file);
  if (key.length !== KEY_BYTES)
    throw new ConfigError(
      `${file} has ${key.length} bytes, but the key of PINs has ${KEY_BYTES}: bring it back from a copy, or remove it; then PINs that were told before are not valid any more`,
    );
  return key;
}

/** All of it or nothing, also where the power fails meanwhile. */
async function makeKey(file: string): Promise<Uint8Array> {
  const key = randomBytes(KEY_BYTES);
  await writeFile(`${file}.new`, key, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return key;
}
