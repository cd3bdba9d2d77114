import type { TemplateResult } from 'lit';
import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { ShieldAlert, WifiOff } from 'lucide';
import type { ContinueView } from '../../../gateway/protocol/views.ts';
import type { ContinueOffer } from '../../../state-machines/sharing.events.ts';
import { icon } from '../../shared/icon.ts';
import { ConsentBox } from './consent-box.ts';
import { questionStyles } from './question.styles.ts';

/**
 * The offer to go on with a share that nobody wanted to end, while this page still holds the screen that was chosen. As
 * with OK to a question, only a person's own click counts, and only after the offer has been visible for half a second.
 *
 * @element sideseat-continue
 * @csspart offer - The box.
 * @fires {CustomEvent<ContinueOffer>} sideseat-continue - Continue sharing was pressed.
 * @fires {CustomEvent} sideseat-stop-sharing - Not now was pressed: the screen is not to be captured any longer.
 */
export class Continue extends ConsentBox {
  static override readonly styles = [
    questionStyles,
    css`
      .paused {
        display: flex;
        gap: var(--ss-space-2);
      }

      .paused .icon {
        margin-top: 0.1em;
      }

      /* One below the other where the longer words do not fit beside each other. */
      .actions {
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
      }
    `,
  ];

  @property({ attribute: false }) offer: ContinueView | null = null;

  protected override get asked(): ContinueView | null {
    return this.offer;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { offer } = this;
    if (!offer) return nothing;
    const t = this.texts;
    const closed = this.answering || this.remainingMs === 0;
    return html`
      <div
        part="offer"
        class="card"
        role="alertdialog"
        aria-labelledby="title"
        aria-describedby="points paused warning"
        lang=${offer.locale}
        @keydown=${this.onKeyDown}
      >
        <h1 id="title">${offer.title}</h1>
        <ul id="points">
          ${offer.points.map((point) => html`<li>${point}</li>`)}
        </ul>
        <p id="paused" class="paused muted">${icon(WifiOff)} <span>${t.t('continue.paused')}</span></p>
        <p id="warning" class="warning">${icon(ShieldAlert)} <span>${offer.warning}</span></p>
        <div class="actions">
          <button id="notNow" class="button big" type="button" aria-disabled=${this.answering} @click=${this.#onNotNow}>
            ${t.t('question.notNow')}
          </button>
          <button id="agree" class="button big primary" type="button" aria-disabled=${closed} @click=${this.#onContinue}>
            ${t.t(this.answering ? 'continue.busy' : 'continue.action')}
          </button>
          <p class="too-soon" role="status">${this.pressedTooSoon ? t.t('question.tooSoon') : nothing}</p>
        </div>
        ${this.#renderTime()}
      </div>
    `;
  }

  #renderTime(): TemplateResult {
    const { texts: t, remainingMs, warnedSpan } = this;
    const say = (time: string): string => t.t('continue.remaining', { time });
    return html`
      <p class="muted">${remainingMs === 0 ? t.t('continue.over') : say(t.formatSpan(remainingMs))}</p>
      <span class="visually-hidden" role="status">${warnedSpan === null ? '' : say(warnedSpan)}</span>
    `;
  }

  #onContinue(event: MouseEvent): void {
    if (!this.offer || !this.isYes(event)) return;
    const { requestId, locale, textVersion } = this.offer;
    const detail: ContinueOffer = { requestId, locale, textVersion };
    this.dispatchEvent(new CustomEvent('sideseat-continue', { detail, bubbles: true, composed: true }));
  }

  #onNotNow(event: MouseEvent): void {
    if (this.answering || this.isStrayKey(event)) return;
    this.dispatchEvent(new CustomEvent('sideseat-stop-sharing', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-continue': Continue;
  }
  interface HTMLElementEventMap {
    'sideseat-continue': CustomEvent<ContinueOffer>;
  }
}
