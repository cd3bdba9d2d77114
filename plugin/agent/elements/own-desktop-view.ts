import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { CircleStop, Eye, LoaderCircle, MonitorDot, MonitorUp, WifiOff } from 'lucide';
import type { IconNode } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentSession } from '../agent-state.ts';
import { emit } from '../events.ts';
import { needPart } from '../parts.ts';
import { laterTexts } from '../texts/later/texts.ts';
import { toOwnDesktop, type OwnDesktopView as View } from '../views/own-desktop.ts';
import { commandLineText } from './templates.ts';

const ICONS: Readonly<Record<View['phase'], IconNode>> = {
  holding: MonitorUp,
  starting: LoaderCircle,
  opening: LoaderCircle,
  seen: Eye,
  late: Eye,
  linkLost: WifiOff,
};

/**
 * Says, as long as the agent's own desktop is captured for this session, what of it is shared, who sees it, and since
 * when; with Stop sharing in its title bar. Where the customer may control it too, who has mouse and keyboard.
 *
 * @element sideseat-own-desktop-view
 * @csspart region - The window; its border carries the state's colour.
 * @fires {CustomEvent<{ sessionId: string, command: 'stopShowing' }>} sideseat-command
 */
export class OwnDesktopView extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ss-space-1) var(--ss-space-3);
        align-items: center;
        padding: var(--ss-space-2) var(--ss-space-3);
        margin: var(--ss-space-2) var(--ss-space-3);
        background: var(--ss-raised);
        border: 2px solid var(--ss-view);
        border-radius: var(--ss-radius);
      }

      section.holding,
      section.starting,
      section.opening {
        border-color: var(--ss-asking);
      }

      section.late,
      section.linkLost {
        border-color: var(--ss-warning);
      }

      /* Somebody else's hand on this desktop is not to be overlooked. */
      section.used {
        background: color-mix(in srgb, var(--ss-warning) 12%, var(--ss-raised));
        border: 4px solid var(--ss-warning);
      }

      section.used h3 {
        color: var(--ss-warning);
      }

      sideseat-given-control {
        flex: 1 0 100%;
      }

      sideseat-given-control:not(:defined) {
        display: none;
      }

      /* It is there all the while, empty: its status is to be known before it says something. */
      .none sideseat-given-control {
        position: absolute;
      }

      h3 {
        display: flex;
        gap: var(--ss-space-2);
        align-items: center;
        font-size: var(--ss-size-m);
      }

      p {
        flex: 1 1 14rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      @media (forced-colors: active) {
        section.used {
          border-color: Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) link: LinkState = 'open';
  @property({ attribute: false }) clock: Clock = systemClock;

  readonly #texts = new Localized(this, laterTexts);

  protected override render(): TemplateResult | typeof nothing {
    const view = this.session ? toOwnDesktop(this.session, this.link) : null;
    if (!view) return nothing;
    if (view.control !== 'none') needPart('giving');
    const t = this.#texts;
    return html`
      <section part="region" class="${view.phase} ${view.control}" aria-labelledby="name">
        <h3>${icon(ICONS[view.phase])}<span id="name">${t.t('showing.region')}</span></h3>
        <p role="status">
          ${this.#sentence(view)} ${view.surface === 'monitor' ? html`<b>${t.t('showing.everything')}</b>` : nothing}
          ${this.#since(view)}
        </p>
        ${view.stop ? this.#renderStop(view.stop) : nothing}
        <sideseat-given-control .session=${this.session} .link=${this.link} .clock=${this.clock}></sideseat-given-control>
      </section>
    `;
  }

  #sentence({ phase, surface }: View): unknown {
    const what = this.#texts.t(`surface.${surface ?? 'unknown'}`);
    return this.#texts.rich(`showing.${phase}`, { name: html`<bdi>${this.session.view.name}</bdi>`, what });
  }

  #since({ sinceAtMs }: View): TemplateResult | typeof nothing {
    if (sinceAtMs === null) return nothing;
    const t = this.#texts;
    return html`<span class="muted small">${t.t('window.since', { time: t.formatTime(sinceAtMs) })}</span>`;
  }

  #renderStop({ line, enabled, command }: NonNullable<View['stop']>): TemplateResult {
    const { sessionId, name } = this.session.view;
    const items = [
      {
        id: command,
        label: this.#texts.t('window.stopSharing'),
        detail: commandLineText(line, this.#texts, name),
        icon: CircleStop,
        danger: true,
        disabled: !enabled,
      },
    ];
    return html`
      <sideseat-menu-button
        label=${this.#texts.t('window.menu')}
        .icon=${MonitorDot}
        .items=${items}
        @sideseat-menu-select=${() => emit(this, 'sideseat-command', { sessionId, command: 'stopShowing' })}
      ></sideseat-menu-button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-own-desktop-view': OwnDesktopView;
  }
}
