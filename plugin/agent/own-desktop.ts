import type { Subscription } from 'rxjs';
import { createActor, fromCallback, fromPromise } from 'xstate';
import { createDesktopSource, type DesktopSource } from '../../gateway/client/desktop-source.ts';
import { linkStateEvents } from '../../gateway/client/link-events.ts';
import { createShowingEvents } from '../../gateway/client/owner-events.ts';
import type { Command, SessionLink } from '../../gateway/client/session-link.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { SurfaceChoice } from '../../state-machines/sharing.events.ts';
import { showingMachine, type ShowingCapability, type ShowingEvent, type ShowingSnapshot } from '../../state-machines/showing.machine.ts';
import type { OwnCapture } from './agent-state.ts';

/** What this page captures of the agent's own desktop for one session, and shows under the customer's grant. */
export interface OwnDesktop {
  /** Within the click's own task: the browser's picker opens before this returns. */
  show(capability: ShowingCapability): void;
  /** Ends the capture before it returns, then tells the server. */
  stop(): void;
  /** The same without a word to the server: what is said next covers it. */
  leave(): void;
  /** Every message of the link, in order. */
  handle(message: ServerMessage): void;
  /** Ends everything, with the link. */
  close(): void;
}

export interface OwnDesktopOptions {
  link: Pick<SessionLink, 'messages$' | 'state$' | 'send' | 'command' | 'iceServers'>;
  sessionId: string;
  /** Sends `request.create`, and shows what comes of it. Rejects where the server did not take it. */
  ask(capability: ShowingCapability): Promise<{ requestId?: string }>;
  onChange(capture: OwnCapture): void;
  /** Tests put a scripted one here. */
  createSource?: ((link: OwnDesktopOptions['link'], sessionId: string) => DesktopSource) | undefined;
}

/** Runs the showing machine for one session over a real desktop and a real link. */
export function createOwnDesktop(options: OwnDesktopOptions): OwnDesktop {
  const { link, sessionId, ask, onChange } = options;
  const source = (options.createSource ?? ((of, id) => createDesktopSource({ link: of, sessionId: id })))(link, sessionId);
  const eventsOf = createShowingEvents(sessionId);
  /** Where the link is lost, the server has noticed by itself. */
  const tell = (command: Command): void => {
    link.command(command).catch(() => undefined);
  };
  const withdraw = (requestId: string): void => tell({ type: 'request.withdraw', sessionId, requestId });

  const machine = showingMachine.provide({
    actors: {
      chooseSurface: fromPromise<SurfaceChoice>(({ signal }) => source.choose(signal)),
      askCustomer: fromPromise<{ requestId: string }, { capability: ShowingCapability }>(async ({ input, signal }) => {
        const { requestId = '' } = await ask(input.capability);
        if (signal.aborted) withdraw(requestId);
        return { requestId };
      }),
      reportSurface: fromPromise<unknown, { requestId: string } & SurfaceChoice>(({ input }) =>
        // As it is now: since its choice a window may have changed its size.
        link.command({ type: 'capture.choose', sessionId, ...input, ...source.surface }),
      ),
      publish: fromCallback<ShowingEvent, { grantId: string; epoch: number }>(({ input, sendBack }) =>
        source.publish(input, sendBack),
      ),
    },
    actions: {
      stopCapture: () => source.stop(),
      holdCapture: () => source.suspend(),
      reportWithdrawal: (_, { requestId }) => requestId !== null && withdraw(requestId),
      reportStop: (_, { grantId, by }) => tell({ type: 'share.stop', sessionId, grantId, by }),
    },
  });
  const actor = createActor(machine);
  let current: OwnCapture = { phase: 'none', reason: null };
  actor.subscribe((snapshot) => {
    const next = captureOf(snapshot);
    if (next.phase === current.phase && next.reason === current.reason) return;
    current = next;
    onChange(next);
  });
  actor.start();
  const subscriptions: Subscription[] = [
    link.state$.subscribe((state) => linkStateEvents(state).forEach(actor.send)),
    source.captureEnded$.subscribe(() => actor.send({ type: 'owner.captureEnded' })),
  ];

  return {
    show: (capability) => actor.send({ type: 'agent.show', capability }),
    stop: () => actor.send({ type: 'agent.stop' }),
    leave: () => actor.send({ type: 'agent.leave' }),
    handle: (message) => eventsOf(message).forEach(actor.send),
    close() {
      for (const subscription of subscriptions) subscription.unsubscribe();
      actor.stop();
      source.stop();
    },
  };
}

function captureOf(snapshot: ShowingSnapshot): OwnCapture {
  if (snapshot.hasTag('choosing')) return { phase: 'choosing', reason: null };
  if (snapshot.hasTag('holding')) return { phase: 'holding', reason: null };
  if (snapshot.hasTag('sending')) return { phase: 'sending', reason: null };
  return { phase: 'none', reason: snapshot.context.endReason };
}
