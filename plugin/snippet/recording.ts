import type { PageMessage } from '../shared/cobrowse/page-messages.ts';
import type { RecordingOrder } from '../shared/cobrowse/recording-orders.ts';
import type { MaskPolicy } from '../../gateway/protocol/mask-policy.ts';
import type { LoadedScript } from './load-script.ts';

/** What the snippet and the recorder, which is loaded after the customer's OK, know of each other. */

export interface RecordingOptions {
  readonly masks: MaskPolicy;
  /** `page.event`; `page.failed`: it gave up by itself, and nothing is told any more; `page.refused`: what an agent wanted to do was not done. */
  readonly send: (message: Extract<PageMessage, { type: 'page.event' | 'page.failed' | 'page.refused' }>) => void;
  /** Loads the script that acts. */
  readonly loadHand: (take: NonNullable<LoadedScript['takeActing']>) => Promise<void>;
}

/** A page that is being told. */
export interface Recording {
  /**
   * `page.resync`: tells everything anew; `page.pointer`: shows the customer where the agent points; `page.mark`: what the agent does not
   * see, or takes that away again; `page.use`, `page.act`: lets the agent use the page.
   */
  hear(order: RecordingOrder): void;
  /** Ends everything before it returns. */
  stop(): void;
}

/** Begins at once. */
export type OpenRecorder = (options: RecordingOptions) => Recording;

/** Whether this browser has what is newest of what the recorder is made of: Chromium and Firefox have since 126, Safari since 18. */
export const canRecord = (): boolean => typeof URL.parse === 'function';
