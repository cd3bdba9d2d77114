import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../setup-error.ts';

/** The private key; what is known of it to everybody, as a file and as it is pinned inside the programs. */
export interface ReleaseKey {
  readonly privateKey: KeyObject;
  /** PEM. */
  readonly publicFile: string;
  /** SPKI as DER in base64. */
  readonly pinned: string;
}

/**
 * The key of this installation's releases, made the first time. Whoever removes the file gets a new one with the next build,
 * and voids every helper of before: the server cannot prove itself to them any more.
 * @throws {SetupError} the file is there and is no such key
 */
export async function openReleaseKey(file: string): Promise<ReleaseKey> {
  const privateKey = readKey(file, (await readOrUndefined(file)) ?? (await makeKey(file)));
  const publicKey = createPublicKey(privateKey);
  return {
    privateKey,
    publicFile: String(publicKey.export({ format: 'pem', type: 'spki' })),
    pinned: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

function readKey(file: string, text: string): KeyObject {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // said below
  }
  throw new SetupError(
    `${file} is no Ed25519 key: bring it back from a copy, or remove it; then helpers that were downloaded before are void`,
  );
}

async function readOrUndefined(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new SetupError(`${file} cannot be read (${cause.code}): let this user read it`);
  });
}

/** All of it or nothing, also where the power fails meanwhile. Of two first starts the faster one's key counts for both. */
async function makeKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const text = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const made = `${file}.${randomUUID()}`;
  try {
    await writeFile(made, text, { flag: 'wx', mode: 0o600, flush: true });
    await link(made, file); // unlike a rename, it takes no other key's place
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return await readFile(file, 'utf8');
  } finally {
    await rm(made, { force: true });
  }
}
