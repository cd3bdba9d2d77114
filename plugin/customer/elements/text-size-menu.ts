import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { TextSize } from '../text-size.ts';
import { TEXT_SIZES } from '../text-size.ts';
import { customerTexts } from '../texts/texts.ts';

/**
 * Three letters, each as large as it makes the text. The page's composition root makes the choice happen.
 *
 * @element sideseat-text-size-menu
 * @fires {CustomEvent<{ size: TextSize }>} sideseat-text-size - A size was chosen.
 */
export class TextSizeMenu extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: inline-block;
      }

      .sizes {
        display: flex;
      }

      /* The letters keep their sizes: they are the scale, not text to be read. */
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-width: var(--ss-target);
        min-height: var(--ss-target);
        font-weight: 600;
        line-height: 1;
        border: 1px solid transparent;
        border-radius: var(--ss-radius);
        cursor: pointer;
      }

      label:hover {
        border-color: var(--ss-control-border);
      }

      .size-100 {
        font-size: 15px;
      }

      .size-125 {
        font-size: 20px;
      }

      .size-150 {
        font-size: 26px;
      }

      label:has(:checked) {
        color: var(--ss-accent);
        box-shadow: inset 0 -3px currentColor;
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--ss-accent);
        outline-offset: -2px;
      }

      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }

      @media (forced-colors: active) {
        label:has(:checked) {
          color: Highlight;
          border-color: currentColor;
        }
      }
    `,
  ];

  @property({ attribute: false }) size: TextSize = 100;

  readonly #texts = new Localized(this, customerTexts);

  protected override render(): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="sizes" role="radiogroup" aria-label=${t.t('textSize')}>
        ${TEXT_SIZES.map(
          (size) => html`
            <label class="size-${size}" title=${t.t(`textSize.${size}`)}>
              <span aria-hidden="true">A</span>
              <input
                type="radio"
                name="size"
                aria-label=${t.t(`textSize.${size}`)}
                .checked=${size === this.size}
                @change=${() => this.#onChange(size)}
              />
            </label>
          `,
        )}
      </div>
    `;
  }

  #onChange(size: TextSize): void {
    this.dispatchEvent(new CustomEvent('sideseat-text-size', { detail: { size }, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-text-size-menu': TextSizeMenu;
  }
  interface HTMLElementEventMap {
    'sideseat-text-size': CustomEvent<{ size: TextSize }>;
  }
}
