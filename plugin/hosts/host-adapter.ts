import * as v from 'valibot';
import type { Capability, SessionStatus } from '../../gateway/protocol/vocabulary.ts';

/**
 * What a host dashboard and Sideseat tell each other, whatever the host is. An adapter translates one host's own words
 * into these; `Desk` acts on them. plugin/hosts/README.md says what follows from each event.
 */

/** The host's id of a conversation with one customer: a call, a chat. Ids of others, so they are only compared. */
const ContactId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const ofContact = { contactId: ContactId };

/** Parts of the look that a host may set. What colours mean (asking, live, stopped, danger) stays ours. */
export const THEME_TOKENS = [
  'font',
  'radius',
  'background',
  'surface',
  'raised',
  'text',
  'muted',
  'border',
  'control-border',
  'accent',
  'on-accent',
] as const;
export type ThemeToken = (typeof THEME_TOKENS)[number];

const Theme = v.strictObject({
  /** `auto` follows the browser. */
  mode: v.picklist(['light', 'dark', 'auto']),
  /** CSS values: colours, a length for `radius`, font families for `font`. Without it, those told before stay. */
  tokens: v.exactOptional(v.record(v.picklist(THEME_TOKENS), v.pipe(v.string(), v.maxLength(200)))),
});
export type HostTheme = v.InferOutput<typeof Theme>;

export const HostEvent = v.variant('type', [
  /** A contact rings; the agent has not taken it. */
  v.strictObject({ type: v.literal('contact.offered'), ...ofContact }),
  /** The agent speaks with the customer from now on. */
  v.strictObject({ type: v.literal('contact.accepted'), ...ofContact }),
  v.strictObject({ type: v.literal('contact.held'), ...ofContact, held: v.boolean() }),
  /** Another agent has the contact now. */
  v.strictObject({ type: v.literal('contact.transferred'), ...ofContact }),
  /** The conversation is over; the agent writes notes. */
  v.strictObject({ type: v.literal('contact.wrapUp'), ...ofContact }),
  /** The contact is gone from the agent's desk. */
  v.strictObject({ type: v.literal('contact.closed'), ...ofContact }),
  /** The agent looks at this contact in the host's own window; `null`: at none. */
  v.strictObject({ type: v.literal('contact.selected'), contactId: v.nullable(ContactId) }),
  v.strictObject({ type: v.literal('theme.changed'), theme: Theme }),
  /** The adapter's `grants` are others than before. */
  v.strictObject({ type: v.literal('grants.changed') }),
  /** A BCP 47 tag; languages that we do not have leave the language as it is. */
  v.strictObject({ type: v.literal('locale.changed'), locale: v.pipe(v.string(), v.maxLength(35)) }),
  /** Who sits there; another one than before, or `null`, ends everything of the one before. */
  v.strictObject({ type: v.literal('agent.changed'), agentId: v.nullable(v.pipe(v.string(), v.maxLength(200))) }),
]);
export type HostEvent = v.InferOutput<typeof HostEvent>;

/** What the host lets its agents use here. It narrows what they see; what they may is decided by the session server. */
export interface HostGrants {
  /** What may be asked of customers; `all` takes in what later versions can do. */
  readonly capabilities: 'all' | readonly Capability[];
  /** Whether sessions may be created. */
  readonly startSessions: boolean;
}
export const ALL_GRANTS: HostGrants = { capabilities: 'all', startSessions: true };

/** What all of them grant. */
export const commonGrants = (all: readonly HostGrants[]): HostGrants =>
  all.reduce(
    (common, { capabilities, startSessions }) => ({
      capabilities: inBoth(common.capabilities, capabilities),
      startSessions: common.startSessions && startSessions,
    }),
    ALL_GRANTS,
  );

function inBoth(one: HostGrants['capabilities'], other: HostGrants['capabilities']): HostGrants['capabilities'] {
  if (one === 'all') return other;
  return other === 'all' ? one : one.filter((capability) => other.includes(capability));
}

/** How things stand, for a host that shows it beside its own contacts. */
export interface HostNotice {
  /** Customers who wait for Start. */
  readonly waiting: number;
  /** Contacts of which something is shared at this moment. */
  readonly sharing: readonly string[];
  /** All that the agent has, in order of creation; `contactId` is `null` where it belongs to no contact. */
  readonly sessions: readonly { readonly sessionId: string; readonly contactId: string | null; readonly status: SessionStatus }[];
}

/** Why an event was not acted on. Nothing else happens because of it. */
export type HostProblem =
  /** It is none of `HostEvent`. */
  | 'E_HOST_MESSAGE'
  /** No contact of this id was offered or accepted, or it is closed. */
  | 'E_HOST_CONTACT'
  /** A value of a theme is not what its token takes; the others count. */
  | 'E_HOST_THEME';

export interface HostAdapter {
  /** For messages to developers. */
  readonly name: string;
  /** What holds at the moment; a change is told by `grants.changed`. */
  readonly grants: HostGrants;
  /** A fresh token that signs the agent in; `null` where agents sign in by hand. */
  readonly getToken: (() => Promise<string>) | null;
  /**
   * Tells everything from now on, in the host's order; first of all what holds already. Whatever the host sends is
   * passed on as it is: `Desk` checks it.
   * @returns ends it.
   */
  connect(tell: (event: unknown) => HostProblem | null): () => void;
  /**
   * What the page says on the panel itself: by attributes, and by `panel.tell`. An adapter that has it passes it on, or
   * keeps it until it is connected; without it, it goes straight to the desk.
   */
  tell?(event: unknown): HostProblem | null;
  notify?(notice: HostNotice): void;
}
