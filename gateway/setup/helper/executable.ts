import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PinnedRelease } from '../../protocol/helper-release.ts';
import type { RunCommand } from '../run-command.ts';
import { SetupError } from '../setup-error.ts';
import { withoutSymbols } from './elf.ts';
import type { Platform } from './platforms.ts';

/** What Node looks for in itself, to know that a program was put in; from Node's documentation of single executables. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const RESOURCE = 'NODE_SEA_BLOB';
const MACHO_SEGMENT = 'NODE_SEA';

/** What goes into one executable. */
export interface Ingredients {
  readonly platform: Platform;
  /** The platform's own Node. */
  readonly node: string;
  /** A Node of the same version that runs here: it writes what the other one reads. */
  readonly blobNode: string;
  /** The helper as one CommonJS file. */
  readonly program: string;
  /** What draws the window. */
  readonly wasm: string;
  /** What moves mouse and keyboard, where the platform has an addon. */
  readonly addon?: string;
  readonly pinned: PinnedRelease;
}

/**
 * Puts the helper into a Node: one file that needs nothing else. Neither code cache nor snapshot, so the same ingredients give
 * the same bytes.
 * @param work - An empty folder that only this uses; the executable is written there too.
 * @throws {SetupError} with what Node or postject said
 */
export async function makeExecutable(
  root: string,
  work: string,
  made: Ingredients,
  run: RunCommand,
  signal?: AbortSignal,
): Promise<string> {
  const executable = path.join(work, `sideseat-helper-${made.platform.name}${made.platform.nameEnd}`);
  const inWork = { cwd: work, ...(signal && { signal }) };
  const node = await readFile(made.node);
  await writeFile(executable, made.platform.name.startsWith('linux-') ? withoutSymbols(node) : node, { mode: 0o755 });
  await copyFile(made.program, path.join(work, 'sideseat-helper.cjs'));
  await writeFile(path.join(work, 'release.json'), JSON.stringify(made.pinned));
  // Names, not paths: they become part of the executable.
  const settings = {
    main: 'sideseat-helper.cjs',
    output: 'blob',
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    useCodeCache: false,
    // Nobody's environment adds flags to it.
    execArgvExtension: 'none',
    // A signal would have Node open a debugger's port.
    execArgv: ['--disable-sigusr1'],
    assets: { 'release.json': 'release.json', 'resvg.wasm': made.wasm, ...(made.addon && { 'libnut.node': made.addon }) },
  };
  await writeFile(path.join(work, 'sea.json'), JSON.stringify(settings));
  const blob = await run(made.blobNode, ['--experimental-sea-config', 'sea.json'], inWork);
  if (blob.exitCode !== 0) throw new SetupError(`Node could not prepare the helper: ${blob.output.trim()}`);
  const postject = path.join(root, 'node_modules/postject/dist/cli.js');
  const segment = made.platform.name.startsWith('darwin-') ? ['--macho-segment-name', MACHO_SEGMENT] : [];
  const args = [postject, executable, RESOURCE, 'blob', '--sentinel-fuse', FUSE, ...segment];
  const injected = await run(process.execPath, args, inWork);
  if (injected.exitCode !== 0) throw new SetupError(`The helper could not be put into Node: ${injected.output.trim()}`);
  return executable;
}
