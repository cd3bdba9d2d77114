import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { access, open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { HELPER_PROTOCOL_VERSION } from '../../protocol/helper-messages.ts';
import {
  HelperManifest,
  RELEASE_ENCODINGS,
  RELEASE_FILES,
  type ReleasedProgram,
  type ReleaseEncoding,
  type ReleaseFile,
} from '../../protocol/helper-release.ts';

/** One file that is sent as it is. It stays open: what takes its place in the folder is another file. */
export interface SentFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
}

export interface ReleasedDownload {
  /** End of the name under which it is saved: `.exe`, or nothing. */
  readonly nameEnd: string;
  readonly files: Readonly<Record<ReleaseEncoding | 'identity', SentFile>>;
}

/** What makes a release one of this server. */
export interface ReleaseOfServer {
  readonly version: string;
  readonly publicUrl: string;
}

/** The helper as this installation built it: programs, papers, and the key that they know this server by. */
export class HelperRelease implements AsyncDisposable {
  readonly downloads: ReadonlyMap<string, ReleasedDownload>;
  /** Files that anybody may read to check the programs, by name. */
  readonly papers: ReadonlyMap<string, Buffer>;
  readonly #key: KeyObject;

  constructor(
    downloads: ReadonlyMap<string, ReleasedDownload>,
    papers: ReadonlyMap<string, Buffer>,
    key: KeyObject,
  ) {
    this.downloads = downloads;
    this.papers = papers;
    this.#key = key;
  }

  get platforms(): string[] {
    return [...this.downloads.keys()];
  }

  /** @returns In base64. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const files = [...this.downloads.values()].flatMap((download) => Object.values(download.files));
    await Promise.all(files.map(({ handle }) => handle.close()));
  }
}

/**
 * Opens the release in the data folder. Where there is none, or one that is not this server's, nothing is offered for
 * download.
 * @param log - Told why, where there is one.
 */
export async function openHelperRelease(
  dataDir: string,
  server: ReleaseOfServer,
  log: (line: string) => void,
): Promise<HelperRelease | undefined> {
  const folder = join(dataDir, 'helper');
  if (!(await isThere(join(folder, RELEASE_FILES.manifest)))) return undefined;
  try {
    const papers = new Map<string, Buffer>();
    for (const name of Object.values(RELEASE_FILES)) papers.set(name, await readFile(join(folder, name)));
    const key = createPrivateKey(await readFile(join(dataDir, 'helper-release.key')));
    const { programs } = checkedManifest(papers, key, server);
    return new HelperRelease(await openDownloads(folder, programs), papers, key);
  } catch (error) {
    log(`the helper is not offered for download: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Whole, of this version, for this address, and by the key that this server proves itself with. */
function checkedManifest(papers: ReadonlyMap<string, Buffer>, key: KeyObject, server: ReleaseOfServer): HelperManifest {
  const { version, publicUrl } = server;
  const paper = (name: string): Buffer => papers.get(name) ?? Buffer.of();
  const publicKey = createPublicKey(key);
  const bytes = paper(RELEASE_FILES.manifest);
  if (!verify(null, bytes, publicKey, Buffer.from(String(paper(RELEASE_FILES.signature)), 'base64')))
    throw new Error('its manifest is not signed with the key of this installation');
  const manifest = v.parse(HelperManifest, JSON.parse(String(bytes)));
  const ofKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  if (manifest.publicKey !== ofKey) throw new Error('its programs have another key than this installation');
  if (manifest.version !== version || manifest.protocol !== HELPER_PROTOCOL_VERSION)
    throw new Error(`it is of version ${manifest.version}, and this server of ${version}`);
  if (manifest.origins[0] !== publicUrl)
    throw new Error(`it is for ${manifest.origins[0]}, and this server is at ${publicUrl}`);
  return manifest;
}

async function openDownloads(folder: string, programs: readonly ReleasedProgram[]): Promise<Map<string, ReleasedDownload>> {
  const opened: FileHandle[] = [];
  const openFile = async (name: string, { sizeBytes }: ReleaseFile): Promise<SentFile> => {
    const handle = await open(join(folder, name));
    opened.push(handle);
    if ((await handle.stat()).size !== sizeBytes) throw new Error(`${name} is not as long as its manifest says`);
    return { handle, sizeBytes };
  };
  const openDownload = async ({ file, packed, ...plain }: ReleasedProgram): Promise<ReleasedDownload> => ({
    nameEnd: file.endsWith('.exe') ? '.exe' : '',
    files: {
      br: await openFile(`${file}${RELEASE_ENCODINGS.br}`, packed.br),
      gzip: await openFile(`${file}${RELEASE_ENCODINGS.gzip}`, packed.gzip),
      identity: await openFile(file, plain),
    },
  });
  const downloads = new Map<string, ReleasedDownload>();
  try {
    for (const program of programs) downloads.set(program.platform, await openDownload(program));
    return downloads;
  } catch (error) {
    await Promise.all(opened.map((handle) => handle.close()));
    throw error;
  }
}
