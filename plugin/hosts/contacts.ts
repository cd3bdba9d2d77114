import type { AgentSession, AgentState, CommandName } from '../agent/hosting.ts';
import type { HostEvent, HostNotice, HostProblem } from './host-adapter.ts';

type ContactEvent = Extract<HostEvent, { contactId: string | null }>;

/** What follows from an event. */
export type Consequence =
  | { type: 'run'; sessionId: string; command: Exclude<CommandName, 'invite'> }
  | { type: 'open'; sessionId: string }
  | { type: 'closeTab'; sessionId: string };

interface Contact {
  readonly phase: 'offered' | 'active' | 'wrapUp';
  /** Its latest session, which may have ended. */
  readonly sessionId: string | null;
}

/** Events of contacts that nothing was told of yet; some hosts tell of the selection first. */
const MAY_BE_NEW: readonly HostEvent['type'][] = ['contact.offered', 'contact.accepted', 'contact.selected'];

/** What outlives a reload of the page: without it, wrap-up would not know what it has to end. */
export type KeptContacts = Readonly<Record<string, Contact>>;

/**
 * The host's contacts, and which session belongs to which: a session that the agent creates belongs to the contact that
 * is selected then. It decides what follows from the host's events, and carries out nothing.
 */
export class Contacts {
  readonly #contacts: Map<string, Contact>;
  #selected: string | null = null;
  #bound: string | null = null;
  /** Sessions whose contact is gone: they end as soon as they can, and then their tab closes. */
  readonly #leaving = new Set<string>();
  /** Views that a stop was asked for: it is asked anew for what the server says next, not for a refusal. */
  readonly #stopped = new WeakSet<AgentSession['view']>();

  constructor(kept: KeptContacts = {}) {
    this.#contacts = new Map(Object.entries(kept));
  }

  get kept(): KeptContacts {
    return Object.fromEntries(this.#contacts);
  }

  take(event: ContactEvent, state: AgentState | null): { problem: HostProblem | null; follows: Consequence[] } {
    const { contactId } = event;
    const contact = contactId === null ? undefined : this.#contacts.get(contactId);
    if (!contact && !MAY_BE_NEW.includes(event.type)) return { problem: 'E_HOST_CONTACT', follows: [] };
    return { problem: null, follows: this.#follow(event, contact, state) };
  }

  /** After each change of the sessions: binds a new one to the selected contact, and keeps wrap-up what it is. */
  settle(state: AgentState): Consequence[] {
    const { creation } = state;
    if (creation.phase === 'done' && creation.sessionId !== this.#bound) {
      this.#bound = creation.sessionId;
      const contact = this.#selected === null ? undefined : this.#contacts.get(this.#selected);
      if (this.#selected !== null && contact?.phase === 'active')
        this.#contacts.set(this.#selected, { ...contact, sessionId: creation.sessionId });
    }
    const stopping = [...this.#contacts.values()]
      .filter(({ phase }) => phase === 'wrapUp')
      .flatMap(({ sessionId }) => this.#stopSharing(find(state, sessionId)));
    return [...stopping, ...this.#leave(state)];
  }

  notice(state: AgentState): HostNotice {
    const isShared = (sessionId: string | null): boolean => Boolean(find(state, sessionId)?.view.share);
    return {
      waiting: state.sessions.filter(({ view }) => view.status === 'waiting').length,
      sharing: [...this.#contacts].filter(([, { sessionId }]) => isShared(sessionId)).map(([contactId]) => contactId),
    };
  }

  #follow(event: ContactEvent, contact: Contact | undefined, state: AgentState | null): Consequence[] {
    const sessionId = contact?.sessionId ?? null;
    const session = find(state, sessionId);
    switch (event.type) {
      case 'contact.offered':
        if (!contact) this.#contacts.set(event.contactId, { phase: 'offered', sessionId: null });
        return [];
      case 'contact.accepted':
        this.#contacts.set(event.contactId, { phase: 'active', sessionId });
        return [];
      case 'contact.held':
        // The customer who is kept waiting is not looked at meanwhile. The consent stays; the agent looks again by hand.
        return event.held && session?.view.share ? [run(session, 'lookAway')] : [];
      case 'contact.wrapUp':
        this.#contacts.set(event.contactId, { phase: 'wrapUp', sessionId });
        return this.#stopSharing(session);
      case 'contact.transferred':
      case 'contact.closed':
        this.#contacts.delete(event.contactId);
        if (sessionId !== null) this.#leaving.add(sessionId);
        return this.#leave(state);
      case 'contact.selected':
        this.#selected = event.contactId;
        return session && session.view.status !== 'ended' ? [{ type: 'open', sessionId: session.view.sessionId }] : [];
      default:
        return event satisfies never;
    }
  }

  #stopSharing(session: AgentSession | undefined): Consequence[] {
    if (session?.view.share) return this.#once(session, 'release');
    return session?.view.request ? this.#once(session, 'withdraw') : [];
  }

  /** The session is the conversation's: when that is over for this agent, so is the session, and all that is shared. */
  #leave(state: AgentState | null): Consequence[] {
    return [...this.#leaving].flatMap((sessionId) => {
      const session = find(state, sessionId);
      if (!session) return [];
      if (session.view.status !== 'ended') return this.#once(session, 'end');
      this.#leaving.delete(sessionId);
      return { type: 'closeTab', sessionId };
    });
  }

  /** Nothing while a command of the session is on its way: what comes of that is settled anew. */
  #once(session: AgentSession, command: 'release' | 'withdraw' | 'end'): Consequence[] {
    if (session.command?.phase === 'busy' || this.#stopped.has(session.view)) return [];
    this.#stopped.add(session.view);
    return [run(session, command)];
  }
}

const find = (state: AgentState | null, sessionId: string | null): AgentSession | undefined =>
  state?.sessions.find(({ view }) => view.sessionId === sessionId);

const run = ({ view }: AgentSession, command: Exclude<CommandName, 'invite'>): Consequence => ({
  type: 'run',
  sessionId: view.sessionId,
  command,
});
