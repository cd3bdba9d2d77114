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
import type { AgentSession } from '../agent-state.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import { toGivenControl, type GivenAction, type GivenControlView, type GivenStatus } from '../views/given-control.ts';
import { givingTexts } from './texts/texts.ts';

const ICONS: Readonly<Record<Exclude<GivenStatus, 'linkLost'>, IconNode>> = {
  helperAbsent: Hourglass,
  helperUnable: Unplug,
  armed: MousePointerClick,
  active: MousePointerClick,
  ownerActs: Hand,
  asked: Hand,
  customerLate: Hourglass,
  takenBack: Hand,
};

/** For this long, in milliseconds, Give again takes no press: a double click on Take back would give back what it took. */
const NOT_GIVEN_AGAIN_FOR_MS = 500;

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
      .asked [role='status'],
      .customerLate [role='status'] {
        font-weight: 600;
        color: var(--ss-warning);
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ss-space-2);
      }

      /* It may take much room; the commands below stay within reach. */
      @container (min-width: 761px) {
        sideseat-helper-card {
          max-height: 45vh;
          overflow: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) link: LinkState = 'open';
  @property({ attribute: false }) clock: Clock = systemClock;

  @query('.words') private readonly words!: HTMLElement | null;
  readonly #texts = new Localized(this, givingTexts);
  #view: GivenControlView | null = null;
  #turnSinceMs = 0;

  constructor() {
    super();
    // A key that is still held down must not press what stands there next.
    new KeepFocus(this, () => this.words);
  }

  protected override willUpdate(): void {
    const before = this.#view?.turn?.command;
    this.#view = this.session ? toGivenControl(this.session, this.link) : null;
    if (this.#view?.turn?.command !== before) this.#turnSinceMs = this.clock.now();
  }

  /** Empty until control is given: screen readers tell what arrives in a status, and not what a status arrives with. */
  protected override render(): TemplateResult {
    const { status = null, turn = null, stop = null } = this.#view ?? {};
    const needsHelper = status === 'helperAbsent' || status === 'helperUnable';
    const isTold = status !== null && status !== 'linkLost';
    return html`
      <div class="state ${status ?? ''}">
        <div class="words" tabindex="-1">
          <p role="status">${isTold ? this.#renderWords(status) : nothing}</p>
          ${isTold && !needsHelper ? html`<p class="muted small">${this.#texts.t('given.keys')}</p>` : nothing}
        </div>
        <div class="acts">${turn ? this.#renderTurn(turn) : nothing} ${stop ? this.#renderStop(stop) : nothing}</div>
      </div>
      ${needsHelper ? this.#renderHelper() : nothing}
    `;
  }

  #renderWords(status: keyof typeof ICONS): unknown {
    const name = html`<bdi>${this.session.view.name}</bdi>`;
    return html`${icon(ICONS[status])}<span>${this.#texts.rich(`given.${status}`, { name })}</span>`;
  }

  /**
   * Keyed: the press on Take back is itself a click on the own desktop, which the helper tells before the button comes up.
   * Where the other button stands there by then, it is another one, and not pressed.
   */
  #renderTurn(turn: NonNullable<GivenControlView['turn']>): unknown {
    return keyed(turn.command, this.#renderButton(turn, `given.${turn.command}`, 'primary'));
  }

  #renderStop(stop: NonNullable<GivenControlView['stop']>): TemplateResult {
    return this.#renderButton(stop, 'given.stop', 'danger');
  }

  #renderButton(
    action: GivenAction<'takeControlBack' | 'giveControlAgain' | 'stopGivingControl'>,
    label: 'given.takeControlBack' | 'given.giveControlAgain' | 'given.stop',
    look: string,
  ): TemplateResult {
    return html`
      <button
        class="button ${look}"
        type="button"
        aria-disabled=${!action.enabled}
        @click=${(event: MouseEvent) => this.#onClick(action, event)}
      >
        ${this.#texts.t(label)}
      </button>
    `;
  }

  #onClick({ command, enabled }: GivenAction<'takeControlBack' | 'giveControlAgain' | 'stopGivingControl'>, { detail }: MouseEvent): void {
    const isSecondClick = detail > 1 || this.clock.now() - this.#turnSinceMs < NOT_GIVEN_AGAIN_FOR_MS;
    if (!enabled || (command === 'giveControlAgain' && isSecondClick)) return;
    emit(this, 'sideseat-command', { sessionId: this.session.view.sessionId, command });
  }

  #renderHelper(): TemplateResult {
    const { view, helper } = this.session;
    return html`
      <sideseat-helper-card
        .viewerName=${this.#texts.t('given.name', { name: view.name })}
        .progress=${view.agentControl}
        .keepsHelper=${view.keepsHelper}
        .isOnline=${this.link === 'open'}
        .origin=${helper.origin}
        .listPlatforms=${helper.listPlatforms}
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
