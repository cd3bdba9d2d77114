import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import type { FrameMessage } from '../shared/cobrowse/page-messages.ts';
import type { MaskPolicy } from '../../gateway/protocol/mask-policy.ts';

/** What the snippet and the recorder, which is loaded after the customer's OK, know of each other. */

export interface RecordingOptions {
  readonly masks: MaskPolicy;
  readonly send: (event: PageEvent) => void;
  /** It gave up by itself; nothing is told any more. */
  readonly failed: () => void;
}

/** Where the agent points. */
export type Pointed = Extract<FrameMessage, { type: 'page.pointer' }>;

/** A page that is being told. */
export interface Recording {
  /** Tells everything anew. */
  resync(): void;
  /** Shows the customer where the agent points. */
  point(pointed: Pointed): void;
  /** Shows the customer what the agent does not see, or takes that away again. */
  mark(isShown: boolean): void;
  /** The node that the agent's page has under this number; `null` where there is none. */
  nodeOf(id: number): Node | null;
  /** Why no agent may use an element, as it is at this moment; `null` where agents may. */
  forbids(element: Element): 'private' | 'noControl' | null;
  /** Ends everything before it returns. */
  stop(): void;
}

/** Begins at once. */
export type OpenRecorder = (options: RecordingOptions) => Recording;

/** Whether this browser has what is newest of what the recorder is made of: Chromium and Firefox have since 126, Safari since 18. */
export const canRecord = (): boolean => typeof URL.parse === 'function';
