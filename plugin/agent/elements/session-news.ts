import { LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { LogEntry } from '../../../gateway/protocol/views.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { logTexts } from '../texts/log/texts.ts';
import { toLogLine } from '../views/log-line.ts';

/**
 * One line of a log, with the name of its session: what happened behind the tab in front, to be read out.
 *
 * @element sideseat-session-news
 */
export class SessionNews extends LitElement {
  @property({ attribute: false }) entry!: LogEntry;
  /** The session's name, which stands for the customer. */
  @property() customer = '';
  @property() agent = '';

  readonly #texts = new Localized(this, logTexts);

  /** It is read out once, so in the right language. */
  protected override render(): unknown {
    const t = this.#texts;
    if (!logTexts.has(t.locale)) return nothing;
    const line = toLogLine(this.entry, { agent: this.agent, customer: this.customer }, (key, params) => t.t(key, params));
    return t.t('sessions.news', { name: this.customer, line });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-session-news': SessionNews;
  }
}
