import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { ShieldAlert, UserRound } from 'lucide';
import type { QuestionView } from '../../../gateway/protocol/views.ts';
import type { Answer } from '../../../gateway/protocol/vocabulary.ts';
import { icon } from '../../shared/icon.ts';
import { ConsentBox } from './consent-box.ts';
import { questionStyles } from './question.styles.ts';

/** What was answered, to which text. */
export interface AnswerDetail {
  requestId: string;
  answer: Answer;
  locale: QuestionView['locale'];
  textVersion: number;
}

/**
 * The question whether an agent may see the desktop. Only a person's own click on OK says yes, and only after the
 * question has been visible for half a second. Escape and Not now say no at once.
 *
 * It is no modal box: whoever cannot read it needs the language menu and the text size, and what is captured can be
 * stopped while something else is asked.
 *
 * @element sideseat-question
 * @csspart question - The box.
 * @fires {CustomEvent<AnswerDetail>} sideseat-answer - Within the click's own task: the browser's picker needs it.
 * @fires {CustomEvent<{ requestId: string }>} sideseat-more-time - More time was pressed.
 */
export class Question extends ConsentBox {
  static override readonly styles = questionStyles;

  @property({ attribute: false }) question: QuestionView | null = null;
  /** The two words to compare. */
  @property() words: string | null = null;

  protected override get asked(): QuestionView | null {
    return this.question;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onEscape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onEscape);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { question, words } = this;
    if (!question) return nothing;
    return html`
      <div
        part="question"
        class="card"
        role="alertdialog"
        aria-labelledby="title"
        aria-describedby="who points warning"
        lang=${question.locale}
        @keydown=${this.onKeyDown}
      >
        <p id="who" class="who muted">${icon(UserRound)} ${question.agentName} · ${question.company}</p>
        <h1 id="title">${question.title}</h1>
        <ul id="points">
          ${question.points.map((point) => html`<li>${point}</li>`)}
        </ul>
        ${words === null
          ? nothing
          : html`<p class="words"><span>${this.texts.t('question.words')}</span> <strong lang="en">${words}</strong></p>`}
        <p id="warning" class="warning">${icon(ShieldAlert)} <span>${question.warning}</span></p>
        ${this.#renderActions()} ${this.#renderTime(question)}
      </div>
    `;
  }

  #renderActions(): TemplateResult {
    const closed = this.answering || this.remainingMs === 0;
    return html`
      <div class="actions">
        <button id="notNow" class="button big" type="button" aria-disabled=${closed} @click=${this.#onNotNow}>
          ${this.texts.t('question.notNow')}
        </button>
        <button id="agree" class="button big primary" type="button" aria-disabled=${closed} @click=${this.#onOk}>
          ${this.texts.t('question.ok')}
        </button>
        <p class="too-soon" role="status">${this.pressedTooSoon ? this.texts.t('question.tooSoon') : nothing}</p>
      </div>
    `;
  }

  #renderTime(question: QuestionView): TemplateResult {
    const { texts: t, remainingMs, warnedSpan } = this;
    const say = (time: string): string => t.t('question.remaining', { time });
    const sentence = remainingMs === 0 ? t.t('question.over') : say(t.formatSpan(remainingMs));
    return html`
      <div class="time">
        <progress max=${question.totalInMs} .value=${remainingMs} aria-labelledby="remaining"></progress>
        <span id="remaining" class="muted">${sentence}</span>
        <button
          class="button"
          type="button"
          aria-disabled=${question.extensionsLeft === 0 || this.answering}
          @click=${this.#onMoreTime}
        >
          ${t.t('question.moreTime')}
        </button>
        <span class="visually-hidden" role="status">${warnedSpan === null ? '' : say(warnedSpan)}</span>
      </div>
    `;
  }

  #onOk(event: MouseEvent): void {
    if (this.isYes(event)) this.#answer('ok');
  }

  #onNotNow(event: MouseEvent): void {
    if (!this.isStrayKey(event)) this.#answer('notNow');
  }

  readonly #onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.question || this.isStrayKey(event)) return;
    // Escape closes what is in front first: a box, the list of languages.
    const inFront = event
      .composedPath()
      .some((node) => node instanceof HTMLDialogElement || node instanceof HTMLSelectElement);
    if (!inFront) this.#answer('dismissed');
  };

  #answer(answer: Answer): void {
    if (!this.question || this.answering) return;
    const { requestId, locale, textVersion } = this.question;
    const detail: AnswerDetail = { requestId, answer, locale, textVersion };
    this.dispatchEvent(new CustomEvent('sideseat-answer', { detail, bubbles: true, composed: true }));
  }

  #onMoreTime(): void {
    if (!this.question || this.answering || this.question.extensionsLeft === 0) return;
    const detail = { requestId: this.question.requestId };
    this.dispatchEvent(new CustomEvent('sideseat-more-time', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-question': Question;
  }
  interface HTMLElementEventMap {
    'sideseat-answer': CustomEvent<AnswerDetail>;
    'sideseat-more-time': CustomEvent<{ requestId: string }>;
  }
}
