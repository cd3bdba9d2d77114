import * as v from 'valibot';
import type { AgentSession, AgentState, CommandName } from '../agent/hosting.ts';
import type { HostEvent, HostNotice, HostProblem } from './host-adapter.ts';

type ContactEvent = Extract<HostEvent, { contactId: string | null }>;

/** What follows from an event. */
export type Consequence =
  | { type: 'run'; sessionId: string; command: Exclude<CommandName, 'invite'> }
  | { type: 'open'; sessionId: string }
  | { type: 'closeTab'; sessionId: string };

const Contact = v.object({
  phase: v.picklist(['offered', 'active', 'wrapUp']),
  held: v.boolean(),
  /** Every session that was created for it, the latest last; they may have ended. */
  sessionIds: v.array(v.string()),
});
type Contact = Readonly<v.InferOutput<typeof Contact>>;

/** What outlives a reload of the page: without it, wrap-up would not know what it has to end. */
export const KeptContacts = v.object({
  contacts: v.record(v.string(), Contact),
  /** Sessions whose contact is gone: they end as soon as they can, and then their tab closes. */
  leaving: v.array(v.string()),
});
export type KeptContacts = v.InferOutput<typeof KeptContacts>;

const NEW: Contact = { phase: 'offered', held: false, sessionIds: [] };

/** Events of contacts that nothing was told of yet; some hosts tell of the selection first. */
const MAY_BE_NEW: readonly HostEvent['type'][] = ['contact.offered', 'contact.accepted', 'contact.selected'];

/**
 * The host's contacts, and which sessions belong to which: a session that the agent creates belongs to the contact that
 * is selected then. It decides what follows from the host's events, and carries out nothing.
 */
export class Contacts {
  readonly #contacts: Map<string, Contact>;
  readonly #leaving: Set<string>;
  #selected: string | null = null;
  /** The selected contact's session is not told of yet; it comes to the front when it is. */
  #awaitsFront = false;
  #bound: string | null = null;
  /** By session, what was asked last, of what the server told when: it is asked anew for what the server says next. */
  readonly #asked = new Map<string, string>();
  /** Grants of held contacts that were looked away from: whoever looks again by hand may. */
  readonly #lookedAway = new Set<string>();

  constructor(kept: KeptContacts = { contacts: {}, leaving: [] }) {
    this.#contacts = new Map(Object.entries(kept.contacts));
    this.#leaving = new Set(kept.leaving);
  }

