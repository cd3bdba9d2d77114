import type { GuessBudget } from '../guess-budget.ts';
import type { AdminRecord } from '../record/admin-record.ts';
import { Refusal } from '../refusal.ts';
import type { Accounts, Agent } from './accounts.ts';
import { Turns } from './turns.ts';

export interface PasswordCheckDeps {
  readonly accounts: Pick<Accounts, 'find' | 'verify'>;
  readonly admin: Pick<AdminRecord, 'signInRefused'>;
  readonly budget: GuessBudget;
}

/** Looks at passwords that somebody typed: with limits, and refusals in the record. One for all doors, so that none is a way around. */
export class PasswordCheck {
  readonly #deps: PasswordCheckDeps;
  readonly #turns = new Turns();

  constructor(deps: PasswordCheckDeps) {
    this.#deps = deps;
  }

  /**
   * @param network - Where it comes from; see `networkOf`.
   * @returns `undefined` for an unknown name or a wrong password.
   * @throws {Refusal} `E_TOO_MANY_ATTEMPTS`
   */
  async check({ userName, password }: { userName: string; password: string }, network: string): Promise<Agent | undefined> {
    const { accounts, admin, budget } = this.#deps;
    const typedName = userName.trim().toLowerCase();
    // Per name and address: an attacker elsewhere cannot lock an agent out, and one address cannot go through the names.
    const keys = [`address ${network}`, `name ${typedName} ${network}`];
    const agent = await this.#turns.take(network, async () => {
      const retryInMs = Math.max(...keys.map((key) => budget.waitMs(key)));
      if (retryInMs > 0) throw new Refusal('E_TOO_MANY_ATTEMPTS', { retryInMs });
      // Paid before the password is looked at, and given back when it is right: attempts side by side pay like others.
      keys.forEach((key) => budget.wrong(key));
      return accounts.verify(userName, password);
    });
    if (agent) keys.forEach((key) => budget.right(key));
    else admin.signInRefused(accounts.find(typedName)?.agentId, typedName, network);
    return agent;
  }
}
