import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { baseStyles } from '../../../shared/base-styles.ts';
import { Localized } from '../../../shared/i18n/localized.ts';
import { keepsHelper, rememberKeepsHelper } from '../../helper-preference.ts';
import { preferenceTexts } from './texts/texts.ts';

/**
 * The preference whether the customer's application removes itself when a session ends. It holds for sessions that are started
 * from then on, and this browser remembers it.
 *
 * @element sideseat-helper-preference
 */
export class HelperPreference extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      section {
        display: grid;
        gap: var(--ss-space-2);
      }

      h3 {
        font-size: var(--ss-size-m);
      }

      label {
        display: flex;
        gap: var(--ss-space-2);
        align-items: center;
        min-height: var(--ss-target);
      }

      input {
        flex: none;
        width: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--ss-accent);
      }
    `,
  ];

  readonly #texts = new Localized(this, preferenceTexts);

  protected override render(): TemplateResult {
    const t = this.#texts;
    return html`
      <section aria-labelledby="title">
        <h3 id="title">${t.t('preference.title')}</h3>
        <label>
          <input type="checkbox" aria-describedby="what" .checked=${!keepsHelper()} @change=${this.#onChange} />
          <span>${t.t('preference.uninstall')}</span>
        </label>
        <p id="what" class="muted small">${t.t('preference.what')}</p>
      </section>
    `;
  }

  #onChange({ target }: Event): void {
    rememberKeepsHelper(!(target as HTMLInputElement).checked);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-helper-preference': HelperPreference;
  }
}
