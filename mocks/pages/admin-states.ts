import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { AdminApi } from '../../gateway/client/admin-api.ts';
import type { AdminAccount, SiteVersion, SiteView } from '../../gateway/protocol/admin.ts';
import type { AccountView, AdminGroup } from '../../gateway/protocol/admin-accounts.ts';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import '../../plugin/admin/define.ts';
import type { AccountsState } from '../../plugin/admin/account-store.ts';
import { AdminStore, summaryOf, type AdminState } from '../../plugin/admin/admin-store.ts';
import { SAMPLE_AT_MS } from '../agent.ts';
import { FOUND, previewStates, showPreview } from './preview-states.ts';

/** The administrator's page in each of its states; for the catalogue and for the tests of elements. */

export const ADMIN: AdminAccount = { userName: 'admin', name: 'Paolo Riva', company: 'Acme Support', role: 'administrator' };

export const SHOP_CONFIG: SiteConfig = {
  name: 'Acorn & Oak',
  origins: ['https://shop.acorn.example', 'https://www.acorn.example'],
  cobrowse: { view: true },
  masks: {
    mode: 'reveal',
    masks: ['.customer-number', '[data-private]'],
    blocks: ['#advert'],
    allows: ['#search'],
    noControl: ['button.pay'],
    pausedPaths: ['/account/*'],
    forbiddenPaths: ['/login*'],
  },
  limits: { shareMinutes: 20 },
  questionTexts: {
    en: ['Hello from Acorn & Oak. {agent} helps you with your order.'],
    ja: ['Acorn & Oak です。ご注文について {agent} がお手伝いします。'],
  },
};
const LONG_NAME = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenversandhandel Österreich und Schweiz';

const version = (number: number, config: SiteConfig = SHOP_CONFIG): SiteVersion => ({
  number,
  config,
  note: number === 1 ? '' : 'Customer numbers are private',
  by: number === 1 ? null : 'admin',
  atMs: SAMPLE_AT_MS - (10 - number) * 86_400_000,
});
const OLDER: SiteConfig = { ...SHOP_CONFIG, origins: SHOP_CONFIG.origins.slice(0, 1), masks: { ...SHOP_CONFIG.masks, masks: [] } };
export const VERSIONS: readonly SiteVersion[] = [version(3), version(2, OLDER), version(1, { ...OLDER, cobrowse: { view: false } })];

export const shopSite = (change: Partial<SiteView> = {}): SiteView => ({
  key: 'shop-key-0123456789',
  editable: true,
  published: version(3),
  draft: null,
  ...change,
});
const drafted = shopSite({
  draft: { config: { ...SHOP_CONFIG, masks: { ...SHOP_CONFIG.masks, masks: ['.customer-number'], blocks: ['#advert', '.chat'] } }, by: 'admin', atMs: SAMPLE_AT_MS },
});
const bank = shopSite({ key: 'bank-key-0123456789', published: { ...version(1), config: { ...SHOP_CONFIG, name: LONG_NAME, cobrowse: { view: false } } } });
const unpublished = shopSite({ key: 'new-key-0123456789', published: null, draft: { config: { ...SHOP_CONFIG, name: 'Help pages' }, by: 'admin', atMs: SAMPLE_AT_MS } });

