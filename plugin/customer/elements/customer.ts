import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import {
  CircleAlert,
  Clock3,
  Headset,
  Info,
  Lock,
  MousePointerClick,
  WifiOff,
} from 'lucide';
import type { CaptureSupport } from '../../../gateway/client/capture-support.ts';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { CustomerSessionView } from '../../../gateway/protocol/views.ts';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import { failureText } from '../../shared/texts/texts.ts';
import { agentInSentence, choosingSentence, interruptionSentences } from '../announcement.ts';
import type { ControlLink } from '../control/viewer-control.ts';
import type { LaterPart } from '../fetch-later.ts';
import type { InviteHelper } from '../../shared/helper/helper-code.ts';
import type { CaptureState, InterruptionView, Leaving, OpenView, OutcomeView, PageView, SeenPicture } from '../page-view.ts';
import { toPageView } from '../page-view.ts';
import { customerTexts } from '../texts/texts.ts';
import { renderClosed } from './closed-card.ts';
import { READ_AT_LEAST_CONTROLLED_MS, READ_AT_LEAST_MS } from './consent-box.ts';
import { customerStyles } from './customer.styles.ts';
import type { AnswerDetail } from './question.ts';
import type { Viewer } from './viewer.ts';

/**
 * Everything that a connected customer sees: who is there, the two words, the question, what is shared, what has ended
 * and why, and the toolbar. What screen readers are told of it is the page's: see `announcement`.
 *
 * @element sideseat-customer
 * @slot sharing - What else there is to say of the page that is shared.
 * @fires {CustomEvent<AnswerDetail>} sideseat-answer - See `<sideseat-question>`.
 * @fires {CustomEvent<{ requestId: string }>} sideseat-more-time - See `<sideseat-question>`.
 * @fires {CustomEvent<ContinueOffer>} sideseat-continue - See `<sideseat-continue>`.
 * @fires {CustomEvent} sideseat-stop-control - See `<sideseat-control-status>`.
 * @fires {CustomEvent} sideseat-stop-sharing - See `<sideseat-customer-toolbar>` and `<sideseat-continue>`.
 * @fires {CustomEvent} sideseat-close-viewer - See `<sideseat-viewer>`.
 * @fires {CustomEvent} sideseat-leave - See `<sideseat-customer-toolbar>`.
 * @fires {CustomEvent} sideseat-report-abuse - See `<sideseat-report-abuse>`.
 * @fires {CustomEvent} sideseat-go-on - Go on here, or Reload the page, was pressed.
 * @fires {CustomEvent} sideseat-new-code - Enter a new code was pressed after the end.
 */
export class Customer extends LitElement {
  static override readonly styles = customerStyles;

  /** What the server says; `null` until it has said something. */
  @property({ attribute: false }) view: CustomerSessionView | null = null;
  @property({ attribute: false }) link: LinkState = 'connecting';
  /** What this page captures at this moment. */
  @property({ attribute: false }) capture: CaptureState = 'none';
  /** The agent's desktop, where that is shown here. */
  @property({ attribute: false }) picture: SeenPicture | null = null;
  /** See `<sideseat-viewer>`. */
  @property({ attribute: false }) controlLink: ControlLink | null = null;
  /** The request whose answer is on its way. */
  @property({ attribute: false }) answering: string | null = null;
  /** How the session is being ended; `null` while it goes on. */
  @property({ attribute: false }) leaving: Leaving | null = null;
  /** Why the last command was refused. */
  @property({ attribute: false }) failure: Failure | null = null;
  /** Whether this device and browser can show a screen. */
  @property({ attribute: false }) support: CaptureSupport = 'ok';
  /** What is fetched once somebody is connected. */
  @property({ attribute: false }) later: LaterPart | null = null;
  /** See `<sideseat-helper-card>`. */
  @property({ attribute: false }) inviteHelper: InviteHelper = async () => null;
  /** It is in the frame of a site's page, which is closed after the end. */
  @property({ attribute: false }) isFramed = false;
  @property({ attribute: false }) clock: Clock = systemClock;

  /** It is asked whether the agent is to be reported. */
  @state() private reporting = false;

  @query('#news') private readonly news!: HTMLElement | null;
  @query('sideseat-viewer') private readonly viewer!: Viewer | null;

