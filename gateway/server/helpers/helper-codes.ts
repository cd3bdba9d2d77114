import { randomInt } from 'node:crypto';
import type { Person } from '../../protocol/vocabulary.ts';
import type { Clock } from '../clock.ts';
import { hashSecret, newSecret } from '../ids.ts';

/** Crockford's base 32: nothing that is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 random bits: at the guesses that one address has, none is found within a code's life. */
const CODE_LENGTH = 10;
/** Long enough to read a line, copy it and start a program. */
export const CODE_LIFE_MS = 10 * 60_000;

/** The desktop that a helper works on: of one person of a session. */
export interface HelperPlace {
  sessionId: string;
  owner: Person;
}

/** Which desktop a helper works on: by a code that is good once, then by a key of its own. Neither is kept as it is. */
export class HelperCodes {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #codes = new Map<string, { place: HelperPlace; expiresMs: number }>();
  readonly #keys = new Map<string, HelperPlace>();
  readonly #isOpen: (sessionId: string) => boolean;

  /** @param isOpen - Whether that session is not over; a helper of one that is finds nothing. */
  constructor(clock: Pick<Clock, 'monotonicMs'>, isOpen: (sessionId: string) => boolean) {
    this.#clock = clock;
    this.#isOpen = isOpen;
  }

  /** A new code; the ones before it are void. */
  invite(place: HelperPlace): string {
    this.#forget(this.#codes, (entry) => isSame(entry.place, place) || entry.expiresMs <= this.#clock.monotonicMs());
    this.#forget(this.#keys, ({ sessionId }) => !this.#isOpen(sessionId));
    const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    this.#codes.set(hashSecret(code), { place, expiresMs: this.#clock.monotonicMs() + CODE_LIFE_MS });
    return code;
  }

  /** The desktop that a code is for, without using it up; `undefined` as in `redeem`. */
  peek(code: string): HelperPlace | undefined {
    return this.#live(hashSecret(code.toUpperCase()));
  }

  /** @returns The desktop and the helper's key, once; `undefined` for a code that is wrong, used or too old. */
  redeem(code: string): { place: HelperPlace; key: string } | undefined {
    const hash = hashSecret(code.toUpperCase());
    const place = this.#live(hash);
    this.#codes.delete(hash);
    if (!place) return undefined;
    this.#forget(this.#keys, (other) => isSame(other, place)); // a newer helper takes the place of the one before
    const key = newSecret();
    this.#keys.set(hashSecret(key), place);
    return { place, key };
  }

  /** The desktop of a helper that comes back. */
  placeOf(key: string): HelperPlace | undefined {
    const place = this.#keys.get(hashSecret(key));
    return place && this.#isOpen(place.sessionId) ? place : undefined;
  }

  #live(hash: string): HelperPlace | undefined {
    const entry = this.#codes.get(hash);
    if (!entry || entry.expiresMs <= this.#clock.monotonicMs() || !this.#isOpen(entry.place.sessionId)) return undefined;
    return entry.place;
  }

  #forget<V>(entries: Map<string, V>, isOver: (value: V) => boolean): void {
    for (const [hash, value] of entries) if (isOver(value)) entries.delete(hash);
  }
}

const isSame = (one: HelperPlace, other: HelperPlace): boolean =>
  one.sessionId === other.sessionId && one.owner === other.owner;
