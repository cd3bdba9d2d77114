import { BehaviorSubject } from 'rxjs';
import type { AdminApi, TaggedSite } from '../../gateway/client/admin-api.ts';
import type { AdminAccount, SiteSummary, SiteVersionAbout, SiteView } from '../../gateway/protocol/admin.ts';
import type { SignIn } from '../../gateway/protocol/http.ts';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import { AccountStore } from './account-store.ts';
import { toFailure, type AdminFailure } from './admin-failure.ts';
import { openTab, PreviewStore } from './preview-store.ts';
import { SignInWatch, type SignInEnding } from './sign-in-watch.ts';

export type AdminSection = 'sites' | 'accounts';

/** What the administrator's page shows. */
export interface AdminState {
  /** `failed`: the page could not be begun; `failure` says why. */
  readonly phase: 'loading' | 'failed' | 'signedOut' | 'ready';
  /** Where the sign-in ended by itself: who it was, for whom `opened` is kept. */
  readonly account: AdminAccount | null;
  /** The part of the page that is shown. */
  readonly section: AdminSection;
  readonly sites: readonly SiteSummary[];
  /** The site that is looked at, `new` for one that is being made, or `null`. */
  readonly opened: TaggedSite | 'new' | null;
  /** Of the opened site; `null` while they are not loaded. */
  readonly versions: readonly SiteVersionAbout[] | null;
  /** What is configured by those of its versions that were looked at. */
  readonly configs: ReadonlyMap<number, SiteConfig>;
  readonly busy: boolean;
  /** Of the last thing that was tried. */
  readonly failure: AdminFailure | null;
  /** What was done last, for the status line. */
  readonly done: 'saved' | 'published' | 'dropped' | 'restored' | null;
  /** The sign-in ends within a minute. */
  readonly ending: SignInEnding | null;
}

const START: AdminState = {
  phase: 'loading',
  account: null,
  section: 'sites',
  sites: [],
  opened: null,
  versions: null,
  configs: new Map(),
  busy: false,
  failure: null,
  done: null,
  ending: null,
};
const NOTHING_OPEN = { opened: null, versions: null, configs: new Map() } as const;

/**
 * What the page knows, and what can be done there. Nothing here throws: a refusal is `failure`. What was begun last counts: an answer
 * that comes after something else was begun changes nothing of what is shown.
 */
export class AdminStore {
  readonly state$ = new BehaviorSubject<AdminState>(START);
  readonly accounts: AccountStore;
  /** Of the opened site. */
  readonly previews: PreviewStore;
  readonly #api: AdminApi;
  readonly #watch: SignInWatch;
  #turn = 0;

