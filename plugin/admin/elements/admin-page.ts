import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Clock, Copy, Plus } from 'lucide';
import type { SiteSummary, SiteView } from '../../../gateway/protocol/admin.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { ObservableController } from '../../shared/controllers/observable-controller.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AdminSection, AdminState, AdminStore } from '../admin-store.ts';
import { adminFailureText } from '../failure-text.ts';
import type { SignInEnding } from '../sign-in-watch.ts';
import { adminTexts } from '../texts/texts.ts';
import { adminPageStyles } from './admin-page.styles.ts';
import type { SiteEditor } from './site-editor.ts';

const SECTIONS: readonly AdminSection[] = ['sites', 'accounts'];

/**
 * The administrator's page: signing in, the websites, and the one that is open.
 *
 * @element sideseat-admin
 */
export class AdminPage extends LitElement {
  static override readonly styles = [baseStyles, adminPageStyles];

  @property({ attribute: false }) store: AdminStore | undefined;
  /** Where the snippet is loaded from. */
  @property({ attribute: 'server-origin' }) serverOrigin = location.origin;

  @state() private isPublishing = false;
  @state() private isCopied = false;
  @query('sideseat-site-editor') private readonly editor!: SiteEditor | null;

  readonly #texts = new Localized(this, adminTexts);
  readonly #state = new ObservableController<AdminState | undefined>(this, () => this.store?.state$, undefined);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.#onLeave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#onLeave);
  }

  protected override render(): TemplateResult | typeof nothing {
    const shown = this.#state.value;
    const t = this.#texts;
    if (!shown) return nothing;
    if (shown.phase === 'loading') return html`<main class="alone"><h1>${t.t('admin.title')}</h1><p class="muted" role="status">${t.t('admin.loading')}</p></main>`;
    if (shown.phase === 'failed') {
      return html`
        <main class="alone">
          <h1>${t.t('admin.title')}</h1>
          <p role="alert">${shown.failure ? adminFailureText(t, shown.failure) : nothing}</p>
          <button class="button" @click=${() => this.store?.begin()}>${t.t('admin.again')}</button>
        </main>
      `;
    }
    const isSignedOut = shown.phase === 'signedOut';
    // What was typed stays in the editor behind the form, for whoever typed it.
    return html`
      ${isSignedOut ? this.#renderSignIn(shown) : this.#renderHeader(shown)}
      ${isSignedOut && shown.opened === null ? nothing : html`<div ?hidden=${isSignedOut}>${this.#renderSection(shown)}</div>`}
    `;
  }

  #renderSignIn({ busy, failure, opened, account }: AdminState): TemplateResult {
    return html`
      <sideseat-admin-sign-in
        ?busy=${busy}
        .failure=${failure}
        .keptFor=${opened === null ? null : account}
        @sideseat-admin-sign-in=${({ detail }: HTMLElementEventMap['sideseat-admin-sign-in']) => this.store?.signIn(detail)}
      ></sideseat-admin-sign-in>
    `;
  }

  #renderHeader({ account, ending, section }: AdminState): TemplateResult {
    const t = this.#texts;
    return html`
      <header>
        <span class="product">${t.t('product')} · ${t.t('admin.title')}</span>
        <nav class="sections" aria-label=${t.t('admin.sections')}>
          ${SECTIONS.map(
            (each) => html`
              <button class="button quiet" aria-current=${each === section ? 'page' : nothing} @click=${() => this.#show(each)}>
                ${t.t(`admin.section.${each}`)}
              </button>
            `,
          )}
        </nav>
        <span class="who">
          ${account ? html`<bdi>${account.name}</bdi>, ${t.t(`admin.role.${account.role}`)}` : nothing}
        </span>
        <sideseat-language-menu></sideseat-language-menu>
        <button class="button quiet" @click=${this.#onSignOut}>${t.t('admin.signOut')}</button>
      </header>
      <div role="status">${ending ? this.#renderEnding(ending) : nothing}</div>
    `;
  }

  #renderEnding({ atMs, canStay }: SignInEnding): TemplateResult {
    const t = this.#texts;
    const act = (): unknown => (canStay ? this.store?.stay() : this.store?.signInAgain());
    return html`
      <div class="ending">
        ${icon(Clock)}
        <p>${t.t('admin.ending', { time: t.formatTime(atMs) })}</p>
        <button class="button" @click=${act}>${t.t(canStay ? 'admin.stay' : 'admin.signInAgain')}</button>
      </div>
    `;
  }

  #renderSection(shown: AdminState): TemplateResult {
    if (shown.section === 'sites') return this.#renderMain(shown);
    return html`<sideseat-accounts .store=${this.store?.accounts} ?read-only=${shown.account?.role !== 'administrator'}></sideseat-accounts>`;
  }

  #renderMain(shown: AdminState): TemplateResult {
    const { account, sites, opened } = shown;
    const t = this.#texts;
    const canChange = account?.role === 'administrator';
    const isEditable = canChange && sites.every(({ editable }) => editable);
    return html`
      <main class="sites">
        <nav aria-labelledby="sites-title">
          <h1 id="sites-title">${t.t('sites.title')}</h1>
          ${canChange && !isEditable ? html`<p class="muted small">${t.t('admin.inFile')}</p>` : nothing}
          ${canChange ? nothing : html`<p class="muted small">${t.t('admin.readOnly')}</p>`}
          ${sites.length === 0 ? html`<p class="muted">${t.t('sites.none')}</p>` : nothing}
          <ul>
            ${sites.map((site) => this.#renderSite(site, opened))}
          </ul>
          ${isEditable
            ? html`<button class="button" @click=${() => this.#open(null)}>${icon(Plus)}${t.t('sites.new')}</button>`
            : nothing}
        </nav>
        ${opened === null
          ? html`<p class="nothing muted">${sites.length > 0 ? t.t('sites.choose') : nothing}</p>`
          : this.#renderOpened(shown, opened === 'new' ? null : opened.site, !isEditable)}
      </main>
    `;
  }

  #renderSite(site: SiteSummary, opened: AdminState['opened']): TemplateResult {
    const t = this.#texts;
    const { key, name, cobrowse, published, draft } = site;
    const isOpen = opened !== null && opened !== 'new' && opened.site.key === key;
    const isOn = cobrowse?.view === true;
    return html`
      <li>
        <button class="site" aria-current=${isOpen ? 'true' : nothing} @click=${() => this.#open(key)}>
          <bdi class="name">${name}</bdi>
          <span class="small ${isOn ? 'on' : 'muted'}">
            ${t.t(published ? (isOn ? 'sites.on' : 'sites.off') : 'sites.unpublished')}${draft && published
              ? html` · <span class="draft">${t.t('sites.draft')}</span>`
              : nothing}
          </span>
        </button>
      </li>
    `;
  }

  #renderOpened({ busy, failure, done, versions, configs }: AdminState, site: SiteView | null, readOnly: boolean): TemplateResult {
    const t = this.#texts;
    return html`
      <section
        class="card"
        aria-labelledby="site-title"
        @sideseat-site-save=${this.#onSave}
        @sideseat-site-reload=${this.#onReload}
        @sideseat-site-drop=${() => this.#mayLeave() && void this.store?.dropDraft()}
        @sideseat-site-ask-publish=${() => (this.isPublishing = true)}
        @sideseat-site-publish=${this.#onPublish}
        @sideseat-site-restore=${({ detail }: HTMLElementEventMap['sideseat-site-restore']) => this.#mayLeave() && void this.store?.restore(detail.number)}
        @sideseat-site-look=${({ detail }: HTMLElementEventMap['sideseat-site-look']) => this.store?.lookAt(detail.number)}
        @sideseat-dismiss=${() => (this.isPublishing = false)}
      >
        <h2 id="site-title">${site ? (site.published ?? site.draft)?.config.name : t.t('sites.new')}</h2>
        <sideseat-site-editor
          .site=${site}
          ?read-only=${readOnly}
          ?busy=${busy}
          .failure=${failure}
          .done=${done}
          .previews=${this.store?.previews}
        ></sideseat-site-editor>
        ${site
          ? html`
              ${this.#renderSnippet(site.key)}
              <h3>${t.t('versions.title')}</h3>
              <sideseat-site-versions .versions=${versions} .configs=${configs} ?read-only=${readOnly}></sideseat-site-versions>
              <sideseat-publish .site=${site} ?open=${this.isPublishing}></sideseat-publish>
            `
          : nothing}
      </section>
    `;
  }

  #renderSnippet(key: string): TemplateResult {
    const t = this.#texts;
    const snippet = `<script async src="${this.serverOrigin}/cobrowse/v1/connect.js" data-site="${key}"></script>`;
    const copy = async (): Promise<void> => {
      await navigator.clipboard.writeText(snippet);
      this.isCopied = true;
    };
    return html`
      <div class="snippet">
        <h3>${t.t('site.snippet')}</h3>
        <p class="muted small">${t.t('site.snippetHint')}</p>
        <div class="row code">
          <code>${snippet}</code>
          <button class="button" @click=${copy}>${icon(Copy)}${t.t(this.isCopied ? 'site.copied' : 'site.copy')}</button>
        </div>
      </div>
    `;
  }

  #show(section: AdminSection): void {
    if (this.#mayLeave()) void this.store?.show(section);
  }

  #open(key: string | null): void {
    if (!this.#mayLeave()) return;
    this.isCopied = false;
    void this.store?.open(key);
  }

  #onSignOut(): void {
    if (this.#mayLeave()) void this.store?.signOut();
  }

  #onSave({ detail: { config, isForced } }: HTMLElementEventMap['sideseat-site-save']): void {
    void this.store?.save(config, isForced);
  }

  #onReload(): void {
    const { opened } = this.store?.state ?? {};
    if (opened && opened !== 'new') void this.store?.open(opened.site.key);
  }

  #onPublish({ detail: { note } }: HTMLElementEventMap['sideseat-site-publish']): void {
    this.isPublishing = false;
    void this.store?.publish(note);
  }

  /** The browser asks in its own words. */
  readonly #onLeave = (event: BeforeUnloadEvent): void => {
    if (this.editor?.isChanged) event.preventDefault();
  };

  #mayLeave(): boolean {
    return !this.editor?.isChanged || confirm(this.#texts.t('site.unsaved'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-admin': AdminPage;
  }
}
