import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { GoneVisitor } from '../agent-state.ts';
import { visitorTexts } from './texts/texts.ts';

/**
 * Why a visitor whom the agent looked at is not there any more. The region that reads it out is around it.
 *
 * @element sideseat-visitor-gone
 */
export class VisitorGone extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      p {
        padding: var(--ss-space-2) var(--ss-space-3);
        color: var(--ss-muted);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) gone: GoneVisitor | null = null;

  readonly #texts = new Localized(this, visitorTexts);

  protected override render(): TemplateResult | typeof nothing {
    if (!this.gone) return nothing;
    const { name, why } = this.gone;
    return html`<p>${this.#texts.rich(`visitor.gone.${why}`, { name: html`<bdi>${name}</bdi>` })}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-visitor-gone': VisitorGone;
  }
}
