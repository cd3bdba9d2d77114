import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../store/store.ts';

/** What signs the record's anchors. One pair for each data folder. */
export interface RecordKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The same name for the same text, from which the text cannot be told without the private key. */
  pseudonym(text: string): string;
}

export const PRIVATE_KEY_FILE = 'record.key';
/** Worth a copy elsewhere: an audit with that copy notices a pair that was put in place of this one. */
export const PUBLIC_KEY_FILE = 'record.pub';

/** Reads the folder's Ed25519 pair, or makes it at the first start. @throws {StoreError} It cannot be read. */
export async function openKeys(dataDir: string): Promise<RecordKeys> {
  const file = join(dataDir, PRIVATE_KEY_FILE);
  const privateKey = (await readPrivateKey(file)) ?? (await makePrivateKey(file));
  const publicKey = createPublicKey(privateKey);
  await writeFile(join(dataDir, PUBLIC_KEY_FILE), publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644 });
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' });
  const pseudonymKey = Buffer.from(hkdfSync('sha256', secret, '', 'sideseat pseudonyms', 32));
  return {
    privateKey,
    publicKey,
    pseudonym: (text) => createHmac('sha256', pseudonymKey).update(text).digest('base64url').slice(0, 22),
  };
}

async function readPrivateKey(file: string): Promise<KeyObject | undefined> {
  try {
    return createPrivateKey(await readFile(file));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StoreError(`${file} is not a private key: ${String(cause)}`, { cause });
  }
}

async function makePrivateKey(file: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  return privateKey;
}
