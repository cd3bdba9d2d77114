import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AgentSession } from './agent-state.ts';
import type { OpenTabs } from './open-tabs.ts';

export interface ClosingTabOptions {
  tabs: OpenTabs;
  /** Carries out what ends the share or takes the request back. */
  send: (sessionId: string, command: Hindrance) => void;
  /** The tab may go. */
  close: (sessionId: string) => void;
}

/** A command that ends what is shared or asked. */
type Hindrance = 'release' | 'stopShowing' | 'withdraw';

/**
 * The way of a tab that the agent wants to close. Where something is shared or asked the agent is asked first, and the
 * tab goes once that has ended; where it could not be ended the tab stays, and says why. The session itself goes on.
 */
export class ClosingTab implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ClosingTabOptions;
  #asked: string | null = null;
  /** On its way out, as soon as this command is done and nothing else hinders; the session as it was before. */
  #leaving: { before: AgentSession; command: Hindrance } | null = null;

  /** Add it after the tabs, whose update it follows. */
  constructor(host: ReactiveControllerHost, options: ClosingTabOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The session that the question is about; `undefined` while nothing is asked. */
  get asked(): AgentSession | undefined {
    return this.#options.tabs.find(this.#asked);
  }

  ask(sessionId: string): void {
    const session = this.#options.tabs.find(sessionId);
    if (!session || !hindrance(session)) return this.#options.close(sessionId);
    this.#asked = sessionId;
    this.#host.requestUpdate();
  }

  cancel(): void {
    this.#asked = null;
    this.#host.requestUpdate();
  }

  confirm(): void {
    const session = this.asked;
    this.cancel();
    if (session) this.#leave(session);
  }

  #leave(session: AgentSession): void {
    const { sessionId } = session.view;
    const command = hindrance(session);
    if (!command) return this.#options.close(sessionId);
    this.#leaving = { before: session, command };
    this.#options.send(sessionId, command);
  }

  hostUpdate(): void {
    if (!this.#leaving) return;
    const { before, command: name } = this.#leaving;
    const { sessionId } = before.view;
    const session = this.#options.tabs.find(sessionId);
    const command = session?.command;
    if (session === before || command?.phase === 'busy') return;
    this.#leaving = null;
    if (command?.phase === 'refused' && command.name === name) this.#options.tabs.select(sessionId);
    else if (session && hindrance(session) !== name) this.#leave(session); // both desktops may be shared
    else this.#options.close(sessionId);
  }
}

/** What has to end before the tab can go. */
function hindrance({ view, ownCapture }: AgentSession): Hindrance | null {
  if (ownCapture.phase === 'sending') return 'stopShowing';
  if (view.status === 'ended') return null;
  if (view.share) return 'release';
  if (view.request) return 'withdraw';
  // Something is being chosen, or was and the customer is about to be asked.
  return ownCapture.phase === 'choosing' || ownCapture.phase === 'holding' ? 'stopShowing' : null;
}
