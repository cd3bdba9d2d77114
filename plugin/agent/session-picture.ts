import type { Subscription } from 'rxjs';
import { createActor, fromCallback } from 'xstate';
import { createViewingEvents, linkStateEvents } from '../../gateway/client/link-events.ts';
import type { SessionLink } from '../../gateway/client/session-link.ts';
import type { createViewer } from '../../gateway/client/viewer.ts';
import { viewingMachine, type ViewingEvent, type ViewingSnapshot } from '../../state-machines/viewing.machine.ts';
import { NO_PICTURE, type Picture } from './agent-state.ts';

/** The pictures of one session, one share after the other. */
export interface SessionPicture {
  readonly current: Picture;
  /** Takes the picture away at once; the grant stays. */
  lookAway(): void;
  /** Waits for the picture again. */
  look(): void;
  stop(): void;
}

export interface SessionPictureOptions {
  link: Pick<SessionLink, 'messages$' | 'state$' | 'send' | 'iceServers'>;
  sessionId: string;
  createViewer: typeof createViewer;
  onChange: (picture: Picture) => void;
}

/**
 * Runs the viewing machine for one session: fills its slot `watch` with a viewer, and feeds it from the link. Make it
 * when the session is first seen, before its messages are looked at; end it with the link.
 */
export function createSessionPicture(options: SessionPictureOptions): SessionPicture & {
  /** Every message of the link, in order, also the one in which the session came. */
  handle(message: Parameters<ReturnType<typeof createViewingEvents>>[0]): void;
} {
  const { link, sessionId, createViewer, onChange } = options;
  const eventsOf = createViewingEvents(sessionId);
  let stream: MediaStream | null = null;
  let frames: Picture['frames'] = null;

  const watch = fromCallback<ViewingEvent, { grantId: string; epoch: number }>(({ input, sendBack }) => {
    const viewer = createViewer({ link, sessionId, ...input });
    frames = viewer;
    const streams = viewer.stream$.subscribe((next) => {
      stream = next;
      publish();
    });
    const states = viewer.state$.subscribe((state) => {
      sendBack({ type: state === 'playing' ? 'media.up' : state === 'stale' ? 'media.stale' : 'media.down' });
    });
    return () => {
      states.unsubscribe();
      viewer.stop();
      streams.unsubscribe();
      stream = null;
      frames = null;
    };
  });

  const actor = createActor(viewingMachine.provide({ actors: { watch } }));
  let current = NO_PICTURE;

  function publish(): void {
    const snapshot = actor.getSnapshot();
    const next: Picture = {
      phase: phaseOf(snapshot),
      stream: snapshot.hasTag('watching') ? stream : null,
      frames: snapshot.hasTag('watching') ? frames : null,
      reason: snapshot.hasTag('over') ? snapshot.context.endReason : null,
    };
    if (next.phase === current.phase && next.stream === current.stream && next.reason === current.reason) return;
    current = next;
    onChange(next);
  }

  actor.subscribe(publish);
  actor.start();
  const links: Subscription = link.state$.subscribe((state) => linkStateEvents(state).forEach(actor.send));

  return {
    get current() {
      return current;
    },
    handle: (message) => eventsOf(message).forEach(actor.send),
    lookAway: () => actor.send({ type: 'agent.lookAway' }),
    look: () => actor.send({ type: 'agent.look' }),
    stop() {
      links.unsubscribe();
      actor.stop();
    },
  };
}

function phaseOf(snapshot: ViewingSnapshot): Picture['phase'] {
  if (snapshot.hasTag('live')) return 'playing';
  if (snapshot.hasTag('picture')) return 'stale';
  if (snapshot.hasTag('watching')) return 'connecting';
  if (snapshot.hasTag('away')) return 'away';
  return snapshot.hasTag('over') ? 'blank' : 'none';
}
