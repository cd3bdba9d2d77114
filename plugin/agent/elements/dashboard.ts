import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, queryAll, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { Plus, Users, X } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { remainingMs, type AgentSession, type AgentState } from '../agent-state.ts';
import { emit, type AgentEvents } from '../events.ts';
import { KeepFocus } from '../keep-focus.ts';
import { onTablistKeydown } from '../tabs.ts';
import { agentTexts } from '../texts/texts.ts';
import { Ticker } from '../ticker.ts';
import { toMark } from '../views/mark.ts';
import { renderBanner, renderHeader, renderOver } from './dashboard-parts.ts';
import { dashboardStyles } from './dashboard.styles.ts';
import { emptyStyles, markStyles, tabStyles } from './styles.ts';
import { renderMark } from './templates.ts';

/** The tab that is always there. */
const LIST = 'list';

/**
 * The signed-in agent's page: a header, a tab with the list of sessions and one for each customer, and below what the
 * chosen tab is about. Tabs stay until they are closed; closing one never ends its session.
 *
 * @element sideseat-dashboard
 * @fires {CustomEvent} sideseat-sign-out
 * @fires {CustomEvent<{ sessionId: string, command: CommandName }>} sideseat-command
 * @fires {CustomEvent<{ name: string, invite: 'pin' | 'link' }>} sideseat-create
 * @fires {CustomEvent} sideseat-new-session - The dialog opens; what came of an earlier creation is to be forgotten.
 */
export class Dashboard extends LitElement {
  static override readonly styles = [baseStyles, tabStyles, markStyles, emptyStyles, dashboardStyles];

  @property({ attribute: false }) state!: AgentState;
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private selected = LIST;
  @state() private closed: ReadonlySet<string> = new Set();
  @state() private creating = false;
  /** The tab that is closed when the agent confirms it. */
  @state() private closing: string | null = null;
  /** The tab that is closed once what it shows has ended, because of the command that the agent confirmed. */
  @state() private leaving: { sessionId: string; command: 'release' | 'withdraw' } | null = null;
  /** The session whose customer came in lately; read out while that customer waits. */
  @state() private arrived: string | null = null;
  @query('#tab-list') private readonly listTab!: HTMLElement | null;
  @queryAll('sideseat-dialog, sideseat-new-session') private readonly dialogs!: NodeListOf<LitElement>;
  readonly #texts = new Localized(this, agentTexts);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => this.#counts());

