import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { CircleAlert, LoaderCircle, LogIn, WifiOff } from 'lucide';
import type { IconNode } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentClient } from '../agent-client.ts';
import type { GoneVisitor } from '../agent-state.ts';
import { booleanAttribute, booleanAttributeOr } from '../boolean-attribute.ts';
import { ClientController } from '../client-controller.ts';
import { emit } from '../events.ts';
import { needPart } from '../parts.ts';
import { agentTexts } from '../texts/texts.ts';
import type { TextKey } from '../views/mark.ts';
import { renderOver } from './dashboard-parts.ts';
import { emptyStyles, overStyles } from './styles.ts';

/**
 * One session, for a host that has a multi-session window of its own: the picture, the commands and the log. It fills
 * its slot, from 320 pixels on. It may leave the document and come back at any time: what is shared goes on, because
 * that belongs to the client.
 *
 * @element sideseat-session
 * @fires {CustomEvent<{ sessionId: string, command: CommandName }>} sideseat-command - Carried out by the client,
 *   unless its default was prevented.
 * @fires {CustomEvent<{ sessionId: string }>} sideseat-close-tab - Close tab was pressed.
 */
export class SessionElement extends LitElement {
  static override readonly styles = [
    baseStyles,
    emptyStyles,
    overStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        height: 100%;
        background: var(--ss-surface);
      }

      .whole {
        display: grid;
        align-content: center;
        justify-items: center;
        height: 100%;
        min-height: 200px;
      }
    `,
  ];

  /** Which session; as the client's state and the events name it. */
  @property({ attribute: 'session-id' }) sessionId = '';
  /** Whether it is on the screen; a host says false for what lies behind something else. */
  @property({ converter: booleanAttributeOr(true) }) active = true;
  /** Whether there is a tab to close. */
  @property({ converter: booleanAttribute }) closable = false;
  @property({ attribute: false }) client: AgentClient | undefined;
  @property({ attribute: false }) clock: Clock = systemClock;
  @property({ attribute: false }) reload: () => void = () => location.reload();

  readonly #texts = new Localized(this, agentTexts);
  readonly #agent = new ClientController(this);

  protected override render(): TemplateResult {
    const { state } = this.#agent;
    if (!state || state.phase === 'loading') return this.#renderNotice(LoaderCircle, 'link.connecting', 'status');
    if (state.phase === 'unreachable') return this.#renderNotice(WifiOff, 'error.offline', 'alert');
    if (state.phase === 'signedOut' || !state.account) return this.#renderNotice(LogIn, 'error.E_NOT_SIGNED_IN', 'alert');
    const { link } = state;
    if (link === 'replaced') return this.#renderOver('replaced');
    if (link === 'closed' || link === 'refused') return this.#renderOver('closed');
    const session = state.sessions.find(({ view }) => view.sessionId === this.sessionId);
    if (!session && !state.loaded) return this.#renderNotice(LoaderCircle, 'loading.title', 'status');
    if (!session && state.gone?.sessionId === this.sessionId) return this.#renderGone(state.gone);
    if (!session) return this.#renderNotice(CircleAlert, 'error.E_NO_SESSION', 'status');
    return html`
      <sideseat-session-panel
        .session=${session}
        .account=${state.account}
        .link=${link}
        .active=${this.active}
        .closable=${this.closable}
        .clock=${this.clock}
      ></sideseat-session-panel>
    `;
  }

  #renderOver(kind: 'replaced' | 'closed'): TemplateResult {
    return html`<div class="over">${renderOver(this.#texts, kind, () => emit(this, 'sideseat-reload'))}</div>`;
  }

  #renderGone(gone: GoneVisitor): TemplateResult {
    needPart('visitors');
    return html`<div class="empty" role="status"><sideseat-visitor-gone .gone=${gone}></sideseat-visitor-gone></div>`;
  }

  #renderNotice(node: IconNode, text: TextKey, role: 'status' | 'alert'): TemplateResult {
    return html`
      <div class="whole">
        <div class="empty" role=${role}>${icon(node)}<p class="muted">${this.#texts.t(text)}</p></div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-session': SessionElement;
  }
}
