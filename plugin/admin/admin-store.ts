import { BehaviorSubject } from 'rxjs';
import { AdminApiError, type AdminApi, type TaggedSite } from '../../gateway/client/admin-api.ts';
import type { AdminAccount, AdminProblem, SiteVersion, SiteView } from '../../gateway/protocol/admin.ts';
import type { SignIn } from '../../gateway/protocol/http.ts';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';

/** Why something was not done, as elements show it. */
export interface AdminFailure {
  readonly code: string;
  readonly offline?: boolean;
  readonly problem?: Partial<AdminProblem>;
}

/** What the administrator's page shows. */
export interface AdminState {
  /** `failed`: the page could not be begun; `failure` says why. */
  readonly phase: 'loading' | 'failed' | 'signedOut' | 'ready';
  readonly account: AdminAccount | null;
  readonly sites: readonly SiteView[];
  /** The site that is looked at, `new` for one that is being made, or `null`. */
  readonly opened: TaggedSite | 'new' | null;
  /** Of the opened site; `null` while they are not loaded. */
  readonly versions: readonly SiteVersion[] | null;
  readonly busy: boolean;
  /** Of the last thing that was tried. */
  readonly failure: AdminFailure | null;
  /** What was done last, for the status line. */
  readonly done: 'saved' | 'published' | 'dropped' | 'restored' | null;
}

const START: AdminState = {
  phase: 'loading',
  account: null,
  sites: [],
  opened: null,
  versions: null,
  busy: false,
  failure: null,
  done: null,
};

/** What the page knows, and what can be done there. Nothing here throws: a refusal is `failure`. */
export class AdminStore {
  readonly state$ = new BehaviorSubject<AdminState>(START);
  readonly #api: AdminApi;

  constructor(api: AdminApi) {
    this.#api = api;
  }

  get state(): AdminState {
    return this.state$.value;
  }

  /** Finds out who is signed in, and loads the sites. */
  async begin(): Promise<void> {
    this.#set({ ...START });
    const account = await this.#try(() => this.#api.me());
    if (account === undefined) this.#set({ phase: 'failed' });
    else if (account === null) this.#set({ phase: 'signedOut' });
    else await this.#enter(account);
  }

  async signIn(credentials: SignIn): Promise<void> {
    const account = await this.#try(() => this.#api.signIn(credentials));
    if (account) await this.#enter(account);
  }

  async signOut(): Promise<void> {
    await this.#try(() => this.#api.signOut());
    this.#set({ ...START, phase: 'signedOut' });
  }

  /** @param key - `null` for a new site */
  async open(key: string | null): Promise<void> {
    if (key === null) return this.#set({ opened: 'new', versions: null, failure: null, done: null });
    const opened = await this.#try(() => this.#api.site(key));
    if (!opened) return;
    this.#set({ opened, versions: null, done: null });
    await this.#loadVersions(key);
  }

  /** Back to the list. */
  leave(): void {
    this.#set({ opened: null, versions: null, failure: null, done: null });
  }

  /** Keeps a draft; of a new site, its first. @param isForced - Over whatever somebody else saved meanwhile. */
  async save(config: SiteConfig, isForced: boolean): Promise<void> {
    const { opened } = this.state;
    if (opened === null) return;
    await this.#change('saved', async () => {
      if (opened === 'new') return this.#api.create(config);
      const { key } = opened.site;
      return this.#api.saveDraft(key, config, isForced ? (await this.#api.site(key)).etag : opened.etag);
    });
  }

  async publish(note: string): Promise<void> {
    await this.#changeOpened('published', ({ site, etag }) => this.#api.publish(site.key, note, etag));
  }

  async dropDraft(): Promise<void> {
    await this.#changeOpened('dropped', ({ site, etag }) => this.#api.dropDraft(site.key, etag));
  }

  async restore(number: number): Promise<void> {
    await this.#changeOpened('restored', ({ site, etag }) => this.#api.restore(site.key, number, etag));
  }

  async #changeOpened(done: AdminState['done'], work: (opened: TaggedSite) => Promise<TaggedSite>): Promise<void> {
    const { opened } = this.state;
    if (opened !== null && opened !== 'new') await this.#change(done, () => work(opened));
  }

  async #change(done: AdminState['done'], work: () => Promise<TaggedSite>): Promise<void> {
    const opened = await this.#try(work);
    if (!opened) return;
    const { sites } = this.state;
    const { site } = opened;
    const isNew = sites.every(({ key }) => key !== site.key);
    this.#set({ opened, sites: isNew ? [...sites, site] : sites.map((each) => (each.key === site.key ? site : each)), done });
    await this.#loadVersions(opened.site.key);
  }

  /** They come after what was done, and change nothing of what is said about that. */
  async #loadVersions(key: string): Promise<void> {
    const versions = await this.#api.versions(key).catch(() => null);
    const { opened } = this.state;
    if (versions && opened !== null && opened !== 'new' && opened.site.key === key) this.#set({ versions });
  }

  async #enter(account: AdminAccount): Promise<void> {
    const sites = await this.#try(() => this.#api.sites());
    this.#set(sites ? { phase: 'ready', account, sites } : { phase: 'failed' });
  }

  /** @returns `undefined` where it was refused. A sign-in that is over leads to the form, with the reason. */
  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#set({ busy: true, failure: null, done: null });
    try {
      return await work();
    } catch (error) {
      const failure = toFailure(error);
      this.#set({ failure, ...(failure.code === 'E_NOT_SIGNED_IN' ? { phase: 'signedOut', opened: null } : {}) });
      return undefined;
    } finally {
      this.#set({ busy: false });
    }
  }

  #set(change: Partial<AdminState>): void {
    this.state$.next({ ...this.state, ...change });
  }
}

function toFailure(error: unknown): AdminFailure {
  if (!(error instanceof AdminApiError)) return { code: 'E_INTERNAL' };
  return { code: error.code, offline: error.offline, problem: error.problem };
}
