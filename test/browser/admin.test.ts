import { aTimeout, expect, html } from '@open-wc/testing';
import type { AccountView } from '../../gateway/protocol/admin-accounts.ts';
import type { SiteView } from '../../gateway/protocol/admin.ts';
import { AdminApiError, type AdminApi, type TaggedSite } from '../../gateway/client/admin-api.ts';
import { ADMIN, adminElementStates, adminPages, GROUPS, MIA, shopSite, SHOP_CONFIG, VERSIONS } from '../../mocks/pages/admin-states.ts';
import { AdminStore, summaryOf } from '../../plugin/admin/admin-store.ts';
import type { AdminPage } from '../../plugin/admin/elements/admin-page.ts';
import { byRole, deepElements, FakeClock, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';

for (const [tag, states] of Object.entries(adminElementStates)) standardSuite(tag, states);
standardSuite('sideseat-admin', adminPages);

/** A server with one site, in memory; each change makes the next ETag. */
class FakeAdminApi implements AdminApi {
  isSignedIn = true;
  site_: SiteView = shopSite();
  revision = 1;
  readonly calls: unknown[][] = [];
  /** Thrown by the next change. */
  refusal: AdminApiError | null = null;

  endsInMs = 30 * 60_000;
  canStay = true;
  account_: AccountView = MIA;
  accounts = async () => ({ accounts: [this.account_], groups: GROUPS });
  account = async () => ({ account: this.account_, etag: `"${this.revision}"` });
  changeAccount: AdminApi['changeAccount'] = async (userName, change, etag) => {
    this.calls.push([`account ${userName}`, change, etag]);
    const { refusal } = this;
    this.refusal = null;
    if (refusal) throw refusal;
    this.account_ = { ...this.account_, ...change };
    this.revision += 1;
    return this.account();
  };
  me = async () => ({ account: this.isSignedIn ? ADMIN : null, endsInMs: this.endsInMs, canStay: this.canStay });
  async sites() {
    this.endsInMs = 30 * 60_000;
    return [summaryOf(this.site_)];
  }
  site = async (_key: string): Promise<TaggedSite> => this.#tagged();
  version = async (_key: string, number: number) => VERSIONS.find((version) => version.number === number)!;
  versions = async () => VERSIONS;
  signOut = async (): Promise<void> => void (this.isSignedIn = false);
  async signIn({ userName, password }: { userName: string; password: string }) {
    if (password !== 'right') throw new AdminApiError('E_SIGN_IN');
    this.isSignedIn = true;
    return { ...ADMIN, userName };
  }
  openPreview: AdminApi['openPreview'] = async (key) => {
    this.calls.push(['try out', key]);
    return { id: 'preview', code: 'code', draft: 1 };
  };
  changePreview = async () => ({ draft: 2 });
  preview = async () => ({ draft: 1, report: null, seenAgoMs: null });
  endPreview = async (id: string): Promise<void> => void this.calls.push(['end', id]);
  create: AdminApi['create'] = async (config) => this.#change('create', { key: 'key', editable: true, published: null, draft: { config, by: 'admin', atMs: 0 } });
  saveDraft: AdminApi['saveDraft'] = async (_key, config, etag) => this.#change('save', { ...this.site_, draft: { config, by: 'admin', atMs: 0 } }, etag);
  dropDraft: AdminApi['dropDraft'] = async (_key, etag) => this.#change('drop', { ...this.site_, draft: null }, etag);
  restore: AdminApi['restore'] = async (_key, number, etag) => this.#change(`restore ${number}`, this.site_, etag);
  publish: AdminApi['publish'] = async (_key, note, etag) => {
    const { draft } = this.site_;
    const published = { number: 4, note, config: draft!.config, by: 'admin', atMs: 0 };
    return this.#change(`publish ${note}`, { ...this.site_, draft: null, published }, etag);
  };

  #change(what: string, next: SiteView, etag?: string): TaggedSite {
    this.calls.push([what, etag]);
    const { refusal } = this;
    this.refusal = null;
    if (refusal) throw refusal;
    this.site_ = next;
    this.revision += 1;
    return this.#tagged();
  }

  #tagged(): TaggedSite {
    return { site: structuredClone(this.site_), etag: `"${this.revision}"` };
  }
}

