import type { AccountChange, AccountList, AccountSummary } from '../../protocol/admin-accounts.ts';
import { issueWords } from '../../protocol/config-issues.ts';
import { AdminRefusal, type Change, type Numbered } from '../admin-refusal.ts';
import type { Clock } from '../clock.ts';
import { ConfigError } from '../config.ts';
import type { Deed } from '../sites/site-document.ts';
import type { Store } from '../store/store.ts';
import type { Agent, LocalAccounts } from './accounts.ts';

const KEY_PREFIX = 'account ';
/** Accounts of one answer. */
const PAGE_SIZE = 100;

/** What was changed of an account at the administrator's page; it comes before what the file says. */
interface AccountDocument extends AccountChange {
  readonly agentId: string;
  readonly revision: number;
  readonly changed: Deed;
}

/** Somebody was disabled, or may do other things from now on. */
export type AccountListener = (agentId: string, isDisabled: boolean) => void;

export interface AccountBookDeps {
  /** As `accounts.json` has them: names, passwords, groups and their rights. */
  readonly file: LocalAccounts;
  readonly store: Pick<Store, 'documents' | 'saveDocuments'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/**
 * The accounts of this installation with what administrators changed: the group, and whether the account is disabled. Every change is in
 * the administration's record in the same write. A disabled account is nobody: it is not found, and its password is no password.
 */
export class AccountBook implements LocalAccounts {
  readonly #deps: AccountBookDeps;
  readonly #documents = new Map<string, AccountDocument>();
  readonly #listeners = new Set<AccountListener>();
  #tail: Promise<unknown> = Promise.resolve();

  /** @throws {ConfigError} Somebody was given a group that the file does not have any more. */
  constructor(deps: AccountBookDeps) {
    this.#deps = deps;
    for (const [key, text] of deps.store.documents) {
      if (!key.startsWith(KEY_PREFIX)) continue;
      const document = JSON.parse(text) as AccountDocument;
      this.#expectGroup(document);
      this.#documents.set(document.agentId, document);
    }
  }

  get company(): string {
    return this.#deps.file.company;
  }

  get samples(): LocalAccounts['samples'] {
    return this.#deps.file.samples;
  }

  get groups(): LocalAccounts['groups'] {
    return this.#deps.file.groups;
  }

  /** Disabled ones too. */
  get all(): readonly Agent[] {
    return this.#deps.file.all.map((agent) => this.#asChanged(agent));
  }

  find(agentId: string): Agent | undefined {
    const agent = this.#deps.file.find(agentId);
    return agent && !this.isDisabled(agentId) ? this.#asChanged(agent) : undefined;
  }

  async verify(userName: string, password: string): Promise<Agent | undefined> {
    const agent = await this.#deps.file.verify(userName, password);
    return agent && this.find(agent.agentId);
  }

  rightsOf(group: string): Agent['rights'] | undefined {
    return this.#deps.file.rightsOf(group);
  }

  inGroup(agent: Agent, group: string): Agent {
    return this.#deps.file.inGroup(agent, group);
  }

  isDisabled(agentId: string): boolean {
    return this.#documents.get(agentId)?.isDisabled ?? false;
  }

  /** Whether this account may change anything at the administrator's page, as of now. */
  mayChange(agentId: string): boolean {
    return this.find(agentId)?.role === 'administrator';
  }

  /** Tells of each change from now on, once it has effect. */
  onChanged(listener: AccountListener): void {
    this.#listeners.add(listener);
  }

  /** In the order of their user names. @param after - The one that the page before ended with. */
  list(after?: string): AccountList {
    const all = this.all.filter(({ agentId }) => after === undefined || agentId > after).toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
    const page = all.slice(0, PAGE_SIZE);
    const groups = this.groups.map(({ name, role, rights }) => ({ name, role, rights }));
    return { accounts: page.map((agent) => this.#summaryOf(agent)), groups, next: all.length > PAGE_SIZE ? (page.at(-1)?.agentId ?? null) : null };
  }

  /** Also a disabled one. @throws {AdminRefusal} `E_NOT_FOUND` */
  summary(agentId: string): Numbered<AccountSummary & { agent: Agent }> {
    const agent = this.#deps.file.find(agentId);
    if (!agent) throw new AdminRefusal('E_NOT_FOUND');
    const changed = this.#asChanged(agent);
    return { view: { ...this.#summaryOf(changed), agent: changed }, revision: this.#documents.get(agentId)?.revision ?? 0 };
  }

  /**
   * Disabling has effect at once, also where it cannot be recorded at the moment. Anything else, another group too, has effect once it is
   * recorded: any group may give something, be it visitors of a site that names it. @throws {AdminRefusal | StoreError}
   */
  change(agentId: string, { group, isDisabled }: AccountChange, { by, revision }: Change): Promise<void> {
    const turn = this.#tail.then(async () => {
      const { view, revision: current } = this.summary(agentId);
      if (current !== revision) throw new AdminRefusal('E_CHANGED', { changed: view.changed ?? { by: null, atMs: 0 } });
      if (this.rightsOf(group) === undefined)
        throw new AdminRefusal('E_BAD_CONFIG', { issues: [{ path: 'group', ...issueWords('noGroup', { value: group }) }] });
      const document = { agentId, group, isDisabled, revision: revision + 1, changed: { by, atMs: this.#deps.clock.nowMs() } };
      if (!this.#leavesAnAdministrator(document)) throw new AdminRefusal('E_LAST_ADMINISTRATOR');
      if (!this.mayChange(by)) throw new AdminRefusal('E_NOT_ALLOWED');
      if (isDisabled) this.#put(document);
      const fact = { type: 'account.changed', payload: { userName: agentId, group, isDisabled, by }, atMs: document.changed.atMs };
      await this.#deps.store.saveDocuments([{ key: KEY_PREFIX + agentId, value: JSON.stringify(document) }], [fact]);
      if (!isDisabled) this.#put(document);
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /** Nobody gets back what was taken away because a group is taken out of the file, nor loses more without being told. */
  #expectGroup({ agentId, group }: AccountDocument): void {
    if (this.#deps.file.find(agentId) === undefined || this.rightsOf(group) !== undefined) return;
    throw new ConfigError(
      `accounts.json: there is no group "${group}", which the account "${agentId}" was given at the administrator's page: ` +
        'put the group back, and take it out once the account has another one',
    );
  }

  #put(document: AccountDocument): void {
    this.#documents.set(document.agentId, document);
    this.#listeners.forEach((tell) => tell(document.agentId, document.isDisabled));
  }

  #leavesAnAdministrator({ agentId, group, isDisabled }: AccountDocument): boolean {
    return this.all.some((agent) => {
      if (agent.agentId !== agentId) return agent.role === 'administrator' && !this.isDisabled(agent.agentId);
      return !isDisabled && this.inGroup(agent, group).role === 'administrator';
    });
  }

  #asChanged(agent: Agent): Agent {
    const document = this.#documents.get(agent.agentId);
    return document ? this.inGroup(agent, document.group) : agent;
  }

  #summaryOf({ agentId, name, group, role }: Agent): AccountSummary {
    const document = this.#documents.get(agentId);
    return { userName: agentId, name, group, role, isDisabled: document?.isDisabled ?? false, changed: document?.changed ?? null };
  }
}
