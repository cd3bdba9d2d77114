import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CircleAlert, CircleCheck } from 'lucide';
import type { AccountView, AdminGroup } from '../../../gateway/protocol/admin-accounts.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AdminFailure } from '../admin-failure.ts';
import { emit } from '../events.ts';
import { adminFailureText } from '../failure-text.ts';
import { adminTexts } from '../texts/texts.ts';
import { siteEditorStyles } from './site-editor.styles.ts';

/**
 * One account: its group, and whether it is disabled.
 *
 * @element sideseat-account-editor
 * @fires {CustomEvent<AccountChange>} sideseat-account-save - Save was pressed.
 * @fires {CustomEvent<{ userName: string }>} sideseat-account-open - What somebody else saved is to be loaded.
 */
export class AccountEditor extends LitElement {
  static override readonly styles = [
    baseStyles,
    siteEditorStyles,
    css`
      .input {
        max-width: 24em;
      }
    `,
  ];

  @property({ attribute: false }) account: AccountView | null = null;
  @property({ attribute: false }) groups: readonly AdminGroup[] = [];
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) failure: AdminFailure | null = null;
  @property({ type: Boolean }) saved = false;

  @state() private group = '';
  @state() private isDisabled = false;

  readonly #texts = new Localized(this, adminTexts);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('account') || !this.account) return;
    ({ group: this.group, isDisabled: this.isDisabled } = this.account);
  }

  protected override render(): TemplateResult | typeof nothing {
    const t = this.#texts;
    const { account } = this;
    if (!account) return nothing;
    const { changed } = account;
    return html`
      <form novalidate aria-busy=${this.busy} @submit=${this.#onSubmit}>
        <p class="muted">
          ${t.t('account.userName')}: <bdi>${account.userName}</bdi>.
          ${changed
            ? t.t('account.changed', { name: changed.by ?? t.t('admin.installation'), time: t.formatMoment(changed.atMs) })
            : t.t('account.fromFile')}
        </p>
        <div class="field">
          <label for="group">${t.t('account.group')}</label>
          <select id="group" class="input" aria-describedby="group-hint" ?disabled=${this.readOnly} @change=${this.#onGroup}>
            ${this.groups.map(({ name }) => html`<option value=${name} ?selected=${name === this.group}>${name}</option>`)}
          </select>
          <span id="group-hint" class="muted small">${t.t('account.groupHint')}</span>
        </div>
        <div>
          <label class="choice">
            <input type="checkbox" .checked=${this.isDisabled} ?disabled=${this.readOnly} aria-describedby="disabled-hint" @change=${this.#onDisabled} />
            <span>${t.t('account.disabled')}</span>
          </label>
          <span id="disabled-hint" class="muted small">${t.t('account.disabledHint')}</span>
        </div>
        ${this.#renderResult(account)}
        ${this.readOnly
          ? nothing
          : html`
              <div class="row actions">
                <button class="button ${this.#isChanged ? 'primary' : ''}" type="submit" aria-disabled=${this.busy || !this.#isChanged}>
                  ${t.t(this.busy ? 'account.saving' : 'account.save')}
                </button>
              </div>
            `}
      </form>
    `;
  }

  #renderResult({ userName }: AccountView): TemplateResult {
    const t = this.#texts;
    return html`
      <div role="alert">
        ${this.failure ? html`<p class="error">${icon(CircleAlert)}<span>${this.#reason(this.failure)}</span></p>` : nothing}
        ${this.failure?.code === 'E_CHANGED'
          ? html`<button class="button" type="button" @click=${() => emit(this, 'sideseat-account-open', { userName })}>${t.t('adminError.reloadAccount')}</button>`
          : nothing}
      </div>
      <div role="status">
        ${this.saved && !this.failure ? html`<p class="done">${icon(CircleCheck)}<span>${t.t('account.saved')}</span></p>` : nothing}
      </div>
    `;
  }

  #reason(failure: AdminFailure): string {
    const t = this.#texts;
    if (failure.code !== 'E_CHANGED') return adminFailureText(t, failure);
    const { by, atMs = 0 } = failure.problem ?? {};
    return t.t('adminError.accountChanged', { name: by ?? t.t('admin.installation'), time: t.formatMoment(atMs) });
  }

  get #isChanged(): boolean {
    return this.account !== null && (this.group !== this.account.group || this.isDisabled !== this.account.isDisabled);
  }

  #onGroup({ target }: Event): void {
    if (target instanceof HTMLSelectElement) this.group = target.value;
  }

  #onDisabled({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.isDisabled = target.checked;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (!this.busy && this.#isChanged) emit(this, 'sideseat-account-save', { group: this.group, isDisabled: this.isDisabled });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-account-editor': AccountEditor;
  }
}
