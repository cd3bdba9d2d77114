import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { HelperManifest, RELEASE_ENCODINGS, RELEASE_FILES, type ReleaseFile } from '../../protocol/helper-release.ts';

/** What a release has to be, beside whole and signed. */
export interface Expected {
  /** In base64; without it, any key that the release itself names. */
  readonly publicKey?: string;
  readonly version?: string;
  readonly protocol?: number;
}

export interface Verdict {
  /** One line for each thing that was checked and is right. */
  readonly checked: readonly string[];
  /** One line for each thing that is wrong. */
  readonly wrong: readonly string[];
}

/** Reads a file of a release by its name. */
export type ReadReleased = (name: string) => Promise<Buffer>;

/** Checks the signature, what it vouches for, and whose it is. Never rejects. */
export async function verifyRelease(read: ReadReleased, expected: Expected = {}): Promise<Verdict> {
  const checked: string[] = [];
  const wrong: string[] = [];
  const note = (isRight: boolean, line: string): void => void (isRight ? checked : wrong).push(line);
  const noteSame = (what: string, is: string | number, wanted: string | number): void =>
    note(is === wanted, is === wanted ? `${what} ${is}` : `${what} ${is}, not ${wanted}`);
  const bytesOf = async (name: string): Promise<Buffer> =>
    read(name).catch((error: unknown) => {
      note(false, `${name}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
      return Buffer.of();
    });
  const checkFile = async (name: string, { sizeBytes, sha256 }: ReleaseFile): Promise<void> => {
    const bytes = await bytesOf(name);
    const isRight = bytes.length === sizeBytes && createHash('sha256').update(bytes).digest('hex') === sha256;
    note(isRight, `${name}: ${isRight ? `sha256 ${sha256}` : 'is not what the manifest says'}`);
  };

  const bytes = await bytesOf(RELEASE_FILES.manifest);
  const key = readKey(await bytesOf(RELEASE_FILES.publicKey));
  const signature = Buffer.from(String(await bytesOf(RELEASE_FILES.signature)), 'base64');
  const isSigned = key !== undefined && verify(null, bytes, key, signature);
  note(isSigned, `${RELEASE_FILES.manifest}: signature by ${RELEASE_FILES.publicKey}`);
  const manifest = readManifest(bytes);
  if (!manifest) return { checked, wrong: [...wrong, `${RELEASE_FILES.manifest}: is no manifest`] };

  const pinned = key?.export({ format: 'der', type: 'spki' }).toString('base64');
  note(manifest.publicKey === pinned, 'the programs know the server by the same key');
  const { publicKey, version = manifest.version, protocol = manifest.protocol } = expected;
  if (publicKey !== undefined) note(pinned === publicKey, 'the key is the expected one');
  noteSame('version', manifest.version, version);
  noteSame('protocol', manifest.protocol, protocol);
  for (const { file, packed, ...plain } of manifest.programs) {
    await checkFile(file, plain);
    await checkFile(`${file}${RELEASE_ENCODINGS.br}`, packed.br);
    await checkFile(`${file}${RELEASE_ENCODINGS.gzip}`, packed.gzip);
  }
  await checkFile(RELEASE_FILES.bill, manifest.bill);
  await checkFile(RELEASE_FILES.licences, manifest.licences);
  return { checked, wrong };
}

function readKey(pem: Buffer): ReturnType<typeof createPublicKey> | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

function readManifest(bytes: Buffer): HelperManifest | undefined {
  try {
    return v.parse(HelperManifest, JSON.parse(String(bytes)));
  } catch {
    return undefined;
  }
}

/** From a folder. */
export const readFrom =
  (folder: string): ReadReleased =>
  (name) =>
    readFile(path.join(folder, name));
