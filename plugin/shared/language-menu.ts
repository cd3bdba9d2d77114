import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { Languages } from 'lucide';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { baseStyles } from './base-styles.ts';
import { LOCALE_NAMES, SUPPORTED_LOCALES, toLocale } from './i18n/locale.ts';
import { Localized } from './i18n/localized.ts';
import { icon } from './icon.ts';
import { sharedTexts } from './texts/texts.ts';

/**
 * The five languages, each by its own name. The page's composition root makes the choice happen.
 *
 * @element sideseat-language-menu
 * @fires {CustomEvent<{ locale: Locale }>} sideseat-locale - A language was chosen.
 */
export class LanguageMenu extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: inline-block;
      }

      label {
        position: relative;
        display: inline-flex;
        align-items: center;
        color: var(--ss-muted);
      }

      .icon {
        position: absolute;
        inset-inline-start: var(--ss-space-2);
        pointer-events: none;
      }

      select {
        min-height: var(--ss-target);
        max-width: 100%;
        padding: var(--ss-space-1) var(--ss-space-2);
        padding-inline-start: calc(1.25em + 2 * var(--ss-space-2));
        font: inherit;
        color: var(--ss-text);
        background: transparent;
        border: 1px solid transparent;
        border-radius: var(--ss-radius);
        cursor: pointer;
      }

      select:hover {
        border-color: var(--ss-control-border);
      }

      option {
        color: var(--ss-text);
        background: var(--ss-raised);
      }
    `,
  ];

  readonly #texts = new Localized(this, sharedTexts);

  protected override render(): TemplateResult {
    const current = this.#texts.locale;
    return html`
      <label>
        <span class="visually-hidden">${this.#texts.t('language')}</span>
        ${icon(Languages)}
        <select @change=${this.#onChange}>
          ${SUPPORTED_LOCALES.map(
            (locale) => html`
              <option value=${locale} lang=${locale} .selected=${locale === current}>${LOCALE_NAMES[locale]}</option>
            `,
          )}
        </select>
      </label>
    `;
  }

  #onChange(event: Event): void {
    const locale = toLocale((event.target as HTMLSelectElement).value);
    if (!locale) return;
    this.dispatchEvent(new CustomEvent('sideseat-locale', { detail: { locale }, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-language-menu': LanguageMenu;
  }
  interface HTMLElementEventMap {
    'sideseat-locale': CustomEvent<{ locale: Locale }>;
  }
}
