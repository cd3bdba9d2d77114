import type { Desktop } from '../../support/desktop.ts';
import type { BadLink } from '../bad-link.ts';
import type { Picture } from '../picture-likeness.ts';

/** A way to bring the owner's desktop to the viewer's. */
export interface Peer extends AsyncDisposable {
  readonly name: string;
  /** Shows the owner's desktop on the viewer's, until what it gives is disposed of. */
  connect(): Promise<Connected>;
}

export interface Connected extends AsyncDisposable {
  /** What came to the viewer so far: pictures with their protocol's headers, without those of UDP, TCP and IP. */
  receivedBytes(): Promise<number>;
  /** What works for it, by its name: the numbers of the processes. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
  /** The owner's desktop as the viewer has it now, in the owner's pixels. */
  picture(): Promise<Picture>;
}

/** Two real X displays. */
export interface Desktops {
  readonly owner: Desktop;
  readonly viewer: Desktop;
  /** What lies between the owner and the rest of the world, where it is not the machine itself. */
  readonly link?: BadLink;
}

/** The viewer's browser fills its display. */
export const VIEWER_WINDOW = ['--kiosk'];
