import type { Grant } from '../../../state-machines/request.machine.ts';
import type { StopResult } from '../media/media-port.ts';

/** What is shared under one grant, as far as it is the same whether the media server carries a picture or this server a page. */
export interface RunningShare {
  readonly grant: Grant;
  readonly closed: boolean;
  /** The viewer may see it again; `pausedViewerId`: as the viewer that was paused. */
  look(pausedViewerId?: string): void;
  lookAway(): Promise<StopResult>;
  /** Nothing is sent to the viewer for the moment. */
  pause(): Promise<StopResult>;
  /** The viewer's page is back after it lost its socket. */
  viewerReturned(): void;
  /** The same of the owner's. */
  ownerReturned(): void;
  /** Ends it; from the first call on nothing else is done with it. */
  close(): Promise<StopResult>;
}
