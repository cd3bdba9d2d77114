import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CircleAlert, CircleCheck, CircleSlash, Undo2 } from 'lucide';
import type { Outcome } from '../../../gateway/protocol/views.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import type { Dialog } from '../../shared/dialog.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentSession } from '../agent-state.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import { laterTexts } from '../texts/later/texts.ts';
import { Ticker } from '../ticker.ts';
import { mayContinue } from '../views/may-continue.ts';
import { toRequest, type RequestView } from '../views/request.ts';
import { REQUEST_COMMANDS } from '../views/request-command.ts';
import { requestStateStyles } from './request-state.styles.ts';
import { liveStyles, markStyles } from './styles.ts';
import { renderProblem } from './templates.ts';

/**
 * What became of the agent's latest request, whichever way it was made: the box Request sent, the open request with its
 * remaining time, how the latest one ended, and why a command was refused.
 *
 * @element sideseat-request-state
 * @fires {CustomEvent<{ sessionId: string, command: 'withdraw' }>} sideseat-command
 */
export class RequestState extends LitElement {
  static override readonly styles = [baseStyles, markStyles, liveStyles, requestStateStyles];

  @property({ attribute: false }) session!: AgentSession;
  /** The signed-in agent, as named in the reasons of an end. */
  @property() agent = '';
  /** Whether it is on the screen; the box Request sent opens only there. */
  @property({ attribute: false }) active = true;
  @property({ attribute: false }) clock: Clock = systemClock;
  /** Where the focus goes when the request it was on is over. */
  @property({ attribute: false }) getFallbackFocus: () => HTMLElement | null = () => null;

  /** The request that the box Request sent speaks of; `pressed`: its number is not known yet. */
  @state() private sent: 'no' | 'pressed' | { requestId: string } = 'no';
  @query('sideseat-dialog') private readonly dialog!: Dialog;
  @query('.live') private readonly outcome!: HTMLElement;
  readonly #texts = new Localized(this, laterTexts);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => this.#counts());

  /** The box goes by itself, from under the agent's hand. */
  #leavesBox = false;

  constructor() {
    super();
    new KeepFocus(this, () => this.getFallbackFocus());
  }

