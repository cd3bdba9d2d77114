import * as v from 'valibot';
import { ADMIN_ROLES, Deed } from './admin.ts';
import { SiteKey } from './site-config.ts';

/** What the administrator's page says about accounts, groups and rights; the calls are in `admin.ts`. */

/** What somebody is here for; `agent` is nothing more. */
export const ROLES = ['agent', ...ADMIN_ROLES] as const;

/** What an account may, whatever the site. */
export const ACCOUNT_RIGHTS = ['signIn', 'startPrivateSessions', 'usePin', 'alarms', 'readAdministration', 'changeAdministration'] as const;
export type AccountRight = (typeof ACCOUNT_RIGHTS)[number];
/** What an account may with the visitors of a site: take them, and ask to see the page that they are on. */
export const SITE_RIGHTS = ['visitors', 'cobrowseView', 'cobrowseControl'] as const;
export type SiteRight = (typeof SITE_RIGHTS)[number];

/** Which rule decided. */
export const RIGHT_RULES = [
  /** The account is disabled, … */
  'disabled',
  /** … or it is not. */
  'enabled',
  /** The group's rights in `accounts.json`. */
  'group',
  /** The group's role. */
  'role',
  /** Nothing of the site is published. */
  'notPublished',
  /** The site names no groups: all may. */
  'allGroups',
  /** The site names the group, … */
  'groupNamed',
  /** … or others alone. */
  'groupNotNamed',
  /** Co-browse is on for the site, … */
  'cobrowseOn',
  /** … or off. */
  'cobrowseOff',
] as const;
export type RightRule = (typeof RIGHT_RULES)[number];

const Decided = { isAllowed: v.boolean(), rule: v.picklist(RIGHT_RULES) };

export const AdminGroup = v.object({
  name: v.string(),
  role: v.picklist(ROLES),
  rights: v.object({ startPrivateSessions: v.boolean(), usePin: v.boolean() }),
});
export type AdminGroup = v.InferOutput<typeof AdminGroup>;

/** An account in a list. `changed`: who changed it last at this page; `null` while it is as `accounts.json` has it. */
export const AccountSummary = v.object({
  userName: v.string(),
  name: v.string(),
  group: v.string(),
  role: v.picklist(ROLES),
  isDisabled: v.boolean(),
  changed: v.nullable(v.object(Deed)),
});
export type AccountSummary = v.InferOutput<typeof AccountSummary>;

/** An account with its effective rights. */
export const AccountView = v.object({
  ...AccountSummary.entries,
  rights: v.array(v.object({ right: v.picklist(ACCOUNT_RIGHTS), ...Decided })),
  siteRights: v.array(v.object({ siteKey: SiteKey, siteName: v.string(), right: v.picklist(SITE_RIGHTS), ...Decided })),
});
export type AccountView = v.InferOutput<typeof AccountView>;

/** `next`: the `after` of the following page, `null` at the end. */
export const AccountList = v.object({ accounts: v.array(AccountSummary), groups: v.array(AdminGroup), next: v.nullable(v.string()) });
export type AccountList = v.InferOutput<typeof AccountList>;

/** What an account is to be like. Disabling signs it out everywhere at once. */
export const AccountChange = v.strictObject({ group: v.pipe(v.string(), v.maxLength(80)), isDisabled: v.boolean() });
export type AccountChange = v.InferOutput<typeof AccountChange>;