export const GROUPS: readonly AdminGroup[] = [
  { name: 'Agents', role: 'agent', rights: { startPrivateSessions: true, usePin: true } },
  { name: 'Supervisors', role: 'supervisor', rights: { startPrivateSessions: true, usePin: false } },
];
export const MIA: AccountView = {
  userName: 'mia',
  name: 'Mia Keller',
  group: 'Agents',
  role: 'agent',
  isDisabled: false,
  changed: null,
  rights: [
    { right: 'signIn', isAllowed: true, rule: 'enabled' },
    { right: 'startPrivateSessions', isAllowed: true, rule: 'group' },
    { right: 'usePin', isAllowed: true, rule: 'group' },
    { right: 'alarms', isAllowed: false, rule: 'role' },
    { right: 'readAdministration', isAllowed: false, rule: 'role' },
    { right: 'changeAdministration', isAllowed: false, rule: 'role' },
  ],
  siteRights: [
    { siteKey: 'shop-key-0123456789', siteName: 'Acorn & Oak', right: 'visitors', isAllowed: true, rule: 'allGroups' },
    { siteKey: 'shop-key-0123456789', siteName: 'Acorn & Oak', right: 'cobrowseView', isAllowed: true, rule: 'cobrowseOn' },
    { siteKey: 'bank-key-0123456789', siteName: LONG_NAME, right: 'visitors', isAllowed: false, rule: 'groupNotNamed' },
    { siteKey: 'bank-key-0123456789', siteName: LONG_NAME, right: 'cobrowseView', isAllowed: false, rule: 'groupNotNamed' },
  ],
};
const KEN: AccountView = {
  ...MIA,
  userName: 'ken',
  name: 'Ken Mori',
  isDisabled: true,
  changed: { by: 'admin', atMs: SAMPLE_AT_MS },
  rights: MIA.rights.map((each) => ({ ...each, isAllowed: false, rule: 'disabled' })),
  siteRights: MIA.siteRights.map((each) => ({ ...each, isAllowed: false, rule: 'disabled' })),
};

/** A store that shows a state and does nothing. */
function storeIn(state: Partial<AdminState>, accounts: Partial<AccountsState> = {}): AdminStore {
  const store = new AdminStore(new Proxy({}, { get: () => () => new Promise(() => undefined) }) as AdminApi);
  store.accounts.state$.next({ ...store.accounts.state, ...accounts });
  store.state$.next({ ...store.state, phase: 'ready', account: ADMIN, sites: [drafted, bank, unpublished].map(summaryOf), ...state });
  return store;
}

const page = (state: Partial<AdminState>, accounts?: Partial<AccountsState>): TemplateResult =>
  html`<sideseat-admin server-origin="https://help.acme.example" .store=${storeIn(state, accounts)}></sideseat-admin>`;
const accountsPage = (accounts: Partial<AccountsState>, state: Partial<AdminState> = {}): TemplateResult =>
  page({ section: 'accounts', ...state }, { accounts: [MIA, KEN], groups: GROUPS, ...accounts });
const openedAccount = (account: AccountView): Pick<AccountsState, 'opened'> => ({ opened: { account, etag: '"3"' } });
const CONFIGS = new Map(VERSIONS.map(({ number, config }) => [number, config]));
const opened = (site: SiteView): Pick<AdminState, 'opened' | 'versions' | 'configs'> => ({
  opened: { site, etag: '"7"' },
  versions: VERSIONS,
  configs: CONFIGS,
});

function triedOut(): TemplateResult {
  const store = storeIn(opened(shopSite()));
  showPreview(store.previews, FOUND);
  return html`<sideseat-admin server-origin="https://help.acme.example" .store=${store}></sideseat-admin>`;
}

