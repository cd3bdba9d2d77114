import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property, query } from 'lit/decorators.js';
import { WifiOff } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentClient } from '../agent-client.ts';
import { ClientController } from '../client-controller.ts';
import { needPart } from '../parts.ts';
import { agentTexts } from '../texts/texts.ts';
import type { Dashboard } from './dashboard.ts';
import { emptyStyles } from './styles.ts';

/**
 * The whole of the agent's side: sign-in, then the dashboard. Whoever makes the client owns it and closes it.
 *
 * @element sideseat-agent
 */
export class AgentApp extends LitElement {
  static override readonly styles = [
    baseStyles,
    emptyStyles,
    css`
      :host {
        display: block;
        height: 100%;
        background: var(--ss-bg);
      }

      .window {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        height: 100%;
      }

      .whole {
        display: grid;
        height: 100%;
        min-height: 240px;
      }
    `,
  ];

  @property({ attribute: false }) client: AgentClient | undefined;
  @property({ attribute: false }) clock: Clock = systemClock;
  /** Loads the page again; a host may have another way. */
  @property({ attribute: false }) reload: () => void = () => location.reload();

  @query('sideseat-dashboard') private readonly dashboard!: Dashboard | null;
  readonly #texts = new Localized(this, agentTexts);
  readonly #agent = new ClientController(this);

  /** For a host: brings a session's tab to the front, and leaves the focus where it is. */
  open(sessionId: string): void {
    this.dashboard?.open(sessionId);
  }

  /** For a host: takes a session's tab away. */
  closeTab(sessionId: string): void {
    this.dashboard?.closeTab(sessionId);
  }

  protected override render(): TemplateResult {
    const { state } = this.#agent;
    switch (state?.phase) {
      case 'signedOut':
        return html`
          <main class="whole">
            <sideseat-sign-in .signIn=${state.signIn} .wasSignedOut=${state.wasSignedOut} .clock=${this.clock}>
            </sideseat-sign-in>
          </main>
        `;
      case 'signedIn':
        if (state.notices.length > 0) needPart('notices');
        return html`
          <div class="window">
            <div>
              <sideseat-sign-in-again
                .endsAtMs=${state.signInEndsAtMs}
                .agent=${state.account?.name ?? ''}
                .signIn=${state.signIn}
                .clock=${this.clock}
              ></sideseat-sign-in-again>
              <div role="status"><sideseat-notices .notices=${state.notices}></sideseat-notices></div>
            </div>
            <sideseat-dashboard .client=${this.#agent.client} .reload=${this.reload} .clock=${this.clock}>
            </sideseat-dashboard>
          </div>
        `;
      case 'unreachable':
        return this.#renderUnreachable();
      default:
        return html`
          <main class="whole">
            <h1 class="visually-hidden">Sideseat</h1>
            <p class="empty muted" role="status">${this.#texts.t('link.connecting')}</p>
          </main>
        `;
    }
  }

  #renderUnreachable(): TemplateResult {
    return html`
      <main class="whole">
        <div class="empty">
          ${icon(WifiOff)}
          <h1>${this.#texts.t('link.closed')}</h1>
          <p class="muted" role="alert">${this.#texts.t('error.offline')}</p>
          <button class="button primary" type="button" @click=${() => this.reload()}>
            ${this.#texts.t('link.reload')}
          </button>
        </div>
      </main>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-agent': AgentApp;
  }
}
