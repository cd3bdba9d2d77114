import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, queryAll, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentClient } from '../agent-client.ts';
import type { AgentSession, AgentState } from '../agent-state.ts';
import { Arrivals } from '../arrivals.ts';
import { ClientController } from '../client-controller.ts';
import { ClosingTab } from '../closing-tab.ts';
import { emit, type AgentEvents } from '../events.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import { needPart } from '../parts.ts';
import { LIST, OpenTabs } from '../open-tabs.ts';
import { ShortcutKeys } from '../shortcut-keys.ts';
import { rememberedShortcuts, rememberShortcuts, type ShortcutAction, type Shortcuts } from '../shortcuts.ts';
import { isFocusIn, tabOf } from '../tab-focus.ts';
import { TabScroll } from '../tab-scroll.ts';
import { agentTexts } from '../texts/texts.ts';
import { Ticker } from '../ticker.ts';
import { toShortcutOutcome } from '../views/shortcut-outcome.ts';
import { renderBanner, renderHeader, renderNewButton, renderOver } from './dashboard-parts.ts';
import { dashboardStyles } from './dashboard.styles.ts';
import { renderSessionTabs } from './session-tabs.ts';
import { sessionTabsStyles } from './session-tabs.styles.ts';
import { emptyStyles, markStyles, overStyles, tabStyles } from './styles.ts';
import { commandLineText } from './templates.ts';

/**
 * The signed-in agent's page, the multi-session window: a header, a tab with the list of sessions and one for each
 * customer, below what the chosen tab is about, and at the bottom the icon tray. Tabs stay until they are closed;
 * closing one never ends its session.
 *
 * @element sideseat-dashboard
 * @fires {CustomEvent<{ sessionId: string, command: CommandName }>} sideseat-command - Carried out by the client,
 *   unless its default was prevented. So are the other events of `AgentEvents`.
 */
export class Dashboard extends LitElement {
  static override readonly styles = [
    baseStyles,
    tabStyles,
    markStyles,
    emptyStyles,
    overStyles,
    dashboardStyles,
    sessionTabsStyles,
  ];

  @property({ attribute: false }) client: AgentClient | undefined;
  @property({ attribute: false }) clock: Clock = systemClock;
  @property({ attribute: false }) reload: () => void = () => location.reload();

