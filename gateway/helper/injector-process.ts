import { once } from 'node:events';
import { InjectorError, type InputInjector, type OwnerEvents } from './injector.ts';
import { readLines, type InjectorLine, type NumberedCall } from './injector-wire.ts';
import { openX11Injector } from './x11/x11-injector.ts';

/** Those that a terminal or a session manager sends to a whole group of processes. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The main function of the process that owns the display connection: it serves the calls that come on standard input
 * until that ends, for whatever reason, even its parent's sudden death; then it releases everything and returns.
 */
export async function runInjector(): Promise<void> {
  let injector: InputInjector | undefined;
  // To a pipe this writes at once. A parent that is gone reads nothing: standard input tells of it.
  const tell = (line: InjectorLine): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
  process.stdout.on('error', () => {});
  const events: OwnerEvents = {
    acted: () => tell({ event: 'acted' }),
    pressed: () => tell({ event: 'pressed' }),
    killed: () => tell({ event: 'killed' }),
    lost: () => tell({ event: 'lost' }),
  };

  const perform = async (call: NumberedCall): Promise<unknown> => {
    if (call.do === 'open') {
      injector = await openX11Injector(call.display, events);
      return undefined;
    }
    if (injector === undefined) throw new InjectorError('unreachable', 'the display is not open');
    if (call.do === 'inject') return injector.inject(call.input, call.surface);
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
  const stopped = STOP_SIGNALS.map((signal) => once(process, signal));
  await Promise.race([once(process.stdin, 'close'), ...stopped]);
  // Where the display is gone there is nothing to release.
  await injector?.close().catch(() => {});
  process.stdin.destroy();
}
