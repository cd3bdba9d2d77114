import { createHash, sign } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { HELPER_PROTOCOL_VERSION } from '../../protocol/helper-messages.ts';
import {
  HelperManifest,
  RELEASE_ENCODINGS,
  RELEASE_FILES,
  type ReleasedProgram,
  type ReleaseFile,
} from '../../protocol/helper-release.ts';
import { runCommand, type RunCommand } from '../run-command.ts';
import { SetupError } from '../setup-error.ts';
import { billOfMaterials, licenceTexts, packagesInside } from './bill.ts';
import { makeExecutable } from './executable.ts';
import { pack } from './packing.ts';
import { addonPackageOf, nodePackageOf, platformOf, type Platform } from './platforms.ts';
import { openReleaseKey, type ReleaseKey } from './release-key.ts';

/** Which release, for whom, and where it is kept. */
export interface ReleaseOrder {
  /** The repository's folder, with the pages and the helper built into `dist/`. */
  readonly root: string;
  /** Where the release is put, as a whole. */
  readonly folder: string;
  readonly keyFile: string;
  /** The servers that it talks to, the main one first. */
  readonly origins: readonly string[];
  /** Names of `PLATFORMS`. */
  readonly platforms: readonly string[];
  readonly signal?: AbortSignal;
}

/** Made by the build of the pages. */
const PROGRAM = 'dist/helper-program/sideseat-helper.cjs';
const WASM = 'node_modules/@resvg/resvg-wasm/index_bg.wasm';
/** Inside the release's folder: what it was made of. */
const FINGERPRINT = '.fingerprint';
/** The platform whose Node runs on the machines that releases are built on. */
const HERE = 'linux-x64';

/** A hash of everything that a release is made of. */
export function fingerprintRelease({ root, origins, platforms }: ReleaseOrder, key: ReleaseKey): string {
  const hash = createHash('sha256').update(JSON.stringify([origins, platforms.map(platformOf), key.pinned]));
  const builders = globSync('gateway/setup/helper/*.ts', { cwd: root }).sort();
  for (const file of [PROGRAM, WASM, 'package.json', 'package-lock.json', 'LICENSE', ...builders]) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether the release is there that this order would make. @throws {SetupError} the key cannot be read */
export async function isReleased(order: ReleaseOrder): Promise<boolean> {
  const file = path.join(order.folder, FINGERPRINT);
  if (!existsSync(file) || !existsSync(path.join(order.root, PROGRAM))) return false;
  if (readFileSync(file, 'utf8') !== fingerprintRelease(order, await openReleaseKey(order.keyFile))) return false;
  return isWhole(order.folder).catch(() => false);
}

/** Whether every file is there, as long as the manifest says. */
async function isWhole(folder: string): Promise<boolean> {
  const sizeOf = async (name: string): Promise<number> => (await stat(path.join(folder, name))).size;
  const manifest = v.parse(HelperManifest, JSON.parse(await readFile(path.join(folder, RELEASE_FILES.manifest), 'utf8')));
  const files: [string, ReleaseFile][] = manifest.programs.flatMap(({ file, packed, ...plain }) => [
    [file, plain],
    [`${file}${RELEASE_ENCODINGS.br}`, packed.br],
    [`${file}${RELEASE_ENCODINGS.gzip}`, packed.gzip],
  ]);
  files.push([RELEASE_FILES.bill, manifest.bill], [RELEASE_FILES.licences, manifest.licences]);
  for (const [name, { sizeBytes }] of files) if ((await sizeOf(name)) !== sizeBytes) return false;
  return (await sizeOf(RELEASE_FILES.signature)) > 0 && (await sizeOf(RELEASE_FILES.publicKey)) > 0;
}

/**
 * Builds a release and puts it in the place of the one before, as a whole.
 * @throws {SetupError} a part is missing, a tool failed, or the place is taken by something else; what was there stays
 */
export async function buildRelease(order: ReleaseOrder, run: RunCommand = runCommand): Promise<void> {
  const { root, folder } = order;
  await expectPlaceOfRelease(folder);
  if (!existsSync(path.join(root, PROGRAM))) throw new SetupError(`${PROGRAM} is missing: build the pages first.`);
  const key = await openReleaseKey(order.keyFile);
  const fingerprint = fingerprintRelease(order, key);
  await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
  const work = await mkdtemp(`${folder}.new-`);
  const made = path.join(work, 'made');
  try {
    await mkdir(made);
    await fillRelease(order, made, key, run);
    await writeFile(path.join(made, FINGERPRINT), fingerprint);
    await exchange(folder, made, path.join(work, 'before'));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What is in the place of a release is deleted with the next one: nothing but a release may be. */
async function expectPlaceOfRelease(folder: string): Promise<void> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException): string[] => {
    if (cause.code === 'ENOENT') return [];
    throw new SetupError(`${folder} is no folder that can be read (${cause.code}): name another one.`);
  });
  if (names.length > 0 && !names.includes(FINGERPRINT))
    throw new SetupError(`${folder} has other files in it, which a release would replace: name a new or an empty folder.`);
}

