import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CircleAlert, Lock, MonitorOff } from 'lucide';
import type { CaptureSupport } from '../../../gateway/client/capture.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import { failureText } from '../../shared/texts/texts.ts';
import { pinMistake } from '../pin.ts';
import type { PinMistake } from '../pin.ts';
import { customerTexts } from '../texts/texts.ts';
import { joinStyles } from './join.styles.ts';

/**
 * The form where a customer enters the code. What was typed stays through every error. Where this device or browser
 * cannot show a screen, that is said before anybody connects.
 *
 * @element sideseat-join
 * @fires {CustomEvent<{ pin: string }>} sideseat-join - Connect to agent was pressed with a code that may be right.
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
  /** The code is being checked. */
  @property({ attribute: false }) busy = false;
  /** Why the last code or link was refused. */
  @property({ attribute: false }) failure: Failure | null = null;

  @state() private mistake: PinMistake | null = null;
  @query('#pin') private readonly input!: HTMLInputElement;

  readonly #texts = new Localized(this, customerTexts);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('failure')) this.mistake = null;
  }

  /** The code is all that this page is about; on a touch screen the keyboard would hide the rest. */
  protected override firstUpdated(): void {
    if (this.support === 'ok' && matchMedia('(pointer: fine)').matches) this.input.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('failure') && this.failure) this.input.focus();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const error = this.#error();
    return html`
      <form class="card" novalidate @submit=${this.#onSubmit}>
        <div class="head">
          <h1>${t.t('join.title', { company: this.company })}</h1>
          <p>${t.t('join.lead')}</p>
        </div>
        ${this.#renderSupport()}
        <div class="field">
          <label for="pin">${t.t('join.pin')}</label>
          <input
            id="pin"
            class="input pin"
            type="text"
            inputmode="numeric"
            autocomplete="one-time-code"
            autocapitalize="off"
            spellcheck="false"
            aria-invalid=${error !== null}
            aria-describedby="error promise"
            ?readonly=${this.busy}
            @input=${this.#onInput}
          />
          <p id="error" class="error" role="alert">
            ${error === null ? nothing : html`${icon(CircleAlert)} <span>${error}</span>`}
          </p>
        </div>
        <button class="button primary big" type="submit" aria-disabled=${this.busy}>
          ${t.t(this.busy ? 'join.connecting' : 'join.connect')}
        </button>
        <p id="promise" class="promise small muted">${icon(Lock)} <span>${t.t('join.promise')}</span></p>
      </form>
      ${this.#renderFallback()}
    `;
  }

  #error(): string | null {
    if (this.mistake) return this.#texts.t(`join.${this.mistake}`, { digits: this.pinLength ?? 0 });
    return this.failure ? failureText(this.#texts, this.failure) : null;
  }

  #renderSupport(): TemplateResult | typeof nothing {
    const { support } = this;
    if (support === 'ok') return nothing;
    const address = html`<b>${withoutScheme(this.joinUrls[0] ?? this.here)}</b>`;
    return html`
      <div class="support" role="note">
        ${icon(MonitorOff)}
        <div>
          <p><b>${this.#texts.t(`support.${support}`)}</b></p>
          <p>${this.#texts.rich(`support.${support}WayOut`, { address })}</p>
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
    this.failure = null;
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    this.mistake = pinMistake(this.input.value, this.pinLength);
    if (this.mistake) return this.input.focus();
    const detail = { pin: this.input.value };
    this.dispatchEvent(new CustomEvent('sideseat-join', { detail, bubbles: true, composed: true }));
  }
}

/** An address as people read and type it. */
const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '');

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-join': Join;
  }
  interface HTMLElementEventMap {
    'sideseat-join': CustomEvent<{ pin: string }>;
  }
}
