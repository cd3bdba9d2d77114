/**
 * The helper from its sources, with what is pinned in the single executable: `release.json`, and the file's name. It says that
 * it removed itself, and removes nothing. Where `WINDOW` is `none`, it should have a window, and none can be drawn.
 */
import { fileURLToPath } from 'node:url';
import { runInjector } from '../../gateway/helper/injector-process.ts';
import { readRelease } from '../../gateway/helper/release.ts';
import { startUp } from '../../gateway/helper/start-up.ts';
import { WindowError } from '../../gateway/helper/window/window.ts';

const [release = '', file = '', ...args] = process.argv.slice(2);
const hasWindow = process.env['WINDOW'] === 'none';
const [injector, flag] = hasWindow ? [import.meta.url, 'no window'] : [new URL('../../gateway/helper/main.ts', import.meta.url), '--injector'];

if (release === 'no window') {
  const openWindow = (): Promise<never> => Promise.reject(new WindowError('noFont', 'this desktop has no font'));
  await runInjector({ openWindow, removeExecutable: () => undefined });
} else {
  const single = { release: readRelease(release), file, hasWindow, removeExecutable: () => ({ outcome: 'removed', file }) as const };
  const desk = [process.execPath, '--disable-warning=ExperimentalWarning', fileURLToPath(injector), flag] as const;
  process.exit(await startUp(args, single, desk));
}
