import type { Actor } from 'xstate';
import { createActor, fromCallback, fromPromise } from 'xstate';
import type { Command, SessionLink } from '../../gateway/client/session-link.ts';
import type { ContinueOffer, SharingEvent, SurfaceChoice } from '../../state-machines/sharing.events.ts';
import { sharingMachine } from '../../state-machines/sharing.machine.ts';
import type { SharedSource } from './shared-source.ts';

interface Collaborators {
  link: Pick<SessionLink, 'command'>;
  source: Pick<SharedSource, 'surface' | 'choose' | 'publish' | 'suspend' | 'stop'>;
  /** The server refused to continue, or its answer was lost. */
  onNotContinued: (cause: unknown) => void;
}

/** The running sharing machine over a real desktop and a real link. Whoever makes it stops it. */
export function createSharing({ link, source, onNotContinued }: Collaborators): Actor<typeof sharingMachine> {
  /** Where the link is lost, the server has noticed by itself. */
  const tell = (command: Command): void => {
    link.command(command).catch(() => undefined);
  };
  const machine = sharingMachine.provide({
    actors: {
      chooseSurface: fromPromise<SurfaceChoice, { requestId: string }>(({ signal }) => source.choose(signal)),
      reportSurface: fromPromise<unknown, { requestId: string } & SurfaceChoice>(({ input }) =>
        // As it is now: between its choice and Continue sharing a window may have changed its size.
        link.command({ type: 'capture.choose', ...input, ...source.surface }),
      ),
      askToContinue: fromPromise<unknown, ContinueOffer>(async ({ input }) => {
        try {
          await link.command({ type: 'share.continue', ...input });
        } catch (cause) {
          onNotContinued(cause);
          throw cause;
        }
      }),
      publish: fromCallback<SharingEvent, { grantId: string; epoch: number }>(({ input, sendBack }) =>
        source.publish(input, sendBack),
      ),
    },
    actions: {
      stopCapture: () => source.stop(),
      suspendCapture: () => source.suspend(),
      reportCaptureFailure: (_, { requestId, reason }) => tell({ type: 'capture.fail', requestId, reason }),
      reportStop: (_, { grantId, by }) => tell({ type: 'share.stop', grantId, by }),
    },
  });
  return createActor(machine).start();
}
