import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CircleAlert } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AdminAccount } from '../../../gateway/protocol/admin.ts';
import type { AdminFailure } from '../admin-failure.ts';
import { emit } from '../events.ts';
import { adminFailureText } from '../failure-text.ts';
import { adminTexts } from '../texts/texts.ts';

/**
 * Where an administrator signs in. After an error the user name stays as typed and the password is asked anew.
 *
 * @element sideseat-admin-sign-in
 * @fires {CustomEvent<SignIn>} sideseat-admin-sign-in - Both fields are filled in and Sign in was pressed.
 */
export class AdminSignInForm extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100vh;
        min-height: 100dvh;
        padding: var(--ss-space-4);
      }

      .card {
        width: min(380px, 100%);
        gap: var(--ss-space-4);
      }

      .top {
        justify-content: space-between;
      }

      .product {
        font-weight: 700;
      }

      h1 {
        margin-bottom: var(--ss-space-1);
        font-size: var(--ss-size-xl);
      }

      .input,
      .button {
        min-height: 40px;
      }

      form {
        display: grid;
        gap: var(--ss-space-4);
      }
    `,
  ];

  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) failure: AdminFailure | null = null;

  /** Whose typing is kept behind the form; `null`: nothing is. */
  @property({ attribute: false }) keptFor: AdminAccount | null = null;

  @state() private missing = false;
  @query('#user-name') private readonly userName!: HTMLInputElement;
  @query('#password') private readonly password!: HTMLInputElement;

  readonly #texts = new Localized(this, adminTexts);

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('failure') || this.failure?.code !== 'E_SIGN_IN') return;
    this.password.value = '';
    this.password.focus();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const problem = this.missing ? t.t('admin.missing') : this.failure && adminFailureText(t, this.failure);
    const isInvalid = this.missing || this.failure?.code === 'E_SIGN_IN';
    return html`
      <main class="card">
        <div class="row top">
          <span class="product">${t.t('product')} · ${t.t('admin.title')}</span>
          <sideseat-language-menu></sideseat-language-menu>
        </div>
        <div>
          <h1>${t.t('admin.signIn')}</h1>
          <p class="muted">${this.keptFor ? t.t('admin.kept', { name: this.keptFor.name }) : t.t('admin.signInLead')}</p>
        </div>
        <form novalidate aria-busy=${this.busy} @submit=${this.#onSubmit}>
          <div class="field">
            <label for="user-name">${t.t('admin.userName')}</label>
            <input
              id="user-name"
              class="input"
              autocomplete="username"
              autocapitalize="none"
              spellcheck="false"
              maxlength="200"
              .defaultValue=${this.keptFor?.userName ?? ''}
              aria-invalid=${isInvalid}
              aria-describedby="problem"
            />
          </div>
          <div class="field">
            <label for="password">${t.t('admin.password')}</label>
            <input
              id="password"
              class="input"
              type="password"
              autocomplete="current-password"
              maxlength="1000"
              aria-invalid=${isInvalid}
              aria-describedby="problem"
            />
          </div>
          <div id="problem" role="alert">
            ${problem ? html`<p class="error">${icon(CircleAlert)}<span>${problem}</span></p>` : nothing}
          </div>
          <button class="button primary" type="submit" aria-disabled=${this.busy}>
            ${t.t(this.busy ? 'admin.signingIn' : 'admin.signIn')}
          </button>
        </form>
      </main>
    `;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.busy) return;
    const userName = this.userName.value.trim();
    const password = this.password.value;
    this.missing = userName === '' || password === '';
    if (this.missing) (userName === '' ? this.userName : this.password).focus();
    else emit(this, 'sideseat-admin-sign-in', { userName, password });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-admin-sign-in': AdminSignInForm;
  }
}
