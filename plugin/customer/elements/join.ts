import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CircleAlert, Lock, MonitorOff, ShieldAlert } from 'lucide';
import type { CaptureSupport } from '../../../gateway/client/capture-support.ts';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';
import { CountdownController } from '../../shared/controllers/countdown-controller.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import { failureText } from '../../shared/texts/texts.ts';
import { pinMistake } from '../pin.ts';
import type { PinMistake } from '../pin.ts';
import { customerTexts } from '../texts/texts.ts';
import { joinStyles } from './join.styles.ts';

/**
 * The form where a customer enters the code, or agrees to connect by a link. What was typed stays through every error.
 * What a worried person has to know is said before anybody connects: that nothing is seen yet, what speaks for a fraud,
 * and whether this device or browser can show its screen at all.
 *
 * @element sideseat-join
 * @fires {CustomEvent<{ pin: string }>} sideseat-join - Connect to agent was pressed: with a code that may be right, or
 *   by a link, with none.
 */
export class Join extends LitElement {
  static override readonly styles = joinStyles;

  @property() company = '';
  /** All addresses of this page, the main one first. The one that is open is not offered again. */
  @property({ attribute: false }) joinUrls: readonly string[] = [];
  /** Digits of a code; `null` while that is not known. */
  @property({ attribute: false }) pinLength: number | null = null;
  /** The address of the page itself, without query. */
  @property({ attribute: false }) here = location.origin + location.pathname;
  @property({ attribute: false }) support: CaptureSupport = 'ok';
  /** The page was opened by a link: there is no code to enter. */
  @property({ attribute: false }) byLink = false;
  /** The code is being checked. */
  @property({ attribute: false }) busy = false;
  /** Why the last code or link was refused. */
  @property({ attribute: false }) failure: Failure | null = null;

  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private mistake: PinMistake | null = null;
  @query('#pin') private readonly input!: HTMLInputElement | null;
  @query('[type=submit]') private readonly submitButton!: HTMLElement;

  readonly #texts = new Localized(this, customerTexts);
  readonly #wait = new CountdownController(this, () => this.clock);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('failure')) return;
    this.mistake = null;
    if (this.failure) this.#wait.start(this.failure.retryInMs ?? null);
  }

  /** The code is all that this page is about; on a touch screen the keyboard would hide the rest. */
  protected override firstUpdated(): void {
    if (this.support === 'ok' && matchMedia('(pointer: fine)').matches) this.input?.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('failure') && this.failure) (this.input ?? this.submitButton).focus();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const title = this.company === '' ? t.t('join.titleUnnamed') : t.t('join.title', { company: this.company });
    return html`
      <form class="card" novalidate @submit=${this.#onSubmit}>
        <div class="head">
          <h1>${title}</h1>
          <p>${t.t(this.byLink ? 'join.linkLead' : 'join.lead')}</p>
        </div>
        ${this.#renderSupport()}
        <div class="field">
          ${this.byLink ? nothing : this.#renderPin()} ${this.#renderError()} ${this.#renderWait()}
        </div>
        <button
          class="button primary big"
          type="submit"
          aria-disabled=${this.busy || this.#isWaiting}
          aria-describedby="error wait"
        >
          ${t.t(this.busy ? 'join.connecting' : 'join.connect')}
        </button>
        <div class="safety">
          <p id="promise">${icon(Lock)} <span>${t.t('join.promise')}</span></p>
          <p class="scam">${icon(ShieldAlert)} <span>${t.t('join.scam')}</span></p>
        </div>
      </form>
      ${this.#renderFallback()}
    `;
  }

  #renderPin(): TemplateResult {
    return html`
      <label for="pin">${this.#texts.t('join.pin')}</label>
      <input
        id="pin"
        class="input pin"
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        autocapitalize="off"
        spellcheck="false"
        aria-invalid=${this.mistake !== null || this.failure !== null}
        aria-describedby="error wait promise"
        ?readonly=${this.busy}
        @input=${this.#onInput}
      />
    `;
  }

  /** Said at once, and only once: the wait, which counts down, stands beside it. */
  #renderError(): TemplateResult {
    const error = this.#error();
    const shown = error === null ? nothing : html`${icon(CircleAlert)} <span>${error}</span>`;
    return html`<p id="error" class="error" role="alert">${shown}</p>`;
  }

  #renderWait(): TemplateResult {
    const waitMs = this.#wait.remainingMs;
    const t = this.#texts;
    const isOver = waitMs === 0;
    return html`
      <p id="wait">${waitMs === null || isOver ? nothing : t.t('retryIn', { wait: t.formatSpan(waitMs) })}</p>
      <p role="status">${isOver ? t.t('join.retry') : nothing}</p>
    `;
  }

  get #isWaiting(): boolean {
    return (this.#wait.remainingMs ?? 0) > 0;
  }

  #error(): string | null {
    const { failure } = this;
    if (this.mistake) return this.#texts.t(`join.${this.mistake}`, { digits: this.pinLength ?? 0 });
    if (!failure || (failure.retryInMs !== undefined && !this.#isWaiting)) return null;
    return failure.retryInMs === undefined ? failureText(this.#texts, failure) : this.#texts.t(`error.${failure.code}`);
  }

  #renderSupport(): TemplateResult | typeof nothing {
    const { support } = this;
    if (support === 'ok') return nothing;
    const address = html`<b>${breakable(withoutScheme(this.joinUrls[0] ?? this.here))}</b>`;
    return html`
      <div class="support" role="note">
        ${icon(MonitorOff)}
        <div>
          <p><b>${this.#texts.t(`support.${support}`)}</b></p>
          <p>${this.#texts.rich(`support.${support}WayOut`, { address })}</p>
          <p>${this.#texts.t('support.once')}</p>
        </div>
      </div>
    `;
  }

  #renderFallback(): TemplateResult | typeof nothing {
    const other = this.joinUrls.find((url) => url !== this.here);
    if (this.joinUrls.length < 2 || other === undefined) return nothing;
    const address = html`<a href=${other}>${withoutScheme(other)}</a>`;
    return html`<p class="fallback small muted">${this.#texts.rich('join.fallback', { address })}</p>`;
  }

  #onInput(): void {
    this.mistake = null;
    if (!this.#isWaiting) this.#forget();
  }

  #forget(): void {
    this.failure = null;
    this.#wait.start(null);
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    if (this.busy || this.#isWaiting) return;
    const pin = this.input?.value ?? '';
    this.mistake = this.byLink ? null : pinMistake(pin, this.pinLength);
    if (this.mistake) return this.input?.focus();
    this.#forget();
    const detail = { pin };
    this.dispatchEvent(new CustomEvent('sideseat-join', { detail, bubbles: true, composed: true }));
  }
}

/** An address as people read and type it. */
const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '');
/** Lines may end before each slash. */
const breakable = (address: string): unknown[] =>
  address.split(/(?=\/)/).map((part, index) => (index === 0 ? part : html`<wbr />${part}`));

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-join': Join;
  }
  interface HTMLElementEventMap {
    'sideseat-join': CustomEvent<{ pin: string }>;
  }
}
