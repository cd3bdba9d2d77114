import type { Clock } from '../clock.ts';
import { hashSecret, newSecret } from '../ids.ts';
import type { SignInRecord, Store } from '../store/store.ts';

/** How long a sign-in lasts: one long working day. */
export const SIGN_IN_LIFE_MS = 12 * 3_600_000;

/** Signed-in agents, by the hash of their cookie. They outlive a restart of the server. */
export class SignIns {
  readonly #store: Pick<Store, 'putSignIn' | 'removeSignIn'>;
  readonly #clock: Clock;
  readonly #records: Map<string, SignInRecord>;

  constructor(store: Pick<Store, 'putSignIn' | 'removeSignIn' | 'signIns'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#records = new Map(store.signIns);
  }

  /** @returns The cookie's value; only its hash is kept. */
  async create(agentId: string): Promise<string> {
    const token = newSecret();
    const record = { agentId, expiresAtMs: this.#clock.nowMs() + SIGN_IN_LIFE_MS };
    await this.#store.putSignIn(hashSecret(token), record);
    this.#records.set(hashSecret(token), record);
    return token;
  }

  /** @returns The agent's id, or `undefined` where the cookie is unknown or too old. */
  find(token: string | undefined): string | undefined {
    const record = token === undefined ? undefined : this.#records.get(hashSecret(token));
    return record && record.expiresAtMs > this.#clock.nowMs() ? record.agentId : undefined;
  }

  async remove(token: string): Promise<void> {
    this.#records.delete(hashSecret(token));
    await this.#store.removeSignIn(hashSecret(token));
  }
}
