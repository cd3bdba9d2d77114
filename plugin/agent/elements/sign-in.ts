import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CircleAlert } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentState } from '../agent-state.ts';
import { emit } from '../events.ts';
import { agentTexts } from '../texts/texts.ts';
import { Ticker } from '../ticker.ts';
import { liveStyles } from './styles.ts';
import { renderProblem } from './templates.ts';

/**
 * Where an agent signs in. After an error the user name stays as typed and the password is asked anew.
 *
 * @element sideseat-sign-in
 * @fires {CustomEvent<SignIn>} sideseat-sign-in - Both fields are filled in and Sign in was pressed.
 */
export class SignInForm extends LitElement {
  static override readonly styles = [
    baseStyles,
    liveStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100%;
        padding: var(--ss-space-4);
      }

      .card {
        width: min(380px, 100%);
        gap: var(--ss-space-4);
      }

      .top {
        justify-content: space-between;
        flex-wrap: nowrap;
      }

      .product {
        font-weight: 700;
        letter-spacing: -0.01em;
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

  @property({ attribute: false }) signIn: AgentState['signIn'] = { phase: 'idle' };
  /** The server ended the signing in; said above the form. */
  @property({ type: Boolean, attribute: 'was-signed-out' }) wasSignedOut = false;
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private missing = false;
  @query('#user-name') private readonly userName!: HTMLInputElement;
  @query('#password') private readonly password!: HTMLInputElement;

  readonly #texts = new Localized(this, agentTexts);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => this.signIn.phase === 'refused');

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('signIn') || this.signIn.phase !== 'refused') return;
    this.password.value = '';
    this.password.focus();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const busy = this.signIn.phase === 'busy';
    const { shown, said } = this.#failure();
    const invalid = shown?.code === 'E_SIGN_IN' || this.missing;
    return html`
      <div class="card">
        <div class="row top">
          <span class="product">${t.t('product')}</span>
          <sideseat-language-menu></sideseat-language-menu>
        </div>
        <div>
          <h1>${t.t('signIn.title')}</h1>
          <p class="muted">${t.t('signIn.lead')}</p>
        </div>
        ${this.wasSignedOut && this.signIn.phase === 'idle'
          ? html`<p role="status">${t.t('signIn.signedOut')}</p>`
          : nothing}
        <form novalidate aria-busy=${busy} @submit=${this.#onSubmit}>
          <div class="field">
            <label for="user-name">${t.t('signIn.userName')}</label>
            <input
              id="user-name"
              class="input"
              name="userName"
              autocomplete="username"
              autocapitalize="none"
              spellcheck="false"
              maxlength="200"
              aria-invalid=${invalid}
              aria-describedby="problem missing"
            />
          </div>
          <div class="field">
            <label for="password">${t.t('signIn.password')}</label>
            <input
              id="password"
              class="input"
              name="password"
              type="password"
              autocomplete="current-password"
              maxlength="1000"
              aria-invalid=${invalid}
              aria-describedby="problem missing"
            />
          </div>
          ${renderProblem('problem', t, this.missing ? null : shown, said)}
          <div id="missing" role="alert">
            ${this.missing
              ? html`<p class="error">${icon(CircleAlert)}<span>${t.t('signIn.missing')}</span></p>`
              : nothing}
          </div>
          <button class="button primary" type="submit" aria-disabled=${busy}>
            ${t.t(busy ? 'signIn.busy' : 'signIn.submit')}
          </button>
        </form>
      </div>
    `;
  }

  #failure() {
    if (this.signIn.phase !== 'refused') return { shown: null, said: null };
    const { failure: said, atMs } = this.signIn;
    if (said.retryInMs === undefined) return { shown: said, said };
    const retryInMs = atMs + said.retryInMs - this.#ticker.nowMs;
    return { shown: retryInMs > 0 ? { ...said, retryInMs } : null, said };
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.signIn.phase === 'busy') return;
    const userName = this.userName.value.trim();
    const password = this.password.value;
    this.missing = userName === '' || password === '';
    if (this.missing) (userName === '' ? this.userName : this.password).focus();
    else emit(this, 'sideseat-sign-in', { userName, password });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-sign-in': SignInForm;
  }
}
