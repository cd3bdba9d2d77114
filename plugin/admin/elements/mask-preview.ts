import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CircleAlert, CircleCheck, ExternalLink } from 'lucide';
import type { SiteConfig } from '../../../gateway/protocol/site-config.ts';
import type { SeenPlace } from '../../shared/cobrowse/preview-messages.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { emit } from '../events.ts';
import { MaskPreview } from '../mask-preview.ts';
import { adminTexts } from '../texts/texts.ts';

/**
 * Tries a website's masks out on one of its pages, as they are typed: opens it in a window of its own, where what is hidden is marked,
 * and lists what is seen there and looks private.
 *
 * @element sideseat-mask-preview
 * @fires {CustomEvent<{ selector: string }>} sideseat-mask-hide - Hide was pressed beside something that is seen.
 */
export class MaskPreviewElement extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      section {
        display: grid;
        gap: var(--ss-space-2);
      }

      h3 {
        font-size: inherit;
      }

      .open {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ss-space-2);
      }

      .open .input {
        flex: 1 1 20em;
        min-width: 0;
      }

      .line {
        display: flex;
        gap: var(--ss-space-2);
      }

      .line.warning {
        color: var(--ss-warning);
      }

      .line.good {
        color: var(--ss-view);
      }

      ul {
        display: grid;
        gap: var(--ss-space-1);
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ss-space-1) var(--ss-space-3);
      }

      code {
        font-family: ui-monospace, monospace;
        font-size: var(--ss-size-s);
        overflow-wrap: anywhere;
      }

      li .button {
        margin-left: auto;
      }
    `,
  ];

  /** As it is typed. */
  @property({ attribute: false }) config!: SiteConfig;
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  @state() private problem: 'preview.notOurs' | null = null;

  @query('input') private readonly input!: HTMLInputElement;

  readonly #texts = new Localized(this, adminTexts);
  readonly #preview = new MaskPreview(this, () => ({ masks: this.config.masks, legend: this.#texts.t('preview.legend') }));

  protected override render(): TemplateResult {
    const t = this.#texts;
    return html`
      <section aria-labelledby="title">
        <h3 id="title">${t.t('preview.title')}</h3>
        <p class="muted small" id="hint">${t.t('preview.hint')}</p>
        <div class="open">
          <input
            class="input"
            type="url"
            aria-label=${t.t('preview.address')}
            aria-describedby="hint problem"
            aria-invalid=${this.problem !== null}
            placeholder=${this.config.origins[0] ? `${this.config.origins[0]}/` : nothing}
            @keydown=${this.#onKeydown}
          />
          <button class="button" type="button" @click=${this.#onOpen}>${icon(ExternalLink)}<span>${t.t('preview.open')}</span></button>
        </div>
        <div id="problem" role="alert">
          ${this.problem ? html`<p class="error small">${icon(CircleAlert)}<span>${t.t(this.problem)}</span></p>` : nothing}
        </div>
        <div role="status">${this.#renderState()}</div>
        ${this.#renderSeen()}
      </section>
    `;
  }

  #renderState(): TemplateResult | typeof nothing {
    const t = this.#texts;
    const { state } = this.#preview;
    if (state.name === 'none') return nothing;
    if (state.name !== 'shown') return html`<p>${t.t(`preview.${state.name}`)}</p>`;
    if (state.isPaused) return html`<p>${t.t('preview.paused')}</p>`;
    const hidden = html`<p>${t.t('preview.hidden', { count: state.hidden })}</p>`;
    return state.seen.length > 0
      ? html`${hidden}<p class="line warning">${icon(CircleAlert)}<span>${t.t('preview.seen', { count: state.seen.length })}</span></p>`
      : html`${hidden}<p class="line good">${icon(CircleCheck)}<span>${t.t('preview.nothing')}</span></p>`;
  }

  #renderSeen(): TemplateResult | typeof nothing {
    const { state } = this.#preview;
    if (state.name !== 'shown' || state.isPaused || state.seen.length === 0) return nothing;
    return html`<ul>${state.seen.map((place) => this.#renderPlace(place))}</ul>`;
  }

  #renderPlace({ selector, look, count }: SeenPlace): TemplateResult {
    const t = this.#texts;
    const hide = (): void => emit(this, 'sideseat-mask-hide', { selector });
    return html`
      <li>
        <code>${selector}</code>
        <span class="muted small">${t.t(`preview.look.${look}`)}${count > 1 ? ` · ${count}×` : nothing}</span>
        ${this.readOnly
          ? nothing
          : html`<button class="button" type="button" aria-label=${t.t('preview.hideOf', { selector })} @click=${hide}>${t.t('preview.hide')}</button>`}
      </li>
    `;
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.#onOpen();
  }

  #onOpen(): void {
    const address = URL.parse(this.input.value.trim() || this.input.placeholder);
    const isOurs = address !== null && this.config.origins.includes(address.origin);
    this.problem = isOurs ? null : 'preview.notOurs';
    if (isOurs) this.#preview.open(address);
    else this.input.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-mask-preview': MaskPreviewElement;
  }
}
