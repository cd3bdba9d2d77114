import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { SiteConfig } from '../../../gateway/protocol/site-config.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { fieldLabel, lineText } from '../field-labels.ts';
import { changesBetween, type SiteChange } from '../site-fields.ts';
import { adminTexts } from '../texts/texts.ts';

/**
 * What is different between two configurations, field by field.
 *
 * @element sideseat-site-changes
 */
export class SiteChanges extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(8em, max-content) 1fr;
        gap: var(--ss-space-1) var(--ss-space-4);
        margin: 0;
      }

      dt {
        font-weight: 600;
      }

      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }

      .added {
        color: var(--ss-view);
      }

      .removed {
        color: var(--ss-danger);
      }

      @media (max-width: 480px) {
        dl {
          grid-template-columns: 1fr;
        }

        dd + dt {
          margin-top: var(--ss-space-2);
        }
      }
    `,
  ];

  /** `null`: nothing was there before. */
  @property({ attribute: false }) from: SiteConfig | null = null;
  @property({ attribute: false }) to: SiteConfig | null = null;

  readonly #texts = new Localized(this, adminTexts);

  protected override render(): TemplateResult {
    const changes = this.to ? changesBetween(this.from, this.to) : [];
    if (changes.length === 0) return html`<p class="muted">${this.#texts.t('changes.none')}</p>`;
    return html`<dl>${changes.map((change) => this.#renderChange(change))}</dl>`;
  }

  #renderChange({ field, removed, added }: SiteChange): TemplateResult {
    const t = this.#texts;
    const line = (text: string): string => lineText(t, field, text);
    return html`
      <dt>${fieldLabel(t, field)}</dt>
      <dd>
        ${removed.map((text) => html`<div class="removed">− ${t.t('changes.removed', { line: line(text) })}</div>`)}
        ${added.map((text) => html`<div class="added">+ ${t.t('changes.added', { line: line(text) })}</div>`)}
      </dd>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-site-changes': SiteChanges;
  }
}
