import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { CircleStop, MonitorDot } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentClient } from '../agent-client.ts';
import { ClientController } from '../client-controller.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../keep-focus.ts';
import { agentTexts } from '../texts/texts.ts';
import { toStopSharing } from '../views/request-command.ts';
import { toShares } from '../views/shares.ts';
import type { MenuItem } from './menu-button.ts';
import { commandLineText } from './templates.ts';

/**
 * The button Sharing, for the lower right of the page: there while anything is shared in any session, with Stop sharing
 * for each.
 *
 * @element sideseat-sharing-button
 * @fires {CustomEvent<{ sessionId: string, command: 'release' }>} sideseat-command - Carried out by the client, unless
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
        @sideseat-menu-select=${({ detail }: CustomEvent<{ id: string }>) =>
          emit(this, 'sideseat-command', { sessionId: detail.id, command: 'release' })}
      ></sideseat-menu-button>
    `;
  }

  /** With several shares each item says whose it stops. */
  #items(): readonly MenuItem[] {
    const { state } = this.#agent;
    const shares = state ? toShares(state.sessions, this.sessionId) : [];
    const t = this.#texts;
    return shares.map((session) => {
      const { sessionId, name } = session.view;
      const { enabled, line } = toStopSharing(session, state?.link ?? 'closed');
      return {
        id: sessionId,
        label: shares.length === 1 ? t.t('window.stopSharing') : t.t('stop.of', { name }),
        detail: commandLineText(line, t, name),
        icon: CircleStop,
        danger: true,
        disabled: !enabled,
      };
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-sharing-button': SharingButton;
  }
}
