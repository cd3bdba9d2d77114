import type { PageAct } from '../../protocol/cobrowse-acts.ts';
import * as natives from './natives.ts';
import type { PageReplay } from './page-replay.ts';

/** A place in a text of the page, or in what a field holds. */
export type TextPlace = Extract<PageAct, { kind: 'select' }>['from'];

/** Where a caret would stand at a place of the frame, in its own CSS pixels; `null` where nothing is written, and in frames of the page. */
export function caretAt(replay: PageReplay, x: number, y: number): TextPlace | null {
  const frame = replay.document.defaultView?.frameElement as HTMLElement | null | undefined;
  const wasInert = frame?.inert ?? false;
  if (frame) frame.inert = false; // no caret stands in a text that is inert
  const found = natives.caretFromPoint(replay.document, x, y);
  if (frame) frame.inert = wasInert;
  const id = found && replay.idOf(found.node);
  return found && typeof id === 'number' ? { id, offset: found.offset } : null;
}
