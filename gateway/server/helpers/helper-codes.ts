import { randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { hashSecret, newSecret } from '../ids.ts';

/** Crockford's base 32: nothing that is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 random bits: at the guesses that one address has, none is found within a code's life. */
const CODE_LENGTH = 10;
/** Long enough to read a line, copy it and start a program. */
export const CODE_LIFE_MS = 10 * 60_000;

/** Which session a helper belongs to: by a code that is good once, then by a key of its own. Neither is kept as it is. */
export class HelperCodes {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #codes = new Map<string, { sessionId: string; expiresMs: number }>();
  readonly #keys = new Map<string, string>();
  readonly #isOpen: (sessionId: string) => boolean;

  /** @param isOpen - Whether that session is not over; a helper of one that is finds nothing. */
  constructor(clock: Pick<Clock, 'monotonicMs'>, isOpen: (sessionId: string) => boolean) {
    this.#clock = clock;
    this.#isOpen = isOpen;
  }

  /** A new code; the ones before it are void. */
  invite(sessionId: string): string {
    this.#forget(this.#codes, (entry) => entry.sessionId === sessionId || entry.expiresMs <= this.#clock.monotonicMs());
    this.#forget(this.#keys, (owner) => !this.#isOpen(owner));
    const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    this.#codes.set(hashSecret(code), { sessionId, expiresMs: this.#clock.monotonicMs() + CODE_LIFE_MS });
    return code;
  }

  /** @returns The session and the helper's key, once; `undefined` for a code that is wrong, used or too old. */
  redeem(code: string): { sessionId: string; key: string } | undefined {
    const hash = hashSecret(code.toUpperCase());
    const entry = this.#codes.get(hash);
    this.#codes.delete(hash);
    if (!entry || entry.expiresMs <= this.#clock.monotonicMs() || !this.#isOpen(entry.sessionId)) return undefined;
    const { sessionId } = entry;
    this.#forget(this.#keys, (owner) => owner === sessionId); // a newer helper takes the place of the one before
    const key = newSecret();
    this.#keys.set(hashSecret(key), sessionId);
    return { sessionId, key };
  }

  /** The session of a helper that comes back. */
  sessionOf(key: string): string | undefined {
    const sessionId = this.#keys.get(hashSecret(key));
    return sessionId !== undefined && this.#isOpen(sessionId) ? sessionId : undefined;
  }

  #forget<V>(entries: Map<string, V>, isOver: (value: V) => boolean): void {
    for (const [hash, value] of entries) if (isOver(value)) entries.delete(hash);
  }
}
