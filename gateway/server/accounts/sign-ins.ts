import type { Clock } from '../clock.ts';
import { hashSecret, newSecret } from '../ids.ts';
import type { Store } from '../store/store.ts';

/** How long a sign-in lasts: one long working day. */
export const SIGN_IN_LIFE_MS = 12 * 3_600_000;
/** How often it is looked whether one is over. */
const CHECK_EVERY_MS = 10_000;

export interface SignIn {
  readonly agentId: string;
  /** What the sign-in is known by; the token itself is in the agent's cookie alone. */
  readonly tokenHash: string;
}

/** One that is known to this start of the server. */
interface LiveSignIn {
  agentId: string;
  /** By the monotonic clock: a wall clock that jumps signs nobody out, and keeps nobody in. */
  endsMonotonicMs: number;
}

/** Signed-in agents, by the hash of their cookie. They outlive a restart of the server. */
export class SignIns {
  readonly #store: Pick<Store, 'putSignIn' | 'removeSignIn'>;
  readonly #clock: Clock;
  readonly #ended: (signIn: SignIn) => Promise<void>;
  readonly #records = new Map<string, LiveSignIn>();
  readonly #stopChecking: () => void;

  /**
   * @param ended - A sign-in is over, by sign-out or by its age: what hangs on it has to end, at once. Resolves when that is
   *   on record.
   */
  constructor(
    store: Pick<Store, 'putSignIn' | 'removeSignIn' | 'signIns'>,
    clock: Clock,
    ended: (signIn: SignIn) => Promise<void>,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#ended = ended;
    for (const [tokenHash, { agentId, expiresAtMs }] of store.signIns) {
      const leftMs = Math.min(SIGN_IN_LIFE_MS, expiresAtMs - clock.nowMs());
      this.#records.set(tokenHash, { agentId, endsMonotonicMs: clock.monotonicMs() + leftMs });
    }
    this.#stopChecking = clock.every(CHECK_EVERY_MS, () => this.#endExpired());
  }

  /** @returns The cookie's value; only its hash is kept. */
  async create(agentId: string): Promise<string> {
    const token = newSecret();
    const endsMonotonicMs = this.#clock.monotonicMs() + SIGN_IN_LIFE_MS;
    await this.#store.putSignIn(hashSecret(token), { agentId, expiresAtMs: this.#clock.nowMs() + SIGN_IN_LIFE_MS });
    this.#records.set(hashSecret(token), { agentId, endsMonotonicMs });
    return token;
  }

  /**
   * A new sign-in in the place of one that lasts, for an agent who signed in again: nothing that hangs on it ends.
   * @returns The new cookie's value, and what the sign-in was and is known by.
   */
  async renew(token: string, agentId: string): Promise<{ token: string; from: string; to: string }> {
    const renewed = await this.create(agentId);
    const from = hashSecret(token);
    this.#records.delete(from);
    await this.#store.removeSignIn(from).catch(() => undefined); // it is over in memory, and soon by its date
    return { token: renewed, from, to: hashSecret(renewed) };
  }

  /** Milliseconds until the sign-in is over by its age; 0 where it is. */
  remainingMs(tokenHash: string): number {
    const record = this.#records.get(tokenHash);
    return record ? Math.max(0, record.endsMonotonicMs - this.#clock.monotonicMs()) : 0;
  }

  /** @returns `undefined` where the cookie is unknown or too old. */
  find(token: string | undefined): SignIn | undefined {
    return token === undefined ? undefined : this.#live(hashSecret(token));
  }

  /** Whether this sign-in still lasts. */
  lasts({ agentId, tokenHash }: SignIn): boolean {
    return this.#live(tokenHash)?.agentId === agentId;
  }

  /** Ends it at once; resolves when that is on record, and it will not come back after a restart either. */
  async remove(token: string): Promise<void> {
    await this.#remove(hashSecret(token));
  }

  /** Ends all of an agent, at once. */
  async removeAllOf(agentId: string): Promise<void> {
    const own = [...this.#records].filter(([, record]) => record.agentId === agentId);
    await Promise.all(own.map(([tokenHash]) => this.#remove(tokenHash)));
  }

  close(): void {
    this.#stopChecking();
  }

  #live(tokenHash: string): SignIn | undefined {
    const record = this.#records.get(tokenHash);
    return record && record.endsMonotonicMs > this.#clock.monotonicMs() ? { agentId: record.agentId, tokenHash } : undefined;
  }

  #endExpired(): void {
    for (const [tokenHash, { endsMonotonicMs }] of this.#records) {
      if (endsMonotonicMs > this.#clock.monotonicMs()) continue;
      this.#remove(tokenHash).catch(() => undefined); // its date says the same when it is read again
    }
  }

  async #remove(tokenHash: string): Promise<void> {
    const record = this.#records.get(tokenHash);
    if (!record) return;
    this.#records.delete(tokenHash);
    const isRecorded = this.#ended({ agentId: record.agentId, tokenHash });
    await Promise.all([isRecorded, this.#store.removeSignIn(tokenHash)]);
  }
}
