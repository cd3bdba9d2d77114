import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { laterTexts } from '../texts/later/texts.ts';
import { customerTexts } from '../texts/texts.ts';

/**
 * The question whether the agent is to be reported, and what that does.
 *
 * @element sideseat-report-abuse
 * @fires {CustomEvent} sideseat-report-abuse - Yes was pressed.
 * @fires {CustomEvent} sideseat-dismiss - No or Escape was pressed. The owner sets `open` to false.
 */
export class ReportAbuse extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }

      .confirm {
        min-width: 96px;
      }
    `,
  ];

  @property({ attribute: false }) open = false;

  readonly #texts = new Localized(this, customerTexts);
  readonly #later = new Localized(this, laterTexts);

  protected override render(): TemplateResult {
    const t = this.#texts;
    return html`
      <sideseat-dialog heading=${this.#later.t('report.title')} .open=${this.open}>
        <p>${this.#later.t('report.hint')}</p>
        <button
          slot="actions"
          class="button confirm"
          type="button"
          autofocus
          @click=${() => this.#emit('sideseat-dismiss')}
        >
          ${t.t('no')}
        </button>
        <button
          slot="actions"
          class="button confirm danger"
          type="button"
          @click=${() => this.#emit('sideseat-report-abuse')}
        >
          ${t.t('yes')}
        </button>
      </sideseat-dialog>
    `;
  }

  #emit(name: 'sideseat-dismiss' | 'sideseat-report-abuse'): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-report-abuse': ReportAbuse;
  }
  interface HTMLElementEventMap {
    'sideseat-report-abuse': CustomEvent<void>;
  }
}