  constructor() {
    super();
    new KeepFocus(this, () => this.listTab);
    this.addEventListener('sideseat-open', (event) => this.#show(event.detail.sessionId));
    this.addEventListener('sideseat-close-tab', (event) => this.#askToClose(event.detail.sessionId));
    this.addEventListener('sideseat-command', (event) => this.#onCommand(event.detail));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    const before = changed.get('state') as AgentState | undefined;
    this.#noteArrivals(before?.sessions ?? []);
    this.#leave();
    // Sessions that had ended before this page came are history: they have no tab.
    if (!before?.loaded && this.state.loaded) {
      const ended = this.state.sessions.filter(({ view }) => view.status === 'ended');
      this.closed = new Set(ended.map(({ view }) => view.sessionId));
    }
    if (!this.#tabs().some(({ view }) => view.sessionId === this.selected)) this.selected = LIST;
  }

  protected override render(): TemplateResult {
    const { link } = this.state;
    const reload = (): void => emit(this, 'sideseat-reload');
    if (link === 'replaced') return renderOver(this.#texts, 'replaced', reload);
    if (link === 'closed' || link === 'refused') return renderOver(this.#texts, 'closed', reload);
    return html`
      ${renderHeader(this.#texts, this.state.account, () => emit(this, 'sideseat-sign-out'))}
      ${renderBanner(this.#texts, link)}
      <nav class="strip">
        <div class="scroll">
          <div role="tablist" aria-label=${this.#texts.t('sessions.tabs')} @keydown=${this.#onTabKeydown}>
            ${this.#renderListTab()}
            ${repeat(this.#tabs(), ({ view }) => view.sessionId, (session) => this.#renderTab(session))}
          </div>
        </div>
        ${this.#renderNewButton()}
      </nav>
      <main>
        <div role="tabpanel" id="panel-list" aria-labelledby="tab-list" ?hidden=${this.selected !== LIST}>
          ${this.state.loaded ? this.#renderList() : this.#renderLoading()}
        </div>
        ${repeat(this.#tabs(), ({ view }) => view.sessionId, (session) => this.#renderPanel(session))}
      </main>
      <p class="visually-hidden" role="status">${this.#renderArrival()}</p>
      ${this.#renderNewDialog()} ${this.#renderCloseDialog()}
    `;
  }

  /** Keyed, so that a second customer of the same name is another piece of news. */
  #renderArrival(): unknown {
    const view = this.#session(this.arrived)?.view;
    if (view?.status !== 'waiting') return nothing;
    const sentence = this.#texts.t('stage.waiting.title', { name: view.name });
    return keyed(view.sessionId, html`<span>${sentence}</span>`);
  }

  #renderListTab(): TemplateResult {
    const selected = this.selected === LIST;
    return html`
      <span class="tab" role="presentation">
        ${icon(Users)}
        <button
          type="button"
          role="tab"
          id="tab-list"
          aria-selected=${selected}
          aria-controls="panel-list"
          tabindex=${selected ? 0 : -1}
          @click=${() => this.#select(LIST)}
        >
          ${this.#texts.t('table.title')}
        </button>
      </span>
    `;
  }

  /** The cross serves the mouse; the keyboard has Delete and the panel's button Close tab. */
  #renderTab(session: AgentSession): TemplateResult {
    const { sessionId, name } = session.view;
    const selected = this.selected === sessionId;
    const mark = toMark(session, this.state.link);
    const remaining =
      mark.endsInMs === undefined
        ? ''
        : this.#texts.formatDuration(remainingMs(session, mark.endsInMs, this.#ticker.nowMs));
    return html`
      <span class="tab" role="presentation">
        <button
          type="button"
          role="tab"
          id=${`tab-${sessionId}`}
          data-session=${sessionId}
          aria-describedby=${`mark-${sessionId}`}
          aria-keyshortcuts="Delete"
          aria-selected=${selected}
          aria-controls=${`panel-${sessionId}`}
          tabindex=${selected ? 0 : -1}
          @click=${() => this.#select(sessionId)}
        >
          <bdi>${name}</bdi>
        </button>
        ${renderMark(mark, this.#texts, { id: `mark-${sessionId}`, remaining })}
        <span
          class="cross"
          title=${this.#texts.t('sessions.closeTab')}
          aria-hidden="true"
          @click=${() => this.#askToClose(sessionId)}
          >${icon(X)}</span
        >
      </span>
    `;
  }

  #renderNewButton(): TemplateResult {
    const t = this.#texts;
    const allowed = this.state.account?.rights.startPrivateSessions === true;
    const why = t.t('error.E_RIGHT_PRIVATE_SESSIONS');
    return html`
      <div class="new">
        <button
          class="button ${this.#tabs().length === 0 ? 'primary' : ''}"
          type="button"
          aria-disabled=${!allowed}
          title=${allowed ? nothing : why}
          @click=${() => (allowed ? this.#openNew() : undefined)}
        >
          ${icon(Plus)}${t.t('sessions.new')}
        </button>
        ${allowed ? nothing : html`<span class="small muted">${why}</span>`}
      </div>
    `;
  }

  #renderList(): TemplateResult {
    return html`
      <sideseat-active-sessions .sessions=${this.state.sessions} .clock=${this.clock}></sideseat-active-sessions>
    `;
  }

  #renderLoading(): TemplateResult {
    return html`
      <div class="empty" role="status">
        <p class="muted">${this.#texts.t(this.state.link === 'open' ? 'loading.title' : 'link.connecting')}</p>
      </div>
    `;
  }

