import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { ShowingCapability } from '../../state-machines/showing.machine.ts';
import type { OwnCapture } from './agent-state.ts';
import { createOwnDesktop, type OwnDesktop, type OwnDesktopOptions } from './own-desktop.ts';

/** What a page shows of the agent's own desktop, in each of its sessions from the first time on that it is asked for. */
export interface OwnDesktops {
  /** Within the click's own task: the browser's picker opens before this returns. */
  show(sessionId: string, capability: ShowingCapability): void;
  /** Ends the capture before it returns, then tells the server. */
  stop(sessionId: string): void;
  /** The same without a word to the server: what is said next covers it. */
  leave(sessionId: string): void;
  /** Every message of the link, in order. */
  handle(message: ServerMessage): void;
  /** Ends everything, with the link. */
  close(): void;
}

export interface OwnDesktopsOptions extends Pick<OwnDesktopOptions, 'link' | 'createSource'> {
  ask(sessionId: string, capability: ShowingCapability): ReturnType<OwnDesktopOptions['ask']>;
  onChange(sessionId: string, capture: OwnCapture): void;
}

export function createOwnDesktops({ link, createSource, ask, onChange }: OwnDesktopsOptions): OwnDesktops {
  const bySession = new Map<string, OwnDesktop>();
  const make = (sessionId: string): OwnDesktop => {
    const made = createOwnDesktop({
      link,
      sessionId,
      createSource,
      ask: (capability) => ask(sessionId, capability),
      onChange: (capture) => onChange(sessionId, capture),
    });
    bySession.set(sessionId, made);
    return made;
  };
  return {
    show: (sessionId, capability) => (bySession.get(sessionId) ?? make(sessionId)).show(capability),
    stop: (sessionId) => bySession.get(sessionId)?.stop(),
    leave: (sessionId) => bySession.get(sessionId)?.leave(),
    handle: (message) => bySession.forEach((own) => own.handle(message)),
    close() {
      bySession.forEach((own) => own.close());
      bySession.clear();
    },
  };
}
