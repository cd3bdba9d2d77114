import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Clock as ClockIcon } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import type { AgentState } from '../agent-state.ts';
import { emit } from '../events.ts';
import { laterTexts } from '../texts/later/texts.ts';
import { Ticker } from '../ticker.ts';
import { noticeStyles } from '../elements/notice.styles.ts';
import { liveStyles } from '../elements/styles.ts';
import { renderProblem } from '../elements/templates.ts';

/** How long before the signing in ends the agent is told, in milliseconds. */
const WARN_BEFORE_MS = 10 * 60_000;
/** How often it is looked whether that time has come. */
const LOOK_EVERY_MS = 5_000;

/**
 * Says that the signing in ends soon, and takes the password once more, so that nothing that is shared ends with it.
 *
 * @element sideseat-sign-in-again
 * @fires {CustomEvent<{ password: string }>} sideseat-sign-in-again - A password was typed in, and Sign in pressed.
 */
export class SignInAgain extends LitElement {
  static override readonly styles = [
    baseStyles,
    noticeStyles,
    liveStyles,
    css`
      form {
        display: grid;
        gap: var(--ss-space-3);
      }
    `,
  ];

  /** This computer's time when the signing in ends; `null`: nobody knows. */
  @property({ attribute: false }) endsAtMs: number | null = null;
  /** Name of who is signed in. */
  @property({ attribute: false }) agent = '';
  @property({ attribute: false }) signIn: AgentState['signIn'] = { phase: 'idle' };
  @property({ attribute: false }) clock: Clock = systemClock;

  /** When the dialog was opened; `null` while it is closed. */
  @state() private openedAtMs: number | null = null;
  @state() private missing = false;
  @query('#password') private readonly password!: HTMLInputElement | null;
  readonly #texts = new Localized(this, laterTexts);
  readonly #ticker = new Ticker(this, LOOK_EVERY_MS, () => this.clock, () => this.endsAtMs !== null);

  protected override willUpdate(): void {
    if (!this.#endsSoon) this.openedAtMs = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('signIn') || !this.#failure || !this.password) return;
    this.password.value = '';
    this.password.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <div role="status" aria-label=${this.#texts.t('signInAgain.label')}>${this.#renderNotice()}</div>
      ${this.#renderDialog()}
    `;
  }

  get #endsSoon(): boolean {
    return this.endsAtMs !== null && this.endsAtMs - this.#ticker.nowMs <= WARN_BEFORE_MS;
  }

  /** Of this dialog, not of one before. */
  get #failure(): Failure | null {
    const { signIn, openedAtMs } = this;
    return signIn.phase === 'refused' && openedAtMs !== null && signIn.atMs >= openedAtMs ? signIn.failure : null;
  }

  #renderNotice(): TemplateResult | typeof nothing {
    if (!this.#endsSoon) return nothing;
    const t = this.#texts;
    const time = t.formatTime(this.endsAtMs ?? 0);
    return html`
      <div class="notice">
        ${icon(ClockIcon)}
        <p><b>${t.t('signInAgain.ends', { time })}</b> ${t.t('signInAgain.ends.detail')}</p>
        <button class="button" type="button" @click=${this.#onOpen}>${t.t('signInAgain.action')}</button>
      </div>
    `;
  }

  #renderDialog(): TemplateResult {
    const t = this.#texts;
    const busy = this.signIn.phase === 'busy';
    const failure = this.#failure;
    return html`
      <sideseat-dialog heading=${t.t('signInAgain.action')} .open=${this.openedAtMs !== null} @sideseat-dismiss=${this.#onClose}>
        <form id="form" novalidate aria-busy=${busy} @submit=${this.#onSubmit}>
          <p>${t.rich('signInAgain.as', { agent: html`<b><bdi>${this.agent}</bdi></b>` })}</p>
          <div class="field">
            <label for="password">${t.t('signIn.password')}</label>
            <input
              id="password"
              class="input"
              type="password"
              autocomplete="current-password"
              maxlength="1000"
              autofocus
              aria-invalid=${this.missing || failure?.code === 'E_SIGN_IN'}
              aria-describedby="problem missing"
            />
          </div>
          ${renderProblem('problem', t, this.missing ? null : failure)}
          <div id="missing" role="alert">
            ${this.missing ? html`<p class="error">${t.t('signInAgain.missing')}</p>` : nothing}
          </div>
        </form>
        <button slot="actions" class="button" type="button" @click=${this.#onClose}>${t.t('cancel')}</button>
        <button slot="actions" class="button primary" type="submit" form="form" aria-disabled=${busy}>
          ${t.t(busy ? 'signIn.busy' : 'signIn.submit')}
        </button>
      </sideseat-dialog>
    `;
  }

  #onOpen(): void {
    this.missing = false;
    this.openedAtMs = this.clock.now();
  }

  #onClose(event: Event): void {
    event.stopPropagation();
    this.openedAtMs = null;
    if (this.password) this.password.value = '';
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.signIn.phase === 'busy') return;
    const password = this.password?.value ?? '';
    this.missing = password === '';
    if (this.missing) this.password?.focus();
    else emit(this, 'sideseat-sign-in-again', { password });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-sign-in-again': SignInAgain;
  }
}
