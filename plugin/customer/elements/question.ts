import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { ShieldAlert, UserRound } from 'lucide';
import type { QuestionView } from '../../../gateway/protocol/views.ts';
import type { Answer } from '../../../gateway/protocol/vocabulary.ts';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';
import { CountdownController } from '../../shared/controllers/countdown-controller.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { customerTexts } from '../texts/texts.ts';
import { VisibleSince } from '../visible-since.ts';
import { questionStyles } from './question.styles.ts';

/** Shorter than this, in milliseconds, nobody has read a question; an OK before is not counted. */
export const READ_AT_LEAST_MS = 500;
/** When, in milliseconds before the end, screen readers are told the remaining time. */
const WARN_AT_MS = 20_000;

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
 * It is no modal box: the language menu and the toolbar stay within reach, and later a share that runs can be stopped
 * while something else is asked.
 *
 * @element sideseat-question
 * @csspart question - The box.
 * @fires {CustomEvent<AnswerDetail>} sideseat-answer - Within the click's own task: the browser's picker needs it.
 * @fires {CustomEvent<{ requestId: string }>} sideseat-more-time - More time was pressed.
 */
export class Question extends LitElement {
  static override readonly styles = questionStyles;

  @property({ attribute: false }) question: QuestionView | null = null;
  /** The two words to compare. */
  @property() words: string | null = null;
  /** The answer is on its way; nothing can be pressed. */
  @property({ type: Boolean }) answering = false;
  @property({ attribute: false }) clock: Clock = systemClock;

  @query('#notNow') private readonly notNowButton!: HTMLElement | null;
  @query('#ok') private readonly okButton!: HTMLElement | null;

  readonly #texts = new Localized(this, customerTexts);
  readonly #countdown = new CountdownController(this, () => this.clock);
  readonly #visible = new VisibleSince(this, () => this.okButton, () => this.clock);
  #focusedFor: string | null = null;

  /** For how long, in milliseconds, the question has been in front of the person without a break. */
  get visibleForMs(): number {
    return this.#visible.visibleForMs;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKeyDown);
  }

  /** Whether a person did it, and no script. Tests without a real mouse may override it; nothing else may. */
  protected isHuman(event: Event): boolean {
    return event.isTrusted;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('question')) return;
    this.#countdown.start(this.question?.remainingInMs ?? null);
    if (textOf(changed.get('question')) !== textOf(this.question)) this.#visible.restart();
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
      >
        <p id="who" class="who muted">${icon(UserRound)} ${question.agentName} · ${question.company}</p>
        <h1 id="title">${question.title}</h1>
        <ul id="points">
          ${question.points.map((point) => html`<li>${point}</li>`)}
        </ul>
        ${words === null
          ? nothing
          : html`<p class="words"><span>${this.#texts.t('question.words')}</span> <strong>${words}</strong></p>`}
        <p id="warning" class="warning small">${icon(ShieldAlert)} <span>${question.warning}</span></p>
        ${this.#renderActions()} ${this.#renderTime(question)}
      </div>
    `;
  }

  #renderActions(): TemplateResult {
    const closed = this.answering || this.#countdown.remainingMs === 0;
    return html`
      <div class="actions">
        <button id="notNow" class="button big" type="button" aria-disabled=${closed} @click=${this.#onNotNow}>
          ${this.#texts.t('question.notNow')}
        </button>
        <button id="ok" class="button big primary" type="button" aria-disabled=${closed} @click=${this.#onOk}>
          ${this.#texts.t('question.ok')}
        </button>
      </div>
    `;
  }

  #renderTime(question: QuestionView): TemplateResult {
    const remainingMs = this.#countdown.remainingMs ?? 0;
    const t = this.#texts;
    const sentence =
      remainingMs === 0
        ? t.t('question.over')
        : t.t('question.remaining', { time: t.formatDuration(remainingMs) });
    const spoken =
      remainingMs > 0 && remainingMs <= WARN_AT_MS
        ? t.t('question.remaining', { time: t.formatSpan(WARN_AT_MS) })
        : '';
    return html`
      <div class="time">
        <progress max=${question.totalInMs} .value=${remainingMs} aria-labelledby="remaining"></progress>
        <span id="remaining" class="small muted">${sentence}</span>
        <button
          class="button"
          type="button"
          aria-disabled=${question.extensionsLeft === 0 || this.answering}
          @click=${this.#onMoreTime}
        >
          ${t.t('question.moreTime')}
        </button>
        <span class="visually-hidden" role="status">${spoken}</span>
      </div>
    `;
  }

  protected override updated(): void {
    const requestId = this.question?.requestId ?? null;
    if (requestId === this.#focusedFor) return;
    this.#focusedFor = requestId;
    if (requestId === null) return;
    // The question is to be read from its beginning, also where the buttons are below the edge of a small screen.
    this.notNowButton?.focus({ preventScroll: true });
    const { top } = this.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) this.scrollIntoView({ block: 'start' });
  }

  #onOk(event: Event): void {
    if (!this.isHuman(event) || this.#visible.visibleForMs < READ_AT_LEAST_MS) return;
    if (this.#countdown.remainingMs === 0) return;
    this.#answer('ok');
  }

  #onNotNow(): void {
    this.#answer('notNow');
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.question) return;
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

/** Names one text on the screen: another language is another text. */
const textOf = (question: QuestionView | null | undefined): string =>
  question ? `${question.requestId} ${question.locale} ${question.textVersion}` : '';

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-question': Question;
  }
  interface HTMLElementEventMap {
    'sideseat-answer': CustomEvent<AnswerDetail>;
    'sideseat-more-time': CustomEvent<{ requestId: string }>;
  }
}
