import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { Play, X } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { AgentAccount } from '../../../gateway/protocol/http.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentSession } from '../agent-state.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import { agentTexts } from '../texts/texts.ts';
import { toStatusMark } from '../views/mark.ts';
import { toRefusal } from '../views/refusal.ts';
import { toEndSession, toStart, type CommandView } from '../views/request-command.ts';
import { toSharingWindow } from '../views/sharing-window.ts';
import { sessionPanelStyles } from './session-panel.styles.ts';
import { markStyles } from './styles.ts';
import { commandLineText, renderMark, renderProblem } from './templates.ts';

/**
 * One session: who it is and how the connection stands, the stage with the sharing window or what can be done next, and
 * the session's tools. `sideseat-session` is the same for hosts, by the session's id.
 *
 * @element sideseat-session-panel
 * @fires {CustomEvent<{ sessionId: string, command: CommandName }>} sideseat-command
 * @fires {CustomEvent<{ sessionId: string, invite: 'pin' | 'link' }>} sideseat-invite
 * @fires {CustomEvent<{ sessionId: string }>} sideseat-close-tab - Close tab was pressed.
 */
export class SessionPanel extends LitElement {
  static override readonly styles = [baseStyles, markStyles, sessionPanelStyles];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) account!: AgentAccount;
  @property({ attribute: false }) link: LinkState = 'open';
  /** Whether the panel is on the screen. What only matters there is left out otherwise. */
  @property({ attribute: false }) active = true;
  /** Whether there is a tab to close. */
  @property({ attribute: false }) closable = false;
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private asksToEnd = false;
  @query('h2') private readonly heading!: HTMLElement;
  readonly #texts = new Localized(this, agentTexts);

  constructor() {
    super();
    new KeepFocus(this, () => this.heading);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('session');
    if (before && before.view.sessionId !== this.session.view.sessionId) this.asksToEnd = false;
  }

  /** Keyed: an open box, a window of its own, what was sent, all that is of one customer and never of the next. */
  protected override render(): unknown {
    return keyed(this.session.view.sessionId, this.#renderSession());
  }

  #renderSession(): TemplateResult {
    return html`
      ${this.#renderHead()}
      <sideseat-own-desktop-view .session=${this.session} .link=${this.link} .clock=${this.clock}></sideseat-own-desktop-view>
      <div class="body">
        <div class="stage">${this.#renderStage()}</div>
        <sideseat-session-tools
          .session=${this.session}
          .link=${this.link}
          .active=${this.active}
          .clock=${this.clock}
          agent=${this.account.name}
        ></sideseat-session-tools>
      </div>
      <sideseat-end-session
        .session=${this.session}
        .open=${this.asksToEnd}
        @sideseat-dismiss=${this.#onEndDismissed}
      ></sideseat-end-session>
    `;
  }

  #renderHead(): TemplateResult {
    const t = this.#texts;
    const { view } = this.session;
    const ended = view.status === 'ended';
    return html`
      <div class="head">
        <div class="who">
          <h2 tabindex="-1" aria-label=${t.t('panel.of', { name: view.name })}><bdi>${view.name}</bdi></h2>
          ${renderMark(toStatusMark(this.session), t)} ${ended ? nothing : this.#renderPresence()}
        </div>
        ${view.words !== null && !ended ? this.#renderWords(view.words) : nothing}
        <div class="acts">
          ${ended ? nothing : html`${this.#renderStart()} ${this.#renderEnd()}`}
          ${this.closable ? this.#renderClose() : nothing}
        </div>
      </div>
      ${renderProblem('problem', t, toRefusal(this.session, ['start', 'end'], this.clock.now()))}
    `;
  }

  #renderPresence(): TemplateResult | typeof nothing {
    const { customerPresence, status } = this.session.view;
    if (status === 'connecting') return nothing;
    const t = this.#texts;
    return html`
      <span class="presence ${customerPresence}" role="status">
        <span class="visually-hidden">${t.t('panel.presence.label')}:</span>${t.t(`panel.presence.${customerPresence}`)}
      </span>
    `;
  }

  #renderWords(words: string): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="words">
        <span class="label">${t.t('panel.words')}</span>
        <b lang="en">${words}</b>
        <span class="hint">${t.t('panel.wordsHint')}</span>
      </div>
    `;
  }

  #renderStart(): TemplateResult | typeof nothing {
    if (this.session.view.status === 'active') return nothing;
    const start = toStart(this.session, this.link);
    const label = html`${icon(Play)}${this.#texts.t('panel.start')}`;
    return this.#renderCommand('start', label, start.enabled ? 'primary' : '', start, () =>
      emit(this, 'sideseat-command', { ...this.#id(), command: 'start' }),
    );
  }

  #renderEnd(): TemplateResult {
    const label = html`${this.#texts.t('panel.end')}`;
    return this.#renderCommand('end', label, 'danger', toEndSession(this.session, this.link), () => {
      this.asksToEnd = true;
    });
  }

  /** Its line says what it does, or why it cannot. */
  #renderCommand(
    id: string,
    label: TemplateResult,
    look: string,
    { enabled, line }: CommandView,
    act: () => void,
  ): TemplateResult {
    const words = commandLineText(line, this.#texts, this.session.view.name);
    return html`
      <button
        class="button ${look}"
        type="button"
        aria-disabled=${!enabled}
        aria-describedby=${`${id}-line`}
        title=${words}
        @click=${() => (enabled ? act() : undefined)}
      >
        ${label}
      </button>
      <span id=${`${id}-line`} hidden>${words}</span>
    `;
  }

  #renderClose(): TemplateResult {
    return html`
      <button
        class="button quiet close"
        type="button"
        title=${this.#texts.t('sessions.closeTab')}
        @click=${() => emit(this, 'sideseat-close-tab', this.#id())}
      >
        ${icon(X)}<span>${this.#texts.t('sessions.closeTab')}</span>
      </button>
    `;
  }

  #renderStage(): TemplateResult {
    if (toSharingWindow(this.session, this.link, this.clock.now())) {
      return html`
        <sideseat-sharing-window
          .session=${this.session}
          .link=${this.link}
          .clock=${this.clock}
          agent=${this.account.name}
        ></sideseat-sharing-window>
      `;
    }
    return html`
      <sideseat-session-stage
        .session=${this.session}
        .account=${this.account}
        .active=${this.active}
        .clock=${this.clock}
      ></sideseat-session-stage>
    `;
  }

  #id(): { sessionId: string } {
    return { sessionId: this.session.view.sessionId };
  }

  #onEndDismissed(event: Event): void {
    event.stopPropagation();
    this.asksToEnd = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-session-panel': SessionPanel;
  }
}
