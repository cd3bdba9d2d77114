import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { AccountSummary } from '../../../gateway/protocol/admin-accounts.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { ObservableController } from '../../shared/controllers/observable-controller.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AccountsState, AccountStore } from '../account-store.ts';
import { adminFailureText } from '../failure-text.ts';
import { adminTexts } from '../texts/texts.ts';
import { adminPageStyles } from './admin-page.styles.ts';

/**
 * The part of the administrator's page for accounts: a list, and the one that is open with its effective rights.
 *
 * @element sideseat-accounts
 */
export class Accounts extends LitElement {
  static override readonly styles = [baseStyles, adminPageStyles];

  @property({ attribute: false }) store: AccountStore | undefined;
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  readonly #texts = new Localized(this, adminTexts);
  readonly #state = new ObservableController<AccountsState | undefined>(this, () => this.store?.state$, undefined);

  protected override render(): TemplateResult | typeof nothing {
    const shown = this.#state.value;
    const t = this.#texts;
    if (!shown) return nothing;
    const { accounts, opened, failure } = shown;
    return html`
      <main class="sites">
        <nav aria-labelledby="accounts-title">
          <h1 id="accounts-title">${t.t('accounts.title')}</h1>
          ${this.readOnly ? html`<p class="muted small">${t.t('admin.readOnly')}</p>` : nothing}
          ${accounts ? nothing : html`<p class="muted" role="status">${failure ? adminFailureText(t, failure) : t.t('admin.loading')}</p>`}
          <ul>${accounts?.map((account) => this.#renderAccount(account, opened?.account.userName === account.userName))}</ul>
        </nav>
        ${opened ? this.#renderOpened(shown) : html`<p class="nothing muted">${accounts ? t.t('accounts.choose') : nothing}</p>`}
      </main>
    `;
  }

  #renderAccount({ userName, name, group, isDisabled }: AccountSummary, isOpen: boolean): TemplateResult {
    return html`
      <li>
        <button class="site" aria-current=${isOpen ? 'true' : nothing} @click=${() => this.store?.open(userName)}>
          <bdi class="name">${name}</bdi>
          <span class="small muted">
            <bdi>${group}</bdi>${isDisabled ? html` · <span class="draft">${this.#texts.t('accounts.disabled')}</span>` : nothing}
          </span>
        </button>
      </li>
    `;
  }

  #renderOpened({ opened, groups, busy, failure, isSaved }: AccountsState): TemplateResult {
    return html`
      <section
        class="card"
        aria-labelledby="account-title"
        @sideseat-account-save=${({ detail }: HTMLElementEventMap['sideseat-account-save']) => this.store?.save(detail)}
        @sideseat-account-open=${({ detail }: HTMLElementEventMap['sideseat-account-open']) => this.store?.open(detail.userName)}
      >
        <h2 id="account-title"><bdi>${opened?.account.name}</bdi></h2>
        <sideseat-account-editor
          .account=${opened?.account ?? null}
          .groups=${groups}
          ?read-only=${this.readOnly}
          ?busy=${busy}
          .failure=${failure}
          ?saved=${isSaved}
        ></sideseat-account-editor>
        <sideseat-account-rights .account=${opened?.account ?? null}></sideseat-account-rights>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-accounts': Accounts;
  }
}
