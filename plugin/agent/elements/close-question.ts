import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { baseStyles } from '../../shared/base-styles.ts';
import type { Dialog } from '../../shared/dialog.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentSession } from '../agent-state.ts';
import { laterTexts } from '../texts/later/texts.ts';

/**
 * Asked before a tab is closed in whose session something is shared or asked.
 *
 * @element sideseat-close-question
 * @fires sideseat-confirm - Yes was pressed.
 * @fires sideseat-dismiss - No or Escape was pressed.
 */
export class CloseQuestion extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  /** Whose tab it is; without one nothing is asked. */
  @property({ attribute: false }) session: AgentSession | undefined;

  @query('sideseat-dialog') private readonly dialog!: Dialog;
  readonly #texts = new Localized(this, laterTexts);

  /** While the box is open the page around it cannot have the focus. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    await this.dialog.updateComplete;
    return done;
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const name = this.session?.view.name ?? '';
    const { request, share } = this.session?.view ?? {};
    const isShown = this.session?.ownCapture.phase === 'sending';
    return html`
      <sideseat-dialog kind="alertdialog" heading=${t.t('panel.close.title', { name })} .open=${this.session !== undefined}>
        ${request || !(share || isShown) ? html`<p>${t.t('panel.close.asked', { name })}</p>` : nothing}
        ${share ? html`<p>${t.t('panel.close.shared', { name })}</p>` : nothing}
        ${isShown ? html`<p>${t.t('panel.close.shown', { name })}</p>` : nothing}
        <button slot="actions" class="button" type="button" autofocus @click=${() => this.#say('sideseat-dismiss')}>
          ${t.t('no')}
        </button>
        <button slot="actions" class="button danger" type="button" @click=${() => this.#say('sideseat-confirm')}>
          ${t.t('yes')}
        </button>
      </sideseat-dialog>
    `;
  }

  #say(type: 'sideseat-confirm' | 'sideseat-dismiss'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-close-question': CloseQuestion;
  }
}
