import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Layers, Users, X } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import { icon } from '../../shared/icon.ts';
import { remainingMs, type AgentSession } from '../agent-state.ts';
import { LIST, type OpenTabs } from '../open-tabs.ts';
import { onTablistKeydown } from '../tabs.ts';
import { toMark } from '../views/mark.ts';
import type { MenuItem } from './menu-button.ts';
import { renderMark, type AgentLocalized } from './templates.ts';

export interface SessionTabsView {
  tabs: OpenTabs;
  texts: AgentLocalized;
  link: LinkState;
  nowMs: number;
  /** Not all tabs can be seen at once. */
  overflows: boolean;
  select: (tab: string) => void;
  /** The agent wants to close this session's tab. */
  close: (sessionId: string) => void;
  /** A tab was chosen from the list of all. */
  go: (tab: string) => void;
}

/** The row of tabs, the list first, then one for each customer; and a menu of all where they do not fit. */
export function renderSessionTabs(view: SessionTabsView): TemplateResult {
  const { tabs, texts, overflows } = view;
  return html`
    <div class="scroll">
      <div role="tablist" aria-label=${texts.t('sessions.tabs')} @keydown=${onKeydown(view)}>
        ${renderListTab(view)} ${repeat(tabs.sessions, ({ view: { sessionId } }) => sessionId, renderTab(view))}
      </div>
    </div>
    ${overflows ? renderMore(view) : nothing}
  `;
}

function renderListTab({ tabs, texts, select }: SessionTabsView): TemplateResult {
  const selected = tabs.selected === LIST;
  return html`
    <span class="tab" role="presentation">
      ${icon(Users)}
      <button
        type="button"
        role="tab"
        id=${`tab-${LIST}`}
        aria-selected=${selected}
        aria-controls=${`panel-${LIST}`}
        tabindex=${selected ? 0 : -1}
        @click=${() => select(LIST)}
      >
        ${texts.t('table.title')}
      </button>
    </span>
  `;
}

/** The cross serves the mouse; the keyboard has Delete and the panel's button Close tab. */
const renderTab = (view: SessionTabsView) => (session: AgentSession): TemplateResult => {
  const { tabs, texts, link, nowMs, select, close } = view;
  const { sessionId, name } = session.view;
  const selected = tabs.selected === sessionId;
  const mark = toMark(session, link);
  const remaining =
    mark.endsInMs === undefined ? '' : texts.formatDuration(remainingMs(session, mark.endsInMs, nowMs));
  return html`
    <span class="tab" role="presentation">
      <button
        type="button"
        role="tab"
        id=${`tab-${sessionId}`}
        data-session=${sessionId}
        aria-describedby=${`mark-${sessionId} unread-${sessionId}`}
        aria-keyshortcuts="Delete"
        aria-selected=${selected}
        aria-controls=${`panel-${sessionId}`}
        tabindex=${selected ? 0 : -1}
        title=${`${name} · ${texts.t(mark.text)}`}
        @click=${() => select(sessionId)}
      >
        <bdi>${name}</bdi>
      </button>
      ${renderMark(mark, texts, { id: `mark-${sessionId}`, remaining })}
      <span id=${`unread-${sessionId}`} class="unread-place">${renderUnread(tabs.unread(session), texts)}</span>
      <span class="cross" title=${texts.t('sessions.closeTab')} aria-hidden="true" @click=${() => close(sessionId)}
        >${icon(X)}</span
      >
    </span>
  `;
};

function renderUnread(count: number, texts: AgentLocalized): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  const words = texts.t('sessions.unread', { count });
  return html`
    <span class="unread" aria-hidden="true" title=${words}>${count > 9 ? '9+' : count}</span
    ><span class="visually-hidden">${words}</span>
  `;
}

function renderMore(view: SessionTabsView): TemplateResult {
  return html`
    <sideseat-menu-button
      class="more"
      label=${view.texts.t('sessions.more')}
      .icon=${Layers}
      .items=${allTabs(view)}
      @sideseat-menu-select=${({ detail }: CustomEvent<{ id: string }>) => view.go(detail.id)}
    ></sideseat-menu-button>
  `;
}

function allTabs({ tabs, texts, link }: SessionTabsView): readonly MenuItem[] {
  const sessions = tabs.sessions.map((session) => {
    const count = tabs.unread(session);
    const state = texts.t(toMark(session, link).text);
    const { sessionId, name } = session.view;
    return {
      id: sessionId,
      label: name,
      detail: count > 0 ? `${state} · ${texts.t('sessions.unread', { count })}` : state,
      current: tabs.selected === sessionId,
    };
  });
  return [{ id: LIST, label: texts.t('table.title'), current: tabs.selected === LIST }, ...sessions];
}

const onKeydown = ({ close }: SessionTabsView) => (event: KeyboardEvent): void => {
  const { session } = (event.target as HTMLElement).dataset;
  if (event.key === 'Delete' && session) {
    event.preventDefault();
    close(session);
  } else {
    onTablistKeydown(event);
  }
};
