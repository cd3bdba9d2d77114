import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { Hand, Hourglass, MousePointerClick, MousePointerBan, MousePointer } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { fetchPart } from '../fetch-later.ts';
import type { ControlShown } from '../page-view.ts';
import { laterTexts } from '../texts/later/texts.ts';

const ICONS = {
  helperAbsent: MousePointerBan,
  helperUnable: MousePointerBan,
  armed: MousePointer,
  active: MousePointerClick,
  paused: Hand,
  asked: Hourglass,
} as const;

const HINTS = {
  armed: 'control.armedHint',
  active: 'control.activeHint',
  paused: 'control.pausedHint',
  asked: 'control.askedHint',
} as const;

/**
 * Says, within the Desktop view, what the agent may do with mouse and keyboard, and how to stop it. While the agent uses
 * them the whole page has a frame. With it the helper's card is fetched, which nobody needs before.
 *
 * @element sideseat-control-status
 * @fires {CustomEvent} sideseat-stop-control - Stop control was pressed: the picture goes on.
 */
export class ControlStatus extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      .box {
        display: grid;
        gap: var(--ss-space-2);
        padding: var(--ss-space-3) var(--ss-space-4);
        border: 2px solid var(--control);
        border-radius: var(--ss-radius);
        --control: var(--ss-warning);
      }

      .helperAbsent,
      .helperUnable {
        --control: var(--ss-control-border);
      }

      .active {
        background: color-mix(in srgb, var(--control) 14%, var(--ss-surface));
      }

      .now {
        display: flex;
        gap: var(--ss-space-2);
        font-size: var(--ss-size-l);
        font-weight: 600;
      }

      .now .icon {
        margin-top: 0.15em;
        color: var(--control);
      }

      .helperAbsent .now,
      .helperUnable .now {
        font-size: inherit;
      }

      .button {
        justify-self: start;
        min-height: 48px;
      }

      .frame {
        position: fixed;
        inset: 0;
        z-index: 2;
        border: 5px solid var(--ss-warning);
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) control: ControlShown | null = null;
  @property() agentName = '';

  readonly #texts = new Localized(this, laterTexts);
  #stopFetching: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopFetching = fetchPart(() => import('../helper-part.ts'), () => this.#texts.locale);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFetching?.();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.control) return nothing;
    const { phase, isAdded } = this.control;
    const t = this.#texts;
    const isReady = phase !== 'helperAbsent' && phase !== 'helperUnable';
    return html`
      ${phase === 'active' ? html`<div class="frame"></div>` : nothing}
      <div class="box ${phase}">
        <p class="now">
          ${icon(ICONS[phase])}
          <span>${t.rich(`control.${phase}`, { agent: html`<b>${this.agentName}</b>` })}</span>
        </p>
        ${isReady
          ? html`
              <p>${t.t(HINTS[phase], { agent: this.agentName })}</p>
              <p>${t.t(isAdded ? 'control.stopAdded' : 'control.stopOwn')}</p>
            `
          : nothing}
        ${isAdded
          ? html`<button class="button danger" type="button" @click=${this.#onStop}>${icon(Hand)} ${t.t('control.stop')}</button>`
          : nothing}
      </div>
    `;
  }

  #onStop(): void {
    this.dispatchEvent(new CustomEvent('sideseat-stop-control', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-control-status': ControlStatus;
  }
  interface HTMLElementEventMap {
    'sideseat-stop-control': CustomEvent<void>;
  }
}
