import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { CircleStop, MonitorDot } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentClient } from '../agent-client.ts';
import { ClientController } from '../client-controller.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import { agentTexts } from '../texts/texts.ts';
import { toStops, type StopView } from '../views/request-command.ts';
import { toShares } from '../views/shares.ts';
import type { MenuItem } from './menu-button.ts';
import { commandLineText } from './templates.ts';

/**
 * The button Sharing, for the lower right of the page: there while anything is shared in any session, with Stop sharing
 * for each.
 *
 * @element sideseat-sharing-button
 * @fires {CustomEvent<{ sessionId: string, command: 'release' | 'stopShowing' }>} sideseat-command - Carried out by the client, unless
 *   its default was prevented.
 */
export class SharingButton extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      sideseat-menu-button::part(button) {
        color: var(--ss-view);
        border-color: currentColor;
        font-weight: 600;
      }
    `,
  ];

  /** The session in front, whose share comes first. */
  @property({ attribute: 'session-id' }) sessionId = '';
  @property({ attribute: false }) client: AgentClient | undefined;
  /** Where the focus goes when nothing is shared any more and the button goes with it. */
  @property({ attribute: false }) getFallbackFocus: () => HTMLElement | null = () => null;

  readonly #texts = new Localized(this, agentTexts);
  readonly #agent = new ClientController(this);

  constructor() {
    super();
    new KeepFocus(this, () => this.getFallbackFocus());
  }

  protected override render(): TemplateResult | typeof nothing {
    const items = this.#items();
    if (items.length === 0) return nothing;
    return html`
      <sideseat-menu-button
        placement="above"
        label=${this.#texts.t('window.menu')}
        .icon=${MonitorDot}
        .items=${items}
        @sideseat-menu-select=${this.#onSelect}
      ></sideseat-menu-button>
    `;
  }

  /** With several shares each item says whose it stops. */
  #items(): readonly MenuItem[] {
    const { state } = this.#agent;
    const sessions = state ? toShares(state.sessions, this.sessionId) : [];
    const t = this.#texts;
    return sessions.flatMap((session) => {
      const { sessionId, name } = session.view;
      const label = (stop: StopView): string => {
        if (sessions.length === 1) return t.t(stop.label, { name });
        return t.t(stop.command === 'release' ? 'stop.of' : 'stop.ownFor', { name });
      };
      return toStops(session, state?.link ?? 'closed').map((stop) => ({
        id: `${stop.command} ${sessionId}`,
        label: label(stop),
        detail: commandLineText(stop.line, t, name),
        icon: CircleStop,
        danger: true,
        disabled: !stop.enabled,
      }));
    });
  }

  #onSelect({ detail }: CustomEvent<{ id: string }>): void {
    const [command, sessionId = ''] = detail.id.split(' ');
    emit(this, 'sideseat-command', { sessionId, command: command as StopView['command'] });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-sharing-button': SharingButton;
  }
}
