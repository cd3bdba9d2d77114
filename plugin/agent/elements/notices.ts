import type { TemplateResult } from 'lit';
import { html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ShieldAlert, X } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { emit } from '../events.ts';
import type { Notice } from '../notices.ts';
import { noticeTexts } from '../texts/notices/texts.ts';
import { noticeStyles } from './notice.styles.ts';

/**
 * What an agent or a supervisor ought to know, across all sessions. It takes no room while there is nothing. Fetched with the
 * first notice, so the region that reads them out is around it.
 *
 * @element sideseat-notices
 * @fires {CustomEvent<{ key: string }>} sideseat-dismiss-notice - Dismiss was pressed.
 */
export class Notices extends LitElement {
  static override readonly styles = [baseStyles, noticeStyles];

  @property({ attribute: false }) notices: readonly Notice[] = [];
  readonly #texts = new Localized(this, noticeTexts);

  protected override render(): TemplateResult {
    const shown = this.notices.filter(({ dismissed }) => !dismissed);
    return html`
      <div role="group" aria-label=${this.#texts.t('notice.label')}>
        ${repeat(shown, ({ key, sinceAtMs }) => `${key} ${sinceAtMs}`, (notice) => this.#renderNotice(notice))}
      </div>
    `;
  }

  #renderNotice({ key, alarm, sinceAtMs }: Notice): TemplateResult {
    const t = this.#texts;
    const agent = 'agentName' in alarm ? html`<bdi>${alarm.agentName}</bdi>` : '';
    const details =
      alarm.kind === 'abuseReported'
        ? {
            time: t.formatMoment(sinceAtMs),
            session: html`<bdi>${alarm.sessionName}</bdi>`,
            id: html`<code>${alarm.sessionId}</code>`,
          }
        : { time: t.formatTime(sinceAtMs) };
    const detail =
      alarm.kind === 'mediaViolation' || alarm.kind === 'stopNotObeyed'
        ? (`notice.media.${alarm.cut ? 'cut' : 'notCut'}` as const)
        : (`notice.${alarm.kind}.detail` as const);
    return html`
      <div class="notice">
        ${icon(ShieldAlert)}
        <p>
          <b>${t.rich(`notice.${alarm.kind}`, { agent })}</b>
          ${t.rich(detail, { agent, ...details })}
        </p>
        <button
          class="button quiet"
          type="button"
          @click=${() => emit(this, 'sideseat-dismiss-notice', { key })}
        >
          ${icon(X)}${t.t('notice.dismiss')}
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-notices': Notices;
  }
}
