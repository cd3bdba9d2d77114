import process from 'node:process';
import { runInCleanEnvironment } from './clean-environment.ts';
import type { InjectorCommand } from './injector-client.ts';
import { runInjector, type ProgramParts } from './injector-process.ts';
import { removeExecutable } from './own-file.ts';
import { pinnedRelease, windowRenderer } from './release.ts';
import { startUp } from './start-up.ts';

/** Started by `startInjector`, from this same file. */
const INJECTOR_FLAG = '--injector';

/** What only the single executable can do on a desktop. */
const program: ProgramParts = {
  removeExecutable,
  async openWindow(display, locale, events) {
    const { openWindow } = await import('./window/open-window.ts');
    return openWindow(display, { locale, wasm: windowRenderer() }, events);
  },
};

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const release = pinnedRelease();
  if (args[0] === INJECTOR_FLAG) {
    await runInjector(release && program);
    return 0;
  }
  if (release) runInCleanEnvironment();
  const isLinux = process.platform === 'linux';
  // On Linux the very file that runs, whatever has its name by now.
  const executable = isLinux ? '/proc/self/exe' : process.execPath;
  const self: InjectorCommand = release ? [executable] : [process.execPath, process.argv[1] ?? ''];
  const single = release && { release, file: process.execPath, hasWindow: isLinux, removeExecutable };
  return startUp(args, single, [...self, INJECTOR_FLAG]);
}

// Whatever is still open then: nobody is there any more.
void main().then((exitCode) => process.exit(exitCode));
