import type { Clock } from '../clock.ts';
import { hashSecret, newSecret } from '../ids.ts';

/** A sign-in at the administrator's page ends when nothing was asked with it for so long, … */
const IDLE_LIFE_MS = 30 * 60_000;
/** … and at the latest after a working day. */
const WHOLE_LIFE_MS = 8 * 3_600_000;

/** What can be known of a sign-in without using it. */
export interface AdminSignInLeft {
  readonly userName: string;
  readonly endsInMs: number;
  /** Whether using it lets it last longer. */
  readonly canStay: boolean;
}

interface AdminSignIn {
  readonly userName: string;
  readonly endsMs: number;
  idleEndsMs: number;
}

/**
 * Sign-ins at the administrator's page, by the hash of their cookie. They are kept in memory alone: a server that starts anew asks
 * again, and a sign-in of an agent is good for nothing here, nor the other way round.
 */
export class AdminSignIns {
  readonly #clock: Clock;
  readonly #signIns = new Map<string, AdminSignIn>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns The cookie's value. */
  create(userName: string): string {
    const nowMs = this.#clock.monotonicMs();
    for (const [hash, signIn] of this.#signIns) if (isOver(signIn, nowMs)) this.#signIns.delete(hash);
    const token = newSecret();
    this.#signIns.set(hashSecret(token), { userName, endsMs: nowMs + WHOLE_LIFE_MS, idleEndsMs: nowMs + IDLE_LIFE_MS });
    return token;
  }

  /** @returns The user name, and it lasts on; `undefined` where the cookie is unknown or too old. */
  use(token: string | undefined): string | undefined {
    const signIn = token === undefined ? undefined : this.#signIns.get(hashSecret(token));
    const nowMs = this.#clock.monotonicMs();
    if (!signIn || isOver(signIn, nowMs)) return undefined;
    signIn.idleEndsMs = nowMs + IDLE_LIFE_MS;
    return signIn.userName;
  }

  /** The same without letting it last on. */
  look(token: string | undefined): AdminSignInLeft | undefined {
    const signIn = token === undefined ? undefined : this.#signIns.get(hashSecret(token));
    const nowMs = this.#clock.monotonicMs();
    if (!signIn || isOver(signIn, nowMs)) return undefined;
    const { userName, endsMs, idleEndsMs } = signIn;
    return { userName, endsInMs: Math.floor(Math.min(endsMs, idleEndsMs) - nowMs), canStay: idleEndsMs < endsMs };
  }

  removeAllOf(userName: string): void {
    for (const [hash, signIn] of this.#signIns) if (signIn.userName === userName) this.#signIns.delete(hash);
  }

  remove(token: string): void {
    this.#signIns.delete(hashSecret(token));
  }
}

const isOver = ({ endsMs, idleEndsMs }: AdminSignIn, nowMs: number): boolean => nowMs >= Math.min(endsMs, idleEndsMs);