/** Puts one folder into the place of another, which is moved aside: a crash leaves both. */
async function exchange(folder: string, made: string, aside: string): Promise<void> {
  const isThere = existsSync(folder);
  if (isThere) await rename(folder, aside);
  try {
    await rename(made, folder);
  } catch (error) {
    if (isThere) await rename(aside, folder);
    throw error;
  }
}

async function fillRelease(order: ReleaseOrder, made: string, key: ReleaseKey, run: RunCommand): Promise<void> {
  const { root, origins, platforms, signal } = order;
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const shared = { version, protocol: HELPER_PROTOCOL_VERSION, origins: [...origins], publicKey: key.pinned };
  const programs: ReleasedProgram[] = [];
  const ofPlatforms = [];
  for (const platform of platforms.map(platformOf)) {
    const nodePackage = await nodePackageOf(root, platform, run);
    const here = await nodeHereOf(root, platform, run);
    // Not every platform's package has the licence.
    ofPlatforms.push({ name: platform.nodePackage, version: platform.nodeVersion, licence: 'MIT', folder: here.folder });
    const { addon } = platform;
    const addonPackage = addon && (await addonPackageOf(root, addon, run));
    if (addonPackage)
      ofPlatforms.push({ name: addon.package, version: addon.version, licence: addon.licence, folder: addonPackage });
    const work = await mkdtemp(path.join(made, 'work-'));
    const executable = await makeExecutable(
      root,
      work,
      {
        platform,
        node: path.join(nodePackage, platform.executable),
        blobNode: here.executable,
        program: path.join(root, PROGRAM),
        wasm: path.join(root, WASM),
        ...(addonPackage && { addon: path.join(addonPackage, addon.file) }),
        pinned: { ...shared, platform: platform.name },
      },
      run,
      signal,
    );
    const file = path.basename(executable);
    await rename(executable, path.join(made, file));
    await rm(work, { recursive: true });
    signal?.throwIfAborted();
    await pack(path.join(made, file));
    programs.push(await programOf(made, platform, file));
  }
  const inside = packagesInside(root, ofPlatforms);
  await writeFile(path.join(made, RELEASE_FILES.bill), billOfMaterials(version, inside));
  await writeFile(path.join(made, RELEASE_FILES.licences), licenceTexts(root, inside));
  const manifest: HelperManifest = {
    ...shared,
    programs,
    bill: await fileOf(made, RELEASE_FILES.bill),
    licences: await fileOf(made, RELEASE_FILES.licences),
  };
  const bytes = Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
  await writeFile(path.join(made, RELEASE_FILES.manifest), bytes);
  await writeFile(path.join(made, RELEASE_FILES.signature), sign(null, bytes, key.privateKey).toString('base64'));
  await writeFile(path.join(made, RELEASE_FILES.publicKey), key.publicFile);
}

/** A Node of the platform's version that runs here, and its package. */
async function nodeHereOf(
  root: string,
  { nodeVersion }: Platform,
  run: RunCommand,
): Promise<{ folder: string; executable: string }> {
  const here = platformOf(HERE);
  const folder = await nodePackageOf(root, { ...here, nodeVersion }, run);
  const isRunning = process.versions.node === nodeVersion;
  return { folder, executable: isRunning ? process.execPath : path.join(folder, here.executable) };
}

const programOf = async (made: string, platform: Platform, file: string): Promise<ReleasedProgram> => ({
  platform: platform.name,
  node: platform.nodeVersion,
  file,
  ...(await fileOf(made, file)),
  packed: {
    br: await fileOf(made, `${file}${RELEASE_ENCODINGS.br}`),
    gzip: await fileOf(made, `${file}${RELEASE_ENCODINGS.gzip}`),
  },
});

async function fileOf(folder: string, name: string): Promise<ReleaseFile> {
  const file = path.join(folder, name);
  return { sizeBytes: (await stat(file)).size, sha256: createHash('sha256').update(await readFile(file)).digest('hex') };
}
