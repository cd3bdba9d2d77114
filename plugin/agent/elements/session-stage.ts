import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { Check, Hourglass, Monitor, MonitorUp, MousePointerClick, UserPlus } from 'lucide';
import type { AgentAccount } from '../../../gateway/protocol/http.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentSession } from '../agent-state.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import { needPart } from '../parts.ts';
import { laterTexts } from '../texts/later/texts.ts';
import { toStage, type StageView } from '../views/stage.ts';
import { emptyStyles } from './styles.ts';

const ICONS = {
  connecting: UserPlus,
  waiting: Hourglass,
  active: Monitor,
  showing: MonitorUp,
  asking: Hourglass,
  choosing: MousePointerClick,
  ended: Check,
} as const satisfies Record<StageView['kind'], unknown>;

/**
 * In the place of the sharing window while there is none: how the session stands, what can be done next, and before the
 * customer is there the PIN code or link.
 *
 * @element sideseat-session-stage
 * @fires {CustomEvent<{ sessionId: string, invite: 'pin' | 'link' }>} sideseat-invite
 */
export class SessionStage extends LitElement {
  static override readonly styles = [
    baseStyles,
    emptyStyles,
    css`
      :host {
        display: grid;
      }

      h3:focus {
        outline: none;
      }

      .connecting {
        max-width: 460px;
      }

      sideseat-visited-page {
        max-width: min(60ch, 100%);
      }

      sideseat-invite {
        width: min(420px, 100%);
        margin-top: var(--ss-space-3);
        text-align: left;
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) account!: AgentAccount;
  /** Whether it is on the screen. */
  @property({ attribute: false }) active = true;
  @property({ attribute: false }) clock: Clock = systemClock;

  @query('h3') private readonly heading!: HTMLElement | null;
  readonly #texts = new Localized(this, laterTexts);

  constructor() {
    super();
    new KeepFocus(this, () => this.heading);
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const stage = toStage(this.session);
    const name = html`<bdi>${this.session.view.name}</bdi>`;
    return html`
      <div class="empty ${stage.kind}">
        ${icon(ICONS[stage.kind])}
        <h3 tabindex="-1">${t.rich(stage.title, { name })}</h3>
        ${stage.kind === 'ended' ? html`<p>${this.#endSentence(name)}</p>` : nothing}
        ${stage.kind === 'waiting' || stage.kind === 'active' ? this.#renderPage() : nothing}
        <p class="muted">${t.rich(stage.detail, { name, site: html`<bdi>${this.session.view.page?.siteName}</bdi>` })}</p>
        ${stage.kind === 'connecting' && this.active ? this.#renderInvite() : nothing}
      </div>
    `;
  }

  #renderInvite(): TemplateResult {
    needPart('inviting');
    return html`
      <sideseat-invite .session=${this.session} .joinUrls=${this.account.joinUrls} .clock=${this.clock}></sideseat-invite>
    `;
  }

  /** Where the customer clicked to connect. */
  #renderPage(): TemplateResult | typeof nothing {
    const { page } = this.session.view;
    if (!page) return nothing;
    needPart('visitors');
    return html`<sideseat-visited-page .page=${page}></sideseat-visited-page>`;
  }

  #endSentence(name: TemplateResult): unknown {
    const { endReason } = this.session.view;
    return endReason && this.#texts.rich(`ended.${endReason}`, { customer: name, agent: this.account.name });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-session-stage': SessionStage;
  }
}
