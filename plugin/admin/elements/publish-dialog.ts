import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { SiteView } from '../../../gateway/protocol/admin.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { emit } from '../events.ts';
import { adminTexts } from '../texts/texts.ts';

/**
 * The box that shows what a publication changes, and asks for it.
 *
 * @element sideseat-publish
 * @fires {CustomEvent<{ note: string }>} sideseat-site-publish - Publish was pressed.
 * @fires {CustomEvent} sideseat-dismiss - Cancel or Escape; the owner sets `open` to false.
 */
export class PublishDialog extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: contents;
        --sideseat-dialog-width: 560px;
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) site: SiteView | null = null;

  @query('#note') private readonly note!: HTMLInputElement;

  readonly #texts = new Localized(this, adminTexts);

  /** The note stays until it is published, whatever comes between. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('site');
    if (before && (before.key !== this.site?.key || before.published?.number !== this.site.published?.number)) this.note.value = '';
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const { draft, published } = this.site ?? { draft: null, published: null };
    return html`
      <sideseat-dialog .heading=${t.t('publish.title', { name: draft?.config.name ?? '' })} ?open=${this.open}>
        <h3>${t.t('changes.title')}</h3>
        <sideseat-site-changes .from=${published?.config ?? null} .to=${draft?.config ?? null}></sideseat-site-changes>
        <div class="field">
          <label for="note">${t.t('publish.note')}</label>
          <input id="note" class="input" maxlength="500" aria-describedby="note-hint" />
          <span id="note-hint" class="muted small">${t.t('publish.noteHint')}</span>
        </div>
        <button slot="actions" class="button" autofocus @click=${this.#onCancel}>${t.t('cancel')}</button>
        <button slot="actions" class="button primary" @click=${this.#onPublish}>${t.t('publish.do')}</button>
      </sideseat-dialog>
    `;
  }

  #onCancel(): void {
    this.dispatchEvent(new CustomEvent('sideseat-dismiss', { bubbles: true, composed: true }));
  }

  #onPublish(): void {
    emit(this, 'sideseat-site-publish', { note: this.note.value.trim() });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-publish': PublishDialog;
  }
}
