import * as v from 'valibot';
import { SignIn } from './http.ts';
import { SiteConfig, SiteKey } from './site-config.ts';

/**
 * What the administrator's page says over HTTP, with the cookie of its own sign-in.
 *
 * | call | body | answer |
 * | --- | --- | --- |
 * | `POST /api/admin/sign-in` | `SignIn` | `AdminAccount`, and the cookie; 401 `E_SIGN_IN`, 403 `E_NOT_ALLOWED` for agents |
 * | `POST /api/admin/sign-out` | `{}` | `{}` |
 * | `GET /api/admin/me` | – | `AdminMe` |
 * | `GET /api/admin/sites?after=KEY` | – | `SiteList`, in the order of their names |
 * | `POST /api/admin/sites` | `NewSite` | 201 `SiteView`: a draft, and nothing published |
 * | `GET /api/admin/sites/:key` | – | `SiteView` |
 * | `PUT /api/admin/sites/:key/draft` | `SiteConfig` | `SiteView` |
 * | `DELETE /api/admin/sites/:key/draft` | – | `SiteView`, as it is published |
 * | `POST /api/admin/sites/:key/publish` | `Publish` | `SiteView` |
 * | `POST /api/admin/sites/:key/restore` | `Restore` | `SiteView`: the old version is the draft |
 * | `GET /api/admin/sites/:key/versions?before=N` | – | `SiteVersions`, the newest first |
 * | `GET /api/admin/sites/:key/versions/:number` | – | `SiteVersion` |
 * | `GET /api/admin/config` | – | `ConfigFile`: what is published, with its version numbers |
 * | `POST /api/admin/config/import` | `ConfigImport` | `ConfigImported`, or 409 `E_OTHER_DRAFTS`, 412 `E_CHANGED` |
 * | `GET /api/admin/accounts?after=NAME` | – | `AccountList`, in the order of their user names |
 * | `GET /api/admin/accounts/:userName` | – | `AccountView`, with the effective rights |
 * | `PUT /api/admin/accounts/:userName` | `AccountChange` | `AccountView`, or 409 `E_LAST_ADMINISTRATOR` |
 * | `GET /api/admin/facts?before=N` | – | `AdminFacts`: the administration's record, the newest first |
 *
 * Previews are in `preview.ts`.
 *
 * All but the first three want `administrator` for changes; every role of `ADMIN_ROLES` reads. Each `SiteView` and `AccountView` has an `ETag`; a
 * change names it in `If-Match` (428 `E_NO_MATCH_NAMED` without) and is refused with 412 `E_CHANGED` where somebody else was first.
 * Every failure is an `AdminProblem`; 429 `E_SLOW_DOWN` with `Retry-After` where one account calls too often.
 */

/** Who may sign in there. All may read; `administrator` changes. */
export const ADMIN_ROLES = ['supervisor', 'administrator', 'auditor'] as const;
export type AdminRole = (typeof ADMIN_ROLES)[number];

export const AdminSignIn = SignIn;
export const AdminAccount = v.object({
  userName: v.string(),
  name: v.string(),
  company: v.string(),
  role: v.picklist(ADMIN_ROLES),
});
export type AdminAccount = v.InferOutput<typeof AdminAccount>;
/**
 * `endsInMs`: until the sign-in ends where nothing else is called; 0 where nobody is signed in. `canStay`: any other call lets it
 * last longer. This one does not.
 */
export const AdminMe = v.object({ account: v.nullable(AdminAccount), endsInMs: v.number(), canStay: v.boolean() });
export type AdminMe = v.InferOutput<typeof AdminMe>;

/** Who did something and when, in UTC milliseconds; `by` is a user name, or `null` for the installation itself. */
export const Deed = { by: v.nullable(v.string()), atMs: v.number() };

export const SiteDraft = v.object({ config: SiteConfig, ...Deed });
export type SiteDraft = v.InferOutput<typeof SiteDraft>;
/** A version without what is configured by it. `number` is 1 for the first of a site. */
export const SiteVersionAbout = v.object({ number: v.number(), note: v.string(), ...Deed });
export type SiteVersionAbout = v.InferOutput<typeof SiteVersionAbout>;
export const SiteVersion = v.object({ ...SiteVersionAbout.entries, config: SiteConfig });
export type SiteVersion = v.InferOutput<typeof SiteVersion>;

