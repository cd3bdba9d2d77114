import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { SiteVersionAbout } from '../../../gateway/protocol/admin.ts';
import type { SiteConfig } from '../../../gateway/protocol/site-config.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { emit } from '../events.ts';
import { adminTexts } from '../texts/texts.ts';

/**
 * All versions of a site that can be brought back, each with what it changed.
 *
 * @element sideseat-site-versions
 * @fires {CustomEvent<{ number: number }>} sideseat-site-restore - A version is to be the draft.
 * @fires {CustomEvent<{ number: number }>} sideseat-site-look - A version was opened, and `configs` has nothing of it.
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
  @property({ attribute: false }) versions: readonly SiteVersionAbout[] | null = null;
  /** What is configured by versions that were opened, and by those before them. */
  @property({ attribute: false }) configs: ReadonlyMap<number, SiteConfig> = new Map();
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  readonly #texts = new Localized(this, adminTexts);

  protected override render(): TemplateResult {
    if (!this.versions) return html`<p class="muted">${this.#texts.t('admin.loading')}</p>`;
    return html`<ol>${this.versions.map((version, index) => this.#renderVersion(version, index))}</ol>`;
  }

  #renderVersion(version: SiteVersionAbout, index: number): TemplateResult {
    const t = this.#texts;
    const { number, by, atMs, note } = version;
    const isCurrent = index === 0;
    return html`
      <li>
        <details @toggle=${(event: ToggleEvent) => this.#onToggle(event, number)}>
          <summary>
            ${t.t('versions.line', { number, name: by ?? t.t('admin.installation'), time: t.formatMoment(atMs) })}
            ${isCurrent ? html`<span class="current small">${t.t('versions.current')}</span>` : nothing}
          </summary>
          <div class="inside">
            ${note ? html`<p><q>${note}</q></p>` : nothing}
            ${this.#renderChanges(number, this.versions?.[index + 1]?.number)}
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

  /** @param before - The version before it, where that is kept. */
  #renderChanges(number: number, before: number | undefined): TemplateResult {
    const config = this.configs.get(number);
    const old = before === undefined ? null : this.configs.get(before);
    if (!config || old === undefined) return html`<p class="muted" role="status">${this.#texts.t('admin.loading')}</p>`;
    return html`<sideseat-site-changes .from=${old} .to=${config}></sideseat-site-changes>`;
  }

  #onToggle({ newState }: ToggleEvent, number: number): void {
    if (newState === 'open' && !this.configs.has(number)) emit(this, 'sideseat-site-look', { number });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-site-versions': SiteVersionList;
  }
}
