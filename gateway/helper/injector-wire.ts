import type { RemoteInput } from '../protocol/input.ts';
import type { Locale } from '../protocol/vocabulary.ts';
import type { InjectorErrorReason, OwnerEvents, Rect } from './injector.ts';
import type { WindowEvents, WindowView } from './window/window.ts';

/** What the parent asks of the injector's process, one JSON line each. The end of input closes. */
export type InjectorCall =
  | { do: 'open'; display: string }
  | { do: 'monitors' }
  | { do: 'inject'; input: RemoteInput; surface: Rect }
  | { do: 'releaseAll' }
  /** The owner's own window, beside the injector. */
  | { do: 'openWindow'; display: string; locale: Locale }
  | { do: 'show'; view: WindowView }
  /** Should the parent die before this process: whether the executable of both is to go. The latest counts. */
  | { do: 'removeAtEnd'; removes: boolean };

/** The answer to `open`. */
export interface Opened {
  /** What the parent removes once the injector's process has ended. */
  addonPath: string | null;
}

export type NumberedCall = InjectorCall & { id: number };

/** What the owner does in the window; its loss is the loss of all. */
export type WindowAct = {
  [Act in Exclude<keyof WindowEvents, 'lost'>]: { act: Act; with: Parameters<WindowEvents[Act]>[0] };
}[Exclude<keyof WindowEvents, 'lost'>];

/** What the injector's process writes, one JSON line each: an answer to every call, and the owner's acts. */
export type InjectorLine =
  | { id: number; result?: unknown }
  | { id: number; error: { reason: InjectorErrorReason | undefined; message: string } }
  | { event: keyof OwnerEvents }
  | WindowAct;

/** Cuts what arrives into lines. Both ends are the same program, so a line is what the other end wrote. */
export function readLines(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
