import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveElement } from 'lit';
import { ObservableController } from '../shared/controllers/observable-controller.ts';
import type { AgentClient } from './agent-client.ts';
import type { AgentState } from './agent-state.ts';
import type { AgentEvents } from './events.ts';

/** The client of the elements below, for hosts that would rather not set the property `client` on each. */
export const agentClientContext = createContext<AgentClient | undefined>(Symbol('sideseat-agent-client'));

/** An element that a host can use alone. */
export interface ClientElement extends ReactiveElement {
  /** Comes before the context's client. Whoever makes it owns it and closes it; elements come and go. */
  client: AgentClient | undefined;
  /** Loads the page again, where the element offers that. */
  reload?: () => void;
}

/**
 * Ties a public element to its client: follows the client's state while the element is in the document, and carries
 * out what the elements inside say. An event that was carried out has its default prevented, so that elements around
 * this one do not carry it out again.
 */
export class ClientController {
  readonly #host: ClientElement;
  readonly #context: ContextConsumer<typeof agentClientContext, ReactiveElement>;
  readonly #state: ObservableController<AgentState | null>;

  constructor(host: ClientElement) {
    this.#host = host;
    this.#context = new ContextConsumer(host, { context: agentClientContext, subscribe: true });
    this.#state = new ObservableController<AgentState | null>(host, () => this.client?.state$, null);
    this.#carryOut();
  }

  get client(): AgentClient | undefined {
    return this.#host.client ?? this.#context.value;
  }

  /** `null` while there is no client. */
  get state(): AgentState | null {
    return this.client ? this.#state.value : null;
  }

  #carryOut(): void {
    this.#on('sideseat-sign-in', (client, detail) => client.signIn(detail));
    this.#on('sideseat-sign-in-again', (client, { password }) => client.signInAgain(password));
    this.#on('sideseat-sign-out', (client) => client.signOut());
    this.#on('sideseat-new-session', (client) => client.resetCreation());
    this.#on('sideseat-create', (client, { name, invite }) => client.create(name, invite));
    this.#on('sideseat-invite', (client, { sessionId, invite }) => client.renewInvite(sessionId, invite));
    this.#on('sideseat-command', (client, { sessionId, command }) => client.run(sessionId, command));
    this.#on('sideseat-dismiss-notice', (client, { key }) => client.dismissNotice(key));
    this.#on('sideseat-reload', () => this.#host.reload?.());
  }

  #on<K extends keyof AgentEvents>(type: K, run: (client: AgentClient, detail: AgentEvents[K]) => unknown): void {
    this.#host.addEventListener(type, (event: Event) => {
      if (event.defaultPrevented || !this.client) return;
      event.preventDefault();
      void run(this.client, (event as CustomEvent<AgentEvents[K]>).detail);
    });
  }
}