async function openPage(api = new FakeAdminApi(), clock = new FakeClock()): Promise<{ page: AdminPage; api: FakeAdminApi; store: AdminStore; clock: FakeClock }> {
  const store = new AdminStore(api, clock);
  const page = await render<AdminPage>(html`<sideseat-admin .store=${store}></sideseat-admin>`);
  await store.begin();
  await settled(page);
  return { page, api, store, clock };
}

const press = async (page: AdminPage, name: string | RegExp): Promise<void> => {
  byRole(page, 'button', name).click();
  for (let turn = 0; turn < 5; turn++) await settled(page);
};
const area = (page: AdminPage, id: string): HTMLTextAreaElement =>
  deepElements(page).find((element): element is HTMLTextAreaElement => element.id === id)!;
const type = async (page: AdminPage, id: string, value: string): Promise<void> => {
  const field = area(page, id);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await settled(page);
};

/** @param userName - `null`: the one that stands in the form already. */
async function signIn(page: AdminPage, userName: string | null): Promise<void> {
  const form = page.shadowRoot!.querySelector('sideseat-admin-sign-in')!.shadowRoot!;
  if (userName !== null) form.querySelector<HTMLInputElement>('#user-name')!.value = userName;
  form.querySelector<HTMLInputElement>('#password')!.value = 'right';
  await press(page, 'Sign in');
}

