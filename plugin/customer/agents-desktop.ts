import type { Subscription } from 'rxjs';
import { createActor, fromCallback } from 'xstate';
import { linkStateEvents } from '../../gateway/client/link-events.ts';
import type { SessionLink } from '../../gateway/client/session-link.ts';
import { createCustomersViewingEvents } from '../../gateway/client/viewer-events.ts';
import { createViewer } from '../../gateway/client/viewer.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import { viewingMachine, type ViewingSnapshot, type WatchOrder } from '../../state-machines/viewing.machine.ts';
import type { SeenPicture } from './page-view.ts';

/** The agent's desktop as this page sees it, one share after the other. */
export interface AgentsDesktop {
  /** Every message of the link, in order. */
  handle(message: ServerMessage): void;
  /**
   * Takes the picture away before it returns, then ends the grant; the session goes on. A grant that is still to come is
   * given back.
   * @param answering - The request whose OK is on its way, where nothing else is known of it yet.
   */
  close(answering?: string | null): void;
  /** Takes the picture away; what is said next ends the grant. */
  leave(): void;
  /** Ends everything, with the link. */
  stop(): void;
}

export interface AgentsDesktopOptions {
  link: Pick<SessionLink, 'messages$' | 'state$' | 'send' | 'command' | 'iceServers'>;
  onChange(picture: SeenPicture): void;
  /** Tests put a scripted one here. */
  createViewer?: typeof createViewer | undefined;
}

interface Grant {
  grantId: string;
  epoch: number;
}

/** Runs the viewing machine for the agent's desktop: a customer sees it until one of the two ends it, and never pauses it. */
export function createAgentsDesktop(options: AgentsDesktopOptions): AgentsDesktop {
  const { link, onChange } = options;
  const makeViewer = options.createViewer ?? createViewer;
  const eventsOf = createCustomersViewingEvents();
  let stream: MediaStream | null = null;
  let getLastFrameAtMs: SeenPicture['getLastFrameAtMs'] = () => null;
  /** The request under which the agent shows, or is about to. */
  let requestId: string | null = null;
  /** The one whose viewer was closed: it is never seen again, whatever the server knows yet. */
  let closedId: string | null = null;
  let isTelling = false;

  const watch = fromCallback<WatchOrder, Grant>(({ input, sendBack }) => {
    const viewer = makeViewer({ link, ...input });
    getLastFrameAtMs = () => viewer.lastFrameAtMs;
    const streams = viewer.stream$.subscribe((next) => {
      stream = next;
      publish();
    });
    const states = viewer.state$.subscribe((state) =>
      sendBack({ type: state === 'playing' ? 'media.up' : state === 'stale' ? 'media.stale' : 'media.down' }),
    );
    return () => {
      states.unsubscribe();
      viewer.stop();
      streams.unsubscribe();
      stream = null;
      getLastFrameAtMs = () => null;
    };
  });
  const actor = createActor(viewingMachine.provide({ actors: { watch } }));
  let current: SeenPicture | null = null;

  function publish(): void {
    const snapshot = actor.getSnapshot();
    const isClosed = closedId !== null && closedId === requestId;
    const phase = isClosed ? 'closed' : phaseOf(snapshot);
    const shown = snapshot.hasTag('watching') ? stream : null;
    if (phase === current?.phase && shown === current.stream) return;
    current = { phase, stream: shown, getLastFrameAtMs: () => getLastFrameAtMs() };
    onChange(current);
  }

  /** Until the server has taken it; a lost link is no reason to go on. */
  const tellClosed = (grantId: string): void => {
    if (isTelling) return;
    isTelling = true;
    link
      .command({ type: 'share.stop', grantId, by: 'page' })
      .catch(() => undefined)
      .finally(() => {
        isTelling = false;
      });
  };

  actor.subscribe(publish);
  actor.start();
  const subscription: Subscription = link.state$.subscribe((state) => linkStateEvents(state).forEach(actor.send));

  return {
    handle(message) {
      if (message.type === 'customer.session') {
        const { agentShare, choosing } = message.session;
        requestId = agentShare?.requestId ?? (choosing?.owner === 'agent' ? choosing.requestId : null);
        if (agentShare && requestId === closedId) return tellClosed(agentShare.grantId);
      }
      eventsOf(message).forEach(actor.send);
      publish();
    },
    close(answering = null) {
      closedId = requestId ?? answering;
      const { grant } = actor.getSnapshot().context;
      const isLive = actor.getSnapshot().matches('shared');
      actor.send({ type: 'viewer.lookAway' });
      publish();
      if (grant && isLive) tellClosed(grant.grantId);
    },
    leave: () => actor.send({ type: 'viewer.lookAway' }),
    stop() {
      subscription.unsubscribe();
      actor.stop();
    },
  };
}

function phaseOf(snapshot: ViewingSnapshot): SeenPicture['phase'] {
  if (snapshot.hasTag('live')) return 'playing';
  if (snapshot.hasTag('picture')) return 'stale';
  return snapshot.hasTag('watching') ? 'connecting' : 'none';
}
