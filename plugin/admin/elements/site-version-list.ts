import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { SiteVersion } from '../../../gateway/protocol/admin.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { emit } from '../events.ts';
import { adminTexts } from '../texts/texts.ts';

/**
 * All versions of a site that can be brought back, each with what it changed.
 *
 * @element sideseat-site-versions
 * @fires {CustomEvent<{ number: number }>} sideseat-site-restore - A version is to be the draft.
 */
export class SiteVersionList extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      ol {
        display: grid;
        gap: var(--ss-space-2);
        padding: 0;
        list-style: none;
      }

      details {
        padding: var(--ss-space-2) var(--ss-space-3);
        border: var(--ss-line);
        border-radius: var(--ss-radius);
      }

      summary {
        cursor: pointer;
        overflow-wrap: anywhere;
      }

      .inside {
        display: grid;
        gap: var(--ss-space-3);
        justify-items: start;
        padding-top: var(--ss-space-3);
      }

      sideseat-site-changes {
        width: 100%;
      }

      .current {
        font-weight: 600;
        color: var(--ss-view);
      }
    `,
  ];

  /** The newest first; `null` while they are loaded. */
  @property({ attribute: false }) versions: readonly SiteVersion[] | null = null;
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  readonly #texts = new Localized(this, adminTexts);

  protected override render(): TemplateResult {
    if (!this.versions) return html`<p class="muted">${this.#texts.t('admin.loading')}</p>`;
    return html`<ol>${this.versions.map((version, index) => this.#renderVersion(version, index))}</ol>`;
  }

  #renderVersion(version: SiteVersion, index: number): TemplateResult {
    const t = this.#texts;
    const { number, by, atMs, note, config } = version;
    const isCurrent = index === 0;
    return html`
      <li>
        <details>
          <summary>
            ${t.t('versions.line', { number, name: by ?? t.t('admin.installation'), time: t.formatMoment(atMs) })}
            ${isCurrent ? html`<span class="current small">${t.t('versions.current')}</span>` : nothing}
          </summary>
          <div class="inside">
            ${note ? html`<p><q>${note}</q></p>` : nothing}
            <sideseat-site-changes .from=${this.versions?.[index + 1]?.config ?? null} .to=${config}></sideseat-site-changes>
            ${isCurrent || this.readOnly
              ? nothing
              : html`
                  <button
                    class="button"
                    aria-label=${t.t('versions.restoreOf', { number })}
                    @click=${() => emit(this, 'sideseat-site-restore', { number })}
                  >
                    ${t.t('versions.restore')}
                  </button>
                `}
          </div>
        </details>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-site-versions': SiteVersionList;
  }
}
