import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, queryAll, state } from 'lit/decorators.js';
import { CircleStop, Headset, LogOut, ScreenShare } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentClient } from '../agent-client.ts';
import { waitsToAsk, type AgentSession, type CommandName } from '../agent-state.ts';
import { ClientController } from '../client-controller.ts';
import { emit } from '../events.ts';
import { needCaution } from '../parts.ts';
import { agentTexts } from '../texts/texts.ts';
import { Ticker } from '../ticker.ts';
import {
  toEndSession,
  toRequestCommands,
  toStops,
  type CommandLine,
  type StopView,
  type RequestCommandName,
} from '../views/request-command.ts';
import { COMMAND_ICONS } from './command-icons.ts';
import type { MenuButton, MenuItem } from './menu-button.ts';
import { commandLineText } from './templates.ts';

/**
 * The icon tray: Remote control with the commands, and Session with what ends a share or the session, always at the
 * same place and always for the session in front. What is not possible can be read there, with its reason.
 *
 * @element sideseat-icon-tray
 * @fires {CustomEvent<{ sessionId: string, command: CommandName }>} sideseat-command - Carried out by the client,
 *   unless its default was prevented.
 */
export class IconTray extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        flex: 1 1 auto;
        min-width: 0;
        container-type: inline-size;
      }

      [role='toolbar'] {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ss-space-2);
      }

      /* Lines end between words alone. */
      sideseat-menu-button::part(label) {
        overflow-wrap: normal;
        hyphens: none;
      }

      .of {
        min-width: 0;
        max-width: 32ch;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      @container (max-width: 420px) {
        [role='toolbar'] {
          flex-wrap: nowrap;
          gap: var(--ss-space-1);
        }

        .of {
          display: none;
        }

        sideseat-menu-button::part(button) {
          gap: var(--ss-space-1);
          padding-inline: var(--ss-space-2);
          font-size: var(--ss-size-s);
        }
      }

      @container (max-width: 280px) {
        [role='toolbar'] {
          flex-wrap: wrap;
        }
      }
    `,
  ];

  /** The session in front; empty while there is none. */
  @property({ attribute: 'session-id' }) sessionId = '';
  @property({ attribute: false }) client: AgentClient | undefined;
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private tabStop = 0;
  /** What is to be confirmed first. */
  @state() private asks: 'end' | 'giveControl' | null = null;
  @queryAll('sideseat-menu-button') private readonly buttons!: NodeListOf<MenuButton>;
  readonly #texts = new Localized(this, agentTexts);
  readonly #agent = new ClientController(this);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => waitsToAsk(this.#session()));

  override focus(): void {
    this.buttons[this.tabStop]?.focus();
  }

  /** The question was about the session that was in front. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sessionId')) this.asks = null;
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const session = this.#session();
    const label = t.t('tray.label');
    return html`
      <div role="toolbar" aria-label=${label} @keydown=${this.#onKeydown} @focusin=${this.#onFocusin}>
        <sideseat-menu-button
          placement="above"
          align="start"
          label=${t.t('tray.remoteControl')}
          .icon=${ScreenShare}
          .items=${this.#commands(session)}
          .isTabStop=${this.tabStop === 0}
          @sideseat-menu-select=${this.#onCommand}
        ></sideseat-menu-button>
        <sideseat-menu-button
          placement="above"
          align="start"
          label=${t.t('tray.session')}
          .icon=${Headset}
          .items=${this.#endings(session)}
          .isTabStop=${this.tabStop === 1}
          @sideseat-menu-select=${this.#onEnding}
        ></sideseat-menu-button>
        ${session ? html`<bdi class="of muted small">${session.view.name}</bdi>` : nothing}
      </div>
      ${session ? this.#renderQuestions(session) : nothing}
    `;
  }

  #renderQuestions(session: AgentSession): TemplateResult {
    return html`
      <sideseat-end-session
        .session=${session}
        .open=${this.asks === 'end'}
        @sideseat-dismiss=${this.#onDismissed}
      ></sideseat-end-session>
      <sideseat-give-control
        .session=${session}
        .link=${this.#link()}
        .open=${this.asks === 'giveControl'}
        @sideseat-dismiss=${this.#onDismissed}
      ></sideseat-give-control>
    `;
  }

  #onDismissed(event: Event): void {
    event.stopPropagation();
    this.asks = null;
  }

  #commands(session: AgentSession | undefined): readonly MenuItem[] {
    return toRequestCommands(session, this.#link(), this.#ticker.nowMs).map(({ name, enabled, line }) => ({
      id: name,
      label: this.#texts.t(`command.${name}`),
      detail: this.#lineText(line, session),
      icon: COMMAND_ICONS[name],
      disabled: !enabled,
    }));
  }

  #endings(session: AgentSession | undefined): readonly MenuItem[] {
    const end = toEndSession(session, this.#link());
    const t = this.#texts;
    return [
      ...toStops(session, this.#link()).map(({ command, label, line, enabled }) => ({
        id: command,
        label: t.t(label, { name: session?.view.name ?? '' }),
        detail: this.#lineText(line, session),
        icon: CircleStop,
        danger: true,
        disabled: !enabled,
      })),
      {
        id: 'end',
        label: t.t('panel.end'),
        detail: this.#lineText(end.line, session),
        icon: LogOut,
        danger: true,
        disabled: !end.enabled,
      },
    ];
  }

  #lineText(line: CommandLine, session: AgentSession | undefined): string {
    return commandLineText(line, this.#texts, session?.view.name ?? '');
  }

  #session(): AgentSession | undefined {
    return this.#agent.state?.sessions.find(({ view }) => view.sessionId === this.sessionId);
  }

  #link() {
    return this.#agent.state?.link ?? 'closed';
  }

  #onCommand({ detail }: CustomEvent<{ id: string }>): void {
    const name = detail.id as RequestCommandName;
    if (name !== 'giveControl') return this.#send(name);
    this.asks = name;
    needCaution(this.clock, () => this.asks === name && (this.asks = null));
  }

  #onEnding({ detail }: CustomEvent<{ id: string }>): void {
    if (detail.id === 'end') this.asks = 'end';
    else this.#send(detail.id as StopView['command']);
  }

  #send(command: Exclude<CommandName, 'invite'>): void {
    emit(this, 'sideseat-command', { sessionId: this.sessionId, command });
  }

  /** The keyboard of a toolbar; an open menu has its own. */
  #onKeydown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const inMenu = event.composedPath().some((node) => node instanceof Element && node.role === 'menu');
    if (step === undefined || inMenu) return;
    event.preventDefault();
    const count = this.buttons.length;
    this.buttons[(this.tabStop + step + count) % count]?.focus();
  }

  #onFocusin(event: FocusEvent): void {
    this.tabStop = Math.max(0, [...this.buttons].indexOf(event.target as MenuButton));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-icon-tray': IconTray;
  }
}
