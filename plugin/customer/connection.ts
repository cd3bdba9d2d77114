import { Subscription } from 'rxjs';
import type { Actor } from 'xstate';
import { createDesktopSource } from '../../gateway/client/desktop-source.ts';
import { linkStateEvents } from '../../gateway/client/link-events.ts';
import { createSharingEvents } from '../../gateway/client/owner-events.ts';
import type { LinkState, SessionLink } from '../../gateway/client/session-link.ts';
import { createSessionLink } from '../../gateway/client/session-link.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import type { SharingSnapshot, sharingMachine } from '../../state-machines/sharing.machine.ts';
import type { CaptureState, SeenPicture } from './page-view.ts';
import { fetchLater, type LaterPart } from './fetch-later.ts';
import { createAgentsDesktop, type AgentsDesktop, type AgentsDesktopOptions } from './agents-desktop.ts';
import type { SharedSource } from './shared-source.ts';
import { createSharing } from './sharing.ts';

/** One connection of the customer's page: a link, the sharing machine over the own desktop, and the picture of the agent's. */
export interface Connection {
  readonly link: SessionLink;
  readonly sharing: Actor<typeof sharingMachine>;
  /** What the agent shows here. */
  readonly agentsDesktop: AgentsDesktop;
  /** Ends the link, the capture and the picture with it. */
  close(): void;
}

export interface ConnectionOptions {
  getTicket: () => Promise<string>;
  locale: () => Locale;
  /** Every message and every state of the link, after the sharing machine has heard of it. */
  onMessage: (message: ServerMessage) => void;
  onLinkState: (state: LinkState) => void;
  onCapture: (capture: CaptureState) => void;
  /** The picture of the agent's desktop. */
  onPicture: (picture: SeenPicture) => void;
  /** The third part of the page is there. */
  onLater: (later: LaterPart) => void;
  /** The server refused to continue a share, or its answer was lost. */
  onNotContinued: (cause: unknown) => void;
  /** Tests put scripted ones here. */
  createLink?: ((getTicket: () => Promise<string>) => SessionLink) | undefined;
  createSource?: ((link: SessionLink) => SharedSource) | undefined;
  createViewer?: AgentsDesktopOptions['createViewer'];
}

/** Connects at once. */
export function openConnection(options: ConnectionOptions): Connection {
  const { createLink = (getTicket) => createSessionLink({ getTicket }) } = options;
  const { createSource = (link): SharedSource => createDesktopSource({ link }) } = options;
  const link = createLink(options.getTicket);
  const source = createSource(link);
  const sharing = createSharing({ link, source, onNotContinued: options.onNotContinued });
  const agentsDesktop = createAgentsDesktop({ link, onChange: options.onPicture, createViewer: options.createViewer });
  const toEvents = createSharingEvents();
  const subscriptions = new Subscription(fetchLater(options.locale, options.onLater));
  subscriptions.add(sharing.subscribe((snapshot) => options.onCapture(captureOf(snapshot))));
  subscriptions.add(source.captureEnded$.subscribe(() => sharing.send({ type: 'owner.captureEnded' })));
  subscriptions.add(
    link.messages$.subscribe((message) => {
      for (const event of toEvents(message)) sharing.send(source.followed?.(event, message) ?? event);
      agentsDesktop.handle(message);
      options.onMessage(message);
    }),
  );
  subscriptions.add(
    link.state$.subscribe((state) => {
      for (const event of linkStateEvents(state)) sharing.send(event);
      options.onLinkState(state);
    }),
  );
  return {
    link,
    sharing,
    agentsDesktop,
    close() {
      subscriptions.unsubscribe();
      sharing.stop();
      source.stop();
      agentsDesktop.stop();
      link.close();
    },
  };
}

function captureOf(snapshot: SharingSnapshot): CaptureState {
  if (snapshot.hasTag('choosing')) return 'choosing';
  if (snapshot.hasTag('capturing')) return 'running';
  if (snapshot.hasTag('continuing')) return 'continuing';
  if (snapshot.hasTag('suspended')) return 'suspended';
  return snapshot.context.endReason === 'notContinued' ? 'lapsed' : 'none';
}
