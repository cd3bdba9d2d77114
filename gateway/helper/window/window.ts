import type { Person } from '../../protocol/vocabulary.ts';
import type { Rect } from '../injector.ts';

/**
 * What the helper's window shows, as JSON: it crosses the pipe between the helper's two processes. Times are UTC
 * milliseconds; names and addresses may be anything that came from the network.
 */
export type WindowView =
  /** Asks for the PIN or the helper's code. */
  | { state: 'enterCode'; problem?: EntryProblem }
  | { state: 'connecting'; host: string }
  /** Nobody can control yet. `owner`: whose desktop this is. */
  | { state: 'connected'; viewerName: string; company: string; owner: Person }
  /** The viewer may control with the next click. The company is the one of the latest `connected`. */
  | { state: 'armed'; viewerName: string; sinceMs?: number }
  | { state: 'controlled'; viewerName: string; sinceMs?: number }
  /** The owner uses mouse or keyboard. */
  | { state: 'paused'; viewerName: string; sinceMs?: number }
  /** The connection is lost: nothing can be controlled. */
  | { state: 'lost'; host: string }
  /** The shared screen is none of this desktop's. */
  | { state: 'unable' }
  /** The browser could not be opened at this address. */
  | { state: 'openPage'; url: string }
  | { state: 'ended'; reason: EndedReason; removal: Removal };

export type EntryProblem = 'invalid' | 'tooManyAttempts' | 'offline';
/**
 * - `otherVersion`: the server needs another version of this program
 * - `ownProofWrong`: the server could not prove that it is the one this helper belongs to
 * - `forgotten`: the server is there again, and does not know this helper any more
 * - `givenUp`: the server was away for too long
 */
export type EndedReason = 'sessionEnded' | 'replaced' | 'refused' | 'otherVersion' | 'ownProofWrong' | 'forgotten' | 'givenUp';
/** What came of the program's own file. */
export type Removal = 'removed' | 'kept' | 'failed';

/** What a window tells. Nothing is told after `close` or after `lost`. */
export interface WindowEvents {
  /** The owner pressed Stop control. */
  stopControl(): void;
  /** The owner pressed End session, and confirmed it. */
  endSession(): void;
  /** The owner pressed Close. */
  quit(): void;
  /** The owner typed this PIN or code; letters are capitals. Told once for each press of Connect or Enter. */
  entered(text: string): void;
  /** True after the window could not be seen in full for a second, false when it can be again. */
  covered(isCovered: boolean): void;
  /** The display is gone, or somebody destroyed the window: nothing is shown any more. */
  lost(): void;
}

/** The helper's own window, above all others. It appears with the first `show`. */
export interface HelperWindow {
  show(view: WindowView): void;
  /** Where it is on the display now, in pixels; of no size before the first `show`. */
  readonly rect: Rect;
  close(): Promise<void>;
}

/**
 * - `noFont`: this desktop has no font that could be used
 * - `unsupported`: the display has no picture format that we know
 */
export type WindowErrorReason = 'noFont' | 'unsupported';

export class WindowError extends Error {
  override readonly name = 'WindowError';
  readonly reason: WindowErrorReason;

  constructor(reason: WindowErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
