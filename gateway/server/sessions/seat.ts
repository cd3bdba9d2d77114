import type { ServerMessage } from '../../protocol/server-messages.ts';
import type { Codec } from '../../protocol/vocabulary.ts';
import type { Clock } from '../clock.ts';

/** A page is `late` when it has not answered for this long; people are told. */
export const LATE_AFTER_MS = 1_100;
/** … and lost after this long: every grant that hangs on it ends (F5: within 3 s). */
export const LEASE_MS = 2_800;

export type Presence = 'online' | 'late' | 'absent';

/** One page's socket, as far as a seat needs it. */
export interface SeatConnection {
  /** Made anew by every load of the page; a page that reconnects keeps it. */
  readonly pageId: string;
  /** Codecs of pictures that it can show. */
  readonly decodes: readonly Codec[];
  /** Bytes that the page has not read yet. */
  readonly unsentBytes: number;
  send(message: ServerMessage): void;
  /** Closes with a code that tells the page not to come back by itself. */
  replace(): void;
  /** Closes; a page that is still there connects anew. */
  drop(): void;
}

export interface SeatEvents {
  /** How long a page may be silent before it is lost, in milliseconds. Default `LEASE_MS`, which no grant may outlive. */
  leaseMs?(): number;
  /** Whether a page that says goodbye may come back within its lease and just go on, as pages of a site do that lead to each other. */
  mayReturn?(): boolean;
  /** The page has no socket now; it may come back within its lease. */
  disconnected?(): void;
  /** The page that sat here is gone: closed, reloaded, replaced by another page, or silent for the lease. */
  lost(): void;
  presenceChanged(): void;
}

/** The place of one person: the newest page sits on it, and only while it answers. */
export class Seat {
  readonly #clock: Clock;
  readonly #events: SeatEvents;
  #pageId: string | undefined;
  #connection: SeatConnection | undefined;
  #decodes: readonly Codec[] = [];
  #lastAliveMs = 0;
  #presence: Presence = 'absent';

  constructor(clock: Clock, events: SeatEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  get presence(): Presence {
    return this.#presence;
  }

  /** Codecs of pictures that the latest page here can show. */
  get decodes(): readonly Codec[] {
    return this.#decodes;
  }

  /** Bytes that the page here has not read yet. */
  get unsentBytes(): number {
    return this.#connection?.unsentBytes ?? 0;
  }

  /** A page that comes back within its lease just goes on; any other page replaces the one before. */
  attach(connection: SeatConnection): void {
    const before = this.#connection;
    const samePage = this.#pageId === connection.pageId;
    this.#connection = undefined;
    if (samePage && before) {
      this.#events.disconnected?.();
      before.drop();
    }
    if (!samePage) {
      before?.replace();
      this.#lose();
    }
    this.#connection = connection;
    this.#pageId = connection.pageId;
    this.#decodes = connection.decodes;
    this.alive(connection);
  }

  /** The page answered a ping, or sent anything else. */
  alive(connection: SeatConnection): void {
    if (connection !== this.#connection) return;
    this.#lastAliveMs = this.#clock.monotonicMs();
    this.#setPresence('online');
  }

  /** @param clean - The page said goodbye (it was closed or navigated away), so there is nothing to wait for, as a rule. */
  detach(connection: SeatConnection, clean: boolean): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    this.#events.disconnected?.();
    if (clean && !this.#events.mayReturn?.()) this.#lose();
  }

  /** Called ten times a second. */
  checkLease(): void {
    if (this.#presence === 'absent') return;
    const silentMs = this.#clock.monotonicMs() - this.#lastAliveMs;
    if (silentMs >= (this.#events.leaseMs?.() ?? LEASE_MS)) this.#lose();
    else if (silentMs >= LATE_AFTER_MS) this.#setPresence('late');
  }

  isCurrent(connection: SeatConnection): boolean {
    return connection === this.#connection;
  }

  /** Sends to the page that sits here; nothing is kept for an empty seat, which gets a whole view when it fills. */
  send(message: ServerMessage): void {
    this.#connection?.send(message);
  }

  #lose(): void {
    if (this.#presence === 'absent') return;
    const connection = this.#connection;
    this.#connection = undefined;
    this.#setPresence('absent');
    this.#events.lost();
    connection?.drop(); // a page that speaks again after that has to come back as one that was lost
  }

  #setPresence(presence: Presence): void {
    if (presence === this.#presence) return;
    this.#presence = presence;
    this.#events.presenceChanged();
  }
}
