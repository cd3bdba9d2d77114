import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { AgentSessionView } from '../../../gateway/protocol/views.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { visitorTexts } from './texts/texts.ts';

/**
 * The page on which a customer clicked to connect: its title and its address.
 *
 * @element sideseat-visited-page
 */
export class VisitedPage extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        min-width: 0;
        font-size: var(--ss-size-s);
        font-weight: 400;
      }

      bdi {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) page: AgentSessionView['page'] = null;

  readonly #texts = new Localized(this, visitorTexts);

  protected override render(): TemplateResult | typeof nothing {
    if (!this.page) return nothing;
    const { title, address } = this.page;
    return html`
      <span class="visually-hidden">${this.#texts.t('visitor.page')}</span>
      <bdi title=${title}>${title}</bdi>
      <bdi class="muted" title=${address}>${address.replace(/^https?:\/\//, '')}</bdi>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-visited-page': VisitedPage;
  }
}