  get kept(): KeptContacts {
    return { contacts: Object.fromEntries(this.#contacts), leaving: [...this.#leaving] };
  }

  take(event: ContactEvent, state: AgentState | null): { problem: HostProblem | null; follows: Consequence[] } {
    const { contactId } = event;
    const contact = contactId === null ? undefined : this.#contacts.get(contactId);
    if (!contact && !MAY_BE_NEW.includes(event.type)) return { problem: 'E_HOST_CONTACT', follows: [] };
    return { problem: null, follows: this.#follow(event, contact ?? NEW, state) };
  }

  /** After each change of the sessions: binds a new one to the selected contact, and keeps hold and wrap-up what they are. */
  settle(state: AgentState): Consequence[] {
    this.#bind(state);
    const contacts = [...this.#contacts.values()];
    const stopping = contacts.filter(({ phase }) => phase === 'wrapUp').flatMap((contact) => this.#stopSharing(contact, state));
    const holding = contacts.filter(({ held }) => held).flatMap((contact) => this.#lookAway(contact, state));
    return [...stopping, ...holding, ...this.#leave(state), ...this.#bringToFront(state)];
  }

  notice(state: AgentState): HostNotice {
    const contacts = [...this.#contacts];
    const isShared = ({ sessionIds }: Contact): boolean => find(state, sessionIds).some(({ view }) => view.share ?? view.agentShare);
    const contactOf = (id: string) => contacts.find(([, { sessionIds }]) => sessionIds.includes(id))?.[0] ?? null;
    return {
      waiting: state.sessions.filter(({ view }) => view.status === 'waiting').length,
      sharing: contacts.filter(([, contact]) => isShared(contact)).map(([contactId]) => contactId),
      sessions: state.sessions.map(({ view: { sessionId, status } }) => ({ sessionId, contactId: contactOf(sessionId), status })),
    };
  }

  #follow(event: ContactEvent, contact: Contact, state: AgentState | null): Consequence[] {
    switch (event.type) {
      case 'contact.offered':
        if (!this.#contacts.has(event.contactId)) this.#contacts.set(event.contactId, contact);
        return [];
      case 'contact.accepted':
        this.#contacts.set(event.contactId, { ...contact, phase: 'active' });
        return [];
      case 'contact.held':
        return this.#hold(event.contactId, { ...contact, held: event.held }, state);
      case 'contact.wrapUp': {
        const over: Contact = { ...contact, phase: 'wrapUp' };
        this.#contacts.set(event.contactId, over);
        return this.#stopSharing(over, state);
      }
      case 'contact.transferred':
      case 'contact.closed':
        this.#contacts.delete(event.contactId);
        for (const sessionId of contact.sessionIds) this.#leaving.add(sessionId);
        return this.#leave(state);
      case 'contact.selected':
        this.#selected = event.contactId;
        this.#awaitsFront = contact.sessionIds.length > 0;
        return this.#bringToFront(state);
      default:
        return event satisfies never;
    }
  }

  #bind({ creation }: AgentState): void {
    if (creation.phase !== 'done' || creation.sessionId === this.#bound) return;
    this.#bound = creation.sessionId;
    const contact = this.#selected === null ? undefined : this.#contacts.get(this.#selected);
    if (this.#selected !== null && contact?.phase === 'active')
      this.#contacts.set(this.#selected, { ...contact, sessionIds: [...contact.sessionIds, creation.sessionId] });
  }

  /** The customer who is kept waiting is not looked at meanwhile. The consent stays; the agent looks again by hand. */
  #hold(contactId: string, contact: Contact, state: AgentState | null): Consequence[] {
    const before = this.#contacts.get(contactId);
    this.#contacts.set(contactId, contact);
    if (!contact.held) return [];
    if (!before?.held) for (const { view } of find(state, contact.sessionIds)) this.#lookedAway.delete(view.share?.grantId ?? '');
    return this.#lookAway(contact, state);
  }

  #lookAway({ sessionIds }: Contact, state: AgentState | null): Consequence[] {
    return find(state, sessionIds).flatMap((session) => {
      const { share } = session.view;
      if (!share || this.#lookedAway.has(share.grantId)) return [];
      // A picture that is paused, because it is on no screen, would be back as soon as it is on one.
      const isAway = share.phase === 'unwatched' && session.picture.phase !== 'paused';
      if (!isAway) return this.#once(session, 'lookAway', share.grantId);
      this.#lookedAway.add(share.grantId);
      return [];
    });
  }

  #stopSharing({ sessionIds }: Contact, state: AgentState | null): Consequence[] {
    return find(state, sessionIds).flatMap((session) => {
      const { share, agentShare, request } = session.view;
      if (agentShare) return this.#once(session, 'stopShowing', agentShare.grantId);
      if (share) return this.#once(session, 'release', share.grantId);
      return request ? this.#once(session, 'withdraw', request.requestId) : [];
    });
  }

  /** The session is the conversation's: when that is over for this agent, so is the session, and all that is shared. */
  #leave(state: AgentState | null): Consequence[] {
    return find(state, [...this.#leaving]).flatMap((session) => {
      const { sessionId, status } = session.view;
      if (status !== 'ended') return this.#once(session, 'end', sessionId);
      this.#leaving.delete(sessionId);
      this.#asked.delete(sessionId);
      return { type: 'closeTab', sessionId };
    });
  }

  /** The selected contact's latest session that has not ended; once, and when all of them are told of. */
  #bringToFront(state: AgentState | null): Consequence[] {
    const sessionIds = this.#contacts.get(this.#selected ?? '')?.sessionIds ?? [];
    if (!this.#awaitsFront || find(state, sessionIds.slice(-1)).length === 0) return [];
    this.#awaitsFront = false;
    const latest = find(state, sessionIds).findLast(({ view }) => view.status !== 'ended');
    return latest ? [{ type: 'open', sessionId: latest.view.sessionId }] : [];
  }

  /** Nothing while a command of the session is on its way: what comes of that is settled anew. */
  #once(session: AgentSession, command: Exclude<CommandName, 'invite'>, about: string): Consequence[] {
    const { sessionId } = session.view;
    const asked = `${command} ${about} ${session.receivedAtMs}`;
    if (session.command?.phase === 'busy' || this.#asked.get(sessionId) === asked) return [];
    this.#asked.set(sessionId, asked);
    return [{ type: 'run', sessionId, command }];
  }
}

/** Those of them that are told of, in this order. */
const find = (state: AgentState | null, sessionIds: readonly string[]): readonly AgentSession[] =>
  sessionIds.flatMap((sessionId) => state?.sessions.find(({ view }) => view.sessionId === sessionId) ?? []);
