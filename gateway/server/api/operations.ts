import * as v from 'valibot';
import {
  AdminAccount,
  AdminFacts,
  AdminMe,
  AdminSignIn,
  NewSite,
  Publish,
  Restore,
  SiteList,
  SiteVersion,
  SiteVersions,
  SiteView,
} from '../../protocol/admin.ts';
import { AccountChange, AccountList, AccountView } from '../../protocol/admin-accounts.ts';
import { CONFIG_SCHEMA_PATH, ConfigFile, ConfigImport, ConfigImported } from '../../protocol/config-file.ts';
import { CobrowseSite, Connect, Connected } from '../../protocol/connect.ts';
import { API_DOCUMENT_PATH, HEALTH_PATHS, HealthLive, HealthReady, METRICS_PATH } from '../../protocol/operating.ts';
import {
  AgentAccount,
  CustomerTicketRequest,
  HELPER_JOIN_PATH,
  HelperJoin,
  HelperJoined,
  HostAccount,
  HostOrigins,
  HostSignIn,
  Join,
  Me,
  SignIn,
  Site,
  Ticket,
  TicketRequest,
} from '../../protocol/http.ts';
import { PreviewChanged, PreviewDraft, PreviewMasks, PreviewOpened, PreviewTurn, PreviewView } from '../../protocol/preview.ts';
import { SiteConfig } from '../../protocol/site-config.ts';

export type Schema = v.GenericSchema;

/** Who makes a call, and by what the server knows it: see `SECURITY` of the description. */
export type Caller = 'anybody' | 'agent' | 'customer' | 'administrator' | 'operator';

/** One call of the HTTP API: where, what goes there, and what comes back. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As routes have it, with `:name` for a part that varies. */
  readonly path: string;
  readonly summary: string;
  readonly by: Caller;
  readonly query?: Readonly<Record<string, Schema>>;
  readonly body?: Schema;
  readonly answer: Schema;
  /** 200 by default. */
  readonly status?: number;
  /** Other answers of the same shape than `status`. */
  readonly alsoStatus?: number;
  /** `application/json` by default. */
  readonly type?: string;
  /** `changes`: `If-Match` has to name the ETag of what is changed; the answer has the next one. `reads`: the answer has one. */
  readonly etag?: 'reads' | 'changes';
  /** Codes that this call can answer with, beside those that every call can. */
  readonly problems: readonly string[];
}

/** An empty object. */
export const Nothing = v.object({});
/** What is not described further. */
export const Anything = v.record(v.string(), v.unknown());
const Text = v.string();

/** Of a change of a site. */
const CHANGE_PROBLEMS = ['E_CHANGED', 'E_NO_MATCH_NAMED', 'E_SITES_FILE', 'E_NOT_FOUND'];

