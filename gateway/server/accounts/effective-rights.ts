import { ADMIN_ROLES } from '../../protocol/admin.ts';
import type { AccountView, RightRule } from '../../protocol/admin-accounts.ts';
import type { SiteView } from '../../protocol/admin.ts';
import type { Agent, Role } from './accounts.ts';

type Rights = AccountView['rights'];
type SiteRights = AccountView['siteRights'];
interface Decided {
  readonly isAllowed: boolean;
  readonly rule: RightRule;
}

/** What an account may, and which rule decided; the same rules that are asked when it does it. */
export function accountRights({ rights, role, supervises }: Agent, isDisabled: boolean): Rights {
  const ofGroup = (isAllowed: boolean): Decided => (isDisabled ? DISABLED : { isAllowed, rule: 'group' });
  const ofRole = (isAllowed: boolean): Decided => (isDisabled ? DISABLED : { isAllowed, rule: 'role' });
  return [
    { right: 'signIn', ...(isDisabled ? DISABLED : { isAllowed: true, rule: 'enabled' }) },
    { right: 'startPrivateSessions', ...ofGroup(rights.startPrivateSessions) },
    { right: 'usePin', ...ofGroup(rights.usePin) },
    { right: 'alarms', ...ofRole(supervises) },
    { right: 'readAdministration', ...ofRole((ADMIN_ROLES as readonly Role[]).includes(role)) },
    { right: 'changeAdministration', ...ofRole(role === 'administrator') },
  ];
}

/** What it may with the visitors of each site. */
export const siteRights = (agent: Agent, isDisabled: boolean, sites: readonly SiteView[]): SiteRights =>
  sites.flatMap(({ key: siteKey, published, draft }) => {
    const siteName = (published ?? draft)?.config.name ?? '';
    const visitors = isDisabled ? DISABLED : visitorsOf(agent, published);
    const { view = false, control = false } = published?.config.cobrowse ?? {};
    const cobrowse = (isOn: boolean): Decided => (visitors.isAllowed ? { isAllowed: isOn, rule: isOn ? 'cobrowseOn' : 'cobrowseOff' } : visitors);
    return [
      { siteKey, siteName, right: 'visitors' as const, ...visitors },
      { siteKey, siteName, right: 'cobrowseView' as const, ...cobrowse(view) },
      { siteKey, siteName, right: 'cobrowseControl' as const, ...cobrowse(view && control) },
    ];
  });

const DISABLED: Decided = { isAllowed: false, rule: 'disabled' };

function visitorsOf({ group }: Agent, published: SiteView['published']): Decided {
  if (!published) return { isAllowed: false, rule: 'notPublished' };
  const { groups } = published.config;
  if (!groups) return { isAllowed: true, rule: 'allGroups' };
  return groups.includes(group) ? { isAllowed: true, rule: 'groupNamed' } : { isAllowed: false, rule: 'groupNotNamed' };
}