describe('<sideseat-admin>', () => {
  it('asks who it is, tells a wrong password, and shows the sites', async () => {
    const api = new FakeAdminApi();
    api.isSignedIn = false;
    const { page, store } = await openPage(api);
    expect(byRole(page, 'heading').textContent).to.equal('Sign in');
    await store.signIn({ userName: 'admin', password: 'wrong' });
    await settled(page);
    expect(byRole(page, 'alert').textContent).to.contain('not right');
    await store.signIn({ userName: 'admin', password: 'right' });
    await settled(page);
    expect(visibleText(page)).to.contain('Acorn & Oak Co-browse on');
    await press(page, 'Sign out');
    expect(byRole(page, 'heading').textContent).to.equal('Sign in');
  });

  it('[B-30] saves a draft of what was typed, without empty lines, and publishes it after showing what changes', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    expect(byRole(page, 'button', 'Save draft').ariaDisabled).to.equal('true');
    await type(page, 'masks', '.customer-number\n\n  .iban  \n');
    await press(page, 'Save draft');
    expect(api.site_.draft?.config.masks.masks).to.deep.equal(['.customer-number', '.iban']);
    expect(visibleText(page)).to.contain('The draft is saved.');
    await press(page, 'Publish…');
    const box = byRole(page, 'dialog');
    expect(box.querySelector('h2')?.textContent).to.equal('Publish Acorn & Oak?');
    const changes = visibleText(page.shadowRoot!.querySelector('sideseat-publish')!.shadowRoot!.querySelector('sideseat-site-changes')!);
    expect(changes).to.equal('Hide − gone: [data-private] + new: .iban');
    await press(page, 'Publish');
    expect(api.calls).to.deep.equal([['save', '"1"'], ['publish ', '"2"']]);
    expect(visibleText(page)).to.contain('It holds from the next question or the next page on');
  });

  it('saves limits and own sentences of the question, and leaves out what is empty', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    expect(area(page, 'words-en').value).to.equal('Hello from Acorn & Oak. {agent} helps you with your order.');
    await type(page, 'words-de', 'Guten Tag.\n\n');
    await type(page, 'words-ja', '');
    await type(page, 'shareMinutes', '');
    await type(page, 'idleMinutes', ' 5 ');
    await press(page, 'Save draft');
    expect(api.site_.draft?.config.questionTexts).to.deep.equal({ en: SHOP_CONFIG.questionTexts?.en, de: ['Guten Tag.'] });
    expect(api.site_.draft?.config.limits).to.deep.equal({ idleMinutes: 5 });
    await press(page, 'Publish…');
    const changes = visibleText(page.shadowRoot!.querySelector('sideseat-publish')!.shadowRoot!.querySelector('sideseat-site-changes')!);
    expect(changes).to.contain('Longest share, in minutes − gone: 20').and.contain('Own sentences in the question: Deutsch + new: Guten Tag.');
  });

  it('shows a mistake in a sentence or a limit at its field', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    await type(page, 'words-de', 'www.shop');
    const issues = [{ path: 'questionTexts.de.0', message: 'links are not allowed' }, { path: 'limits.idleMinutes', message: '1 to 10 whole minutes are allowed' }];
    api.refusal = new AdminApiError('E_BAD_CONFIG', { issues });
    await press(page, 'Save draft');
    expect([area(page, 'words-de').ariaInvalid, area(page, 'idleMinutes').ariaInvalid, area(page, 'words-en').ariaInvalid]).to.deep.equal(['true', 'true', 'false']);
  });

  it('[002-32] keeps the pages that are never shared beside those that pause, with a mistake at its field', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    const [label] = area(page, 'forbiddenPaths').labels ?? [];
    expect(label?.textContent).to.contain('Pages that are never shared');
    await type(page, 'forbiddenPaths', 'login');
    api.refusal = new AdminApiError('E_BAD_CONFIG', { issues: [{ path: 'masks.forbiddenPaths.0', message: '', code: 'notPath', params: { value: 'login' } }] });
    await press(page, 'Save draft');
    expect(visibleText(page)).to.contain('“login” is not a path');
    expect([area(page, 'forbiddenPaths').ariaInvalid, area(page, 'pausedPaths').ariaInvalid]).to.deep.equal(['true', 'false']);
    await type(page, 'forbiddenPaths', '/login*\n\n /pay ');
    await press(page, 'Save draft');
    expect(api.site_.draft?.config.masks.forbiddenPaths).to.deep.equal(['/login*', '/pay']);
    await press(page, 'Publish…');
    expect(visibleText(page)).to.contain('/pay');
  });

  it('shows each mistake at its field, and goes there', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    await type(page, 'blocks', 'div[');
    api.refusal = new AdminApiError('E_BAD_CONFIG', { issues: [{ path: 'masks.blocks.0', message: '"div[" is not a CSS selector' }] });
    await press(page, 'Save draft');
    expect(area(page, 'blocks').ariaInvalid).to.equal('true');
    expect(visibleText(page)).to.contain('"div[" is not a CSS selector');
    expect(area(page, 'blocks').value, 'what was typed stays').to.equal('div[');
    expect(area(page, 'masks').ariaInvalid).to.equal('false');
  });

  it('keeps what was typed where somebody else was first, and saves it over theirs or gives it up', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    await type(page, 'masks', '.mine');
    api.refusal = new AdminApiError('E_CHANGED', { by: 'ines', atMs: Date.UTC(2026, 0, 1) });
    api.revision = 7;
    await press(page, 'Save draft');
    expect(visibleText(page)).to.contain('ines changed this website');
    expect(area(page, 'masks').value).to.equal('.mine');
    await press(page, 'Save mine over it');
    expect(api.calls.at(-1)).to.deep.equal(['save', '"7"']);
    expect(api.site_.draft?.config.masks.masks).to.deep.equal(['.mine']);

    await type(page, 'masks', '.again');
    api.refusal = new AdminApiError('E_CHANGED', { by: 'ines', atMs: 0 });
    await press(page, 'Save draft');
    await press(page, 'Drop mine and load it');
    expect(area(page, 'masks').value).to.equal('.mine');
  });

  it('drops a draft, and makes one of an old version', async () => {
    const { page, api } = await openPage();
    api.site_ = shopSite({ draft: { config: { ...SHOP_CONFIG, name: 'Other' }, by: 'admin', atMs: 0 } });
    await press(page, /Acorn/);
    await press(page, 'Drop draft');
    expect(api.site_.draft).to.equal(null);
    page.shadowRoot!.querySelector('sideseat-site-versions')!.shadowRoot!.querySelectorAll('details').forEach((details) => (details.open = true));
    await aTimeout(0); // the browser tells of it in a task of its own
    for (let turn = 0; turn < 5; turn++) await settled(page);
    expect(visibleText(page)).to.contain('Customer numbers are private Addresses + new: https://www.acorn.example Hide + new: .customer-number');
    await press(page, 'Make version 2 the draft');
    expect(api.calls.map(([what]) => what)).to.deep.equal(['drop', 'restore 2']);
  });

  it('begins a new site', async () => {
    const { page, api } = await openPage();
    await press(page, 'New website');
    const name = deepElements(page).find((element): element is HTMLInputElement => element.id === 'name')!;
    name.value = 'Help pages';
    name.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await type(page, 'origins', 'https://help.example');
    await press(page, 'Save draft');
    expect(api.site_.draft?.config).to.deep.include({ name: 'Help pages', origins: ['https://help.example'], cobrowse: { view: false } });
  });

  it('[002-28] says whether agents may ask to use pages, and what only the customer does in them', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    for (const name of ['control', 'leave']) {
      const box = deepElements(page).find((element): element is HTMLInputElement => element instanceof HTMLInputElement && element.name === name)!;
      expect(box.checked, name).to.equal(false);
      box.click();
    }
    await settled(page);
    expect(visibleText(page)).to.contain('Agents may also ask to use them').and.to.contain('Go to another page');
    await press(page, 'Save draft');
    expect(api.site_.draft?.config.cobrowse).to.deep.equal({ view: true, control: true, customerOnly: ['leave'] });
  });

  it('lets nobody change anything who may only read', async () => {
    const api = new FakeAdminApi();
    api.me = async () => ({ account: { ...ADMIN, role: 'auditor' }, endsInMs: 1_000_000, canStay: true });
    const { page } = await openPage(api);
    await press(page, /Acorn/);
    expect(area(page, 'masks').readOnly).to.equal(true);
    for (const name of ['Save draft', 'New website', 'Publish…']) expect(queryRole(page, 'button', name)).to.equal(null);
  });

  it('leads to the sign-in where that is over, and tells why', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    await type(page, 'masks', '.mine');
    api.refusal = new AdminApiError('E_NOT_SIGNED_IN');
    await press(page, 'Save draft');
    expect(byRole(page, 'alert').textContent).to.contain('You are signed out');
  });

  it('keeps what was typed for the same person where the sign-in ended, out of sight until then', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    await type(page, 'masks', '.mine');
    api.refusal = new AdminApiError('E_NOT_SIGNED_IN');
    await press(page, 'Save draft');
    expect(visibleText(page)).to.contain('What you typed is still here. Paolo Riva can go on');
    expect(visibleText(page)).not.to.contain('Acorn');
    await signIn(page, null);
    expect(area(page, 'masks').value).to.equal('.mine');
    await press(page, 'Save draft');
    expect(api.site_.draft?.config.masks.masks).to.deep.equal(['.mine']);
  });

  it('shows nobody else what was typed', async () => {
    const { page, api } = await openPage();
    await press(page, /Acorn/);
    await type(page, 'masks', '.mine');
    api.refusal = new AdminApiError('E_NOT_SIGNED_IN');
    await press(page, 'Save draft');
    await signIn(page, 'ines');
    expect(visibleText(page)).to.contain('Choose a website.');
    await press(page, /Acorn/);
    expect(area(page, 'masks').value).to.equal('.customer-number\n[data-private]');
  });

  it('keeps the reason of a publication until it is published', async () => {
    const { page, api } = await openPage();
    api.site_ = shopSite({ draft: { config: { ...SHOP_CONFIG, name: 'Other' }, by: 'admin', atMs: 0 } });
    await press(page, /Acorn/);
    await press(page, 'Publish…');
    const note = deepElements(page).find((element): element is HTMLInputElement => element.id === 'note')!;
    note.value = 'why';
    api.refusal = new AdminApiError('E_NOT_SIGNED_IN');
    await press(page, 'Publish');
    await signIn(page, null);
    await press(page, 'Publish…');
    expect(note.value).to.equal('why');
    await press(page, 'Publish');
    expect(api.calls.at(-1)?.[0]).to.equal('publish why');
    expect(note.value).to.equal('');
  });

  it('says a minute before that the sign-in ends, lets it last longer, and asks for another one when it is over', async () => {
    const { page, api, clock } = await openPage();
    await press(page, /Acorn/);
    await type(page, 'masks', '.mine');
    clock.advance(29 * 60_000 - 1);
    await settled(page);
    expect(queryRole(page, 'button', 'Stay signed in')).to.equal(null);
    api.endsInMs = 60_000;
    clock.advance(1);
    for (let turn = 0; turn < 5; turn++) await settled(page);
    expect(visibleText(page)).to.match(/Your sign-in ends at .* What you typed stays here\./);
    await press(page, 'Stay signed in');
    expect(queryRole(page, 'button', 'Stay signed in')).to.equal(null);
    expect(area(page, 'masks').value).to.equal('.mine');

    api.endsInMs = 60_000;
    api.canStay = false;
    clock.advance(29 * 60_000);
    for (let turn = 0; turn < 5; turn++) await settled(page);
    expect(byRole(page, 'button', 'Sign in again')).to.exist;
    api.isSignedIn = false;
    clock.advance(60_000);
    for (let turn = 0; turn < 5; turn++) await settled(page);
    expect(byRole(page, 'heading').textContent).to.equal('Sign in');
    expect(byRole(page, 'alert').textContent).to.contain('You are signed out');
    await signIn(page, null);
    expect(area(page, 'masks').value).to.equal('.mine');
  });

  it('asks again later where the server is not reached when the sign-in may end', async () => {
    const { page, api, clock } = await openPage();
    const { me } = api;
    api.me = async () => {
      throw new AdminApiError('E_INTERNAL', {}, { offline: true });
    };
    clock.advance(29 * 60_000);
    await settled(page);
    expect(visibleText(page)).to.contain('Choose a website.');
    api.me = me;
    api.endsInMs = 50_000;
    clock.advance(10_000);
    for (let turn = 0; turn < 5; turn++) await settled(page);
    expect(byRole(page, 'button', 'Stay signed in')).to.exist;
  });

  it('shows the site that was opened last, whichever answer comes last', async () => {
    const { page, api, store } = await openPage();
    const answers = new Map<string, (site: TaggedSite) => void>();
    api.site = (key) => new Promise((resolve) => answers.set(key, resolve));
    const [first, second] = [store.open('one'), store.open('two')];
    const tagged = (key: string): TaggedSite => ({ site: shopSite({ key }), etag: '"1"' });
    answers.get('two')!(tagged('two'));
    await second;
    expect(store.state.busy).to.equal(false);
    answers.get('one')!(tagged('one'));
    await first;
    expect((store.state.opened as TaggedSite).site.key).to.equal('two');
    await settled(page);
  });

  it('does not come back to a site whose draft was saved while another one was opened', async () => {
    const { api, store } = await openPage();
    await store.open('one');
    let saved: (site: TaggedSite) => void = () => undefined;
    api.saveDraft = () => new Promise((resolve) => (saved = resolve));
    const saving = store.save(SHOP_CONFIG, false);
    await store.open(null);
    const draft = { config: { ...SHOP_CONFIG, name: 'Saved' }, by: 'admin', atMs: 0 };
    saved({ site: shopSite({ published: null, draft }), etag: '"2"' });
    await saving;
    expect([store.state.opened, store.state.done, store.state.sites[0]?.name]).to.deep.equal(['new', null, 'Saved']);
  });

  it('can be tried again where the server is not reached', async () => {
    const api = new FakeAdminApi();
    const { me } = api;
    api.me = async () => {
      throw new AdminApiError('E_INTERNAL', {}, { offline: true });
    };
    const { page } = await openPage(api);
    expect(visibleText(page)).to.contain('cannot be reached');
    api.me = me;
    await press(page, 'Try again');
    expect(visibleText(page)).to.contain('Acorn & Oak');
  });

  it('[B-32] lists the accounts, says which rule decided about each right, and changes group and state', async () => {
    const { page, api } = await openPage();
    await press(page, 'Accounts');
    expect(visibleText(page)).to.contain('Mia Keller Agents');
    await press(page, /Mia Keller/);
    expect(visibleText(page)).to.contain('As accounts.json has it.').and.contain('Acorn & Oak: ask for co-browse Yes Co-browse is on for the website');
    expect(byRole(page, 'button', 'Save').ariaDisabled).to.equal('true');
    const select = deepElements(page).find((element): element is HTMLSelectElement => element.localName === 'select' && element.id === 'group')!;
    select.value = 'Supervisors';
    select.dispatchEvent(new Event('change'));
    const disabled = deepElements(page).find((element): element is HTMLInputElement => element instanceof HTMLInputElement && element.type === 'checkbox')!;
    disabled.click();
    await settled(page);
    await press(page, 'Save');
    expect(api.calls).to.deep.equal([['account mia', { group: 'Supervisors', isDisabled: true }, '"1"']]);
    expect(visibleText(page)).to.contain('Saved. It holds at once.').and.contain('Supervisors · Disabled');
  });

  it('says that somebody else changed the account, and loads it anew', async () => {
    const { page, api } = await openPage();
    await press(page, 'Accounts');
    await press(page, /Mia Keller/);
    deepElements(page).find((element): element is HTMLInputElement => element instanceof HTMLInputElement && element.type === 'checkbox')!.click();
    await settled(page);
    api.refusal = new AdminApiError('E_CHANGED', { by: 'ines', atMs: 0 });
    await press(page, 'Save');
    expect(visibleText(page)).to.contain('ines changed this account');
    api.account_ = { ...MIA, name: 'Mia Weber' };
    await press(page, 'Load it anew');
    expect(visibleText(page)).to.contain('Effective rights of Mia Weber');
  });

  it('shows the accounts to nobody who signs in after somebody else', async () => {
    const { page, api } = await openPage();
    await press(page, 'Accounts');
    await press(page, /Mia Keller/);
    api.account = () => Promise.reject(new AdminApiError('E_NOT_SIGNED_IN'));
    await press(page, /Mia Keller/);
    expect(byRole(page, 'heading').textContent).to.equal('Sign in');
    expect(visibleText(page)).not.to.contain('Mia');
    await signIn(page, 'ines');
    expect(visibleText(page)).to.contain('Acorn & Oak').and.not.contain('Mia Keller');
  });

  it('asks before it leaves what was typed for another part', async () => {
    const { page } = await openPage();
    await press(page, /Acorn/);
    await type(page, 'masks', '.mine');
    const { confirm } = window;
    try {
      window.confirm = () => false;
      await press(page, 'Accounts');
      expect(area(page, 'masks').value).to.equal('.mine');
      window.confirm = () => true;
      await press(page, 'Accounts');
      expect(visibleText(page)).to.contain('Choose an account.');
    } finally {
      window.confirm = confirm;
    }
  });
});
