import { once } from 'node:events';
import type { Locale } from '../protocol/vocabulary.ts';
import { InjectorError, type InputInjector, type OwnerEvents } from './injector.ts';
import { readLines, type InjectorLine, type NumberedCall, type Opened } from './injector-wire.ts';
import { OffWindow } from './off-window.ts';
import { openInjector } from './open-injector.ts';
import type { HelperWindow, WindowEvents } from './window/window.ts';

/** What the process can do beside injecting, where it is the single executable. */
export interface ProgramParts {
  openWindow(display: string, locale: Locale, events: WindowEvents): Promise<HelperWindow>;
  removeExecutable(): void;
}

/** Those that a terminal or a session manager sends to a whole group of processes. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The main function of the process that owns the display connection, and the helper's window beside it: it serves the calls
 * that come on standard input until that ends, for whatever reason, even its parent's sudden death; then it releases
 * everything and returns. Whatever ends the window ends the injection, and the other way round.
 */
export async function runInjector(program?: ProgramParts): Promise<void> {
  let injector: InputInjector | undefined;
  let offWindow: OffWindow | undefined;
  let window: HelperWindow | undefined;
  let removesExecutable = false;
  let isLost = false;
  // To a pipe this writes at once. A parent that is gone reads nothing: standard input tells of it.
  const tell = (line: InjectorLine): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
  process.stdout.on('error', () => {});
  const lost = async (): Promise<void> => {
    if (isLost) return;
    isLost = true;
    // Where the display is gone there is nothing to release.
    await injector?.close().catch(() => {});
    tell({ event: 'lost' });
  };
  const events: OwnerEvents = {
    acted: () => tell({ event: 'acted' }),
    pressed: () => tell({ event: 'pressed' }),
    killed: () => tell({ event: 'killed' }),
    lost: () => void lost(),
  };
  const windowEvents: WindowEvents = {
    stopControl: () => tell({ act: 'stopControl', with: undefined }),
    endSession: () => tell({ act: 'endSession', with: undefined }),
    quit: () => tell({ act: 'quit', with: undefined }),
    entered: (text) => tell({ act: 'entered', with: text }),
    covered: (isCovered) => tell({ act: 'covered', with: isCovered }),
    lost: () => void lost(),
  };

  const perform = async (call: NumberedCall): Promise<unknown> => {
    switch (call.do) {
      case 'open': {
        const opened = await openInjector(call.display, events);
        injector = opened.injector;
        offWindow = new OffWindow(injector, () => window?.rect);
        return { addonPath: opened.addonPath } satisfies Opened;
      }
      case 'openWindow':
        window = await program?.openWindow(call.display, call.locale, windowEvents);
        return undefined;
      case 'show':
        return window?.show(call.view);
      case 'removeAtEnd':
        removesExecutable = call.removes;
        return undefined;
    }
    if (injector === undefined || offWindow === undefined) throw new InjectorError('unreachable', 'the display is not open');
    if (call.do === 'inject') return offWindow.inject(call.input, call.surface);
    return call.do === 'monitors' ? injector.monitors() : injector.releaseAll();
  };
  const serve = (line: string): void => {
    const call = JSON.parse(line) as NumberedCall;
    perform(call).then(
      (result) => tell({ id: call.id, result }),
      (error: unknown) => {
        const reason = error instanceof InjectorError ? error.reason : undefined;
        tell({ id: call.id, error: { reason, message: error instanceof Error ? error.message : String(error) } });
      },
    );
  };

  process.stdin.setEncoding('utf8').on('data', readLines(serve));
  const parentGone = once(process.stdin, 'close').then(() => true);
  const stopped = STOP_SIGNALS.map((signal) => once(process, signal).then(() => false));
  const outlivedParent = await Promise.race([parentGone, ...stopped]);
  isLost = true;
  await injector?.close().catch(() => {});
  // A parent that ended in good order has done it itself, and this finds nothing.
  if (outlivedParent && removesExecutable) program?.removeExecutable();
  await window?.close().catch(() => {});
  process.stdin.destroy();
}
