import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Play, Search, Users } from 'lucide';
import type { ErrorCode } from '../../../gateway/protocol/vocabulary.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentClient } from '../agent-client.ts';
import { ClientController } from '../client-controller.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import { needPart } from '../parts.ts';
import { agentTexts } from '../texts/texts.ts';
import { Ticker } from '../ticker.ts';
import { formatAge } from '../views/age.ts';
import {
  FILTER_STATUSES,
  toSessionsTable,
  type SessionFilter,
  type SessionRow,
  type SessionsTableView,
} from '../views/sessions-table.ts';
import { activeSessionsStyles } from './active-sessions.styles.ts';
import { COMMAND_ICONS } from './command-icons.ts';
import { emptyStyles, markStyles } from './styles.ts';
import { renderMark } from './templates.ts';

/**
 * The list of sessions that have not ended, newest first, with filters by status and a search by name.
 *
 * @element sideseat-active-sessions
 * @fires {CustomEvent<{ sessionId: string, command: 'start' | 'requestCobrowseView' }>} sideseat-command - Start was pressed,
 *   or the command that takes a visitor and asks at once. Carried out by the client, unless its default was prevented.
 * @fires {CustomEvent<{ sessionId: string }>} sideseat-open - Open was pressed.
 */
export class ActiveSessions extends LitElement {
  static override readonly styles = [baseStyles, markStyles, emptyStyles, activeSessionsStyles];

  @property({ attribute: false }) client: AgentClient | undefined;
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private search = '';
  @state() private filter: SessionFilter = 'all';
  /** Said when somebody presses a Start that is not possible. */
  @state() private explained: ErrorCode | null = null;
  @query('h2') private readonly heading!: HTMLElement;
  readonly #texts = new Localized(this, agentTexts);
  readonly #agent = new ClientController(this);
  readonly #ticker = new Ticker(this, 30_000, () => this.clock, () => (this.#agent.state?.sessions.length ?? 0) > 0);

