import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { Hand, Hourglass, MousePointerClick, Unplug } from 'lucide';
import type { IconNode } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentSession, CommandName } from '../agent-state.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../keep-focus.ts';
import { toGivenControl, type GivenControlView, type GivenStatus } from '../views/given-control.ts';
import { givingTexts } from './texts/texts.ts';

const ICONS: Readonly<Record<Exclude<GivenStatus, 'linkLost'>, IconNode>> = {
  helperAbsent: Hourglass,
  helperUnable: Unplug,
  armed: MousePointerClick,
  active: MousePointerClick,
  ownerActs: Hand,
  asked: Hand,
  takenBack: Hand,
};

/**
 * Who has mouse and keyboard of the agent's own desktop while the customer may control it: what is still missing, with the
 * card of the helper, and the ways to take them back, to give them again, and to end control alone.
 *
 * @element sideseat-given-control
 * @fires {CustomEvent<{ sessionId: string, command: CommandName }>} sideseat-command - `takeControlBack`,
 *   `giveControlAgain`, or `stopGivingControl`.
 */
export class GivenControl extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: var(--ss-space-2);
      }

      .state {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ss-space-1) var(--ss-space-3);
        align-items: center;
      }

      .words {
        flex: 1 1 14rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      [role='status'] {
        display: flex;
        gap: var(--ss-space-2);
      }

      [role='status'] .icon {
        margin-top: 0.125em;
      }

      .active [role='status'],
      .ownerActs [role='status'],
      .asked [role='status'] {
        font-weight: 600;
        color: var(--ss-warning);
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ss-space-2);
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) link: LinkState = 'open';
  @property({ attribute: false }) clock: Clock = systemClock;

  @query('.words') private readonly words!: HTMLElement | null;
  readonly #texts = new Localized(this, givingTexts);

  constructor() {
    super();
    // A key that is still held down must not press what stands there next.
    new KeepFocus(this, () => this.words);
  }

  protected override render(): TemplateResult | typeof nothing {
    const view = this.session ? toGivenControl(this.session, this.link) : null;
    if (!view) return nothing;
    const needsHelper = view.status === 'helperAbsent' || view.status === 'helperUnable';
    return html`
      <div class="state ${view.status}">
        <div class="words" tabindex="-1">
          <p role="status">${this.#renderWords(view.status)}</p>
          ${view.status === 'linkLost' || needsHelper ? nothing : html`<p class="muted small">${this.#texts.t('given.keys')}</p>`}
        </div>
        <div class="acts">${this.#renderTurn(view)} ${view.isAdded ? this.#renderStop(view) : nothing}</div>
      </div>
      ${needsHelper ? this.#renderHelper(view.status) : nothing}
    `;
  }

  #renderWords(status: GivenStatus): unknown {
    if (status === 'linkLost') return nothing;
    const name = html`<bdi>${this.session.view.name}</bdi>`;
    return html`${icon(ICONS[status])}<span>${this.#texts.rich(`given.${status}`, { name })}</span>`;
  }

  /**
   * Keyed: the press on Take back is itself a click on the own desktop, which the helper tells before the button comes up.
   * Where the other button stands there by then, it is another one, and not pressed.
   */
  #renderTurn({ turn, enabled }: GivenControlView): unknown {
    return keyed(turn, turn === null ? nothing : this.#renderButton(turn, `given.${turn}`, 'primary', enabled));
  }

  #renderStop({ enabled }: GivenControlView): TemplateResult {
    return this.#renderButton('stopGivingControl', 'given.stop', 'danger', enabled);
  }

  #renderButton(
    command: Extract<CommandName, 'takeControlBack' | 'giveControlAgain' | 'stopGivingControl'>,
    label: 'given.takeControlBack' | 'given.giveControlAgain' | 'given.stop',
    look: string,
    enabled: boolean,
  ): TemplateResult {
    const { sessionId } = this.session.view;
    return html`
      <button
        class="button ${look}"
        type="button"
        aria-disabled=${!enabled}
        @click=${() => (enabled ? emit(this, 'sideseat-command', { sessionId, command }) : undefined)}
      >
        ${this.#texts.t(label)}
      </button>
    `;
  }

  #renderHelper(status: GivenStatus): TemplateResult {
    const { view, helper } = this.session;
    return html`
      <sideseat-helper-card
        .viewerName=${this.#texts.t('given.name', { name: view.name })}
        .isUnable=${status === 'helperUnable'}
        .isOnline=${this.link === 'open'}
        .origin=${helper.origin}
        .inviteHelper=${helper.invite}
        .clock=${this.clock}
      ></sideseat-helper-card>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-given-control': GivenControl;
  }
}