/** `editable` false: the sites stand in the file of `SIDESEAT_SITES`, and are changed there. */
export const SiteView = v.object({
  key: SiteKey,
  editable: v.boolean(),
  published: v.nullable(SiteVersion),
  draft: v.nullable(SiteDraft),
});
export type SiteView = v.InferOutput<typeof SiteView>;
/** A site in a list. `cobrowse`: what is published of it, `null` where nothing is. */
export const SiteSummary = v.object({
  key: SiteKey,
  editable: v.boolean(),
  name: v.string(),
  cobrowse: v.nullable(SiteConfig.entries.cobrowse),
  published: v.nullable(SiteVersionAbout),
  draft: v.nullable(v.object(Deed)),
});
export type SiteSummary = v.InferOutput<typeof SiteSummary>;
/** `next`: the `after` of the following page, `null` at the end. */
export const SiteList = v.object({ sites: v.array(SiteSummary), next: v.nullable(SiteKey) });
export type SiteList = v.InferOutput<typeof SiteList>;
/** `next`: the `before` of the following page, `null` at the end. */
export const SiteVersions = v.object({ versions: v.array(SiteVersionAbout), next: v.nullable(v.number()) });
export type SiteVersions = v.InferOutput<typeof SiteVersions>;

/**
 * One line of the administration's record, without the configurations that it tells of. `payload` is `null` where it was erased.
 * Names and addresses of strangers are pseudonyms.
 */
export const AdminFact = v.object({ seq: v.number(), atMs: v.number(), type: v.string(), payload: v.nullable(v.record(v.string(), v.unknown())) });
/** `next`: the `before` of the following page, `null` at the end. */
export const AdminFacts = v.object({ facts: v.array(AdminFact), next: v.nullable(v.number()) });
export type AdminFacts = v.InferOutput<typeof AdminFacts>;

/** `config`: a `SiteConfig`; its mistakes are told one by one. */
export const NewSite = v.strictObject({ config: v.unknown() });
/** `note`: why, in the administrator's words. */
export const Publish = v.strictObject({ note: v.exactOptional(v.pipe(v.string(), v.maxLength(500)), '') });
export const Restore = v.strictObject({ number: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Stable codes of what only the administrator's calls can answer. */
export const ADMIN_ERROR_CODES = [
  /** `issues` says which field and what is needed. Nothing was changed. */
  'E_BAD_CONFIG',
  /** Somebody else changed it first: `by` and `atMs`. */
  'E_CHANGED',
  /** `If-Match` is missing. */
  'E_NO_MATCH_NAMED',
  /** There is no draft to publish or to drop. */
  'E_NO_DRAFT',
  /** The sites stand in a file. */
  'E_SITES_FILE',
  /** A site of the imported file has a draft that is not the file's; `issues` says which and whose. */
  'E_OTHER_DRAFTS',
  /** Nobody would be left who may change anything at the administrator's page. */
  'E_LAST_ADMINISTRATOR',
  /** No more sites can be kept. */
  'E_TOO_MANY_SITES',
  /** Other accounts have too many open. */
  'E_TOO_MANY_PREVIEWS',
] as const;
export type AdminErrorCode = (typeof ADMIN_ERROR_CODES)[number];

export const AdminProblem = v.object({
  code: v.string(),
  message: v.string(),
  field: v.optional(v.string()),
  retryInMs: v.optional(v.number()),
  /** Dotted path and one sentence for each mistake; most with a code of `CONFIG_ISSUES`, and what fills its words in. */
  issues: v.optional(
    v.array(v.object({ path: v.string(), message: v.string(), code: v.optional(v.string()), params: v.optional(v.record(v.string(), v.string())) })),
  ),
  by: v.optional(v.nullable(v.string())),
  atMs: v.optional(v.number()),
});
export type AdminProblem = v.InferOutput<typeof AdminProblem>;
