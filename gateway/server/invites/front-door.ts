import type { ErrorCode } from '../../protocol/vocabulary.ts';
import type { GuessBudget } from '../guess-budget.ts';
import { Refusal } from '../refusal.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Invites } from './invites.ts';
import type { PageLinks } from './page-links.ts';
import type { WrongGuessAlarm } from './wrong-guess-alarm.ts';

export interface FrontDoorDeps {
  readonly sessions: Pick<Sessions, 'byId' | 'byCustomerKey' | 'join'>;
  readonly invites: Invites;
  readonly pageLinks: PageLinks;
  readonly pinBudget: GuessBudget;
  readonly wrongGuessAlarm: WrongGuessAlarm;
}

/** Whoever came in, with the key that says so from then on; or why not. */
export type Entry =
  | { readonly session: LiveSession; readonly customerKey: string }
  | { readonly code: ErrorCode; readonly retryInMs?: number };

/** Where customers come in, by whichever way: the same PINs, the same guesses, the same answers. */
export class FrontDoor {
  readonly #deps: FrontDoorDeps;

  constructor(deps: FrontDoorDeps) {
    this.#deps = deps;
  }

  /** @param network - Whose guesses are counted together. @param typed - The PIN, in any form that people type. */
  async byPin(network: string, typed: string): Promise<Entry> {
    const { invites, pinBudget, wrongGuessAlarm } = this.#deps;
    const retryInMs = pinBudget.waitMs(network);
    if (retryInMs > 0) return { code: 'E_TOO_MANY_ATTEMPTS', retryInMs };
    const entry = await this.#use(invites.findByPin(typed));
    if (!entry) {
      pinBudget.wrong(network);
      wrongGuessAlarm.wrong();
      return { code: 'E_PIN_INVALID' };
    }
    pinBudget.right(network);
    return entry;
  }

  /** @param token - Of an agent's link, or of one that follows on a PIN in the helper. */
  async byLink(token: string): Promise<Entry> {
    const { invites, pageLinks, sessions } = this.#deps;
    const customerKey = pageLinks.use(token);
    const session = customerKey === undefined ? undefined : sessions.byCustomerKey(customerKey);
    if (session && customerKey !== undefined) return { session, customerKey };
    return (await this.#use(invites.findByLink(token))) ?? { code: 'E_LINK_INVALID' };
  }

  /** @returns `undefined` where the invite is not live, or somebody else used it first. */
  async #use(sessionId: string | undefined): Promise<Entry | undefined> {
    const session = sessionId === undefined ? undefined : this.#deps.sessions.byId(sessionId);
    if (!session) return undefined;
    try {
      return { session, customerKey: await this.#deps.sessions.join(session) };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'E_STALE') return undefined;
      throw error;
    }
  }
}
