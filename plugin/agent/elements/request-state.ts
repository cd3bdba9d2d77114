import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CircleCheck, CircleSlash, Eye, Undo2 } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { Outcome } from '../../../gateway/protocol/views.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { failureText } from '../../shared/texts/texts.ts';
import type { AgentSession, CommandName } from '../agent-state.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../keep-focus.ts';
import { agentTexts } from '../texts/texts.ts';
import { Ticker } from '../ticker.ts';
import { mayContinue } from '../views/may-continue.ts';
import { toRequestCommand, type RequestCommandView } from '../views/request-command.ts';
import { sharingCommandsStyles } from './sharing-commands.styles.ts';
import { liveStyles, markStyles } from './styles.ts';
import { renderProblem } from './templates.ts';

/**
 * The Sharing tab of one session: the commands with what they will do or why they cannot, the open request with its
 * remaining time, and how the latest one ended.
 *
 * @element sideseat-sharing-commands
 * @fires {CustomEvent<{ sessionId: string, command: 'requestView' | 'withdraw' }>} sideseat-command
 */
export class SharingCommands extends LitElement {
  static override readonly styles = [baseStyles, markStyles, liveStyles, sharingCommandsStyles];

  @property({ attribute: false }) session!: AgentSession;
  /** The signed-in agent, as named in the reasons of an end. */
  @property() agent = '';
  @property({ attribute: false }) link: LinkState = 'open';
  @property({ attribute: false }) clock: Clock = systemClock;

  /** The request that the box Request sent speaks of; `pressed`: its number is not known yet. */
  @state() private sent: 'no' | 'pressed' | { requestId: string } = 'no';
  @query('.command button') private readonly command!: HTMLButtonElement;
  readonly #texts = new Localized(this, agentTexts);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => this.#counts());

  constructor() {
    super();
    new KeepFocus(this, () => this.command);
  }

  /** Where the focus goes when what it was on is gone from the session. */
  override focus(): void {
    this.command?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session') || this.sent !== 'pressed') return;
    const { request } = this.session.view;
    if (request) this.sent = { requestId: request.requestId };
    else if (this.session.command?.phase === 'refused') this.sent = 'no';
  }

  protected override render(): TemplateResult {
    const view = toRequestCommand(this.session, this.link, this.#ticker.nowMs);
    const t = this.#texts;
    return html`
      <div class="command ${view.on ? 'on' : ''}">
        ${icon(Eye)}
        <button
          type="button"
          aria-describedby="command-line"
          aria-disabled=${!view.enabled}
          @click=${() => this.#onRequest(view)}
        >
          ${t.t('command.requestView')}
        </button>
        <p id="command-line">${this.#renderLine(view.line)}</p>
      </div>
      ${renderProblem('problem', t, view.refusal, this.#refusalAsItCame())}
      ${view.request ? this.#renderRequest(view.request) : nothing}
      <div role="status" class="live">${view.outcome ? this.#renderOutcome(view.outcome, view.advice) : nothing}</div>
      ${this.#renderSent(view)}
    `;
  }

  #renderLine(line: RequestCommandView['line']): unknown {
    const t = this.#texts;
    if ('failure' in line) return failureText(t, line.failure);
    const time = line.atMs === undefined ? '' : t.formatTime(line.atMs);
    return t.rich(line.text, { name: this.#name(), time });
  }

  #renderRequest(request: NonNullable<RequestCommandView['request']>): TemplateResult {
    const t = this.#texts;
    const label = request.phase === 'asking' ? 'command.remaining' : 'command.remainingChoosing';
    const state = t.rich(`command.requestView.${request.phase}`, { name: this.#name() });
    const withdraw = (): void => this.#send('withdraw');
    return html`
      <div class="request">
        <p class="mark asking" role="status">
          <span class="dot"></span><span>${state}</span>
        </p>
        <p class="remaining">
          <span class="muted small">${t.t(label)}</span>
          <b>${t.formatDuration(request.remainingInMs)}</b>
        </p>
        <button class="button" type="button" aria-disabled=${request.withdrawing} @click=${withdraw}>
          ${icon(Undo2)}${t.t('command.withdraw')}
        </button>
      </div>
    `;
  }

  #renderOutcome({ reason, atMs, granted }: Outcome, advice: RequestCommandView['advice']): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="outcome ${granted ? 'granted' : ''}">
        ${icon(granted ? CircleCheck : CircleSlash)}
        <div>
          <p class="reason">${t.rich(`reason.${reason}`, { customer: this.#name(), agent: this.agent })}</p>
          <p class="muted small">${advice ? t.rich(advice, { name: this.#name() }) : nothing}</p>
          <p class="muted small">${t.formatTime(atMs)}</p>
        </div>
      </div>
    `;
  }

  /** The agent's own message box. It says what became of the request meanwhile; closing it changes nothing. */
  #renderSent({ request, outcome }: RequestCommandView): TemplateResult {
    const t = this.#texts;
    const open = typeof this.sent === 'object';
    return html`
      <sideseat-dialog heading=${t.t('sent.title')} .open=${open} @sideseat-dismiss=${this.#onSentRead}>
        <p role="status">${open ? this.#sentText(request, outcome) : nothing}</p>
        <button slot="actions" class="button primary" type="button" autofocus @click=${this.#onSentRead}>
          ${t.t('ok')}
        </button>
      </sideseat-dialog>
    `;
  }

  #sentText(request: RequestCommandView['request'], outcome: Outcome | null): unknown {
    const t = this.#texts;
    const name = this.#name();
    if (request) return t.rich(`sent.${request.phase}`, { name });
    if (outcome) return t.rich(`reason.${outcome.reason}`, { customer: name, agent: this.agent });
    return t.rich('sent.granted', { name });
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
    return view.request !== null || view.askAgainInMs > 0 || command?.phase === 'refused' || mayContinue(this.session, this.clock.now());
  }

  #onRequest(view: RequestCommandView): void {
    if (!view.enabled) return;
    this.sent = 'pressed';
    this.#send('requestView');
  }

  #onSentRead(event: Event): void {
    event.stopPropagation();
    this.sent = 'no';
  }

  #send(command: Extract<CommandName, 'requestView' | 'withdraw'>): void {
    if (command === 'withdraw' && this.session.command?.phase === 'busy') return;
    emit(this, 'sideseat-command', { sessionId: this.session.view.sessionId, command });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-sharing-commands': SharingCommands;
  }
}
