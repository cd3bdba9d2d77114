import * as v from 'valibot';
import {
  AdminAccount,
  AdminMe,
  AdminProblem,
  SiteList,
  SiteVersion,
  SiteVersions,
  SiteView,
  type SiteSummary,
  type SiteVersionAbout,
} from '../protocol/admin.ts';
import { AccountList, AccountView, type AccountChange, type AccountSummary, type AdminGroup } from '../protocol/admin-accounts.ts';
import type { SignIn } from '../protocol/http.ts';
import { PreviewChanged, PreviewOpened, PreviewView, type PreviewDraft } from '../protocol/preview.ts';
import type { SiteConfig } from '../protocol/site-config.ts';
import { LIMITS } from './http.ts';

/** A call of the administrator's page was refused or did not get through. The interface translates `code`. */
export class AdminApiError extends Error {
  override readonly name = 'AdminApiError';
  readonly code: string;
  readonly problem: Partial<AdminProblem>;
  /** Nothing was reached at all; `code` is `E_INTERNAL` then. */
  readonly offline: boolean;

  constructor(code: string, problem: Partial<AdminProblem> = {}, options: ErrorOptions & { offline?: boolean } = {}) {
    super(`refused: ${code}`, options);
    this.code = code;
    this.problem = problem;
    this.offline = options.offline ?? false;
  }
}

/** A site with the ETag that the next change of it has to name. */
export interface TaggedSite {
  readonly site: SiteView;
  readonly etag: string;
}

/** An account with the ETag that the next change of it has to name. */
export interface TaggedAccount {
  readonly account: AccountView;
  readonly etag: string;
}

/** The calls of `gateway/protocol/admin.ts`. Every one rejects with an `AdminApiError`. */
export interface AdminApi {
  me(): Promise<AdminMe>;
  signIn(credentials: SignIn): Promise<AdminAccount>;
  signOut(): Promise<void>;
  /** In the order of their names; all that are kept. */
  sites(): Promise<readonly SiteSummary[]>;
  site(key: string): Promise<TaggedSite>;
  create(config: SiteConfig): Promise<TaggedSite>;
  saveDraft(key: string, config: SiteConfig, etag: string): Promise<TaggedSite>;
  dropDraft(key: string, etag: string): Promise<TaggedSite>;
  publish(key: string, note: string, etag: string): Promise<TaggedSite>;
  restore(key: string, number: number, etag: string): Promise<TaggedSite>;
  /** The newest first; all that are kept. */
  versions(key: string): Promise<readonly SiteVersionAbout[]>;
  version(key: string, number: number): Promise<SiteVersion>;
  /** Tries masks out on a page of a published site; see `gateway/protocol/preview.ts`. */
  openPreview(key: string, draft: PreviewDraft): Promise<PreviewOpened>;
  changePreview(id: string, draft: PreviewDraft): Promise<PreviewChanged>;
  preview(id: string): Promise<PreviewView>;
  endPreview(id: string): Promise<void>;
  /** In the order of their user names; all of them. */
  accounts(): Promise<{ readonly accounts: readonly AccountSummary[]; readonly groups: readonly AdminGroup[] }>;
  account(userName: string): Promise<TaggedAccount>;
  changeAccount(userName: string, change: AccountChange, etag: string): Promise<TaggedAccount>;
}

export function createAdminApi(): AdminApi {
  const call = async <T>(schema: v.GenericSchema<unknown, T>, method: string, path: string, body?: object, etag?: string) => {
    const response = await fetch(`/api/admin/${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag === undefined ? {} : { 'if-match': etag }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(LIMITS.callMs),
      cache: 'no-store',
      credentials: 'same-origin',
    }).catch((cause: unknown) => {
      throw new AdminApiError('E_INTERNAL', {}, { offline: true, cause });
    });
    // A body that is not JSON comes from something between us and the server, for example a proxy's error page.
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const problem = v.safeParse(AdminProblem, answer);
      throw problem.success ? new AdminApiError(problem.output.code, problem.output) : new AdminApiError('E_INTERNAL');
    }
    const parsed = v.safeParse(schema, answer);
    if (!parsed.success) throw new AdminApiError('E_INTERNAL', {}, { cause: parsed.issues });
    return { body: parsed.output, etag: response.headers.get('etag') ?? '' };
  };
  const site = async (...request: [method: string, path: string, body?: object, etag?: string]): Promise<TaggedSite> => {
    const { body, etag } = await call(SiteView, ...request);
    return { site: body, etag };
  };

  const account = async (method: string, userName: string, change?: AccountChange, etag?: string): Promise<TaggedAccount> => {
    const answer = await call(AccountView, method, `accounts/${encodeURIComponent(userName)}`, change, etag);
    return { account: answer.body, etag: answer.etag };
  };

  return {
    me: async () => (await call(AdminMe, 'GET', 'me')).body,
    signIn: async (credentials) => (await call(AdminAccount, 'POST', 'sign-in', credentials)).body,
    signOut: async () => void (await call(v.unknown(), 'POST', 'sign-out', {})),
    async sites() {
      const all: SiteSummary[] = [];
      for (let after: string | null = '', query = ''; after !== null; query = `?after=${after}`) {
        const page: SiteList = (await call(SiteList, 'GET', `sites${query}`)).body;
        all.push(...page.sites);
        after = page.next;
      }
      return all;
    },
    site: (key) => site('GET', `sites/${key}`),
    create: (config) => site('POST', 'sites', { config }),
    saveDraft: (key, config, etag) => site('PUT', `sites/${key}/draft`, config, etag),
    dropDraft: (key, etag) => site('DELETE', `sites/${key}/draft`, undefined, etag),
    publish: (key, note, etag) => site('POST', `sites/${key}/publish`, { note }, etag),
    restore: (key, number, etag) => site('POST', `sites/${key}/restore`, { number }, etag),
    async versions(key) {
      const all: SiteVersionAbout[] = [];
      for (let before: number | null = 0, query = ''; before !== null; query = `?before=${before}`) {
        const page: SiteVersions = (await call(SiteVersions, 'GET', `sites/${key}/versions${query}`)).body;
        all.push(...page.versions);
        before = page.next;
      }
      return all;
    },
    async accounts() {
      const all: AccountSummary[] = [];
      let groups: readonly AdminGroup[] = [];
      for (let after: string | null = '', query = ''; after !== null; query = `?after=${encodeURIComponent(after ?? '')}`) {
        const page: AccountList = (await call(AccountList, 'GET', `accounts${query}`)).body;
        all.push(...page.accounts);
        ({ groups, next: after } = page);
      }
      return { accounts: all, groups };
    },
    openPreview: async (key, draft) => (await call(PreviewOpened, 'POST', `sites/${key}/previews`, draft)).body,
    changePreview: async (id, draft) => (await call(PreviewChanged, 'PUT', `previews/${id}`, draft)).body,
    preview: async (id) => (await call(PreviewView, 'GET', `previews/${id}`)).body,
    endPreview: async (id) => void (await call(v.unknown(), 'DELETE', `previews/${id}`)),
    account: (userName) => account('GET', userName),
    changeAccount: (userName, change, etag) => account('PUT', userName, change, etag),
    version: async (key, number) => (await call(SiteVersion, 'GET', `sites/${key}/versions/${number}`)).body,
  };
}
