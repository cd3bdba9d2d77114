import type { Clock } from '../clock.ts';
import { hashSecret, newSecret } from '../ids.ts';

/** For as long as a browser may take to open, and its owner to look for it. */
export const PAGE_LINK_LIFE_MS = 10 * 60_000;

/**
 * Links that bring a browser into a session which its owner joined without one, by typing the PIN into the helper. Each is good
 * once, for ten minutes, and hands over the key that was made when the PIN was used.
 */
export class PageLinks {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #links = new Map<string, { customerKey: string; expiresMs: number }>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** @returns The link's path, `/s/<token>`. */
  make(customerKey: string): string {
    const now = this.#clock.monotonicMs();
    for (const [hash, { expiresMs }] of this.#links) if (expiresMs <= now) this.#links.delete(hash);
    const token = newSecret();
    this.#links.set(hashSecret(token), { customerKey, expiresMs: now + PAGE_LINK_LIFE_MS });
    return `/s/${token}`;
  }

  /** @returns The customer's key, once. */
  use(token: string): string | undefined {
    const hash = hashSecret(token);
    const link = this.#links.get(hash);
    this.#links.delete(hash);
    return link && link.expiresMs > this.#clock.monotonicMs() ? link.customerKey : undefined;
  }
}
