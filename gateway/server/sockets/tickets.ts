import type { Codec } from '../../protocol/vocabulary.ts';
import { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';
import { newSecret } from '../ids.ts';
import { Refusal } from '../refusal.ts';

/** How long a ticket may lie between its making and the socket that uses it. */
export const TICKET_LIFE_MS = 30_000;
/** Unused tickets kept at most; the oldest go first. */
const MAX_TICKETS = 10_000;
/**
 * Tickets for one agent, or for one session's customer. A page needs one for each time it connects: at once after a loss,
 * then less and less often, up to every three seconds. Each coming and going costs a line of the record and a whole view.
 */
const TICKETS_BURST = 20;
const TICKETS_PER_SECOND = 1;
/** People whose tickets are counted at most; those who asked longest ago go first. */
const MAX_COUNTED = 10_000;

/**
 * Whom a socket belongs to, fixed by its ticket. `pageId` tells one load of a page from the next. `cookieHash`: of the
 * cookie that the ticket was given for, an agent's sign-in or a customer's key; the socket lives no longer than that.
 * `decodes`: the codecs of pictures that the page can show.
 */
export type Identity = IdentityOfPage &
  ({ readonly role: 'agent'; readonly agentId: string } | { readonly role: 'customer'; readonly sessionId: string });

interface IdentityOfPage {
  readonly pageId: string;
  readonly cookieHash: string;
  readonly decodes: readonly Codec[];
}

/** Single-use tickets: a cookie alone never opens a socket. */
export class Tickets {
  readonly #clock: Clock;
  readonly #isCurrent: (identity: Identity) => boolean;
  readonly #buckets = new Map<string, Bucket>();
  readonly #tickets = new Map<string, { identity: Identity; expiresMs: number }>();

  /** @param isCurrent - Whether the cookie that a ticket was given for still says who this is. */
  constructor(clock: Clock, isCurrent: (identity: Identity) => boolean) {
    this.#clock = clock;
    this.#isCurrent = isCurrent;
  }

  /** @throws {Refusal} `E_SLOW_DOWN` with the wait: this person's pages connect too often. */
  issue(identity: Identity): string {
    const bucket = this.#bucketOf(identity);
    if (!bucket.take()) throw new Refusal('E_SLOW_DOWN', { retryInMs: bucket.waitMs });
    const ticket = newSecret();
    this.#tickets.set(ticket, { identity, expiresMs: this.#clock.monotonicMs() + TICKET_LIFE_MS });
    if (this.#tickets.size > MAX_TICKETS) this.#tickets.delete(this.#tickets.keys().next().value ?? ticket);
    return ticket;
  }

  /** @returns Whom it was made for, once; `undefined` where it is unknown, used, too old, or its sign-in ended since. */
  redeem(ticket: string): Identity | undefined {
    const entry = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return entry && entry.expiresMs > this.#clock.monotonicMs() && this.#isCurrent(entry.identity)
      ? entry.identity
      : undefined;
  }

  #bucketOf(identity: Identity): Bucket {
    const key = identity.role === 'agent' ? `agent ${identity.agentId}` : `customer ${identity.sessionId}`;
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#clock, TICKETS_PER_SECOND, TICKETS_BURST);
    this.#buckets.delete(key); // keeps the map in order of last use
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > MAX_COUNTED) this.#buckets.delete(this.#buckets.keys().next().value ?? key);
    return bucket;
  }
}
