import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from './progress.ts';
import type { RunCommand } from './run-command.ts';
import { runCommand } from './run-command.ts';
import { SetupError } from './setup-error.ts';

/** Everything that the built pages are made of: whole folders, and single files. */
const sources = [
  'plugin',
  'gateway/client',
  'gateway/cobrowse',
  'gateway/helper',
  'gateway/protocol',
  'state-machines',
  'vite.config.ts',
  'gateway/setup/vite-plugins.ts',
  'tsconfig.json',
  'package-lock.json',
];

/** Inside `dist/`, so that whatever empties the folder also forgets the fingerprint. */
const fingerprintFile = '.fingerprint';

/**
 * A hash over names and contents of all sources of the pages. Contents, since a clone or a checkout changes times only.
 * @param root the repository's folder
 */
export function fingerprintSources(root: string): string {
  const hash = createHash('sha256');
  for (const file of sourceFiles(root)) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether `dist/` was built from exactly the present sources. */
export function isBuilt(root: string): boolean {
  const file = path.join(root, 'dist', fingerprintFile);
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprintSources(root);
}

/**
 * Builds the pages into `dist/`, whether or not they are up to date.
 * @throws {SetupError} with what Vite said
 */
export async function build(root: string, signal?: AbortSignal, run: RunCommand = runCommand): Promise<void> {
  // Taken before: a source that changes during the build makes the next build necessary.
  const fingerprint = fingerprintSources(root);
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--mode', 'product', '--logLevel', 'warn'];
  const { exitCode, output } = await run(process.execPath, args, { cwd: root, ...(signal && { signal }) });
  if (exitCode !== 0) throw new SetupError(`The pages could not be built:\n${output.trim()}`);
  writeFileSync(path.join(root, 'dist', fingerprintFile), fingerprint);
}

/** Builds the pages where sources changed since the last build. */
export async function ensureBuilt(root: string, signal?: AbortSignal): Promise<void> {
  if (!isBuilt(root)) await step('Building the pages', () => build(root, signal));
}

function sourceFiles(root: string): string[] {
  const isFile = (file: string) => statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile() === true;
  return sources
    .flatMap((source) => (isFile(source) ? [source] : globSync(`${source}/**/*`, { cwd: root }).filter(isFile)))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}
