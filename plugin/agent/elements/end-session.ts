import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentSession } from '../agent-state.ts';
import { booleanAttribute } from '../boolean-attribute.ts';
import { emit } from '../events.ts';
import { laterTexts } from '../texts/later/texts.ts';

/**
 * The question before a session is ended, wherever End session was pressed.
 *
 * @element sideseat-end-session
 * @fires {CustomEvent<{ sessionId: string, command: 'end' }>} sideseat-command - Yes was pressed.
 * @fires {CustomEvent} sideseat-dismiss - Yes, No or Escape; the owner sets `open` to false.
 */
export class EndSession extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property({ converter: booleanAttribute }) open = false;
  @property({ attribute: false }) session!: AgentSession;

  readonly #texts = new Localized(this, laterTexts);

  protected override render(): TemplateResult {
    const t = this.#texts;
    return html`
      <sideseat-dialog
        kind="alertdialog"
        heading=${t.t('panel.end.title', { name: this.session.view.name })}
        .open=${this.open}
      >
        <p>${t.t('panel.end.detail')}</p>
        <button slot="actions" class="button" type="button" autofocus @click=${this.#dismiss}>${t.t('no')}</button>
        <button slot="actions" class="button danger" type="button" @click=${this.#onYes}>${t.t('yes')}</button>
      </sideseat-dialog>
    `;
  }

  #onYes(): void {
    this.#dismiss();
    emit(this, 'sideseat-command', { sessionId: this.session.view.sessionId, command: 'end' });
  }

  #dismiss(): void {
    this.dispatchEvent(new CustomEvent('sideseat-dismiss', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-end-session': EndSession;
  }
}
