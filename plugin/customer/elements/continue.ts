import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { ShieldAlert, WifiOff } from 'lucide';
import type { ContinueView } from '../../../gateway/protocol/views.ts';
import type { ContinueOffer } from '../../../state-machines/sharing.events.ts';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';
import { CountdownController } from '../../shared/controllers/countdown-controller.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { customerTexts } from '../texts/texts.ts';
import { VisibleSince } from '../visible-since.ts';
import { READ_AT_LEAST_MS } from './question.ts';
import { questionStyles } from './question.styles.ts';

/** When, in milliseconds before the end, screen readers are told the remaining time. */
const WARN_AT_MS = 20_000;

/**
 * The offer to go on with a share that nobody wanted to end, while this page still holds the screen that was chosen. As
 * with OK to a question, only a person's own click counts, and only after the offer has been visible for half a second.
 *
 * @element sideseat-continue
 * @csspart offer - The box.
 * @fires {CustomEvent<ContinueOffer>} sideseat-continue - Continue sharing was pressed.
 * @fires {CustomEvent} sideseat-stop-sharing - Not now was pressed: the screen is not to be captured any longer.
 */
export class Continue extends LitElement {
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
        grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
      }
    `,
  ];

  @property({ attribute: false }) offer: ContinueView | null = null;
  /** The answer is on its way; nothing can be pressed. */
  @property({ type: Boolean }) answering = false;
  @property({ attribute: false }) clock: Clock = systemClock;

  @query('#notNow') private readonly notNowButton!: HTMLElement | null;
  @query('#continue') private readonly continueButton!: HTMLElement | null;

  readonly #texts = new Localized(this, customerTexts);
  readonly #countdown = new CountdownController(this, () => this.clock);
  readonly #visible = new VisibleSince(this, () => this.continueButton, () => this.clock);
  #focusedFor: string | null = null;

  /** For how long, in milliseconds, the offer has been in front of the person without a break. */
  get visibleForMs(): number {
    return this.#visible.visibleForMs;
  }

  /** Whether a person did it, and no script. Tests without a real mouse may override it; nothing else may. */
  protected isHuman(event: Event): boolean {
    return event.isTrusted;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('offer')) return;
    this.#countdown.start(this.offer?.remainingInMs ?? null);
    if (textOf(changed.get('offer')) !== textOf(this.offer)) this.#visible.restart();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { offer } = this;
    if (!offer) return nothing;
    const t = this.#texts;
    const closed = this.answering || this.#countdown.remainingMs === 0;
    return html`
      <div
        part="offer"
        class="card"
        role="alertdialog"
        aria-labelledby="title"
        aria-describedby="points paused warning"
        lang=${offer.locale}
      >
        <h1 id="title">${offer.title}</h1>
        <ul id="points">
          ${offer.points.map((point) => html`<li>${point}</li>`)}
        </ul>
        <p id="paused" class="paused muted">${icon(WifiOff)} <span>${t.t('continue.paused')}</span></p>
        <p id="warning" class="warning small">${icon(ShieldAlert)} <span>${offer.warning}</span></p>
        <div class="actions">
          <button id="notNow" class="button big" type="button" aria-disabled=${this.answering} @click=${this.#onNotNow}>
            ${t.t('question.notNow')}
          </button>
          <button id="continue" class="button big primary" type="button" aria-disabled=${closed} @click=${this.#onContinue}>
            ${t.t(this.answering ? 'continue.busy' : 'continue.action')}
          </button>
        </div>
        ${this.#renderTime()}
      </div>
    `;
  }

  #renderTime(): TemplateResult {
    const remainingMs = this.#countdown.remainingMs ?? 0;
    const t = this.#texts;
    const say = (time: string): string => t.t('continue.remaining', { time });
    const spoken = remainingMs > 0 && remainingMs <= WARN_AT_MS ? say(t.formatSpan(WARN_AT_MS)) : '';
    return html`
      <p class="small muted">${remainingMs === 0 ? t.t('continue.over') : say(t.formatDuration(remainingMs))}</p>
      <span class="visually-hidden" role="status">${spoken}</span>
    `;
  }

  protected override updated(): void {
    const requestId = this.offer?.requestId ?? null;
    if (requestId === this.#focusedFor) return;
    this.#focusedFor = requestId;
    if (requestId === null) return;
    // The offer is to be read from its beginning, also where the buttons are below the edge of a small screen.
    this.notNowButton?.focus({ preventScroll: true });
    const { top } = this.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) this.scrollIntoView({ block: 'start' });
  }

  #onContinue(event: Event): void {
    if (!this.offer || this.answering || this.#countdown.remainingMs === 0) return;
    if (!this.isHuman(event) || this.#visible.visibleForMs < READ_AT_LEAST_MS) return;
    const { requestId, locale, textVersion } = this.offer;
    const detail: ContinueOffer = { requestId, locale, textVersion };
    this.dispatchEvent(new CustomEvent('sideseat-continue', { detail, bubbles: true, composed: true }));
  }

  #onNotNow(): void {
    if (this.answering) return;
    this.dispatchEvent(new CustomEvent('sideseat-stop-sharing', { bubbles: true, composed: true }));
  }
}

/** Names one text on the screen: another language is another text. */
const textOf = (offer: ContinueView | null | undefined): string =>
  offer ? `${offer.requestId} ${offer.locale} ${offer.textVersion}` : '';

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-continue': Continue;
  }
  interface HTMLElementEventMap {
    'sideseat-continue': CustomEvent<ContinueOffer>;
  }
}
