import { ALL_GRANTS, type HostAdapter, type HostGrants, type HostProblem } from '../host-adapter.ts';
import { WaitingEvents } from '../waiting-events.ts';
import { eventsOfTask } from './webex-task.ts';

/**
 * What this adapter uses of the object `Desktop` of `@wxcc-desktop/sdk`, Webex Contact Center's SDK for widgets. The
 * host's own copy is passed in: it works only inside that desktop, and there must be one.
 * https://developer.webex.com/docs/desktop-sdk-reference
 */
export interface WebexDesktop {
  readonly config: {
    init(options: { widgetName: string; widgetProvider: string }): Promise<unknown> | unknown;
    readonly clientLocale?: string;
  };
  readonly actions: { getTaskMap(): Promise<Iterable<readonly [string, unknown]> | undefined> };
  readonly agentContact: {
    addEventListener(event: string, listener: (message: WebexMessage) => void): void;
    removeEventListener(event: string, listener: (message: WebexMessage) => void): void;
  };
  readonly agentStateInfo: { readonly latestData?: { readonly agentId?: string } };
}
/** Fields differ by event, and may be missing. */
export interface WebexMessage {
  readonly data?: { readonly interactionId?: unknown; readonly interaction?: { readonly interactionId?: unknown } };
}

type ContactType = 'offered' | 'accepted' | 'transferred' | 'wrapUp' | 'closed';

/** Webex's words for ours. The customer who hung up is over for us as well; notes may follow. */
const CONTACT_EVENTS: Readonly<Record<string, ContactType>> = {
  eAgentOfferContact: 'offered',
  eAgentOfferContactRona: 'closed', // it rang, and nobody took it
  eAgentContactAssigned: 'accepted',
  eAgentblindTransferred: 'transferred',
  eAgentvteamTransfer: 'transferred',
  eConsultTransfer: 'transferred',
  eAgentContactEnded: 'wrapUp',
  eAgentWrapup: 'wrapUp',
  eAgentContactWrappedUp: 'closed',
};
const HOLD_EVENTS: Readonly<Record<string, boolean>> = { eAgentContactHeld: true, eAgentContactUnHeld: false };

export interface WebexHostOptions {
  /** A fresh token for the agent, from the company's own service; see README, "Agents of a host". */
  getToken: () => Promise<string>;
  grants?: HostGrants;
}

/** Webex Contact Center's desktop as a host. The layout brings look and selection, as attributes of the panel. */
export class WebexHost implements HostAdapter {
  readonly name = 'webex';
  readonly grants: HostGrants;
  readonly getToken: () => Promise<string>;
  readonly #desktop: WebexDesktop;
  readonly #events = new WaitingEvents();
  /** What the SDK told of while its tasks were being asked for: newer than these. */
  readonly #heard = new Set<unknown>();

  constructor(desktop: WebexDesktop, { getToken, grants = ALL_GRANTS }: WebexHostOptions) {
    this.#desktop = desktop;
    this.getToken = getToken;
    this.grants = grants;
  }

  connect(tell: (event: unknown) => HostProblem | null): () => void {
    const disconnect = this.#events.connect(tell);
    const listeners = this.#listeners();
    for (const [event, listener] of listeners) this.#desktop.agentContact.addEventListener(event, listener);
    let isConnected = true;
    void this.#begin(() => isConnected);
    return () => {
      isConnected = false;
      disconnect();
      for (const [event, listener] of listeners) this.#desktop.agentContact.removeEventListener(event, listener);
    };
  }

  tell(event: unknown): HostProblem | null {
    return this.#events.tell(event);
  }

  /** What holds already: the language, who sits there, and the tasks that the agent has. */
  async #begin(isConnected: () => boolean): Promise<void> {
    const { config, actions, agentStateInfo } = this.#desktop;
    this.#heard.clear();
    await ask('config.init', () => config.init({ widgetName: 'sideseat', widgetProvider: 'Sideseat' }));
    if (!isConnected()) return;
    if (config.clientLocale) this.tell({ type: 'locale.changed', locale: config.clientLocale });
    const agentId = agentStateInfo.latestData?.agentId;
    if (agentId) this.tell({ type: 'agent.changed', agentId });
    const tasks = await ask('actions.getTaskMap', () => actions.getTaskMap());
    if (!isConnected()) return;
    for (const [contactId, task] of tasks ?? [])
      if (!this.#heard.has(contactId)) eventsOfTask(contactId, task, agentId).forEach((event) => this.tell(event));
  }

  #listeners(): [string, (message: WebexMessage) => void][] {
    const contacts = Object.entries(CONTACT_EVENTS).map(([event, type]) => this.#listener(event, { type: `contact.${type}` }));
    const holds = Object.entries(HOLD_EVENTS).map(([event, held]) => this.#listener(event, { type: 'contact.held', held }));
    return [...contacts, ...holds];
  }

  #listener(event: string, told: object): [string, (message: WebexMessage) => void] {
    return [
      event,
      (message) => {
        const contactId = contactIdOf(message);
        this.#heard.add(contactId);
        this.tell({ ...told, contactId });
      },
    ];
  }
}

/** The SDK's answer; where it fails, the panel works on with what is told later. */
async function ask<T>(what: string, call: () => Promise<T> | T): Promise<T | undefined> {
  try {
    return await call();
  } catch (cause) {
    console.warn(`[sideseat] E_HOST_WEBEX: ${what} of the desktop's SDK failed`, cause);
    return undefined;
  }
}

const contactIdOf = ({ data }: WebexMessage): unknown => data?.interactionId ?? data?.interaction?.interactionId;
