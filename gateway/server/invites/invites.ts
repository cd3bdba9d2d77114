import type { Clock } from '../clock.ts';
import { hashSecret, newSecret } from '../ids.ts';
import { hashPin, INVITE_LIFE_MS, newPin, normalizePin } from './pin.ts';

export interface Invite {
  readonly sessionId: string;
  readonly kind: 'pin' | 'link';
  readonly codeHash: string;
  /** The PIN, or the link's path `/s/<token>`; `null` after a restart, since only the hash is stored. */
  readonly code: string | null;
  readonly expiresAtMs: number;
  /** The same moment by the monotonic clock. */
  readonly expiresMonotonicMs: number;
}

/** Attempts to find a PIN that no live invite has. At 1,000 live PINs one attempt fails in a thousand. */
const MAX_DRAWS = 100;

/** Live PINs and links. One invite per session: a newer one kills the older. */
export class Invites {
  readonly #key: Uint8Array;
  readonly #clock: Clock;
  readonly #drawPin: () => string;
  readonly #byHash = new Map<string, Invite>();
  readonly #bySession = new Map<string, Invite>();

  /**
   * @param key - Secret of this installation for hashing PINs.
   * @param drawPin - A random PIN.
   */
  constructor(key: Uint8Array, clock: Clock, drawPin: () => string = newPin) {
    this.#key = key;
    this.#clock = clock;
    this.#drawPin = drawPin;
  }

  /**
   * Makes an invite that nobody else has, without letting anybody in yet. Activate it at once: until then its PIN may be
   * drawn again.
   * @throws {Error} No PIN was free in a hundred attempts.
   */
  draw(sessionId: string, kind: 'pin' | 'link'): Invite {
    const expiresAtMs = this.#clock.nowMs() + INVITE_LIFE_MS;
    const expiresMonotonicMs = this.#clock.monotonicMs() + INVITE_LIFE_MS;
    if (kind === 'link') {
      const token = newSecret();
      return { sessionId, kind, codeHash: hashSecret(token), code: `/s/${token}`, expiresAtMs, expiresMonotonicMs };
    }
    for (let draw = 0; draw < MAX_DRAWS; draw++) {
      const pin = this.#drawPin();
      const codeHash = hashPin(this.#key, pin);
      if (!this.#byHash.has(codeHash)) return { sessionId, kind, codeHash, code: pin, expiresAtMs, expiresMonotonicMs };
    }
    throw new Error('no free PIN was found');
  }

  activate(invite: Invite): void {
    this.revoke(invite.sessionId);
    this.#byHash.set(invite.codeHash, invite);
    this.#bySession.set(invite.sessionId, invite);
  }

  /** After a restart: a code that was told to a customer still works. */
  restore(stored: { sessionId: string; kind: 'pin' | 'link'; codeHash: string; expiresAtMs: number }): void {
    const leftMs = Math.min(INVITE_LIFE_MS, stored.expiresAtMs - this.#clock.nowMs());
    this.activate({ ...stored, code: null, expiresMonotonicMs: this.#clock.monotonicMs() + leftMs });
  }

  revoke(sessionId: string): void {
    const invite = this.#bySession.get(sessionId);
    if (!invite) return;
    this.#bySession.delete(sessionId);
    this.#byHash.delete(invite.codeHash);
  }

  ofSession(sessionId: string): Invite | undefined {
    return this.#bySession.get(sessionId);
  }

  remainingMs(invite: Invite): number {
    return Math.max(0, invite.expiresMonotonicMs - this.#clock.monotonicMs());
  }

  /** @returns The session of a live PIN. Wrong, used, expired and never issued ones take the same way through here. */
  findByPin(typed: string): string | undefined {
    return this.#live(hashPin(this.#key, normalizePin(typed) ?? 'none'));
  }

  findByLink(token: string): string | undefined {
    return this.#live(hashSecret(token));
  }

  #live(codeHash: string): string | undefined {
    const invite = this.#byHash.get(codeHash);
    return invite && this.remainingMs(invite) > 0 ? invite.sessionId : undefined;
  }
}