  /** A request of this page is known by its command, whichever element sent it. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session')) return;
    const before = changed.get('session') as AgentSession | undefined;
    const { command, view } = this.session;
    if (before?.view.sessionId !== view.sessionId) this.sent = 'no';
    if (isBeingSent(this.session) && !isBeingSent(before)) this.sent = 'pressed';
    if (isAsking(command) && command?.phase === 'refused') this.sent = 'no';
    if (this.sent === 'pressed' && view.request) this.sent = { requestId: view.request.requestId };
    // What became of it is told beside it, and the picture is to be seen.
    if (typeof this.sent === 'object' && this.sent.requestId !== view.request?.requestId) {
      this.#leavesBox = view.share === null && view.agentShare === null && this.dialog.contains(this.shadowRoot?.activeElement ?? null);
      this.sent = 'no';
    }
  }

  protected override updated(): void {
    if (this.#leavesBox) void this.#focusOutcome();
    this.#leavesBox = false;
  }

  /** A key that was meant for the box's OK must not press the command that has the focus when the box is gone: it asks. */
  async #focusOutcome(): Promise<void> {
    await this.dialog.updateComplete;
    this.outcome.focus();
  }

  protected override render(): TemplateResult {
    const view = toRequest(this.session, this.#ticker.nowMs);
    return html`
      ${renderProblem('problem', this.#texts, view.refusal, this.#refusalAsItCame())}
      ${view.captureProblem.length > 0 ? this.#renderProblem(view.captureProblem) : nothing}
      ${view.open ? this.#renderOpen(view.open) : nothing}
      <div role="status" class="live" tabindex="-1">
        ${view.outcome ? this.#renderOutcome(view.outcome, view) : nothing}
      </div>
      ${this.#renderSent(view.open)}
    `;
  }

  #renderOpen(request: NonNullable<RequestView['open']>): TemplateResult {
    const t = this.#texts;
    const isAnswered = request.phase === 'choosing';
    const isShowing = isOwn(request);
    const label = isAnswered && !isAboutPage(request) && !isShowing ? 'command.remainingChoosing' : 'command.remaining';
    const state = t.rich(isAnswered ? choosingText(request) : 'command.asking', { name: this.#name() });
    return html`
      <div class="request">
        <p class="mark asking" role="status">
          <span class="dot"></span><span>${state}</span>
        </p>
        <p class="remaining">
          <span class="muted small">${t.t(label)}</span>
          <b>${t.formatDuration(request.remainingInMs)}</b>
        </p>
        <button class="button" type="button" aria-disabled=${request.withdrawing} @click=${this.#onWithdraw}>
          ${icon(Undo2)}${t.t('command.withdraw')}
        </button>
      </div>
    `;
  }

  #renderProblem(sentences: RequestView['captureProblem']): TemplateResult {
    const words = sentences.map((key) => this.#texts.t(key)).join(' ');
    return html`<p class="error" role="alert">${icon(CircleAlert)}<span>${words}</span></p>`;
  }

  #renderOutcome({ atMs, granted }: Outcome, { reason, advice }: RequestView): TemplateResult {
    const t = this.#texts;
    const names = { customer: this.#name(), agent: this.agent };
    return html`
      <div class="outcome ${granted ? 'granted' : ''}">
        ${icon(granted ? CircleCheck : CircleSlash)}
        <div>
          <p class="reason">${reason ? t.rich(reason, names) : nothing}</p>
          <p class="muted small">${advice ? t.rich(advice, { name: this.#name() }) : nothing}</p>
          <p class="muted small">${t.formatWhen(atMs, this.#ticker.nowMs)}</p>
        </div>
      </div>
    `;
  }

  /** The agent's own message box, while the customer decides; closing it changes nothing. */
  #renderSent(request: RequestView['open']): TemplateResult {
    const t = this.#texts;
    const open = request !== null && typeof this.sent === 'object' && this.active;
    const words = open ? t.rich(sentText(request), { name: this.#name() }) : nothing;
    // What is added to a picture that runs leaves that to be seen.
    const { share, agentShare } = this.session.view;
    const isAside = (request?.command === 'requestControl' && share) || (request?.command === 'giveControl' && agentShare);
    return html`
      <sideseat-dialog heading=${t.t('sent.title')} .open=${open && !isAside} @sideseat-dismiss=${this.#onSentRead}>
        <p role="status">${isAside ? nothing : words}</p>
        <button slot="actions" class="button primary" type="button" autofocus @click=${this.#onSentRead}>
          ${t.t('ok')}
        </button>
      </sideseat-dialog>
      ${open && isAside ? this.#renderSentAside(words) : nothing}
    `;
  }

  #renderSentAside(words: unknown): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="request" role="dialog" aria-labelledby="sent">
        <b id="sent">${t.t('sent.title')}</b>
        <p role="status">${words}</p>
        <button class="button primary" type="button" @click=${this.#onSentRead}>${t.t('ok')}</button>
      </div>
    `;
  }

  /** Names are text of unknown direction. */
  #name(): TemplateResult {
    return html`<bdi>${this.session.view.name}</bdi>`;
  }

  #refusalAsItCame() {
    const { command } = this.session;
    return command?.phase === 'refused' ? command.failure : null;
  }

  #counts(): boolean {
    if (!this.session) return false;
    const { view, command } = this.session;
    return view.request !== null || command?.phase === 'refused' || mayContinue(this.session, this.clock.now());
  }

  #onSentRead(event: Event): void {
    event.stopPropagation();
    this.sent = 'no';
  }

  #onWithdraw(): void {
    const { view, command } = this.session;
    if (command?.phase !== 'busy') emit(this, 'sideseat-command', { sessionId: view.sessionId, command: 'withdraw' });
  }
}

const isAsking = (command: AgentSession['command']): boolean => REQUEST_COMMANDS.some((name) => name === command?.name);

const isBeingSent = (session: AgentSession | undefined): boolean =>
  session !== undefined && isAsking(session.command) && session.command?.phase === 'busy';

/** About the agent's own desktop, which is chosen before the customer is asked. */
const isOwn = ({ command }: NonNullable<RequestView['open']>): boolean =>
  command === 'showDesktop' || command === 'giveControl';

const isAboutPage = ({ command }: NonNullable<RequestView['open']>): boolean =>
  command === 'requestCobrowseView' || command === 'requestCobrowseControl';

/** OK was pressed; a page needs no choice. */
function choosingText(request: NonNullable<RequestView['open']>) {
  if (isAboutPage(request)) return 'sent.page.choosing';
  return isOwn(request) ? 'command.showDesktop.choosing' : 'command.requestView.choosing';
}

function sentText(request: NonNullable<RequestView['open']>) {
  if (request.phase === 'choosing') return choosingText(request);
  switch (request.command) {
    case 'requestView':
      return 'sent.asking';
    case 'requestControl':
      return 'sent.control.asking';
    case 'showDesktop':
      return 'sent.show.asking';
    case 'giveControl':
      return 'sent.giveControl.asking';
    case 'requestCobrowseView':
      return 'sent.page.asking';
    case 'requestCobrowseControl':
      return 'sent.pageControl.asking';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-request-state': RequestState;
  }
}
