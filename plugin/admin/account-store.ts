import { BehaviorSubject } from 'rxjs';
import type { AdminApi, TaggedAccount } from '../../gateway/client/admin-api.ts';
import type { AccountChange, AccountSummary, AdminGroup } from '../../gateway/protocol/admin-accounts.ts';
import { toFailure, type AdminFailure } from './admin-failure.ts';

/** What the part for accounts shows. */
export interface AccountsState {
  /** `null` while they are not loaded. */
  readonly accounts: readonly AccountSummary[] | null;
  readonly groups: readonly AdminGroup[];
  readonly opened: TaggedAccount | null;
  readonly busy: boolean;
  /** Of the last thing that was tried. */
  readonly failure: AdminFailure | null;
  readonly isSaved: boolean;
}

const START: AccountsState = { accounts: null, groups: [], opened: null, busy: false, failure: null, isSaved: false };

/** The accounts as the page knows them, and what can be done there. Nothing here throws: a refusal is `failure`. What was begun last counts. */
export class AccountStore {
  readonly state$ = new BehaviorSubject<AccountsState>(START);
  readonly #api: Pick<AdminApi, 'accounts' | 'account' | 'changeAccount'>;
  readonly #signInIsOver: () => void;
  #turn = 0;

  constructor(api: Pick<AdminApi, 'accounts' | 'account' | 'changeAccount'>, signInIsOver: () => void) {
    this.#api = api;
    this.#signInIsOver = signInIsOver;
  }

  get state(): AccountsState {
    return this.state$.value;
  }

  /** Forgets everything: somebody else may sit here now. */
  reset(): void {
    this.#turn += 1;
    this.state$.next(START);
  }

  async load(): Promise<void> {
    const list = await this.#try(() => this.#api.accounts());
    if (list) this.#set({ ...list, opened: null });
  }

  async open(userName: string): Promise<void> {
    const opened = await this.#try(() => this.#api.account(userName));
    if (opened) this.#set({ opened });
  }

  async save(change: AccountChange): Promise<void> {
    const { opened } = this.state;
    if (!opened) return;
    const changed = await this.#try(() => this.#api.changeAccount(opened.account.userName, change, opened.etag));
    if (!changed) return;
    const { account } = changed;
    const accounts = this.state.accounts?.map((each) => (each.userName === account.userName ? account : each)) ?? null;
    this.#set({ opened: changed, accounts, isSaved: true });
  }

  /** @returns `undefined` where it was refused, or something else was begun since. */
  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    const turn = ++this.#turn;
    this.#set({ busy: true, failure: null, isSaved: false });
    try {
      const result = await work();
      return turn === this.#turn ? result : undefined;
    } catch (error) {
      if (turn !== this.#turn) return undefined;
      const failure = toFailure(error);
      if (failure.code === 'E_NOT_SIGNED_IN') this.#signInIsOver();
      else this.#set({ failure });
      return undefined;
    } finally {
      if (turn === this.#turn) this.#set({ busy: false });
    }
  }

  #set(change: Partial<AccountsState>): void {
    this.state$.next({ ...this.state, ...change });
  }
}
