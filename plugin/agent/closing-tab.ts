import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AgentSession } from './agent-state.ts';
import type { OpenTabs } from './open-tabs.ts';

export interface ClosingTabOptions {
  tabs: OpenTabs;
  /** Carries out what ends the share or takes the request back. */
  send: (sessionId: string, command: 'release' | 'withdraw') => void;
  /** The tab may go. */
  close: (sessionId: string) => void;
}

/**
 * The way of a tab that the agent wants to close. Where something is shared or asked the agent is asked first, and the
 * tab goes once that has ended; where it could not be ended the tab stays, and says why. The session itself goes on.
 */
export class ClosingTab implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ClosingTabOptions;
  #asked: string | null = null;
  /** On its way out, as soon as this command is done; the session as it was when the agent confirmed. */
  #leaving: { before: AgentSession; command: 'release' | 'withdraw' } | null = null;

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
    if (!session) return;
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
    else this.#options.close(sessionId);
  }
}

/** What has to end before the tab can go. */
function hindrance({ view }: AgentSession): 'release' | 'withdraw' | null {
  if (view.status === 'ended') return null;
  if (view.share) return 'release';
  return view.request ? 'withdraw' : null;
}
