import type { DesktopSource } from '../../gateway/client/desktop-source.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { SharingEvent } from '../../state-machines/sharing.events.ts';

/** What is shared from here: the own desktop; in a frame of a site's page, that page too. */
export interface SharedSource extends Pick<DesktopSource, 'surface' | 'choose' | 'publish' | 'suspend' | 'stop' | 'captureEnded$'> {
  /** SH20 and SH21: what the sharing machine is told instead of this event, which the message led to; `null`: the event itself. */
  followed?(event: SharingEvent, message: ServerMessage): SharingEvent | null;
}
