import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LogEntry } from '../../../gateway/protocol/views.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { logTexts } from '../texts/log/texts.ts';
import { toLogLine } from '../views/log-line.ts';

/**
 * What happened in one session, with times, newest first. Where the server left earlier lines out, it says so.
 *
 * @element sideseat-session-log
 */
export class SessionLog extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      ol {
        display: grid;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--ss-space-3);
        padding: var(--ss-space-2) 0;
        border-bottom: var(--ss-line);
        overflow-wrap: anywhere;
      }

      time {
        color: var(--ss-muted);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly LogEntry[] = [];
  /** The session's name, which stands for the customer. */
  @property() customer = '';
  @property() agent = '';
  @property({ attribute: false }) clock: Clock = systemClock;

  readonly #texts = new Localized(this, logTexts);

  protected override render(): TemplateResult {
    const t = this.#texts;
    if (this.entries.length === 0) return html`<p class="muted">${t.t('log.empty')}</p>`;
    const names = { agent: this.agent, customer: this.customer };
    return html`
      <ol reversed>
        ${repeat(
          this.entries.toReversed(),
          ({ seq }) => seq,
          (entry) => html`
            <li>
              <time datetime=${new Date(entry.atMs).toISOString()}>${t.formatWhen(entry.atMs, this.clock.now())}</time>
              <span>${toLogLine(entry, names, (key, params) => t.t(key, params))}</span>
            </li>
          `,
        )}
      </ol>
      ${(this.entries[0]?.seq ?? 1) > 1 ? html`<p class="muted">${t.t('log.earlier')}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-session-log': SessionLog;
  }
}
