import type { RemoteInput } from '../protocol/input.ts';
import type { InjectorErrorReason, OwnerEvents, Rect } from './injector.ts';

/** What the parent asks of the injector's process, one JSON line each. `open` comes first; the end of input closes. */
export type InjectorCall =
  | { do: 'open'; display: string }
  | { do: 'monitors' }
  | { do: 'inject'; input: RemoteInput; surface: Rect }
  | { do: 'releaseAll' };

export type NumberedCall = InjectorCall & { id: number };

/** What the injector's process writes, one JSON line each: an answer to every call, and the owner's acts. */
export type InjectorLine =
  | { id: number; result?: unknown }
  | { id: number; error: { reason: InjectorErrorReason | undefined; message: string } }
  | { event: keyof OwnerEvents };

/** Cuts what arrives into lines. Both ends are the same program, so a line is what the other end wrote. */
export function readLines(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