  @state() private dialog: 'none' | 'newSession' | 'shortcuts' = 'none';
  @state() private shortcuts: Shortcuts = rememberedShortcuts();
  /** What a key could not do; read out. Counted, so that the same is read out twice. */
  @state() private explained = { text: '', times: 0 };
  @query('.scroll') private readonly row!: HTMLElement | null;
  @query('[role="tab"][aria-selected="true"]') private readonly selectedTab!: HTMLElement | null;
  @queryAll('sideseat-close-question, sideseat-new-session, sideseat-shortcuts')
  private readonly dialogs!: NodeListOf<LitElement>;
  readonly #texts = new Localized(this, agentTexts);
  readonly #agent = new ClientController(this);
  readonly #tabs = new OpenTabs(this, () => this.#agent.state);
  readonly #arrivals = new Arrivals(this, () => this.#agent.state);
  readonly #closing = new ClosingTab(this, {
    tabs: this.#tabs,
    send: (sessionId, command) => emit(this, 'sideseat-command', { sessionId, command }),
    close: (sessionId) => this.#takeAway(sessionId),
  });
  readonly #scroll = new TabScroll(this, () => this.row);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => this.#counts());

  constructor() {
    super();
    new KeepFocus(this, () => this.selectedTab);
    new ShortcutKeys(this, () => this.shortcuts, (action) => this.#onShortcut(action));
    this.addEventListener('sideseat-open', (event) => void this.#show(event.detail.sessionId));
    this.addEventListener('sideseat-close-tab', (event) => this.#onClose(event.detail.sessionId));
    this.addEventListener('sideseat-command', (event) => this.#onCommand(event.detail));
    this.addEventListener('sideseat-shortcuts', (event) => {
      this.shortcuts = event.detail.shortcuts;
      rememberShortcuts(this.shortcuts);
    });
  }

  /**
   * Brings a session's tab to the front, for a host. Other than the agent's own wish, `sideseat-open`, it leaves boxes
   * open and the focus where it is, unless that was in what is in front no more.
   */
  open(sessionId: string): void {
    this.#tabs.open(sessionId);
  }

  /** Takes a session's tab away, for a host; the agent is asked first where something is shared or asked in it. */
  closeTab(sessionId: string): void {
    this.#closing.ask(sessionId);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this.#agent;
    if (!state) return nothing;
    const { link, account } = state;
    const reload = (): void => emit(this, 'sideseat-reload');
    if (link === 'replaced') return html`<main class="over">${renderOver(this.#texts, 'replaced', reload)}</main>`;
    if (link === 'closed' || link === 'refused') {
      return html`<main class="over">${renderOver(this.#texts, 'closed', reload)}</main>`;
    }
    return html`
      ${renderHeader(this.#texts, account, {
        shortcuts: () => this.#openDialog('shortcuts'),
        signOut: () => emit(this, 'sideseat-sign-out'),
      })}
      ${renderBanner(this.#texts, link)}
      <nav class="strip">${this.#renderTabs(state)} ${this.#renderNewButton(state)}</nav>
      <main>${this.#renderPanels()}</main>
      <footer>${this.#renderFooter()}</footer>
      <p class="visually-hidden" role="status">${this.#renderArrival()}</p>
      <p class="visually-hidden" role="status">${this.#renderNews(state)}</p>
      <p class="visually-hidden" role="status">${this.#renderExplained()}</p>
      ${this.#renderDialogs(state)}
    `;
  }

  #renderTabs({ link }: AgentState): TemplateResult {
    return renderSessionTabs({
      tabs: this.#tabs,
      texts: this.#texts,
      link,
      nowMs: this.#ticker.nowMs,
      overflows: this.#scroll.overflows,
      select: (tab) => this.#tabs.select(tab),
      close: (sessionId) => this.#onClose(sessionId),
      go: (tab) => void this.#go(tab),
    });
  }

  #renderNewButton({ account }: AgentState): TemplateResult {
    return renderNewButton(this.#texts, {
      allowed: account?.rights.startPrivateSessions === true,
      first: this.#tabs.sessions.length === 0,
      open: () => this.#openNew(),
    });
  }

  #renderPanels(): TemplateResult {
    const isList = this.#tabs.selected === LIST;
    return html`
      <div role="tabpanel" id=${`panel-${LIST}`} aria-labelledby=${`tab-${LIST}`} ?hidden=${!isList}>
        <div role="status"><sideseat-visitor-gone .gone=${this.#tabs.gone}></sideseat-visitor-gone></div>
        <sideseat-active-sessions .client=${this.#agent.client} .clock=${this.clock}></sideseat-active-sessions>
      </div>
      ${repeat(
        this.#tabs.sessions,
        ({ view }) => view.sessionId,
        (session) => this.#renderPanel(session),
      )}
    `;
  }

  #renderPanel({ view: { sessionId } }: AgentSession): TemplateResult {
    const selected = this.#tabs.selected === sessionId;
    return html`
      <div role="tabpanel" id=${`panel-${sessionId}`} aria-labelledby=${`tab-${sessionId}`} ?hidden=${!selected}>
        <sideseat-session
          session-id=${sessionId}
          .client=${this.#agent.client}
          .active=${selected}
          .closable=${true}
          .clock=${this.clock}
        ></sideseat-session>
      </div>
    `;
  }

  /** The icon tray, and at the lower right Sharing, while anything is shared. */
  #renderFooter(): TemplateResult {
    const current = this.#tabs.current?.view.sessionId ?? '';
    return html`
      <sideseat-icon-tray session-id=${current} .client=${this.#agent.client} .clock=${this.clock}></sideseat-icon-tray>
      <sideseat-sharing-button
        session-id=${current}
        .client=${this.#agent.client}
        .getFallbackFocus=${() => this.selectedTab}
      ></sideseat-sharing-button>
    `;
  }

  /** Keyed, so that a second customer of the same name is another piece of news. */
  #renderArrival(): unknown {
    const view = this.#arrivals.latest;
    if (!view) return nothing;
    return keyed(view.sessionId, html`<span>${this.#texts.t('stage.waiting.title', { name: view.name })}</span>`);
  }

  /** What happened behind the tab in front; in front everything says so itself. An arrival is told already. */
  #renderNews({ account }: AgentState): unknown {
    const news = this.#tabs.latest;
    if (!news || news.entry.kind === 'customerLinked') return nothing;
    needPart('log');
    const { name, sessionId } = news.session.view;
    return keyed(
      `${sessionId} ${news.entry.seq}`,
      html`
        <sideseat-session-news .entry=${news.entry} customer=${name} agent=${account?.name ?? ''}></sideseat-session-news>
      `,
    );
  }

  #renderExplained(): unknown {
    const { text, times } = this.explained;
    return times === 0 ? nothing : keyed(times, html`<span>${text}</span>`);
  }

  #renderDialogs({ account, creation, sessions }: AgentState): TemplateResult | typeof nothing {
    if (!account) return nothing;
    const created = creation.phase === 'done' ? creation.sessionId : null;
    return html`
      <sideseat-new-session
        .open=${this.dialog === 'newSession'}
        .account=${account}
        .creation=${creation}
        .session=${sessions.find(({ view }) => view.sessionId === created) ?? null}
        .clock=${this.clock}
        @sideseat-dismiss=${this.#closeDialog}
      ></sideseat-new-session>
      <sideseat-shortcuts
        .open=${this.dialog === 'shortcuts'}
        .shortcuts=${this.shortcuts}
        @sideseat-dismiss=${this.#closeDialog}
      ></sideseat-shortcuts>
      <sideseat-close-question
        .session=${this.#closing.asked}
        @sideseat-confirm=${() => this.#closing.confirm()}
        @sideseat-dismiss=${() => this.#closing.cancel()}
      ></sideseat-close-question>
    `;
  }

  /** A tab counts down how long its customer may still think. */
  #counts(): boolean {
    return this.#tabs.sessions.some(({ view }) => view.request !== null);
  }

  #openNew(): void {
    if (this.#agent.state?.account?.rights.startPrivateSessions !== true) return;
    emit(this, 'sideseat-new-session');
    this.#openDialog('newSession');
  }

  #openDialog(dialog: 'newSession' | 'shortcuts'): void {
    needPart(dialog === 'shortcuts' ? dialog : 'inviting');
    this.dialog = dialog;
  }

  #closeDialog(): void {
    this.dialog = 'none';
  }

  /** A click on a cross focuses nothing; the agent is where it was. */
  #onClose(sessionId: string): void {
    if (!isFocusIn(this.shadowRoot, sessionId)) tabOf(this.renderRoot, sessionId)?.focus();
    this.#closing.ask(sessionId);
  }

  /** The focus goes on to the tab before, but only from there: meanwhile the agent may be elsewhere on the host's page. */
  #takeAway(sessionId: string): void {
    const hadFocus = isFocusIn(this.shadowRoot, sessionId);
    const neighbour = this.#tabs.close(sessionId);
    if (hadFocus) void this.#focusTab(neighbour);
  }

  async #show(sessionId: string): Promise<void> {
    this.#closeDialog();
    this.#tabs.open(sessionId);
    await this.#focusTab(sessionId);
  }

  async #go(tab: string): Promise<void> {
    this.#tabs.select(tab);
    await this.#focusTab(tab);
  }

  /** A session that was taken from the list is what the agent works on next. */
  #onCommand({ sessionId, command }: AgentEvents['sideseat-command']): void {
    const takes = command === 'start' || command === 'requestCobrowseView';
    if (takes && this.#tabs.selected === LIST) void this.#show(sessionId);
  }

  #onShortcut(action: ShortcutAction): void {
    const { state } = this.#agent;
    if (!state) return;
    switch (action) {
      case 'newSession':
        return this.#openNew();
      case 'shortcuts':
        return this.#openDialog('shortcuts');
      case 'sessionList':
        return void this.#go(LIST);
      case 'nextSession':
      case 'previousSession':
        this.#tabs.step(action === 'nextSession' ? 1 : -1);
        return void this.#focusTab(this.#tabs.selected);
      default: {
        const outcome = toShortcutOutcome(action, state, this.#tabs.current, this.clock.now());
        if ('command' in outcome) emit(this, 'sideseat-command', outcome);
        else this.#explain(commandLineText(outcome.why, this.#texts, this.#tabs.current?.view.name ?? ''));
      }
    }
  }

  #explain(text: string): void {
    this.explained = { text, times: this.explained.times + 1 };
  }

  /** While a dialog is open the tabs cannot have the focus, so its closing is awaited. */
  async #focusTab(id: string): Promise<void> {
    await this.updateComplete;
    for (const dialog of this.dialogs) await dialog.updateComplete;
    tabOf(this.renderRoot, id)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-dashboard': Dashboard;
  }
}