/** Every call below `/api`, and a few beside it. A route below `/api` that is not here cannot be added. */
export const OPERATIONS: readonly Operation[] = [
  { method: 'GET', path: '/api/site', by: 'anybody', summary: 'What anybody may know about this installation', answer: Site, problems: [] },
  { method: 'GET', path: '/api/embed/origins', by: 'anybody', summary: 'The host dashboards whose pages may connect', answer: HostOrigins, problems: [] },
  { method: 'GET', path: API_DOCUMENT_PATH, by: 'anybody', summary: 'This document', answer: Anything, problems: [] },
  { method: 'GET', path: CONFIG_SCHEMA_PATH, by: 'anybody', summary: 'The JSON Schema of the configuration as a file', answer: Anything, type: 'application/schema+json', problems: [] },

  { method: 'POST', path: '/api/agent/sign-in', by: 'anybody', summary: 'Signs an agent in, by a cookie', body: SignIn, answer: AgentAccount, problems: ['E_SIGN_IN', 'E_TOO_MANY_ATTEMPTS'] },
  { method: 'POST', path: '/api/agent/sign-in/token', by: 'anybody', summary: 'Signs an agent of a host dashboard in, by a bearer; only where such tokens are configured', body: HostSignIn, answer: HostAccount, problems: ['E_HOST_TOKEN', 'E_HOST_KEYS'] },
  { method: 'POST', path: '/api/agent/sign-out', by: 'agent', summary: 'Ends the sign-in, and what hangs on it', body: Nothing, answer: Nothing, problems: [] },
  { method: 'GET', path: '/api/agent/me', by: 'agent', summary: 'Who is signed in; nobody is no error', answer: Me, problems: [] },
  { method: 'POST', path: '/api/agent/ticket', by: 'agent', summary: 'A ticket for one socket', body: TicketRequest, answer: Ticket, problems: ['E_NOT_SIGNED_IN', 'E_SLOW_DOWN'] },

  { method: 'POST', path: '/api/customer/join', by: 'anybody', summary: 'Finds a session by a PIN or link, and gives a cookie', body: Join, answer: Nothing, problems: ['E_PIN_INVALID', 'E_LINK_INVALID', 'E_TOO_MANY_ATTEMPTS', 'E_SESSION_ENDED'] },
  { method: 'POST', path: '/api/customer/connect', by: 'anybody', summary: 'A click to connect, from the frame in a page of a site', body: Connect, answer: Connected, problems: ['E_PAGE_FORBIDDEN', 'E_SLOW_DOWN', 'E_NAME_EMPTY', 'E_NAME_TOO_LONG', 'E_NAME_RESERVED'] },
  { method: 'POST', path: '/api/customer/forget', by: 'customer', summary: 'An ended session is not what this browser joined any longer', body: Nothing, answer: Nothing, problems: [] },
  { method: 'POST', path: '/api/customer/ticket', by: 'customer', summary: 'A ticket for one socket', body: CustomerTicketRequest, answer: Ticket, problems: ['E_NOT_JOINED', 'E_SLOW_DOWN'] },
  { method: 'POST', path: HELPER_JOIN_PATH, by: 'anybody', summary: 'A PIN that was typed into the helper; without an Origin', body: HelperJoin, answer: HelperJoined, problems: ['E_PIN_INVALID', 'E_TOO_MANY_ATTEMPTS', 'E_SESSION_ENDED'] },
  { method: 'GET', path: '/cobrowse/v1/:siteKey/site', by: 'anybody', summary: 'What the pages of a site must know: what is hidden in them, and whether they may be shared', answer: CobrowseSite, problems: [] },

  { method: 'POST', path: '/api/preview', by: 'anybody', summary: 'From the frame in a page that is tried out, by the code of its address: what it found, for what is hidden now', body: PreviewTurn, answer: PreviewMasks, problems: [] },

  { method: 'POST', path: '/api/admin/sign-in', by: 'anybody', summary: 'Signs an administrator, supervisor or auditor in, by a cookie of its own', body: AdminSignIn, answer: AdminAccount, problems: ['E_SIGN_IN', 'E_NOT_ALLOWED', 'E_TOO_MANY_ATTEMPTS'] },
  { method: 'POST', path: '/api/admin/sign-out', by: 'administrator', summary: 'Ends the sign-in', body: Nothing, answer: Nothing, problems: [] },
  { method: 'GET', path: '/api/admin/me', by: 'administrator', summary: 'Who is signed in, and until when; nobody is no error', answer: AdminMe, problems: [] },
  { method: 'GET', path: '/api/admin/sites', by: 'administrator', summary: 'The sites, in the order of their names', query: { after: v.optional(Text) }, answer: SiteList, problems: [] },
  { method: 'POST', path: '/api/admin/sites', by: 'administrator', summary: 'A new site, which is a draft', body: NewSite, answer: SiteView, status: 201, etag: 'reads', problems: ['E_BAD_CONFIG', 'E_TOO_MANY_SITES', 'E_SITES_FILE'] },
  { method: 'GET', path: '/api/admin/sites/:key', by: 'administrator', summary: 'A site: what is published, and its draft', answer: SiteView, etag: 'reads', problems: [] },
  { method: 'PUT', path: '/api/admin/sites/:key/draft', by: 'administrator', summary: 'Keeps a draft; it has no effect until it is published', body: SiteConfig, answer: SiteView, etag: 'changes', problems: ['E_BAD_CONFIG', ...CHANGE_PROBLEMS] },
  { method: 'DELETE', path: '/api/admin/sites/:key/draft', by: 'administrator', summary: 'Drops the draft', answer: SiteView, etag: 'changes', problems: ['E_NO_DRAFT', ...CHANGE_PROBLEMS] },
  { method: 'POST', path: '/api/admin/sites/:key/publish', by: 'administrator', summary: 'Publishes the draft', body: Publish, answer: SiteView, etag: 'changes', problems: ['E_NO_DRAFT', ...CHANGE_PROBLEMS] },
  { method: 'POST', path: '/api/admin/sites/:key/restore', by: 'administrator', summary: 'Makes an old version the draft', body: Restore, answer: SiteView, etag: 'changes', problems: CHANGE_PROBLEMS },
  { method: 'GET', path: '/api/admin/sites/:key/versions', by: 'administrator', summary: 'The versions of a site, the newest first', query: { before: v.optional(Text) }, answer: SiteVersions, problems: [] },
  { method: 'GET', path: '/api/admin/sites/:key/versions/:number', by: 'administrator', summary: 'One version of a site', answer: SiteVersion, problems: [] },
  { method: 'POST', path: '/api/admin/sites/:key/previews', by: 'administrator', summary: 'Tries masks out on a page of a published site; for all who may read', body: PreviewDraft, answer: PreviewOpened, status: 201, problems: ['E_TOO_MANY_PREVIEWS'] },
  { method: 'PUT', path: '/api/admin/previews/:id', by: 'administrator', summary: 'Other masks to try out', body: PreviewDraft, answer: PreviewChanged, problems: [] },
  { method: 'GET', path: '/api/admin/previews/:id', by: 'administrator', summary: 'What the page found; does not let the sign-in last longer', answer: PreviewView, problems: [] },
  { method: 'DELETE', path: '/api/admin/previews/:id', by: 'administrator', summary: 'Ends it', answer: Nothing, problems: [] },
  { method: 'GET', path: '/api/admin/config', by: 'administrator', summary: 'What is published, as a file', answer: ConfigFile, problems: [] },
  { method: 'POST', path: '/api/admin/config/import', by: 'administrator', summary: 'Makes the sites of a file drafts, or publishes them; or none', body: ConfigImport, answer: ConfigImported, problems: ['E_BAD_CONFIG', 'E_CHANGED', 'E_OTHER_DRAFTS', 'E_TOO_MANY_SITES', 'E_SITES_FILE'] },
  { method: 'GET', path: '/api/admin/accounts', by: 'administrator', summary: 'The accounts, in the order of their user names, and the groups', query: { after: v.optional(Text) }, answer: AccountList, problems: [] },
  { method: 'GET', path: '/api/admin/accounts/:userName', by: 'administrator', summary: 'An account with its effective rights, and which rule decided', answer: AccountView, etag: 'reads', problems: [] },
  { method: 'PUT', path: '/api/admin/accounts/:userName', by: 'administrator', summary: 'Changes the group of an account, or disables it; that signs it out everywhere', body: AccountChange, answer: AccountView, etag: 'changes', problems: ['E_BAD_CONFIG', 'E_CHANGED', 'E_NO_MATCH_NAMED', 'E_LAST_ADMINISTRATOR'] },
  { method: 'GET', path: '/api/admin/facts', by: 'administrator', summary: 'The administration’s record, the newest first', query: { before: v.optional(Text) }, answer: AdminFacts, problems: [] },

  { method: 'GET', path: HEALTH_PATHS.live, by: 'anybody', summary: 'The process answers', answer: HealthLive, problems: [] },
  { method: 'GET', path: HEALTH_PATHS.ready, by: 'anybody', summary: 'Whether sessions can share: 503 where something is missing', answer: HealthReady, alsoStatus: 503, problems: [] },
  { method: 'GET', path: METRICS_PATH, by: 'operator', summary: 'Figures for Prometheus', answer: Text, type: 'text/plain', problems: ['E_NOT_FOUND'] },
];

/** What the components of the description are called. */
export const NAMED_SCHEMAS = {
  AccountChange, AccountList, AccountView, AdminAccount, AdminFacts, AdminMe, AgentAccount, CobrowseSite, ConfigFile, ConfigImport, ConfigImported, Connect, Connected, CustomerTicketRequest,
  HealthLive, HealthReady, HelperJoin, HelperJoined, HostAccount, HostOrigins, HostSignIn, Join, Me, NewSite, PreviewChanged, PreviewDraft, PreviewMasks,
  PreviewOpened, PreviewTurn, PreviewView, Publish, Restore, SignIn, Site, SiteConfig,
  SiteList, SiteVersion, SiteVersions, SiteView, Ticket, TicketRequest,
} as const satisfies Readonly<Record<string, Schema>>;