  #renderPanel(session: AgentSession): TemplateResult {
    const { sessionId } = session.view;
    const selected = this.selected === sessionId;
    return html`
      <div role="tabpanel" id=${`panel-${sessionId}`} aria-labelledby=${`tab-${sessionId}`} ?hidden=${!selected}>
        <sideseat-session-panel
          .session=${session}
          .account=${this.state.account!}
          .link=${this.state.link}
          .active=${selected}
          .clock=${this.clock}
        ></sideseat-session-panel>
      </div>
    `;
  }

  #renderNewDialog(): TemplateResult | typeof nothing {
    const { account, creation, sessions } = this.state;
    if (!account) return nothing;
    const created = creation.phase === 'done' ? creation.sessionId : null;
    return html`
      <sideseat-new-session
        .open=${this.creating}
        .account=${account}
        .creation=${creation}
        .session=${sessions.find(({ view }) => view.sessionId === created) ?? null}
        .clock=${this.clock}
        @sideseat-dismiss=${() => {
          this.creating = false;
        }}
      ></sideseat-new-session>
    `;
  }

  #renderCloseDialog(): TemplateResult {
    const t = this.#texts;
    const session = this.#session(this.closing);
    const name = session?.view.name ?? '';
    const cancel = (): void => {
      this.closing = null;
    };
    return html`
      <sideseat-dialog
        kind="alertdialog"
        heading=${t.t('panel.close.title', { name })}
        .open=${session !== undefined}
        @sideseat-dismiss=${cancel}
      >
        <p>${t.t(session?.view.request ? 'panel.close.asked' : 'panel.close.shared', { name })}</p>
        <button slot="actions" class="button" type="button" autofocus @click=${cancel}>${t.t('no')}</button>
        <button slot="actions" class="button danger" type="button" @click=${this.#onCloseConfirmed}>
          ${t.t('yes')}
        </button>
      </sideseat-dialog>
    `;
  }

  /** A tab counts down how long its customer may still think. */
  #counts(): boolean {
    return this.#tabs().some(({ view }) => view.request !== null);
  }

  #tabs(): readonly AgentSession[] {
    return (this.state?.sessions ?? []).filter(({ view }) => !this.closed.has(view.sessionId));
  }

  #session(sessionId: string | null): AgentSession | undefined {
    return this.state.sessions.find(({ view }) => view.sessionId === sessionId);
  }

  #noteArrivals(before: readonly AgentSession[]): void {
    for (const { view } of this.state.sessions) {
      const known = before.find((session) => session.view.sessionId === view.sessionId);
      if (known?.view.status === 'connecting' && view.status === 'waiting') this.arrived = view.sessionId;
    }
  }

  #openNew(): void {
    emit(this, 'sideseat-new-session');
    this.creating = true;
  }

  #select(tab: string): void {
    this.selected = tab;
  }

  async #show(sessionId: string): Promise<void> {
    this.closed = new Set([...this.closed].filter((id) => id !== sessionId));
    this.creating = false;
    this.selected = sessionId;
    await this.#focusTab(sessionId);
  }

  /** A session that was started from the list is what the agent works on next. */
  #onCommand({ sessionId, command }: AgentEvents['sideseat-command']): void {
    if (command === 'start' && this.selected === LIST) void this.#show(sessionId);
  }

  #askToClose(sessionId: string): void {
    const view = this.#session(sessionId)?.view;
    if (view && view.status !== 'ended' && (view.share || view.request)) this.closing = sessionId;
    else void this.#close(sessionId);
  }

  #onCloseConfirmed(): void {
    const sessionId = this.closing;
    const view = this.#session(sessionId)?.view;
    this.closing = null;
    if (sessionId === null || !view) return;
    const command = view.share ? 'release' : view.request ? 'withdraw' : null;
    if (!command) return void this.#close(sessionId);
    this.leaving = { sessionId, command };
    emit(this, 'sideseat-command', { sessionId, command });
  }

  /** A tab on its way out goes when its command is done. Where that was refused it stays, and says why. */
  #leave(): void {
    if (!this.leaving) return;
    const { sessionId, command: name } = this.leaving;
    const command = this.#session(sessionId)?.command;
    if (command?.phase === 'busy') return;
    this.leaving = null;
    if (command?.phase === 'refused' && command.name === name) this.selected = sessionId;
    else void this.#close(sessionId);
  }

  /** The focus goes to the tab before the closed one. */
  async #close(sessionId: string): Promise<void> {
    const ids = [LIST, ...this.#tabs().map(({ view }) => view.sessionId)];
    const neighbour = ids[ids.indexOf(sessionId) - 1] ?? LIST;
    this.closed = new Set([...this.closed, sessionId]);
    if (this.selected === sessionId) this.selected = neighbour;
    await this.#focusTab(neighbour);
  }

  /** While a dialog is open the tabs cannot have the focus, so its closing is awaited. */
  async #focusTab(id: string): Promise<void> {
    await this.updateComplete;
    for (const dialog of this.dialogs) await dialog.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[id="tab-${id}"]`)?.focus();
  }

  #onTabKeydown(event: KeyboardEvent): void {
    const { session } = (event.target as HTMLElement).dataset;
    if (event.key === 'Delete' && session) {
      event.preventDefault();
      this.#askToClose(session);
    } else {
      onTablistKeydown(event);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-dashboard': Dashboard;
  }
}