export const adminPages = {
  'signed out': () => page({ phase: 'signedOut' }),
  'wrong password': () => page({ phase: 'signedOut', failure: { code: 'E_SIGN_IN' } }),
  'the sign-in is over': () => page({ ...opened(drafted), phase: 'signedOut', failure: { code: 'E_NOT_SIGNED_IN' } }),
  'the sign-in ends': () => page({ ...opened(drafted), ending: { atMs: SAMPLE_AT_MS, canStay: true } }),
  'a long day ends': () => page({ ending: { atMs: SAMPLE_AT_MS, canStay: false } }),
  'not reachable': () => page({ phase: 'failed', failure: { code: 'E_INTERNAL', offline: true } }),
  'no site yet': () => page({ sites: [] }),
  'sites': () => page({}),
  'a site': () => page(opened(shopSite())),
  'masks are tried out': () => triedOut(),
  'a draft': () => page({ ...opened(drafted), done: 'saved' }),
  'a new site': () => page({ opened: 'new' }),
  'a mistake': () =>
    page({
      ...opened(drafted),
      failure: {
        code: 'E_BAD_CONFIG',
        problem: { issues: [{ path: 'masks.blocks.1', message: '".chat[" is not a CSS selector: Attribute name expected' }] },
      },
    }),
  'changed by somebody else': () =>
    page({ ...opened(drafted), failure: { code: 'E_CHANGED', problem: { by: 'ines', atMs: SAMPLE_AT_MS } } }),
  'accounts are loaded': () => accountsPage({ accounts: null }),
  'accounts': () => accountsPage({}),
  'an account': () => accountsPage({ ...openedAccount(MIA), isSaved: true }),
  'a disabled account': () => accountsPage(openedAccount(KEN)),
  'an account that somebody else changed': () =>
    accountsPage({ ...openedAccount(MIA), failure: { code: 'E_CHANGED', problem: { by: 'ines', atMs: SAMPLE_AT_MS } } }),
  'the last administrator': () => accountsPage({ ...openedAccount(MIA), failure: { code: 'E_LAST_ADMINISTRATOR' } }),
  'an account, read only': () => accountsPage(openedAccount(MIA), { account: { ...ADMIN, name: 'Ines Duval', role: 'supervisor' } }),
  'read only': () => page({ ...opened(drafted), account: { ...ADMIN, name: 'Ines Duval', role: 'supervisor' } }),
  'sites of a file': () => page({ sites: [summaryOf(shopSite({ editable: false }))], ...opened(shopSite({ editable: false })) }),
};

export const adminElementStates = {
  'sideseat-admin-sign-in': {
    empty: () => html`<sideseat-admin-sign-in></sideseat-admin-sign-in>`,
    busy: () => html`<sideseat-admin-sign-in busy></sideseat-admin-sign-in>`,
    kept: () => html`<sideseat-admin-sign-in .keptFor=${ADMIN}></sideseat-admin-sign-in>`,
  },
  'sideseat-account-editor': {
    account: () => html`<sideseat-account-editor .account=${MIA} .groups=${GROUPS}></sideseat-account-editor>`,
    disabled: () => html`<sideseat-account-editor .account=${KEN} .groups=${GROUPS}></sideseat-account-editor>`,
  },
  'sideseat-account-rights': {
    account: () => html`<sideseat-account-rights .account=${MIA}></sideseat-account-rights>`,
    disabled: () => html`<sideseat-account-rights .account=${KEN}></sideseat-account-rights>`,
  },
  'sideseat-accounts': {
    list: () => html`<sideseat-accounts .store=${storeIn({}, { accounts: [MIA, KEN], groups: GROUPS }).accounts}></sideseat-accounts>`,
  },
  'sideseat-site-editor': {
    'new': () => html`<sideseat-site-editor></sideseat-site-editor>`,
    draft: () => html`<sideseat-site-editor .site=${drafted}></sideseat-site-editor>`,
  },
  'sideseat-mask-preview': previewStates(shopSite(), SHOP_CONFIG),
  'sideseat-site-changes': {
    some: () => html`<sideseat-site-changes .from=${OLDER} .to=${SHOP_CONFIG}></sideseat-site-changes>`,
    none: () => html`<sideseat-site-changes .from=${OLDER} .to=${OLDER}></sideseat-site-changes>`,
  },
  'sideseat-site-versions': {
    loading: () => html`<sideseat-site-versions></sideseat-site-versions>`,
    three: () => html`<sideseat-site-versions .versions=${VERSIONS} .configs=${CONFIGS}></sideseat-site-versions>`,
  },
  'sideseat-publish': {
    open: () => html`<sideseat-publish open .site=${drafted}></sideseat-publish>`,
  },
};
