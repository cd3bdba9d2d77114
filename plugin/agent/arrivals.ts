import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import type { AgentState } from './agent-state.ts';

/** Notices customers who come in while the page is open. */
export class Arrivals implements ReactiveController {
  readonly #getState: () => AgentState | null;
  #state: AgentState | null = null;
  #arrived: string | null = null;

  /** Add it after whatever brings the state, whose update it follows. */
  constructor(host: ReactiveControllerHost, getState: () => AgentState | null) {
    this.#getState = getState;
    host.addController(this);
  }

  /** The session whose customer came in last, while that customer waits. */
  get latest(): AgentSessionView | null {
    const view = this.#state?.sessions.find((session) => session.view.sessionId === this.#arrived)?.view;
    return view?.status === 'waiting' ? view : null;
  }

  hostUpdate(): void {
    const state = this.#getState();
    if (!state || state === this.#state) return;
    for (const { view } of state.sessions) {
      const known = this.#state?.sessions.find((session) => session.view.sessionId === view.sessionId);
      const isJoined = known?.view.status === 'connecting' && view.status === 'waiting';
      if (isJoined || (this.#state?.loaded && !known && view.unclaimed)) this.#arrived = view.sessionId;
    }
    this.#state = state;
  }
}
