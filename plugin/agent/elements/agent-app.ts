import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { WifiOff } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { ObservableController } from '../../shared/controllers/observable-controller.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentClient } from '../agent-client.ts';
import type { AgentState } from '../agent-state.ts';
import { agentTexts } from '../texts/texts.ts';
import { emptyStyles } from './styles.ts';

/**
 * The whole of the agent's side: sign-in, then the dashboard. It shows the client's state and hands what the elements
 * ask for to the client; whoever makes the client owns it and closes it.
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

  readonly #texts = new Localized(this, agentTexts);
  readonly #state = new ObservableController<AgentState | null>(this, () => this.client?.state$, null);

  constructor() {
    super();
    this.addEventListener('sideseat-sign-in', ({ detail }) => void this.client?.signIn(detail));
    this.addEventListener('sideseat-sign-out', () => void this.client?.signOut());
    this.addEventListener('sideseat-new-session', () => this.client?.resetCreation());
    this.addEventListener('sideseat-create', ({ detail }) => void this.client?.create(detail.name, detail.invite));
    this.addEventListener('sideseat-invite', ({ detail: { sessionId, invite } }) => {
      void this.client?.renewInvite(sessionId, invite);
    });
    this.addEventListener('sideseat-command', ({ detail: { sessionId, command } }) => {
      void this.client?.run(sessionId, command);
    });
    this.addEventListener('sideseat-dismiss-notice', ({ detail }) => this.client?.dismissNotice(detail.key));
    this.addEventListener('sideseat-reload', () => this.reload());
  }

  protected override render(): TemplateResult {
    const state = this.#state.value;
    switch (state?.phase) {
      case 'signedOut':
        return html`
          <main class="whole">
            <sideseat-sign-in .signIn=${state.signIn} .wasSignedOut=${state.wasSignedOut} .clock=${this.clock}>
            </sideseat-sign-in>
          </main>
        `;
      case 'signedIn':
        return html`
          <div class="window">
            <sideseat-notices .notices=${state.notices}></sideseat-notices>
            <sideseat-dashboard .state=${state} .clock=${this.clock}></sideseat-dashboard>
          </div>
        `;
      case 'unreachable':
        return this.#renderUnreachable();
      default:
        return html`
          <main class="whole"><p class="empty muted" role="status">${this.#texts.t('link.connecting')}</p></main>
        `;
    }
  }

  #renderUnreachable(): TemplateResult {
    return html`
      <main class="whole">
        <div class="empty">
          ${icon(WifiOff)}
          <h2>${this.#texts.t('link.closed')}</h2>
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