  constructor() {
    super();
    new KeepFocus(this, () => this.heading);
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const { state } = this.#agent;
    if (!state?.loaded) return this.#renderLoading(state?.link === 'open');
    const view = toSessionsTable(state.sessions, { search: this.search, filter: this.filter }, t.locale);
    return html`
      <div class="head">
        <h2 id="title" tabindex="-1">${t.t('table.title')}</h2>
        ${view.kind === 'empty' ? nothing : html`${this.#renderFilters(view.counts)} ${this.#renderSearch()}`}
      </div>
      ${view.kind === 'empty' ? this.#renderEmpty() : nothing}
      ${view.kind === 'rows' ? this.#renderTable(view.rows) : nothing}
      <div role="status">${view.kind === 'noMatch' ? this.#renderNoMatch() : nothing}</div>
      <p class="why" role="status">${this.explained ? t.t(`error.${this.explained}`) : nothing}</p>
    `;
  }

  #renderLoading(connected: boolean): TemplateResult {
    return html`
      <div class="empty" role="status">
        <p class="muted">${this.#texts.t(connected ? 'loading.title' : 'link.connecting')}</p>
      </div>
    `;
  }

  #renderFilters(counts: SessionsTableView['counts']): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="filters" role="group" aria-label=${t.t('table.filter')}>
        ${(['all', ...FILTER_STATUSES] as const).map(
          (filter) => html`
            <button
              class="button"
              type="button"
              aria-pressed=${this.filter === filter}
              @click=${() => {
                this.filter = filter;
              }}
            >
              ${t.t(filter === 'all' ? 'table.all' : `status.${filter}`)}<span class="count">${counts[filter]}</span>
            </button>
          `,
        )}
      </div>
    `;
  }

  #renderSearch(): TemplateResult {
    return html`
      <label class="search">
        <span class="visually-hidden">${this.#texts.t('table.search')}</span>
        ${icon(Search)}
        <input
          class="input"
          type="search"
          placeholder=${this.#texts.t('table.search')}
          .value=${this.search}
          @input=${(event: InputEvent) => {
            this.search = (event.target as HTMLInputElement).value;
          }}
        />
      </label>
    `;
  }

  #renderEmpty(): TemplateResult {
    return html`
      <div class="empty">
        ${icon(Users)}
        <h3>${this.#texts.t('sessions.empty.title')}</h3>
        <p class="muted">${this.#texts.t('sessions.empty.detail')}</p>
      </div>
    `;
  }

  #renderNoMatch(): TemplateResult {
    const query = this.search.trim();
    const showAll = (): void => {
      this.search = '';
      this.filter = 'all';
    };
    return html`
      <div class="empty">
        ${icon(Search)}
        <p>
          ${query === ''
            ? this.#texts.t('table.noneOfFilter')
            : this.#texts.rich('table.noMatch', { query: html`<bdi>${query}</bdi>` })}
        </p>
        <button class="button" type="button" @click=${showAll}>${this.#texts.t('table.clearSearch')}</button>
      </div>
    `;
  }

  /** The roles are spelled out, because the narrow layout takes the table's own display away. */
  #renderTable(rows: readonly SessionRow[]): TemplateResult {
    const t = this.#texts;
    return html`
      <table role="table" aria-labelledby="title">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${t.t('table.name')}</th>
            <th role="columnheader" scope="col">${t.t('table.status')}</th>
            <th role="columnheader" scope="col">${t.t('table.started')}</th>
            <td role="cell"></td>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(rows, ({ sessionId }) => sessionId, (row, index) => this.#renderRow(row, index))}
        </tbody>
      </table>
    `;
  }

  #renderRow(row: SessionRow, index: number): TemplateResult {
    const t = this.#texts;
    const { sessionId, page } = row;
    if (page) needPart('visitors');
    return html`
      <tr role="row">
        <th role="rowheader" scope="row">
          <bdi id=${`name-${index}`}>${row.name}</bdi>
          ${page && html`<sideseat-visited-page .page=${page}></sideseat-visited-page>`}
        </th>
        <td role="cell" class="status">
          ${renderMark(row.mark, t)}
          ${row.trouble && html`<span class="trouble">${t.t(`panel.presence.${row.trouble}`)}</span>`}
          ${row.words &&
          html`<span class="words" id=${`words-${index}`}>
            ${t.rich('table.words', { words: html`<b lang="en">${row.words}</b>` })}
          </span>`}
        </td>
        <td role="cell" class="started">
          ${t.formatWhen(row.createdAtMs, this.#ticker.nowMs)}
          <span class="muted">${formatAge(row.createdAtMs, this.#ticker.nowMs, t.locale)}</span>
        </td>
        <td role="cell">
          <div class="actions">
            ${this.#renderTake(row, index, 'start', row.startRefusal)}
            ${row.askRefusal === undefined ? nothing : this.#renderTake(row, index, 'requestCobrowseView', row.askRefusal)}
            <button
              class="button"
              type="button"
              aria-describedby=${`name-${index}`}
              @click=${() => emit(this, 'sideseat-open', { sessionId })}
            >
              ${t.t('table.open')}
            </button>
          </div>
        </td>
      </tr>
    `;
  }

  /** What takes a session, with why it cannot. */
  #renderTake(
    { sessionId, words, starting }: SessionRow,
    index: number,
    command: 'start' | 'requestCobrowseView',
    refusal: ErrorCode | null,
  ): TemplateResult {
    const t = this.#texts;
    const isStart = command === 'start';
    const why = refusal && t.t(`error.${refusal}`);
    const disabled = refusal !== null || starting;
    const take = (): void => {
      this.explained = refusal;
      if (!disabled) emit(this, 'sideseat-command', { sessionId, command });
    };
    return html`
      <button
        class="button ${isStart && !disabled ? 'primary' : ''}"
        type="button"
        aria-disabled=${disabled}
        aria-describedby=${`name-${index} ${command}-${index}${words ? ` words-${index}` : ''}`}
        title=${why ?? nothing}
        @click=${take}
      >
        ${icon(isStart ? Play : COMMAND_ICONS.requestCobrowseView)}${t.t(isStart ? 'table.start' : 'command.requestCobrowseView')}
      </button>
      <span id=${`${command}-${index}`} hidden>${why ?? nothing}</span>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-active-sessions': ActiveSessions;
  }
}
