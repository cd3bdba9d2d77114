import type { TemplateResult } from 'lit';
import { html, LitElement } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { waitsToAsk, type AgentSession } from '../agent-state.ts';
import { emit } from '../events.ts';
import { needCaution } from '../parts.ts';
import { laterTexts } from '../texts/later/texts.ts';
import { Ticker } from '../ticker.ts';
import { toRequestCommands, type RequestCommandView } from '../views/request-command.ts';
import { COMMAND_ICONS } from './command-icons.ts';
import { commandListStyles } from './command-list.styles.ts';
import { renderCommandLine } from './templates.ts';

/**
 * The commands with which an agent asks the customer of one session, each with what it will do or why it cannot. Before
 * Give control there is a caution.
 *
 * @element sideseat-command-list
 * @fires {CustomEvent<{ sessionId: string, command: RequestCommandName }>} sideseat-command
 */
export class CommandList extends LitElement {
  static override readonly styles = [baseStyles, commandListStyles];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) link: LinkState = 'open';
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private isCautioning = false;
  @query('button') private readonly first!: HTMLButtonElement | null;
  readonly #texts = new Localized(this, laterTexts);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => waitsToAsk(this.session));

  override focus(): void {
    this.first?.focus();
  }

  protected override render(): TemplateResult {
    const commands = toRequestCommands(this.session, this.link, this.#ticker.nowMs);
    return html`
      ${commands.map((command) => this.#renderCard(command))}
      <sideseat-give-control
        .session=${this.session}
        .link=${this.link}
        .open=${this.isCautioning}
        @sideseat-dismiss=${this.#onCautionDismissed}
      ></sideseat-give-control>
    `;
  }

  #renderCard(command: RequestCommandView): TemplateResult {
    const { name, line, enabled, on } = command;
    return html`
      <div class="command ${on ? 'on' : ''}">
        ${icon(COMMAND_ICONS[name])}
        <button
          type="button"
          aria-describedby=${`line-${name}`}
          aria-disabled=${!enabled}
          @click=${() => this.#onClick(command)}
        >
          ${this.#texts.t(`command.${name}`)}
        </button>
        <p id=${`line-${name}`}>${renderCommandLine(line, this.#texts, this.session.view.name)}</p>
      </div>
    `;
  }

  #onClick({ name, enabled }: RequestCommandView): void {
    if (!enabled) return;
    if (name === 'giveControl') {
      this.isCautioning = true;
      needCaution(this.clock, () => (this.isCautioning = false));
    } else emit(this, 'sideseat-command', { sessionId: this.session.view.sessionId, command: name });
  }

  #onCautionDismissed(event: Event): void {
    event.stopPropagation();
    this.isCautioning = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-command-list': CommandList;
  }
}
