import type { PageEvent } from '../../protocol/cobrowse-events.ts';
import type { MaskPolicy } from '../mask/mask-policy.ts';
import type { Schedule } from './sliced-work.ts';

export { PAGE_VERSION } from '../../protocol/cobrowse-limits.ts';

/** Why nothing comes any more. */
export type RecorderEnd = 'stopped' | 'failed';

export interface PageRecorderOptions {
  readonly window: Window & typeof globalThis;
  readonly policy: MaskPolicy;
  readonly send: (event: PageEvent) => void;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  /** `pageSchedule(window)`. */
  readonly schedule: Schedule;
  readonly stopped: (why: RecorderEnd) => void;
}

/** Of one loaded document: 128 random bits. */
export function newPageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