  readonly #texts = new Localized(this, customerTexts);
  #page: PageView = { kind: 'opening', interrupted: false };
  #hadFocus = false;

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.#page = toPageView(this.view, this.link, this.capture, this.leaving, this.picture);
    if (this.#page.kind !== 'open') this.reporting = false;
    this.#hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
  }

  protected override render(): TemplateResult {
    const page = this.#page;
    return html`
      <div class="column">
        ${page.kind === 'open'
          ? this.#renderOpen(page)
          : html`<div id="news" class="news" tabindex="-1">
              ${renderClosed(page, this.#texts, this.isFramed, (event) => this.#emit(event))}
            </div>`}
      </div>
      ${page.kind === 'open' ? this.#renderCommands(page) : nothing}
    `;
  }

  #renderCommands(page: OpenView): TemplateResult {
    return html`
      <sideseat-customer-toolbar
        ?can-stop=${page.canStop}
        .canStop=${page.canStop}
        .isPage=${this.isFramed}
        .isOwn=${page.sharing !== null || page.interruption !== null || !page.isViewing}
        .stoppedAtMs=${page.stoppedAtMs}
        @sideseat-report=${this.#onReport}
      ></sideseat-customer-toolbar>
      <sideseat-report-abuse .open=${this.reporting} @sideseat-dismiss=${this.#onNoReport}></sideseat-report-abuse>
    `;
  }

  /** When what had the focus goes, for example an answered question, what came of it takes the focus over. */
  protected override updated(): void {
    if (this.#hadFocus && this.shadowRoot?.activeElement === null) this.news?.focus();
  }

  #renderOpen(page: OpenView): TemplateResult {
    const { question, sharing, control } = page;
    return html`
      ${page.interrupted && !page.interruption ? this.#renderInterrupted(page) : nothing}
      ${this.failure ? this.#renderFailure(this.failure) : nothing}
      <div id="news" class="news" tabindex="-1">
        ${question
          ? html`<sideseat-question
              .question=${question}
              .words=${page.words}
              .answering=${this.answering === question.requestId}
              .readAtLeastMs=${control ? READ_AT_LEAST_CONTROLLED_MS : READ_AT_LEAST_MS}
              .clock=${this.clock}
              @sideseat-answer=${this.#onAnswer}
            ></sideseat-question>`
          : nothing}
        ${page.interruption ? this.#renderInterruption(page, page.interruption) : nothing}
        ${page.choosing ? this.#renderChoosing(page) : nothing}
        ${control?.phase === 'helperAbsent' || control?.phase === 'helperUnable' ? this.#renderHelper(page) : nothing}
        ${sharing
          ? html`<sideseat-desktop-view
              .sharing=${sharing}
              .agentName=${this.#agentName(page)}
            >
              ${control
                ? html`<sideseat-control-status .control=${control} .agentName=${this.#agentName(page)}></sideseat-control-status>`
                : nothing}
              <slot name="sharing"></slot>
            </sideseat-desktop-view>`
          : nothing}
        ${this.#renderViewer(page)} ${page.outcome && this.later ? this.#renderOutcome(page, page.outcome, this.later) : nothing}
      </div>
      ${question || page.interruption?.kind === 'offered' || (this.isFramed && sharing) ? nothing : this.#renderWho(page)}
    `;
  }

  #renderInterruption(page: OpenView, interruption: InterruptionView): TemplateResult {
    if (interruption.kind === 'offered') {
      return html`<sideseat-continue
        .offer=${interruption.offer}
        .answering=${interruption.answering}
        .clock=${this.clock}
      ></sideseat-continue>`;
    }
    const [now, next] = interruptionSentences(page, this.#texts);
    return html`
      <div class="card banner interrupted">
        ${icon(WifiOff)}
        <div class="lines">
          <h2>${now}</h2>
          <p>${next}</p>
          <p class="muted">${this.#texts.t('continue.paused')}</p>
        </div>
      </div>
    `;
  }

  #renderInterrupted({ sharing, isViewing, lapsed }: OpenView): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="card banner interrupted">
        ${icon(WifiOff)}
        <p>
          <b>${t.t('link.retrying')}</b> ${t.t(sharing || isViewing ? 'link.mayStop' : 'link.nothingShared')}
          ${lapsed ? t.t('continue.lapsed') : nothing}
        </p>
      </div>
    `;
  }

  #renderFailure(failure: Failure): TemplateResult {
    const t = this.#texts;
    const text = failure.code === 'E_RECORD' ? t.t('failure.record') : failureText(t, failure);
    return html`<div class="card banner failed" role="alert">${icon(CircleAlert)}<p>${text}</p></div>`;
  }

  #renderWho(page: OpenView): TemplateResult {
    const t = this.#texts;
    const isActive = page.status === 'active';
    const sentence = isActive
      ? t.rich('page.active', { agent: html`<b>${page.agentName ?? this.#agentName(page)}</b>`, company: page.company })
      : t.t('page.waiting');
    return html`
      <div class="card who">
        <p class="status ${page.status}">
          ${icon(isActive ? Headset : Clock3)} <span>${t.t(`status.${page.status}`)}</span>
        </p>
        <h1 class="greeting">${sentence}</h1>
        ${page.seesNobody ? html`<p class="safe">${icon(Lock)} <span>${t.t('page.safe')}</span></p>` : nothing}
        ${isActive && page.agentAway
          ? html`<p class="muted">${t.t('page.agentAway', { agent: this.#agentName(page) })}</p>`
          : nothing}
        ${page.words === null
          ? nothing
          : html`<div class="words ${page.sharing ? 'compared' : ''}">
              <p>${t.t('page.words')}</p>
              <p class="two" lang="en">${page.words}</p>
              <p class="muted">${t.t('page.wordsDiffer')}</p>
            </div>`}
      </div>
    `;
  }

  #renderHelper(page: OpenView): TemplateResult {
    return html`
      <sideseat-helper-card
        .viewerName=${this.#agentName(page)}
        .progress=${this.view?.control}
        .keepsHelper=${this.view?.keepsHelper}
        .isOnline=${!page.interrupted}
        .inviteHelper=${this.inviteHelper}
        .clock=${this.clock}
      ></sideseat-helper-card>
    `;
  }

  #renderChoosing(page: OpenView): TemplateResult {
    return html`
      <div class="card choosing">
        ${icon(MousePointerClick)}
        <div>
          <h2>${choosingSentence(page, this.#texts, this.later)}</h2>
          <p>${this.#texts.t('choosing.hint')}</p>
        </div>
      </div>
    `;
  }

  /** Always there: it opens a window within the click on OK, before there is anything to see. */
  #renderViewer(page: OpenView): TemplateResult {
    return html`
      <sideseat-viewer
        .view=${this.view}
        .link=${this.link}
        .picture=${this.picture}
        .controlLink=${this.controlLink}
        .agentName=${this.#agentName(page)}
        .answering=${page.question !== null && page.question.requestId === this.answering}
        .clock=${this.clock}
      ></sideseat-viewer>
    `;
  }

  #renderOutcome(page: OpenView, outcome: OutcomeView, later: LaterPart): TemplateResult {
    const t = this.#texts;
    const agent = this.#agentName(page);
    const { atMs, mayAskAgain } = outcome;
    const ended = later.outcomeSentence(outcome, agent, this.support, t);
    return html`
      <div class="card banner outcome">
        ${icon(Info)}
        <div>
          <p>
            ${ended} ${page.lapsed ? t.t('continue.lapsed') : nothing}
            ${mayAskAgain ? later.mayAskAgain(agent, t) : nothing}
          </p>
          <p class="small muted">${t.formatTime(atMs)}</p>
        </div>
      </div>
    `;
  }

  #agentName(page: OpenView): string {
    return agentInSentence(page, this.#texts);
  }

  /** A phone has no windows: there the picture is in the page. What is shown already stays where it is. */
  #onAnswer({ detail }: CustomEvent<AnswerDetail>): void {
    const isToShow = this.view?.question?.owner === 'agent' && !this.view.agentShare && detail.answer === 'ok';
    // Until its class is fetched it has no window to open, and shows the picture in the page.
    if (isToShow && this.support !== 'phone') this.viewer?.open?.();
  }

  #onReport(): void {
    this.reporting = true;
  }

  #onNoReport(): void {
    this.reporting = false;
  }

  #emit(event: 'go-on' | 'new-code'): void {
    this.dispatchEvent(new CustomEvent(`sideseat-${event}`, { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-customer': Customer;
  }
  interface HTMLElementEventMap {
    'sideseat-go-on': CustomEvent<void>;
    'sideseat-new-code': CustomEvent<void>;
  }
}