  constructor(api: AdminApi, clock: Clock = systemClock) {
    this.#api = api;
    this.previews = new PreviewStore({ api, clock, openTab });
    this.accounts = new AccountStore(api, () => this.#signInIsOver());
    this.#watch = new SignInWatch({
      clock,
      me: () => api.me(),
      ending: (ending) => this.#set({ ending }),
      over: () => this.#signInIsOver(),
    });
  }

  get state(): AdminState {
    return this.state$.value;
  }

  /** Finds out who is signed in, and loads the sites. */
  async begin(): Promise<void> {
    this.#set({ ...START });
    const me = await this.#try(() => this.#api.me());
    if (me === undefined) this.#set({ phase: 'failed' });
    else if (me.account === null) this.#set({ phase: 'signedOut' });
    else await this.#enter(me.account);
  }

  /** Whoever was signed in before, and does it again, finds what was open. */
  async signIn(credentials: SignIn): Promise<void> {
    const account = await this.#try(() => this.#api.signIn(credentials));
    if (!account) return;
    if (account.userName !== this.state.account?.userName) {
      this.accounts.reset();
      this.#set({ ...NOTHING_OPEN, section: 'sites' });
    }
    await this.#enter(account);
  }

  /** Asks for the sign-in form, with what is open kept, before the sign-in ends by itself. */
  signInAgain(): void {
    this.#begin();
    this.#watch.stop();
    this.#set({ phase: 'signedOut', ending: null });
  }

  /** Lets the sign-in last longer. */
  async stay(): Promise<void> {
    try {
      this.#set({ sites: await this.#api.sites() });
      await this.#watch.look();
    } catch (error) {
      this.#failed(error);
    }
  }

  async signOut(): Promise<void> {
    this.#watch.stop();
    this.previews.end();
    await this.#try(() => this.#api.signOut());
    this.accounts.reset();
    this.#set({ ...START, phase: 'signedOut' });
  }

  /** Shows another part of the page; what is open in this one is given up. */
  async show(section: AdminSection): Promise<void> {
    this.#begin();
    this.#set({ ...NOTHING_OPEN, section });
    if (section === 'accounts') await this.accounts.load();
  }

  /** Ends whatever waits; for a page that is taken away. */
  close(): void {
    this.#watch.stop();
    this.previews.end();
  }

  /** @param key - `null` for a new site */
  async open(key: string | null): Promise<void> {
    if (key === null) {
      this.#begin();
      return this.#set({ ...NOTHING_OPEN, opened: 'new' });
    }
    const opened = await this.#try(() => this.#api.site(key));
    if (!opened) return;
    this.#set({ ...NOTHING_OPEN, opened });
    await this.#loadVersions(key);
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

  /** Loads what is configured by a version of the opened site, and by the one before it. */
  async lookAt(number: number): Promise<void> {
    const { opened, versions, configs } = this.state;
    if (opened === null || opened === 'new') return;
    const { key } = opened.site;
    const missing = [number, number - 1].filter((each) => !configs.has(each) && versions?.some((version) => version.number === each));
    try {
      const loaded = await Promise.all(missing.map((each) => this.#api.version(key, each)));
      if (!this.#isOpen(key)) return;
      this.#set({ configs: new Map([...this.state.configs, ...loaded.map((version) => [version.number, version.config] as const)]) });
    } catch (error) {
      this.#failed(error);
    }
  }

  async #changeOpened(done: AdminState['done'], work: (opened: TaggedSite) => Promise<TaggedSite>): Promise<void> {
    const { opened } = this.state;
    if (opened !== null && opened !== 'new') await this.#change(done, () => work(opened));
  }

  async #change(done: AdminState['done'], work: () => Promise<TaggedSite>): Promise<void> {
    const opened = await this.#try(async () => {
      const changed = await work();
      this.#list(changed.site); // also where another site was opened meanwhile
      return changed;
    });
    if (!opened) return;
    this.#set({ opened, done });
    await this.#loadVersions(opened.site.key);
  }

  #list(site: SiteView): void {
    const summary = summaryOf(site);
    const { sites } = this.state;
    const isNew = sites.every(({ key }) => key !== site.key);
    this.#set({ sites: isNew ? [...sites, summary] : sites.map((each) => (each.key === site.key ? summary : each)) });
  }

  /** They come after what was done, and change nothing of what is said about that. */
  async #loadVersions(key: string): Promise<void> {
    const { opened } = this.state;
    const versions = await this.#api.versions(key).catch(() => null);
    if (versions && this.state.opened === opened) this.#set({ versions });
  }

  async #enter(account: AdminAccount): Promise<void> {
    const sites = await this.#try(() => this.#api.sites());
    const isKept = this.state.opened !== null;
    this.#set(sites ? { phase: 'ready', account, sites } : { phase: isKept ? 'signedOut' : 'failed' });
    if (sites) await this.#watch.look();
  }

  /** @returns `undefined` where it was refused, or something else was begun since. */
  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    const turn = this.#begin();
    this.#set({ busy: true });
    try {
      const result = await work();
      if (this.state.ending) void this.#watch.look();
      return turn === this.#turn ? result : undefined;
    } catch (error) {
      if (turn === this.#turn) this.#failed(error);
      return undefined;
    } finally {
      if (turn === this.#turn) this.#set({ busy: false });
    }
  }

  #begin(): number {
    this.#set({ busy: false, failure: null, done: null });
    return ++this.#turn;
  }

  #failed(error: unknown): void {
    const failure = toFailure(error);
    if (failure.code === 'E_NOT_SIGNED_IN') this.#signInIsOver();
    else this.#set({ failure });
  }

  /** Leads to the form. What was typed stays behind it, for the same person. */
  #signInIsOver(): void {
    this.#watch.stop();
    this.#set({ phase: 'signedOut', failure: { code: 'E_NOT_SIGNED_IN' }, ending: null });
  }

  #isOpen(key: string): boolean {
    const { opened } = this.state;
    return opened !== null && opened !== 'new' && opened.site.key === key;
  }

  #set(change: Partial<AdminState>): void {
    this.state$.next({ ...this.state, ...change });
    const { opened } = this.state;
    this.previews.keepOnly(opened === null || opened === 'new' ? null : opened.site.key);
  }
}

export function summaryOf({ key, editable, published, draft }: SiteView): SiteSummary {
  return {
    key,
    editable,
    name: (published ?? draft)?.config.name ?? '',
    cobrowse: published?.config.cobrowse ?? null,
    published: published && { number: published.number, note: published.note, by: published.by, atMs: published.atMs },
    draft: draft && { by: draft.by, atMs: draft.atMs },
  };
}
