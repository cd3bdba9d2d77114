import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ScreenShare } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentSession } from '../agent-state.ts';
import { needPart } from '../parts.ts';
import { onTablistKeydown } from '../tabs.ts';
import { laterTexts } from '../texts/later/texts.ts';
import { tabStyles } from './styles.ts';

const TOOLS = ['sharing', 'applications', 'log'] as const;
type Tool = (typeof TOOLS)[number];

/**
 * The tabs of one session: Sharing and Applications with the commands, Log with what happened. Below them, whichever is
 * in front, stands what became of the latest request.
 *
 * @element sideseat-session-tools
 */
export class SessionTools extends LitElement {
  static override readonly styles = [
    baseStyles,
    tabStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, auto) auto;
        align-content: start;
        min-width: 0;
        min-height: 0;
        container-type: inline-size;
      }

      [role='tablist'] {
        flex-wrap: wrap;
        padding: 0 var(--ss-space-1);
        border-bottom: var(--ss-line);
      }

      [role='tabpanel'] {
        padding: var(--ss-space-3);
        overflow: auto;
      }

      .application {
        display: grid;
        gap: var(--ss-space-3);
      }

      .application h3 {
        display: flex;
        align-items: center;
        gap: var(--ss-space-2);
        font-size: var(--ss-size-m);
      }

      sideseat-request-state {
        padding: 0 var(--ss-space-3) var(--ss-space-3);
      }

      @container (max-width: 339px) {
        [role='tab'] {
          padding-inline: var(--ss-space-2);
        }
      }

      @container (max-width: 319px) {
        [role='tab'] {
          padding-inline: 6px;
          font-size: var(--ss-size-s);
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  /** The signed-in agent's name. */
  @property() agent = '';
  @property({ attribute: false }) link: LinkState = 'open';
  /** Whether the session is on the screen. */
  @property({ attribute: false }) active = true;
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private tool: Tool = 'sharing';
  readonly #texts = new Localized(this, laterTexts);

  protected override render(): TemplateResult {
    return html`
      <div role="tablist" aria-label=${this.#texts.t('tools.label')} @keydown=${onTablistKeydown}>
        ${TOOLS.map((tool) => this.#renderTab(tool))}
      </div>
      ${TOOLS.map((tool) => this.#renderPanel(tool))}
      <sideseat-request-state
        .session=${this.session}
        .active=${this.active}
        .clock=${this.clock}
        .getFallbackFocus=${() => this.#inFront()}
        agent=${this.agent}
      ></sideseat-request-state>
    `;
  }

  #renderTab(tool: Tool): TemplateResult {
    const selected = this.tool === tool;
    return html`
      <button
        type="button"
        role="tab"
        id=${`tab-${tool}`}
        aria-selected=${selected}
        aria-controls=${`panel-${tool}`}
        tabindex=${selected ? 0 : -1}
        @click=${() => {
          this.tool = tool;
          if (tool === 'log') needPart('log');
        }}
      >
        ${this.#texts.t(`tools.${tool}`)}
      </button>
    `;
  }

  /** The log has nothing to go to with the keyboard, so it is a stop itself: to be scrolled. */
  #renderPanel(tool: Tool): TemplateResult {
    const hidden = this.tool !== tool;
    const [id, tab] = [`panel-${tool}`, `tab-${tool}`];
    if (tool === 'log') {
      return html`
        <div role="tabpanel" id=${id} aria-labelledby=${tab} ?hidden=${hidden} tabindex="0">${this.#renderLog()}</div>
      `;
    }
    return html`
      <div role="tabpanel" id=${id} aria-labelledby=${tab} ?hidden=${hidden}>
        ${tool === 'applications' ? this.#renderApplication() : this.#renderCommands()}
      </div>
    `;
  }

  #renderCommands(): TemplateResult {
    return html`
      <sideseat-command-list .session=${this.session} .link=${this.link} .clock=${this.clock}></sideseat-command-list>
    `;
  }

  #renderApplication(): TemplateResult {
    const t = this.#texts;
    return html`
      <section class="application" aria-labelledby="remote-control">
        <h3 id="remote-control">${icon(ScreenShare)}${t.t('tray.remoteControl')}</h3>
        <p class="muted small">${t.t('applications.remoteControl')}</p>
        ${this.#renderCommands()}
      </section>
    `;
  }

  #renderLog(): TemplateResult {
    const { log, view } = this.session;
    return html`
      <sideseat-session-log
        .entries=${log}
        .clock=${this.clock}
        customer=${view.name}
        agent=${this.agent}
      ></sideseat-session-log>
    `;
  }

  #inFront(): HTMLElement | null {
    return (
      this.renderRoot.querySelector<HTMLElement>('[role="tabpanel"]:not([hidden]) sideseat-command-list') ??
      this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-session-tools': SessionTools;
  }
}
